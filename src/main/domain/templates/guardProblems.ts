/**
 * What the content guard finds in the words of a template, as problems of the template (rules.md section 8): what could never leave is
 * refused when it is saved, what would be asked about each time is said. Pure.
 */
import type { TemplateCategory, TemplateProblem } from '../../../contract/templates.ts';
import type { GuardFinding, GuardRuleId, GuardText } from '../contentGuard/finding.ts';
import { scanText } from '../contentGuard/scan.ts';
import { GUARD_WORDS } from '../contentGuard/words.ts';

export interface TemplateToScan extends Pick<GuardText, 'country' | 'now' | 'practiceNames' | 'ownWords'> {
  readonly body: string;
  readonly category: TemplateCategory;
}

/** Said by the template's own rules, with more sense for what a template is: details, names, length, short links. */
const SAID_ELSEWHERE: ReadonlySet<GuardRuleId> = new Set<GuardRuleId>(['CG20', 'CG23', 'CG24', 'CG25']);

/** One for each rule that speaks. `cannotGo` and `reservedWord` are errors. */
export function guardProblems(template: TemplateToScan): readonly TemplateProblem[] {
  const { body, category, ...rest } = template;
  const found = scanText({
    ...rest,
    text: body,
    purpose: category === 'payment' ? 'billing' : category === 'shiftNotice' ? 'employee' : 'care',
    greetedAs: [],
    namesOnNumber: [],
  });
  const told = found.filter(({ rule, severity }) => !SAID_ELSEWHERE.has(rule) && severity !== 'warn');
  const first = told.filter(({ rule }, index) => told.findIndex((one) => one.rule === rule) === index);
  return first.map((one) => problemOf(body, one));
}

function problemOf(body: string, { rule, severity, start, end }: GuardFinding): TemplateProblem {
  const place = { start, end, found: body.slice(start, end), fix: null };
  if (severity === 'config') {
    const word = place.found.split(/[^\p{L}]+/u).at(-1) ?? '';
    return { ...place, code: 'reservedWord', severity: 'error', params: { word: word.toUpperCase() } };
  }
  const never = severity === 'block';
  return {
    ...place,
    code: never ? 'cannotGo' : 'asksFirst',
    severity: never ? 'error' : 'warning',
    params: { content: GUARD_WORDS[rule] },
  };
}
