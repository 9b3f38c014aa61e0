/**
 * Adds previewed lists: a few rows per commit, so that nothing else waits for a long list, under a journal that makes them one thing.
 * A list whose adding was interrupted goes on at the next start; until its end none of its reminders leaves (adr/0012).
 */
import { DomainError } from '../../../contract/errors.ts';
import type { RowProblem } from '../../../contract/schedule.ts';
import { addToCounts, NO_COUNTS } from '../../domain/schedule/diff.ts';
import type { ImportRecord } from '../../store/records.ts';
import type { ImportRun, ImportTotals, WriteTx } from '../../store/store.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { addRow } from './addRow.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ComparedRow } from './importRows.ts';

type Result = OutputOf<'schedule.applyImport'>;

export interface ImportRuns {
  /**
   * Adds a list and resolves when all of it is in. Asked for again meanwhile, or after an interruption, it goes on where it stands,
   * with the consent that was chosen first. Errors: IMPORT_EXPIRED (no longer kept), CONFLICT (added before), SHUTTING_DOWN and the
   * store's own (the rest follows by itself).
   */
  apply(context: CallContext, input: ParsedInputOf<'schedule.applyImport'>): Promise<Result>;
  /** Goes on with every list that was interrupted. Rejects with the first failure, after having tried all. */
  resume(): Promise<void>;
  /** Ends after the commit under way; the journal keeps the rest. */
  stop(): void;
}

const PROCEDURE = 'schedule.applyImport';
/** One commit holds what fits into this, ms: far enough from 50 for a slow PC and the commit itself. */
const SLICE_MS = 12;
const SLICE_ROWS = 100;

export function createImportRuns(deps: ScheduleDeps): ImportRuns {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<Result>>();

  const finish = (importId: string): Promise<Result> => {
    const running = underWay.get(importId);
    if (running !== undefined) return running;
    const added = addAll(deps, importId, stopping.signal).finally(() => underWay.delete(importId));
    underWay.set(importId, added);
    return added;
  };
  return {
    apply: async (context, input) => {
      const answer = deps.store.write(context.actor.name, (tx) => begin(deps, tx, context, input));
      return answer ?? finish(input.importId);
    },
    resume: async () => {
      const runs = deps.store.read((tx) => tx.imports.unfinishedRuns());
      const ended = await Promise.allSettled(runs.map(({ importId }) => finish(importId)));
      const failed = ended.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    stop: () =>
      stopping.abort(
        new DomainError('SHUTTING_DOWN', 'Deskbell is closing. The rest of the list is added when it is back.'),
      ),
  };
}

/** Opens the journal, or finds it open. Returns the first answer to a repeated command. */
function begin(
  deps: ScheduleDeps,
  tx: WriteTx,
  { commandId, actor }: CallContext,
  { importId, consent }: ParsedInputOf<'schedule.applyImport'>,
): Result | undefined {
  const earlier = commandId === null ? undefined : tx.commands.find(commandId);
  if (earlier?.procedure === PROCEDURE) return earlier.result as Result;
  if (earlier !== undefined)
    throw new DomainError('CONFLICT', 'This command id was used for something else. Try again.');
  const list = tx.imports.get(importId);
  if (list === undefined)
    throw new DomainError('IMPORT_EXPIRED', 'This preview is no longer kept. Choose the file again.');
  if (list.state === 'applied') throw new DomainError('CONFLICT', 'This list was added already.');
  if (tx.imports.run(importId) !== undefined) return undefined;
  const totals: ImportTotals = { counts: NO_COUNTS, remindersPlanned: 0, firstReminderAt: null };
  tx.imports.startRun({
    ...{ importId, consent, actor: actor.name, commandId, doneLine: 0, totals },
    startedAt: deps.clock.now(),
  });
  return undefined;
}

async function addAll(deps: ScheduleDeps, importId: string, signal: AbortSignal): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    const result = addSlice(deps, importId, SLICE_ROWS);
    if (result !== null) return result;
    await deps.timers.sleep(0, signal);
  }
}

/**
 * Adds the next rows in one commit; null while there are more. When a row throws, the rows before it go in one by one, and the one that
 * throws alone is left out and put before a person: a fault in one row holds up no list. What the store refuses stops the list as it is.
 */
function addSlice(deps: ScheduleDeps, importId: string, most: number): Result | null {
  const run = deps.store.read((tx) => tx.imports.run(importId));
  if (run === undefined) throw new Error('The list has no journal.');
  try {
    return deps.store.write(run.actor, (tx) => addRows(deps, tx, run, most));
  } catch (error) {
    if (error instanceof DomainError) throw stoppedBy(error);
    if (most > 1) return addSlice(deps, importId, 1);
    deps.log.error({ import: importId, error: error instanceof Error ? error.name : 'unknown' }, 'schedule.rowFailed');
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

function addRows(deps: ScheduleDeps, tx: WriteTx, run: ImportRun, most: number): Result | null {
  const now = deps.clock.now();
  const list = mustGet(tx, run.importId);
  const rows = tx.imports.rowsAfter(run.importId, run.doneLine, most);
  const context = { list, consent: run.consent, zone: readSettings(tx).practice.zone, now };
  const until = deps.clock.monotonic() + SLICE_MS;
  const touched = new Set<string>();
  let { doneLine, totals } = run;
  for (const { line, data } of rows) {
    const row = data as unknown as ComparedRow;
    const { action, personId, due } = addRow(deps, tx, row, context);
    totals = addTotals(totals, action, row.problems.length > 0, due);
    if (personId !== null) touched.add(personId);
    doneLine = line;
    if (deps.clock.monotonic() >= until) break;
  }
  for (const personId of touched) deps.refreshPerson(tx, personId, now);
  const last = rows.at(-1)?.line ?? doneLine;
  if (rows.length < most && doneLine === last) return close(tx, { ...run, totals }, list, now);
  tx.imports.advanceRun(run.importId, { doneLine, totals });
  tx.changed('job.progressed', run.importId);
  return null;
}

function addTotals(
  { counts, remindersPlanned, firstReminderAt }: ImportTotals,
  action: ComparedRow['action'],
  hasProblems: boolean,
  due: readonly number[],
): ImportTotals {
  const first = Math.min(firstReminderAt ?? Infinity, ...due);
  return {
    counts: addToCounts(counts, action, hasProblems),
    remindersPlanned: remindersPlanned + due.length,
    firstReminderAt: first === Infinity ? null : first,
  };
}

/** The last commit: the journal goes, the command has its answer, the reminders may leave. */
function close(tx: WriteTx, run: ImportRun, list: ImportRecord, now: number): Result {
  const { counts, remindersPlanned, firstReminderAt } = run.totals;
  const { signature, summary } = list;
  tx.imports.endRun(list.id);
  tx.imports.markApplied(list.id, now, { ...summary, counts });
  tx.imports.rememberMapping(signature, summary.mapping, summary.dateOrder, now, summary.statusWords);
  tx.audit.append({
    at: now,
    action: 'schedule.imported',
    entity: 'import',
    entityId: list.id,
    data: { ...counts, reminders: remindersPlanned },
  });
  tx.changed('import.changed', list.id);
  const result = { importId: list.id, counts, remindersPlanned, firstReminderAt };
  if (run.commandId !== null) tx.commands.record({ commandId: run.commandId, procedure: PROCEDURE, at: now, result });
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
  tx.imports.replaceRow({ ...row, action, problems, data: { ...row.data, action, problems } });
  tx.imports.advanceRun(run.importId, { doneLine: row.line, totals: addTotals(run.totals, action, true, []) });
}

function mustGet(tx: WriteTx, importId: string): ImportRecord {
  const list = tx.imports.get(importId);
  if (list === undefined) throw new Error('A journal without its list.');
  return list;
}
