/** Which text to offer first for people who have not replied. Pure. */
import type { CadenceStep, Template } from '../../contract.ts';

/** Kinds of text that ask for an answer, best first. */
const FITTING: readonly Template['category'][] = ['reminder', 'confirmation', 'followUp', 'general'];

/** The text of the reminder step that is nearest to `daysAhead` (whole days until the visit); else one that asks for an answer. */
export function fittingTemplate(
  templates: readonly Template[],
  steps: readonly CadenceStep[],
  daysAhead: number,
): Template | undefined {
  const nearest = [...steps].sort((a, b) => Math.abs(a.daysBefore - daysAhead) - Math.abs(b.daysBefore - daysAhead))[0];
  const byPlan = templates.find((template) => template.id === nearest?.templateId);
  const byKind = FITTING.flatMap((category) => templates.filter((template) => template.category === category))[0];
  return byPlan ?? byKind ?? templates[0];
}
