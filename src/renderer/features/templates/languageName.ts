/** "Spanish"; the code for a language without ready-made texts. */
import type { Translate } from '../../i18n/useT.ts';
import { LANGUAGES } from './families.ts';

export function languageName(language: string, t: Translate): string {
  const known = LANGUAGES.find((one) => one === language);
  return known === undefined ? language : t(`templates.language.${known}`);
}
