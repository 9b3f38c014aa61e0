/** What about a list a person has to look at before it changes the schedule. Pure. */
import type { ImportPreview, RowProblem, RowProblemCode } from '../../../contract/schedule.ts';

/**
 * Problems that ask nothing of anybody: the visit comes in and gets no texts, or the row has no business in the schedule. Every other
 * problem, also one that is not known here yet, is for a person.
 */
const HARMLESS: ReadonlySet<RowProblemCode> = new Set<RowProblemCode>([
  'phoneMissing',
  'phoneLandline',
  'optedOut',
  'noConsent',
  'inPast',
  'duplicateRow',
  'notAVisit',
]);

/** Whether a row must not change anything before somebody has looked. */
export function needsYou(problems: readonly RowProblem[]): boolean {
  return problems.some(({ code }) => !HARMLESS.has(code));
}

export interface Doubt {
  readonly code: string;
  readonly text: string;
}

/** A warning that is not marked as harmless by whoever wrote it stands against adding the list. */
interface Warning extends Doubt {
  readonly severity?: 'brake' | 'warning' | undefined;
}
interface Previewed extends Pick<ImportPreview, 'missing' | 'dateOrderAmbiguous'> {
  readonly warnings: readonly Warning[];
}

/** What stands against adding the list as a whole: columns nobody has named, days that can be read both ways, every brake. */
export function doubtsAbout({ missing, dateOrderAmbiguous, warnings }: Previewed): readonly Doubt[] {
  const doubts: Doubt[] = warnings
    .filter(({ severity }) => severity !== 'warning')
    .map(({ code, text }) => ({ code, text }));
  if (missing.length > 0) {
    doubts.push({
      code: 'columns',
      text: 'Some columns are not known yet. Match them once; the next list is read by itself.',
    });
  }
  if (dateOrderAmbiguous) {
    doubts.push({ code: 'dateOrder', text: 'The days can be read as day/month or month/day. Choose once.' });
  }
  return doubts;
}

/** Rows of a list that would change the schedule. */
export function changesIn(counts: ImportPreview['counts']): number {
  return counts.new + counts.moved + counts.changed + counts.cancelled;
}
