/**
 * What is wrong with a template, or might be, each with its place and a way to mend it (rules.md 5.2-5.4, 8). Pure. Codes only; the
 * words are the renderer's. Clinical words are the content guard's.
 */
import type { TemplateField, TemplateProblem } from '../../../contract/templates.ts';
import { countSegments } from '../../../contract/segments.ts';
import { editDistance } from '../replies/editDistance.ts';
import { plainCharacter } from './characters.ts';
import { TEMPLATE_FIELDS } from './fields.ts';
import { detailsIn, renderTemplate } from './render.ts';
import type { TemplateValues } from './render.ts';
import { reservedWordIn } from './reservedWords.ts';

/** rules.md 8, CG20. */
const SHORTENERS =
  /\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|ow\.ly|buff\.ly|cutt\.ly|tiny\.cc|rb\.gy|shorturl\.at|bc\.vc|s2r\.co|soo\.gd|clicky\.me|budurl\.com|lc\.chat)(?:\/\S*)?/i;
const LINK = /\b(?:https?:\/\/|www\.)\S+/i;

export interface LintInput {
  readonly body: string;
  /** What the details stand for, for the length: of the person shown, or invented ones. */
  readonly values: TemplateValues;
  /** Details of a real person that have no value are problems of their own. */
  readonly real: boolean;
}

/** Everything found: errors first, then by place. */
export function lintTemplate(input: LintInput): readonly TemplateProblem[] {
  const { body } = input;
  const found = [
    ...unknownDetails(body),
    ...strayBraces(body),
    ...reserved(body),
    ...practiceName(body),
    ...length(input),
    ...links(body),
    ...details(input),
  ];
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity] || a.start - b.start);
}

const RANK: Readonly<Record<TemplateProblem['severity'], number>> = { error: 0, warning: 1, hint: 2 };

function unknownDetails(body: string): TemplateProblem[] {
  return detailsIn(body)
    .filter(({ field }) => field === null)
    .map(({ name, start, end }) => {
      const meant = nearestField(name);
      return problem('unknownDetail', 'error', body, start, end, meant === null ? null : `{${meant}}`, {
        ...(meant === null ? {} : { meant }),
      });
    });
}

/** The detail that was probably meant: at most a third of its letters differ. */
function nearestField(name: string): TemplateField | null {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  const ranked = (Object.keys(TEMPLATE_FIELDS) as TemplateField[])
    .map((field) => ({ field, distance: editDistance(plain, field.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && plain !== '' && best.distance <= best.field.length / 3 ? best.field : null;
}

/** A brace without its partner: half a detail would reach the patient. */
function strayBraces(body: string): TemplateProblem[] {
  const inside = detailsIn(body);
  return [...body.matchAll(/[{}]/g)]
    .filter(({ index }) => !inside.some(({ start, end }) => index >= start && index < end))
    .slice(0, 1)
    .map(({ index }) => problem('strayBrace', 'error', body, index, index + 1, ''));
}

function reserved(body: string): TemplateProblem[] {
  const word = reservedWordIn(body);
  return word === null ? [] : [problem('reservedWord', 'error', body, word.start, word.end, null, { word: word.word })];
}

function practiceName(body: string): TemplateProblem[] {
  const named = detailsIn(body).some(({ field }) => field === 'practiceName' || field === 'practiceShortName');
  return named || body.trim() === '' ? [] : [problem('noPracticeName', 'warning', body, 0, 0, '{practiceShortName}: ')];
}

/** Over one part, and the character that makes it so (rules.md 5.2, CG25). Counted as it will read, with the details filled in. */
function length({ body, values }: LintInput): TemplateProblem[] {
  const { parts } = countSegments(renderTemplate(body, values).body);
  const own = countSegments(body).firstOffender;
  if (own !== null) {
    const plain = plainCharacter(own.text);
    const without = partsWithout(body, own.text, plain ?? '', values);
    const end = own.index + own.text.length;
    // The character is the whole reason: nothing is left to say about the length.
    const costly = problem('costlyCharacter', 'warning', body, own.index, end, plain, { parts, without });
    if (without < parts) return without > 1 ? [costly, tooLong(body, parts)] : [costly];
  }
  return parts > 1 ? [tooLong(body, parts)] : [];
}

function tooLong(body: string, parts: number): TemplateProblem {
  return problem('tooLong', 'warning', body, 0, 0, null, { parts });
}

function partsWithout(body: string, char: string, plain: string, values: TemplateValues): number {
  return countSegments(renderTemplate(body.replaceAll(char, plain), values).body).parts;
}

function links(body: string): TemplateProblem[] {
  const short = SHORTENERS.exec(body);
  if (short !== null) {
    return [problem('shortLink', 'error', body, short.index, short.index + short[0].length, null)];
  }
  const link = LINK.exec(body);
  return link === null ? [] : [problem('link', 'hint', body, link.index, link.index + link[0].length, null)];
}

function details({ body, values, real }: LintInput): TemplateProblem[] {
  const seen = new Set<TemplateField>();
  return detailsIn(body).flatMap(({ field, start, end }) => {
    if (field === null || seen.has(field)) return [];
    seen.add(field);
    const at = (code: 'empty' | 'mayBeEmpty' | 'saysVisitKind', severity: TemplateProblem['severity']) =>
      problem(code, severity, body, start, end, null, { field });
    const empty = (values[field] ?? '').trim() === '';
    return [
      ...(field === 'visitKind' ? [at('saysVisitKind', 'warning')] : []),
      ...(real && empty ? [at('empty', 'warning')] : []),
      ...(!(real && empty) && TEMPLATE_FIELDS[field].mayBeEmpty ? [at('mayBeEmpty', 'hint')] : []),
    ];
  });
}

function problem(
  code: TemplateProblem['code'],
  severity: TemplateProblem['severity'],
  body: string,
  start: number,
  end: number,
  fix: string | null,
  params: TemplateProblem['params'] = {},
): TemplateProblem {
  return { code, severity, start, end, found: body.slice(start, end), fix, params };
}
