/** Which wording of a template a person gets. Reads only; renders nothing. */
import type { TemplateRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

/**
 * The text of `templateId` in `language` (ISO 639-1), else its base text. `templateId` may name a base or one of its
 * translations. A translation that was put away is not used; a base is, for the plan may still point to it. Undefined: there is no
 * such template. To be called when a text is made, so that a translation added later is used at once.
 */
export function pickTemplate(tx: ReadTx, templateId: string, language: string): TemplateRecord | undefined {
  return tx.templates.inLanguage(templateId, language);
}
