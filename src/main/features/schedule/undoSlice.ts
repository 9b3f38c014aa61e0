/** Takes the last rows of a list out in one commit, or closes its journal when none is left (adr/0012). */
import { DomainError } from '../../../contract/errors.ts';
import { NO_COUNTS } from '../../domain/schedule/diff.ts';
import type { ImportRun, WriteTx } from '../../store/store.ts';
import type { OutputOf } from '../feature.ts';
import { inPages, mustGetList, SLICE_MS, SLICE_ROWS } from './addSlice.ts';
import type { ScheduleDeps } from './deps.ts';
import { undoRow } from './undoRow.ts';

export type Undone = OutputOf<'schedule.undoImport'>;

export const UNDO = 'schedule.undoImport';

/** Null while there are more. A row that cannot be taken out alone stays, and is counted. */
export function undoSlice(deps: ScheduleDeps, run: ImportRun, most: number = SLICE_ROWS): Undone | null {
  try {
    return deps.store.write(run.actor, (tx) => undoRows(deps, tx, run, most));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (most > 1) return undoSlice(deps, run, 1);
    deps.log.error(
      { import: run.importId, error: error instanceof Error ? error.name : 'unknown' },
      'schedule.undoFailed',
    );
    return deps.store.write(run.actor, (tx) => keepNext(deps, tx, run));
  }
}

function undoRows(deps: ScheduleDeps, tx: WriteTx, run: ImportRun, most: number): Undone | null {
  const now = deps.clock.now();
  const until = deps.clock.monotonic() + SLICE_MS;
  let { kept, totals } = run;
  let next = run.doneLine;
  const read = (limit: number) => tx.imports.before(run.importId, next, limit);
  const ended = inPages(most, read, (before) => {
    if (undoRow(deps, tx, before, now) === 'kept') kept += 1;
    else totals = { ...totals, counts: { ...totals.counts, unchanged: totals.counts.unchanged + 1 } };
    tx.imports.dropBefore(before.importId, before.line);
    next = before.line - 1;
    return deps.clock.monotonic() >= until;
  });
  const after = { ...run, kept, totals, doneLine: next };
  if (ended) return closeUndo(tx, after, now);
  tx.imports.advanceRun(run.importId, { doneLine: next, kept, totals });
  tx.changed('job.progressed', run.importId);
  return null;
}

function keepNext(deps: ScheduleDeps, tx: WriteTx, run: ImportRun): Undone | null {
  const [row] = tx.imports.before(run.importId, run.doneLine, 1);
  if (row === undefined) return closeUndo(tx, run, deps.clock.now());
  tx.imports.dropBefore(row.importId, row.line);
  tx.imports.advanceRun(run.importId, { doneLine: row.line - 1, kept: run.kept + 1 });
  return null;
}

/** An adding that was stopped is a preview again; a list that was added is marked as undone. */
function closeUndo(tx: WriteTx, run: ImportRun, now: number): Undone {
  const list = mustGetList(tx, run.importId);
  const result = { importId: list.id, undone: run.totals.counts.unchanged, kept: run.kept };
  tx.imports.endRun(list.id);
  if (list.state === 'applied') tx.imports.markUndone(list.id, now, run.actor);
  tx.audit.append({
    at: now,
    action: 'schedule.importUndone',
    entity: 'import',
    entityId: list.id,
    data: { undone: result.undone, kept: result.kept },
  });
  tx.changed('import.changed', list.id);
  if (run.commandId !== null && list.state === 'applied') {
    tx.commands.record({ commandId: run.commandId, procedure: UNDO, at: now, result });
  }
  return result;
}

/** The journal of taking a list out, from its last row on. The totals count the rows taken out as `unchanged`. */
export function undoRun(importId: string, who: Pick<ImportRun, 'actor' | 'commandId' | 'startedAt'>): ImportRun {
  return {
    ...who,
    importId,
    consent: 'askFirst',
    doneLine: Number.MAX_SAFE_INTEGER,
    totals: { counts: NO_COUNTS, remindersPlanned: 0, firstReminderAt: null },
    mode: 'undo',
    stop: null,
    kept: 0,
  };
}
