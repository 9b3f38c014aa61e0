/**
 * What the running program may do with keys and whole databases: look at backups, ask for a restore or for another key. Holds the keys in
 * memory and hands out none. What was asked for is carried out by `pendingChange.ts` at the next start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import type { Platform } from '../platform/ports.ts';
import { adoptKeys, isRecoveryCode, newRecoveryCode, planNewKey } from '../store/keyring.ts';
import type { Keyring } from '../store/keyring.ts';
import { keyIdOf, parseKeysFile, readKeysFile, unwrapByCode, wrap } from '../store/keysFile.ts';
import type { KeysFile } from '../store/keysFile.ts';
import { parseRecoveryCode } from '../store/recoveryCode.ts';
import { refusalOf } from '../store/restore/backupFile.ts';
import { dropStaged } from '../store/restore/swap.ts';
import type { BackupLook, KeyedLook, Rehearsal, StageStep } from '../store/restore/types.ts';
import { dropPending, readPending, writePending } from '../store/restore/pending.ts';
import type { Maintenance } from '../store/store.ts';

export interface Vault {
  /** `code`: the recovery code that belongs to the backup, where no key at hand opens it. */
  look(file: string, code: string | null, signal: AbortSignal): Promise<KeyedLook>;
  /** Restores it into a file that is thrown away. Errors: as a restore. */
  rehearse(file: string, signal: AbortSignal): Promise<Rehearsal>;
  /**
   * Restores it at the next start. Errors: why it cannot be used. `onStep`: the start follows at once, so what can be done before is
   * done now, and this is told how far it has come.
   */
  askRestore(ask: RestoreRequest): Promise<void>;
  /** A code for `askKeyChange`; it opens nothing before, and is not kept beyond this run. */
  offerCode(): string;
  /** Changes the key at the next start. `code`: the one offered, or the one of now. Errors: INVALID_INPUT. */
  askKeyChange(ask: { readonly code: string; readonly by: string }): Promise<void>;
  pending(): 'restore' | 'keyChange' | null;
  cancel(): void;
  /** When the key of now was made (UTC ms); null: there is no key file (tests). */
  keyMadeAt(): number | null;
}

export interface RestoreRequest {
  readonly file: string;
  readonly code: string | null;
  readonly by: string;
  readonly onStep?: ((step: StageStep) => void) | undefined;
}

export interface VaultDeps {
  readonly platform: Pick<Platform, 'clock' | 'ids' | 'random' | 'secrets' | 'paths'>;
  /** Null: none opens what is there, or nothing is. */
  readonly keys: Keyring | null;
  readonly maintenance: Pick<Maintenance, 'lookAtBackup' | 'rehearseRestore'>;
  /** Makes ready what was asked for (`pendingChange.ts`); left out: that is done where it was asked. */
  readonly stageAhead?: (onStep: (step: StageStep) => void) => Promise<void>;
}

export function createVault(deps: VaultDeps): Vault {
  const { platform, keys } = deps;
  const { dataDir } = platform.paths;
  let offered: string | null = null;

  return {
    look: async (file, code, signal) => {
      const { look, foreign, asksForCode = false } = await open(deps, file, code, signal);
      return { ...look, asksForCode, foreign: foreign !== null };
    },
    rehearse: async (file, signal) => {
      const { look, key } = await open(deps, file, null, signal);
      if (look.fault !== null || key === null || keys === null) throw refusalOf(look.fault ?? 'otherKey', look.text);
      return deps.maintenance.rehearseRestore(
        {
          file,
          fileKey: key,
          auditKey: keys.auditKey,
          migrationsDir: platform.paths.migrationsDir,
          scratch: join(dataDir, `deskbell.rehearsal-${platform.ids.next()}.db`),
          now: platform.clock.now(),
        },
        signal,
      );
    },
    async askRestore({ file, code, by, onStep }) {
      refuseSecond(dataDir);
      const { look, key, foreign } = await open(deps, file, code, new AbortController().signal);
      if (look.fault !== null || key === null) throw refusalOf(look.fault ?? 'otherKey', look.text);
      const own = foreign === null && keys !== null && keyIdOf(key) !== keyIdOf(keys.key) ? keys : null;
      writePending(dataDir, {
        ...begin(platform, by),
        kind: 'restore',
        file,
        keys: foreign === null ? null : await adoptKeys(platform, foreign, key),
        fileKey: own === null ? null : wrap(platform.random, own.key, key),
      });
      if (foreign !== null && onStep !== undefined) await deps.stageAhead?.(onStep);
    },
    offerCode: () => (offered = newRecoveryCode(platform.random)),
    async askKeyChange({ code, by }) {
      refuseSecond(dataDir);
      if (keys === null) throw refusalOf('otherKey');
      parseRecoveryCode(code);
      if (!isSameCode(code, offered) && !(await isRecoveryCode(dataDir, code))) {
        throw new DomainError(
          'INVALID_INPUT',
          'This is not the code that was shown. Type it as you have written it down.',
          { field: 'code' },
        );
      }
      const next = await planNewKey({ ...platform, dataDir }, keys, code);
      writePending(dataDir, { ...begin(platform, by), kind: 'keyChange', keys: next });
      offered = null;
    },
    pending: () => readPending(dataDir)?.kind ?? null,
    cancel() {
      const pending = readPending(dataDir);
      // While the program runs on the data nothing has been put in place of it.
      if (pending?.phase !== 'asked' && pending?.stagedAt === undefined) return;
      dropPending(dataDir);
      if (pending.phase === 'staged') dropStaged(dataDir);
    },
    keyMadeAt: () => (existsSync(join(dataDir, 'deskbell.keys.json')) ? readKeysFile(dataDir).createdAt : null),
  };
}

function begin({ clock, ids }: VaultDeps['platform'], by: string) {
  return { version: 1, phase: 'asked', replaces: null, id: ids.next(), askedAt: clock.now(), askedBy: by } as const;
}

function refuseSecond(dataDir: string): void {
  if (readPending(dataDir) === null) return;
  throw new DomainError(
    'CONFLICT',
    'A restore or a change of the key already waits for the next start. Start Deskbell anew first.',
  );
}

function isSameCode(code: string, offered: string | null): boolean {
  if (offered === null) return false;
  return Buffer.from(parseRecoveryCode(code)).equals(Buffer.from(parseRecoveryCode(offered)));
}

interface Opened {
  readonly look: BackupLook;
  /** What opens it; null: nothing at hand does. */
  readonly key: Uint8Array | null;
  /** The key file of a backup that is not of this data: it takes the place of ours. */
  readonly foreign: KeysFile | null;
  readonly asksForCode?: boolean;
}

/** By the keys of now and before, else by the key file beside it and the recovery code. */
async function open(
  { platform, keys, maintenance }: VaultDeps,
  file: string,
  code: string | null,
  signal: AbortSignal,
): Promise<Opened> {
  const { migrationsDir } = platform.paths;
  const own = keys === null ? [] : [keys.key, ...keys.previous];
  const look = await maintenance.lookAtBackup({ file, keys: own, migrationsDir, thorough: true }, signal);
  if (look.fault !== 'otherKey')
    return { look, key: look.keyAt === null ? null : (own[look.keyAt] ?? null), foreign: null };
  const beside = keysBeside(file);
  if (beside === null || isOwn(beside, own))
    return { look: beside === null ? withoutKeys(look) : damaged(look), key: null, foreign: null };
  if (code === null) return { look, key: null, foreign: null, asksForCode: true };
  const key = await unwrapByCode(beside, code);
  const again = await maintenance.lookAtBackup({ file, keys: [key], migrationsDir, thorough: true }, signal);
  return {
    look: again.fault === 'otherKey' ? damaged(again) : again,
    key: again.keyAt === null ? null : key,
    foreign: beside,
  };
}

/** The key file that goes with a backup; null: there is none, or not a readable one. */
export function keysBeside(file: string): KeysFile | null {
  const beside = `${file}.keys.json`;
  if (!existsSync(beside)) return null;
  try {
    return parseKeysFile(readFileSync(beside, 'utf8'));
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** The key file says that one of ours opens it, and none does: then it is the file that is broken. */
function isOwn({ keyId }: KeysFile, own: readonly Uint8Array[]): boolean {
  return keyId !== undefined && own.some((key) => keyIdOf(key) === keyId);
}

function damaged(look: BackupLook): BackupLook {
  return { ...look, fault: 'damaged', text: refusalOf('damaged').message };
}

/** Without the key file no code helps. */
function withoutKeys(look: BackupLook): BackupLook {
  return {
    ...look,
    text: 'This backup has another key, or is damaged. To open it, the file that ends in .keys.json must lie beside it.',
  };
}
