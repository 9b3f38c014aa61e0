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
  const asking = steps.filter(
    ({ active, purpose, timing }) => active && purpose === 'reminder' && timing.kind === 'daysBefore',
  );
  const away = ({ timing }: CadenceStep): number =>
    timing.kind === 'daysBefore' ? Math.abs(timing.days - daysAhead) : Number.POSITIVE_INFINITY;
  const nearest = [...asking].sort((a, b) => away(a) - away(b))[0];
  const byPlan = templates.find((template) => template.id === nearest?.templateId);
  const byKind = FITTING.flatMap((category) => templates.filter((template) => template.category === category))[0];
  return byPlan ?? byKind ?? templates[0];
}
