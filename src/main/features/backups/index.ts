/**
 * Backups as people see them: the list, trying one, restoring one at the next start, the fence after it, and another key for the data.
 * What is done with files and keys is handed in (`vault`); here is who asked, what is remembered, and the words.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { JobHandlers } from '../../jobs/handlers.ts';
import type { Clock, Folders, Timers } from '../../platform/ports.ts';
import type { KeyedLook, Rehearsal, StageStep } from '../../store/restore/types.ts';
import type { Store } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers } from '../feature.ts';
import { liftFence, viewFence } from './fence.ts';
import { findBackups } from './find.ts';
import { listBackups, pathOf } from './list.ts';
import { lastBackup, readRemembered, remember } from './state.ts';

/** What may be done with the keys and the database as a whole (runtime/vault). */
export interface BackupVault {
  look(file: string, code: string | null, signal: AbortSignal): Promise<KeyedLook>;
  rehearse(file: string, signal: AbortSignal): Promise<Rehearsal>;
  askRestore(ask: {
    readonly file: string;
    readonly code: string | null;
    readonly by: string;
    /** Given where the program starts anew at once. */
    readonly onStep?: ((step: StageStep) => void) | undefined;
  }): Promise<void>;
  offerCode(): string;
  askKeyChange(ask: { readonly code: string; readonly by: string }): Promise<void>;
  pending(): 'restore' | 'keyChange' | null;
  cancel(): void;
  keyMadeAt(): number | null;
}

export interface BackupsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: BackupVault;
  readonly folder: () => string;
  /** Starts the program anew a moment later; null: this shell cannot. */
  readonly restart: (() => void) | null;
  readonly recordStatus: JobHandlers['recordStatus'];
  readonly demo: boolean;
  /** Folders in which backups from elsewhere usually lie. */
  readonly places: () => Promise<readonly string[]>;
  readonly folders: Folders;
  readonly timers: Timers;
}

const done = { done: true } as const;

export function createBackupsFeature(deps: BackupsDeps): FeatureHandlers<'backups'> {
  const { store, clock, vault } = deps;
  let step: StageStep | null = null;
  return {
    getState: () => ({ ...readState(deps), step }),
    findBackups: async (_context, { folder }) => ({ items: await findBackups(deps, folder ?? null) }),
    lookAt: async (context, { file, recoveryCode }) => {
      const { keyAt: _keyAt, ...look } = await vault.look(
        pathOf(deps.folder(), file),
        recoveryCode ?? null,
        context.signal,
      );
      return look;
    },
    testRestore: (context, { file }) => testRestore(deps, context, pathOf(deps.folder(), file)),
    restore: async (context, { file, recoveryCode, restart }) => {
      refuseInDemo(deps);
      const ask = { file: pathOf(deps.folder(), file), code: recoveryCode ?? null, by: context.actor.name };
      const start = restart ? deps.restart : null;
      try {
        await vault.askRestore(start === null ? ask : { ...ask, onStep: (now) => (step = now) });
      } finally {
        step = null;
      }
      note(deps, context, 'backup.restoreAsked');
      start?.();
      return done;
    },
    cancelChange: (context) => {
      vault.cancel();
      note(deps, context, 'backup.changeCancelled');
      return done;
    },
    offerKeyChange: () => {
      refuseInDemo(deps);
      return { recoveryCode: vault.offerCode() };
    },
    changeKey: async (context, { recoveryCode }) => {
      refuseInDemo(deps);
      await vault.askKeyChange({ code: recoveryCode, by: context.actor.name });
      note(deps, context, 'key.changeAsked');
      return done;
    },
    restart: () => {
      if (deps.restart === null) {
        throw new DomainError('NOT_AVAILABLE', 'Close Deskbell and start it again on the computer it runs on.');
      }
      deps.restart();
      return done;
    },
    getFence: () => store.read((tx) => ({ fence: viewFence(tx, clock.now()) })),
    liftFence: (context) =>
      runCommand(deps, context, 'backups.liftFence', (tx, now) =>
        liftFence(deps.recordStatus, tx, context.actor.name, now),
      ),
  };
}

function readState({ store, clock, vault, folder }: BackupsDeps) {
  const now = clock.now();
  const place = folder();
  const entries = listBackups(place);
  const facts = store.read((tx) => ({
    ...lastBackup(tx, now),
    ...readRemembered(tx),
  }));
  return { folder: place, entries, ...facts, pending: vault.pending(), keyMadeAt: vault.keyMadeAt() };
}

/** A test that fails is remembered, too: it is what the test is for. */
async function testRestore(deps: BackupsDeps, context: CallContext, file: string): Promise<Rehearsal> {
  const { store, clock, vault } = deps;
  const tell = (ok: boolean): void =>
    store.write(context.actor.name, (tx) => {
      const now = clock.now();
      remember(tx, { lastTest: { at: now, ok } }, now);
      tx.audit.append({ at: now, action: 'backup.tested', data: { ok } });
    });
  try {
    const rehearsal = await vault.rehearse(file, context.signal);
    tell(rehearsal.trailWhole);
    return rehearsal;
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'CANCELLED') tell(false);
    throw error;
  }
}

function note({ store, clock }: BackupsDeps, context: CallContext, action: string): void {
  store.write(context.actor.name, (tx) => {
    tx.audit.append({ at: clock.now(), action, entity: 'backup' });
    tx.changed('settings.changed', 'backupState');
  });
}

function refuseInDemo({ demo }: BackupsDeps): void {
  if (demo)
    throw new DomainError('NOT_AVAILABLE', 'The demo is made anew at every start. There is nothing to restore.');
}
