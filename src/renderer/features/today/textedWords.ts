/** "Texted 20 min ago", "Texted just now". */
import type { DeskFormats } from '../../i18n/useFormats.ts';
import type { Translate } from '../../i18n/useT.ts';

/** `ago` in ms. */
export function textedWords(ago: number, formats: DeskFormats, t: Translate): string {
  return ago < 60_000 ? t('today.textedNow') : t('today.textedAgo', { span: formats.span(ago) });
}
