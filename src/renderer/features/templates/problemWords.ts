/** A problem of a text in a sentence, and the word on the button that mends it. Pure. */
import type { TemplateField, TemplateProblem } from '../../contract.ts';
import type { Translate } from '../../i18n/useT.ts';

export function problemText(problem: TemplateProblem, t: Translate): string {
  const { code, found, params, start } = problem;
  switch (code) {
    case 'unknownDetail':
      return params['meant'] === undefined
        ? t('templates.problem.unknownDetail', { found })
        : t('templates.problem.unknownDetailMeant', { found, meant: fieldName(params['meant'], t) });
    case 'costlyCharacter':
      return t('templates.problem.costlyCharacter', { ...params, found, place: start + 1 });
    case 'mayBeEmpty':
    case 'empty':
      return t(`templates.problem.${code}`, { detail: fieldName(params['field'] ?? '', t) });
    default:
      return t(`templates.problem.${code}`, { ...params, found });
  }
}

/** Null: there is nothing to press. */
export function fixLabel({ code, fix }: TemplateProblem, t: Translate): string | null {
  if (code === 'costlyCharacter' && fix === null) return t('templates.leaveOut');
  if (code === 'strayBrace') return t('templates.leaveOut');
  if (fix === null) return null;
  return code === 'costlyCharacter' ? t('templates.use', { fix }) : t('templates.fix');
}

/** The text with the problem mended. A costly character is mended wherever it stands. */
export function mended(body: string, { code, start, end, fix, found }: TemplateProblem): string {
  if (code === 'costlyCharacter') return body.replaceAll(found, fix ?? '');
  return body.slice(0, start) + (fix ?? '') + body.slice(end);
}

function fieldName(field: string | number, t: Translate): string {
  return t(`templates.field.${field as TemplateField}`);
}
