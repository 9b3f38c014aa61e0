/**
 * Adds previewed lists and takes them out again: a few rows per commit, so that nothing else waits for a long list, under a journal that
 * makes them one thing. What was interrupted goes on at the next start; until its end none of its reminders leaves (adr/0012).
 */
import { DomainError } from '../../../contract/errors.ts';
import { NO_COUNTS } from '../../domain/schedule/diff.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { addSlice, APPLY, closeAdding, type Applied } from './addSlice.ts';
import type { ScheduleDeps } from './deps.ts';
import { warningsOf } from './listFacts.ts';
import { UNDO, undoRun, undoSlice, type Undone } from './undoSlice.ts';

export interface ImportRuns {
  /**
   * Adds a list and resolves when all of it is in. Asked for again meanwhile, or after an interruption, it goes on where it stands,
   * with the consent that was chosen first. Errors: IMPORT_EXPIRED (no longer kept), CONFLICT (added before), IMPORT_BRAKED, CANCELLED (a
   * person stopped it and had it taken out), SHUTTING_DOWN and the store's own (the rest follows by itself).
   */
  apply(context: CallContext, input: ParsedInputOf<'schedule.applyImport'>): Promise<Applied>;
  /** Takes a list out again. Errors: NOT_FOUND, CONFLICT, TOO_LATE, SHUTTING_DOWN. */
  undo(context: CallContext, input: ParsedInputOf<'schedule.undoImport'>): Promise<Undone>;
  /** Stops an adding at its next rows. Errors: NOT_FOUND. */
  cancel(context: CallContext, input: ParsedInputOf<'schedule.cancelImport'>): void;
  /** Goes on with every list that was interrupted. Rejects with the first failure, after having tried all. */
  resume(): Promise<void>;
  /** Ends after the commit under way; the journal keeps the rest. */
  stop(): void;
}

type Ended = { readonly added: Applied } | { readonly undone: Undone };

/** Texts that left are counted up to this: "more than 99" says as much. */
const MOST_LEFT = 100;

export function createImportRuns(deps: ScheduleDeps): ImportRuns {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<Ended>>();

  const finish = (importId: string): Promise<Ended> => {
    const running = underWay.get(importId);
    if (running !== undefined) return running;
    const ended = goOn(deps, importId, stopping.signal).finally(() => underWay.delete(importId));
    underWay.set(importId, ended);
    return ended;
  };
  return {
    apply: async (context, input) => {
      const answer = deps.store.write(context.actor.name, (tx) => begin(deps, tx, context, input));
      if (answer !== undefined) return answer;
      const ended = await finish(input.importId);
      if ('added' in ended) return ended.added;
      throw new DomainError('CANCELLED', 'Adding was stopped. Everything that had been added was taken out again.');
    },
    undo: async (context, input) => {
      const answer = deps.store.write(context.actor.name, (tx) => beginUndo(deps, tx, context, input));
      if (answer !== undefined) return answer;
      const ended = await finish(input.importId);
      if ('undone' in ended) return ended.undone;
      throw new Error('A list that was to be taken out was added.');
    },
    cancel: (context, input) =>
      deps.store.write(context.actor.name, (tx) => {
        const run = tx.imports.run(input.importId);
        if (run === undefined || run.mode !== 'add') {
          throw new DomainError('NOT_FOUND', 'This list is not being added any more. Look at the list of imports.');
        }
        tx.imports.advanceRun(run.importId, { stop: input.then });
        tx.changed('job.progressed', run.importId);
      }),
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

async function goOn(deps: ScheduleDeps, importId: string, signal: AbortSignal): Promise<Ended> {
  for (;;) {
    signal.throwIfAborted();
    const ended = nextSlice(deps, importId);
    if (ended !== null) return ended;
    await deps.timers.sleep(0, signal);
  }
}

/** One commit: rows in, rows out, or the turn from one to the other that a person asked for. */
function nextSlice(deps: ScheduleDeps, importId: string): Ended | null {
  const run = deps.store.read((tx) => tx.imports.run(importId));
  if (run === undefined) throw new Error('The list has no journal.');
  if (run.mode === 'undo') {
    const undone = undoSlice(deps, run);
    return undone === null ? null : { undone };
  }
  if (run.stop === 'undo') {
    const { mode, doneLine, totals } = undoRun(importId, run);
    deps.store.write(run.actor, (tx) => tx.imports.advanceRun(importId, { mode, doneLine, totals, stop: null }));
    return null;
  }
  if (run.stop === 'keep') {
    return { added: deps.store.write(run.actor, (tx) => closeAdding(tx, run, deps.clock.now(), true)) };
  }
  const added = addSlice(deps, run);
  return added === null ? null : { added };
}

/** The first answer to a repeated command. Errors: CONFLICT. */
function earlierAnswer<T>(tx: ReadTx, commandId: string | null, procedure: string): T | undefined {
  const earlier = commandId === null ? undefined : tx.commands.find(commandId);
  if (earlier?.procedure === procedure) return earlier.result as T;
  if (earlier !== undefined)
    throw new DomainError('CONFLICT', 'This command id was used for something else. Try again.');
  return undefined;
}

/** Opens the journal, or finds it open. Returns the first answer to a repeated command. */
function begin(
  deps: ScheduleDeps,
  tx: WriteTx,
  { commandId, actor }: CallContext,
  { importId, consent, confirmedBrakes }: ParsedInputOf<'schedule.applyImport'>,
): Applied | undefined {
  const earlier = earlierAnswer<Applied>(tx, commandId, APPLY);
  if (earlier !== undefined) return earlier;
  const list = tx.imports.get(importId);
  if (list === undefined)
    throw new DomainError('IMPORT_EXPIRED', 'This preview is no longer kept. Choose the file again.');
  const run = tx.imports.run(importId);
  if (run?.mode === 'undo') throw new DomainError('CONFLICT', 'This list is being taken out again. Wait for its end.');
  if (list.state === 'applied') throw new DomainError('CONFLICT', 'This list was added already.');
  if (run !== undefined) return undefined;
  const now = deps.clock.now();
  const open = warningsOf(tx, { signature: list.signature, ...list.summary }, now).filter(
    ({ code, severity }) => severity === 'brake' && !confirmedBrakes.includes(code),
  );
  if (open.length > 0) {
    throw new DomainError(
      'IMPORT_BRAKED',
      `Look at this before the list is added: ${open.map(({ text }) => text).join(' ')}`,
      {
        field: 'confirmedBrakes',
        details: { brakes: open.map(({ code }) => code) },
      },
    );
  }
  tx.imports.startRun({
    ...{ importId, consent, actor: actor.name, commandId, doneLine: 0 },
    totals: { counts: NO_COUNTS, remindersPlanned: 0, firstReminderAt: null },
    startedAt: now,
    ...{ mode: 'add', stop: null, kept: 0 },
  });
  return undefined;
}

function beginUndo(
  deps: ScheduleDeps,
  tx: WriteTx,
  { commandId, actor }: CallContext,
  { importId, keepSent }: ParsedInputOf<'schedule.undoImport'>,
): Undone | undefined {
  const earlier = earlierAnswer<Undone>(tx, commandId, UNDO);
  if (earlier !== undefined) return earlier;
  const list = tx.imports.get(importId);
  if (list === undefined) throw new DomainError('NOT_FOUND', 'This list is no longer kept.');
  const run = tx.imports.run(importId);
  if (run?.mode === 'undo') return undefined;
  if (run !== undefined || list.state !== 'applied') {
    throw new DomainError('CONFLICT', 'This list is not in yet. Stop the adding instead.');
  }
  if (list.undoneAt !== null) throw new DomainError('CONFLICT', 'This list was taken out already.');
  if (changesOf(list.summary.counts) > 0 && !tx.imports.hasBefore(importId)) {
    throw new DomainError('TOO_LATE', 'What this list changed is no longer kept. Change the visits by hand.');
  }
  const left = keepSent ? 0 : tx.imports.visitsTexted(importId, list.startedAt ?? list.createdAt, MOST_LEFT);
  if (left > 0) {
    const many = left >= MOST_LEFT ? `${String(MOST_LEFT)} or more` : String(left);
    throw new DomainError(
      'TOO_LATE',
      `Texts about ${many} of its visits have left. The other visits can still be taken out.`,
      { details: { left } },
    );
  }
  tx.imports.startRun(undoRun(importId, { actor: actor.name, commandId, startedAt: deps.clock.now() }));
  return undefined;
}

function changesOf({ new: added, moved, changed, cancelled }: Applied['counts']): number {
  return added + moved + changed + cancelled;
}
