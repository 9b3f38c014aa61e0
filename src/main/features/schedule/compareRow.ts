/** What adding one row of a list would do, against the schedule and the people as they are now. Reads only. */
import type { RowProblem } from '../../../contract/schedule.ts';
import { actionFor } from '../../domain/schedule/diff.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { ReadTx } from '../../store/store.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ComparedRow } from './importRows.ts';
import { matchPerson } from './matchPerson.ts';

/** `externalKey` empty: the row has no identity of its own, because it stands twice. */
export function compareRow(
  deps: Pick<ScheduleDeps, 'canText'>,
  tx: ReadTx,
  visit: VisitRow,
  externalKey: string,
): ComparedRow {
  const known = externalKey === '' ? undefined : tx.appointments.getByKey(externalKey);
  const action = actionFor(visit, known);
  const problems = action === 'skipped' ? visit.problems : [...visit.problems, ...personProblems(deps, tx, visit)];
  return { ...visit, problems, externalKey, action, wasAt: action === 'moved' ? (known?.startsAt ?? null) : null };
}

function personProblems(deps: Pick<ScheduleDeps, 'canText'>, tx: ReadTx, visit: VisitRow): readonly RowProblem[] {
  if (visit.phone === null) return [];
  const warn = (code: RowProblem['code'], text: string): RowProblem => ({
    code,
    severity: 'warning',
    column: null,
    text,
  });
  const match = matchPerson(tx, visit);
  const problems: RowProblem[] = [];
  if (match?.otherNumber === true) {
    problems.push(
      warn('otherNumberOnFile', `${match.person.name} has another number on file. The new one is added second.`),
    );
  }
  const canText = deps.canText(tx, visit.phone, match?.person.id ?? null);
  if (canText === 'optedOut') problems.push(warn('optedOut', 'Opted out. Added without reminders.'));
  else if (canText === 'ask' && visit.consent !== true) problems.push(warn('noConsent', 'No record of consent.'));
  return problems;
}
