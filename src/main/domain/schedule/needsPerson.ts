/** Which rows of a list wait for somebody at the desk: the one rule behind every count of them. Pure. */
import type { RowProblem } from '../../../contract/schedule.ts';

/** Asked about the whole list (consent), or nothing can be done about them row by row. */
const TOLD_ELSEWHERE: ReadonlySet<RowProblem['code']> = new Set<RowProblem['code']>([
  'noConsent',
  'optedOut',
  'duplicateRow',
]);

export interface RemarkedRow {
  readonly problems: readonly RowProblem[];
  /** A person took it in spite of its problem (true) or left it out (false). */
  readonly take?: boolean | undefined;
}

/** Whether somebody must look at the row itself, and has not left it out. */
export function needsPerson({ problems, take }: RemarkedRow): boolean {
  return take !== false && problems.some(({ code }) => !TOLD_ELSEWHERE.has(code));
}
