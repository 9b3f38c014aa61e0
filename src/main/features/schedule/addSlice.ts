/** Adds the next rows of a list in one commit, or closes its journal after the last. Knows rows and totals; who calls keeps the course. */
import { DomainError } from '../../../contract/errors.ts';
import type { RowProblem } from '../../../contract/schedule.ts';
import { addToCounts } from '../../domain/schedule/diff.ts';
import type { CountedRow } from '../../domain/schedule/diff.ts';
import type { ImportRecord } from '../../store/records.ts';
import type { ImportRun, ImportTotals, WriteTx } from '../../store/store.ts';
import type { OutputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { addRow } from './addRow.ts';
import type { ScheduleDeps } from './deps.ts';
import { fromRowRecord } from './importRows.ts';

export type Applied = OutputOf<'schedule.applyImport'>;

export const APPLY = 'schedule.applyImport';
/** One commit holds what fits into this, ms: far enough from 50 for a slow PC and the commit itself. */
export const SLICE_MS = 12;
export const SLICE_ROWS = 100;
/** Rows read at a time: a slow PC adds few of them in one commit, and the rest would be read for nothing. */
const PAGE_ROWS = 10;

/**
 * Adds the next rows in one commit; null while there are more. When a row throws, the rows before it go in one by one, and the one that
 * throws alone is left out and put before a person: a fault in one row holds up no list. What the store refuses stops the list as it is.
 */
export function addSlice(deps: ScheduleDeps, run: ImportRun, most: number = SLICE_ROWS): Applied | null {
  try {
    return deps.store.write(run.actor, (tx) => addRows(deps, tx, run, most));
  } catch (error) {
    if (error instanceof DomainError) throw stoppedBy(error);
    if (most > 1) return addSlice(deps, run, 1);
    deps.log.error(
      { import: run.importId, error: error instanceof Error ? error.name : 'unknown' },
      'schedule.rowFailed',
    );
    deps.store.write(run.actor, (tx) => leaveOutNext(tx, run));
    return null;
  }
}

function stoppedBy(error: DomainError): DomainError {
  return new DomainError(
    error.code,
    `${error.message} The rows before are in; the rest of the list follows by itself.`,
  );
}

function addRows(deps: ScheduleDeps, tx: WriteTx, run: ImportRun, most: number): Applied | null {
  const now = deps.clock.now();
  const list = mustGetList(tx, run.importId);
  const { zone } = readSettings(tx).practice;
  const context = { list, consent: run.consent, complete: list.summary.complete ?? false, zone, now };
  const until = deps.clock.monotonic() + SLICE_MS;
  const touched = new Set<string>();
  let { doneLine, totals } = run;
  const read = (limit: number) => tx.imports.rowsAfter(run.importId, doneLine, limit);
  const ended = inPages(most, read, (stored) => {
    const row = fromRowRecord(stored);
    const { action, personId, due } = addRow(deps, tx, row, context);
    totals = addTotals(totals, { ...row, action }, due);
    if (row.action !== 'missing') deps.noteListed?.(tx, row, list.id, now);
    // A list that no longer has a visit says that it does not take place.
    else if (action === 'cancelled') deps.noteListed?.(tx, { ...row, status: 'cancelled' }, list.id, now);
    if (personId !== null) touched.add(personId);
    doneLine = row.line;
    return deps.clock.monotonic() >= until;
  });
  refreshAll(deps, tx, touched, now);
  if (ended) return closeAdding(tx, { ...run, totals }, now, false);
  tx.imports.advanceRun(run.importId, { doneLine, totals });
  tx.changed('job.progressed', run.importId);
  return null;
}

/** One person of each number is enough: the row of a conversation is about everybody on its number. */
function refreshAll(deps: ScheduleDeps, tx: WriteTx, people: ReadonlySet<string>, now: number): void {
  const done = new Set<string>();
  for (const personId of people) {
    const numbers = tx.people.numbersOf(personId).map(({ number }) => number);
    if (numbers.every((number) => done.has(number))) continue;
    deps.refreshPerson(tx, personId, now);
    for (const number of numbers) done.add(number);
  }
}

/** Hands rows to `each`, read a few at a time, until it says that the slice is over or `most` are done. True: there are no more. */
export function inPages<T>(most: number, read: (limit: number) => readonly T[], each: (row: T) => boolean): boolean {
  for (let left = most; left > 0;) {
    const page = read(Math.min(PAGE_ROWS, left));
    if (page.length === 0) return true;
    for (const row of page) {
      left -= 1;
      if (each(row)) return false;
    }
  }
  return false;
}

function addTotals(
  { counts, remindersPlanned, firstReminderAt }: ImportTotals,
  row: CountedRow,
  due: readonly number[],
): ImportTotals {
  const first = Math.min(firstReminderAt ?? Infinity, ...due);
  return {
    counts: addToCounts(counts, row),
    remindersPlanned: remindersPlanned + due.length,
    firstReminderAt: first === Infinity ? null : first,
  };
}

/** The last commit: the journal goes, the command has its answer, the reminders may leave. `stopped`: a person wanted no more rows. */
export function closeAdding(tx: WriteTx, run: ImportRun, now: number, stopped: boolean): Applied {
  const list = mustGetList(tx, run.importId);
  const { counts, remindersPlanned, firstReminderAt } = run.totals;
  const { signature, summary } = list;
  tx.imports.endRun(list.id);
  tx.imports.markApplied(list.id, now, run.startedAt, { ...summary, counts, ...(stopped ? { stopped } : {}) });
  tx.imports.rememberMapping(signature, summary.mapping, summary.dateOrder, now, summary.statusWords);
  tx.imports.rememberComplete(signature, summary.complete ?? false, now);
  tx.audit.append({
    at: now,
    action: 'schedule.imported',
    entity: 'import',
    entityId: list.id,
    data: { ...counts, reminders: remindersPlanned, ...(stopped ? { stopped } : {}) },
  });
  tx.changed('import.changed', list.id);
  const result = { importId: list.id, counts, remindersPlanned, firstReminderAt, ...(stopped ? { stopped } : {}) };
  if (run.commandId !== null) tx.commands.record({ commandId: run.commandId, procedure: APPLY, at: now, result });
  return result;
}

const notAdded: RowProblem = {
  code: 'notAdded',
  severity: 'error',
  column: null,
  text: 'This visit was not added because of a fault in this program. Add it by hand.',
};

function leaveOutNext(tx: WriteTx, run: ImportRun): void {
  const [row] = tx.imports.rowsAfter(run.importId, run.doneLine, 1);
  if (row === undefined) throw new Error('There is no row to leave out.');
  const problems = [...row.problems, notAdded];
  const action = 'skipped' as const;
  tx.imports.replaceRow({ ...row, action, problems, needsYou: true });
  const totals = addTotals(run.totals, { ...fromRowRecord(row), action, problems }, []);
  tx.imports.advanceRun(run.importId, { doneLine: row.line, totals });
}

export function mustGetList(tx: WriteTx, importId: string): ImportRecord {
  const list = tx.imports.get(importId);
  if (list === undefined) throw new Error('A journal without its list.');
  return list;
}
