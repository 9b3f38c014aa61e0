/**
 * Carries out, at the start and under the owner's lock, what was asked for about the database as a whole: a restore or another key.
 * Building the new file may fail and then nothing has happened; from the moment it is ready the change only goes forward.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import { remember } from '../features/backups/state.ts';
import type { Platform } from '../platform/ports.ts';
import { openKeyring, unlockKeys, wrappingNameOf } from '../store/keyring.ts';
import type { Keyring } from '../store/keyring.ts';
import { hasKeysFile, readKeysFile, unwrap } from '../store/keysFile.ts';
import type { KeysFile } from '../store/keysFile.ts';
import { runStoreTask } from '../store/maintenance.ts';
import { dropPending, readPending, writePending } from '../store/restore/pending.ts';
import type { Pending, PendingRestore } from '../store/restore/pending.ts';
import { dropStaged, hasBegun, stagedFile, swapIn } from '../store/restore/swap.ts';
import type { StageStep } from '../store/restore/types.ts';
import type { Store } from '../store/store.ts';

/** How it ended; `text` says why nothing was changed. */
export interface ChangeOutcome {
  readonly kind: Pending['kind'];
  readonly id: string;
  readonly done: boolean;
  readonly text: string | null;
}

/** Writes down how it went, for the settings page and the audit trail. A restore has its entry there already (store/restore). */
export function noteChange(store: Store, { kind, id, done, text }: ChangeOutcome, now: number): void {
  store.write('system', (tx) => {
    remember(tx, { lastChange: { kind, done, text, at: now } }, now);
    if (kind === 'restore' && done) return;
    const action = kind === 'restore' ? 'backup.restoreFailed' : done ? 'key.changed' : 'key.changeFailed';
    tx.audit.append({ at: now, action, entity: 'backup', entityId: id });
  });
}

type Deps = Pick<Platform, 'clock' | 'secrets' | 'paths' | 'log' | 'crashPoint'>;
export type OnStep = (step: StageStep) => void;

/** What was made ready is put in place within this, or asked for again: reminders go on falling due meanwhile, ms. */
const READY_FOR_MS = 30 * 60_000;

/**
 * Makes a restore that was asked for ready while the program runs, so that only the swap is left to the next start. Only for a backup
 * of other data, which takes nothing from the data in use. Errors: why it cannot be restored; then it is no longer asked for.
 */
export async function stageAhead(deps: Deps, onStep: OnStep): Promise<void> {
  const { dataDir } = deps.paths;
  const pending = readPending(dataDir);
  if (pending?.kind !== 'restore' || pending.phase !== 'asked' || pending.keys === null) {
    throw new Error('Only a restore of other data can be made ready ahead.');
  }
  const problem = await tryToStage(deps, pending, onStep);
  if (problem !== null) {
    await deps.secrets.delete(wrappingNameOf(pending.keys));
    dropPending(dataDir);
    throw problem;
  }
  writePending(dataDir, {
    ...pending,
    phase: 'staged',
    replaces: replacedBy(dataDir, pending),
    stagedAt: deps.clock.now(),
  });
}

/** Null: nothing was asked for. The keys of the folder may be others afterwards: open them anew. */
export async function finishPending(deps: Deps, onStep: OnStep = () => undefined): Promise<ChangeOutcome | null> {
  const { dataDir } = deps.paths;
  let pending = readPending(dataDir);
  if (pending === null) return null;
  const { kind, id } = pending;
  if (isStale(deps, pending)) {
    await giveUp(deps, pending);
    return { kind, id, done: false, text: 'Deskbell was not started anew in time. Start the restore again.' };
  }
  if (pending.phase === 'asked') {
    const problem = await tryToStage(deps, pending, onStep);
    if (problem !== null) {
      if (pending.keys !== null) await deps.secrets.delete(wrappingNameOf(pending.keys));
      dropPending(dataDir);
      deps.log.error({ kind, code: problem.code }, 'data.changeFailed');
      return { kind, id, done: false, text: problem.message };
    }
    deps.crashPoint('restore.afterStage');
    pending = { ...pending, phase: 'staged', replaces: replacedBy(dataDir, pending) };
    writePending(dataDir, pending);
    deps.crashPoint('restore.afterStaged');
  }
  swapIn(dataDir, pending, deps.crashPoint);
  if (pending.replaces !== null) await deps.secrets.delete(pending.replaces);
  dropPending(dataDir);
  deps.log.info({ kind }, 'data.changed');
  return { kind, id, done: true, text: null };
}

function isStale({ clock, paths }: Deps, pending: Pending): boolean {
  const { phase, stagedAt } = pending;
  if (phase !== 'staged' || stagedAt === undefined || hasBegun(paths.dataDir, pending)) return false;
  return Math.abs(clock.now() - stagedAt) > READY_FOR_MS;
}

/** Takes back what was made ready and not begun to be put in place. The note goes first: without it nobody looks at the file. */
async function giveUp({ secrets, paths, log }: Deps, pending: Pending): Promise<void> {
  dropPending(paths.dataDir);
  dropStaged(paths.dataDir);
  if (pending.keys !== null) await secrets.delete(wrappingNameOf(pending.keys));
  log.warn({ kind: pending.kind }, 'data.changeGivenUp');
}

/** The old database that a restore keeps beside the backups has a key file of its own, which the recovery code opens. */
function replacedBy(dataDir: string, { keys }: Pending): string | null {
  if (keys === null || !hasKeysFile(dataDir)) return null;
  const name = wrappingNameOf(readKeysFile(dataDir));
  return name === wrappingNameOf(keys) ? null : name;
}

/** Null: it lies ready. A defect is thrown; a refusal leaves everything as it was. */
async function tryToStage(deps: Deps, pending: Pending, onStep: OnStep): Promise<DomainError | null> {
  try {
    if (pending.kind === 'restore') await stageRestored(deps, pending, onStep);
    else await stageRekeyed(deps, pending.keys);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

async function stageRestored(deps: Deps, pending: PendingRestore, onStep: OnStep): Promise<void> {
  const { paths, clock, secrets } = deps;
  const database = join(paths.dataDir, 'deskbell.db');
  const now = hasKeysFile(paths.dataDir) ? await openNow(deps) : null;
  const next = pending.keys === null ? now : await unlockKeys(secrets, pending.keys);
  if (next === null) throw keysGone();
  const fileKey = pending.fileKey === null || now === null ? next.key : unwrap(now.key, pending.fileKey);
  if (fileKey === undefined) throw keysGone();
  const request = {
    kind: 'stageRestore',
    file: pending.file,
    fileKey,
    key: next.key,
    // A backup of other data has nothing in common with what is here.
    old: pending.keys === null && now !== null && existsSync(database) ? { file: database, key: now.key } : null,
    staged: stagedFile(paths.dataDir),
    migrationsDir: paths.migrationsDir,
    auditKey: next.auditKey,
    note: { id: pending.id, by: pending.askedBy },
    now: clock.now(),
  } as const;
  await runStoreTask(paths.storeWorker, filesOf(deps, next), request, undefined, onStep);
}

/** A key store that has lost the key is no reason not to restore: the old data is then simply not readable. */
async function openNow({ secrets, paths }: Deps): Promise<Keyring | null> {
  try {
    return await openKeyring({ secrets, dataDir: paths.dataDir });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'DATA_WRONG_KEY') return null;
    throw error;
  }
}

async function stageRekeyed(deps: Deps, keys: KeysFile): Promise<void> {
  const { paths, secrets } = deps;
  const now = await openKeyring({ secrets, dataDir: paths.dataDir });
  const next = await unlockKeys(secrets, keys);
  await runStoreTask(paths.storeWorker, filesOf(deps, now), {
    kind: 'stageKeyChange',
    next: next.key,
    staged: stagedFile(paths.dataDir),
  });
}

function filesOf({ paths }: Deps, { key, auditKey }: Pick<Keyring, 'key' | 'auditKey'>) {
  return { database: join(paths.dataDir, 'deskbell.db'), dataDir: paths.dataDir, key, auditKey };
}

function keysGone(): DomainError {
  return new DomainError('DATA_WRONG_KEY', 'The key of the backup is no longer at hand. Start the restore again.');
}
