/**
 * Restores a backup without the program running: when the data cannot be opened any more, or on a new computer. Says first what would be
 * lost; then does at once what the settings page does at the next start. Starts nothing and sends nothing.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import type { Platform } from '../platform/ports.ts';
import { openKeyring, recoverKeyring } from '../store/keyring.ts';
import type { Keyring } from '../store/keyring.ts';
import { hasKeysFile } from '../store/keysFile.ts';
import { runStoreTask } from '../store/maintenance.ts';
import { acquireOwnerLock } from '../store/ownerLock.ts';
import { refusalOf } from '../store/restore/backupFile.ts';
import type { BackupLook } from '../store/restore/types.ts';
import { finishPending } from './pendingChange.ts';
import type { OnStep } from './pendingChange.ts';
import { createVault } from './vault.ts';
import type { Vault, VaultDeps } from './vault.ts';

export interface RestoreAsk {
  /** Whole path. */
  readonly file: string;
  readonly by: string;
  /** The recovery code, asked for only when it is needed. */
  readonly readCode: () => Promise<string>;
  /** Whether to go on, with what was found in it. */
  readonly confirm: (look: BackupLook) => boolean;
  readonly onStep?: OnStep;
}

/**
 * False: not confirmed, and nothing was changed. Errors: DATA_LOCKED while Deskbell runs on the data, why the backup cannot be used,
 * INVALID_INPUT and DATA_WRONG_KEY for the code.
 */
export async function restoreData(platform: Platform, ask: RestoreAsk): Promise<boolean> {
  const { dataDir } = platform.paths;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = acquireOwnerLock(dataDir, { now: platform.clock.now(), token: platform.ids.next() });
  try {
    await finishPending(platform);
    return await restoreUnderLock(platform, ask);
  } finally {
    lock.release();
  }
}

async function restoreUnderLock(platform: Platform, ask: RestoreAsk): Promise<boolean> {
  let code: string | null = null;
  let vault = vaultOf(platform, await keysOf(platform, null));
  let look = await vault.look(ask.file, null, new AbortController().signal);
  if (look.fault === 'otherKey') {
    code = await ask.readCode();
    vault = vaultOf(platform, await keysOf(platform, code));
    look = await vault.look(ask.file, code, new AbortController().signal);
  }
  if (look.fault !== null) throw refusalOf(look.fault, look.text);
  if (!ask.confirm(look)) return false;
  await vault.askRestore({ file: ask.file, code, by: ask.by });
  const outcome = await finishPending(platform, ask.onStep);
  if (outcome?.done !== true) throw new DomainError('DATA_DAMAGED', outcome?.text ?? 'Nothing was restored.');
  return true;
}

/** The keys of the data that is there: by the key store, else by the code; null: there is none, or neither opens it. */
async function keysOf(platform: Platform, code: string | null): Promise<Keyring | null> {
  const { secrets, random, clock, paths } = platform;
  const { dataDir } = paths;
  if (!hasKeysFile(dataDir)) return null;
  const deps = { secrets, random, clock, dataDir };
  try {
    return code === null ? await openKeyring(deps) : await recoverKeyring(deps, code);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'DATA_WRONG_KEY') throw error;
    return code === null ? null : keysOf(platform, null);
  }
}

function vaultOf(platform: Platform, keys: Keyring | null): Vault {
  const { storeWorker, dataDir } = platform.paths;
  const nothing = new Uint8Array(0);
  const files = {
    database: join(dataDir, 'deskbell.db'),
    dataDir,
    key: keys?.key ?? nothing,
    auditKey: keys?.auditKey ?? nothing,
  };
  const maintenance: VaultDeps['maintenance'] = {
    // Data that cannot be read is why somebody restores: then nothing can be compared with it.
    lookAtBackup: async (options, signal) => {
      const task = { kind: 'lookAtBackup', ...options } as const;
      try {
        if (keys !== null) return await runStoreTask(storeWorker, files, { ...task, compare: true }, signal);
      } catch (error) {
        platform.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'restore.notCompared');
      }
      return runStoreTask(storeWorker, files, { ...task, compare: false }, signal);
    },
    rehearseRestore: (options, signal) =>
      runStoreTask(storeWorker, files, { kind: 'rehearseRestore', ...options }, signal),
  };
  return createVault({ platform, keys, maintenance });
}
