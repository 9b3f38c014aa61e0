/**
 * The database key: random, kept only wrapped, twice. Once by a key in the machine's secret store, once by the recovery code, so that
 * trouble with a keyring asks for the code instead of ending in lost data (quality.md 2.3). Never logs, never shows a key.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import type { Clock, Random, Secrets } from '../platform/ports.ts';
import { deriveAuditKey } from './auditChain.ts';
import {
  decode,
  encode,
  hasKeysFile,
  KEY_BYTES,
  keyIdOf,
  keysMissing,
  readKeysFile,
  serializeKeys,
  unwrap,
  unwrapByCode,
  wrap,
  wrapByCode,
  writeKeysFile,
} from './keysFile.ts';
import type { KeysFile } from './keysFile.ts';
import { formatRecoveryCode, parseRecoveryCode, RECOVERY_SECRET_BYTES } from './recoveryCode.ts';

export { hasKeysFile as hasKeyring, KEYS_FILE } from './keysFile.ts';

export interface KeyringDeps {
  readonly secrets: Secrets;
  readonly random: Random;
  readonly clock: Clock;
  /** Where the database and its key file are. */
  readonly dataDir: string;
}

export interface Keyring {
  /** The raw 256-bit database key. */
  readonly key: Uint8Array;
  /** Signs the audit chain. It stays when the database key is changed. */
  readonly auditKey: Uint8Array;
  /** Database keys of before, newest first: for backups made then. */
  readonly previous: readonly Uint8Array[];
}

const DATABASE_NAME = 'deskbell.db';
/** Where the first wrapping key is; each change of the key has a name of its own, so that a half done one loses nothing. */
const SECRET_NAME = 'store.wrappingKey';
/** Backups are kept 90 days at most, and nobody changes the key more often than this in that time. */
const MOST_PREVIOUS = 8;

/**
 * Makes a new key for a data folder without one, and returns the recovery code, which is kept nowhere: show it once.
 * Throws CONFLICT when the folder has a key file, DATA_WRONG_KEY when it has a database whose key file is missing.
 */
export async function createKeyring(deps: KeyringDeps): Promise<Keyring & { readonly recoveryCode: string }> {
  if (hasKeysFile(deps.dataDir)) {
    throw new DomainError(
      'CONFLICT',
      'This data folder has its key already. Start Deskbell on it, or choose an empty folder.',
    );
  }
  if (existsSync(join(deps.dataDir, DATABASE_NAME))) throw keysMissing();
  const key = deps.random.bytes(KEY_BYTES);
  const recoveryCode = newRecoveryCode(deps.random);
  writeKeysFile(deps.dataDir, {
    version: 1,
    createdAt: deps.clock.now(),
    device: await wrapForDevice(deps, key, SECRET_NAME),
    recovery: await wrapByCode(deps.random, parseRecoveryCode(recoveryCode), key),
    keyId: keyIdOf(key),
  });
  return { key, auditKey: deriveAuditKey(key), previous: [], recoveryCode };
}

/** A code that opens nothing yet. */
export function newRecoveryCode(random: Random): string {
  return formatRecoveryCode(random.bytes(RECOVERY_SECRET_BYTES));
}

/**
 * The keys by way of the machine's secret store. Throws DATA_WRONG_KEY with the next step when the key file or the wrapping key is
 * missing, or they do not belong together.
 */
export async function openKeyring(deps: Pick<KeyringDeps, 'secrets' | 'dataDir'>): Promise<Keyring> {
  return unlockKeys(deps.secrets, readKeysFile(deps.dataDir));
}

/** The same of a key file that is not in its place yet. */
export async function unlockKeys(secrets: Secrets, file: KeysFile): Promise<Keyring> {
  const { device } = file;
  const wrappingKey = await readWrappingKey(secrets, device?.secret ?? SECRET_NAME);
  const key = device === null || wrappingKey === undefined ? undefined : unwrap(wrappingKey, device);
  if (key === undefined) {
    throw new DomainError(
      'DATA_WRONG_KEY',
      'This computer’s key store does not have the key to the data. Run "deskbell recover" at a terminal and type the recovery code.',
      { details: { cause: 'keyStore' } },
    );
  }
  return withKey(file, key);
}

/**
 * The keys by way of the recovery code; puts them into this machine's secret store for the next start.
 * Throws INVALID_INPUT for a mistyped code, DATA_WRONG_KEY for the code of other data.
 */
export async function recoverKeyring(deps: KeyringDeps, code: string): Promise<Keyring> {
  const file = readKeysFile(deps.dataDir);
  const key = await unwrapByCode(file, code);
  writeKeysFile(deps.dataDir, { ...file, device: await wrapForDevice(deps, key, SECRET_NAME) });
  return withKey(file, key);
}

/** Whether `code` is the recovery code of this data. Throws INVALID_INPUT when it is mistyped. Takes about a tenth of a second. */
export async function isRecoveryCode(dataDir: string, code: string): Promise<boolean> {
  try {
    await unwrapByCode(readKeysFile(dataDir), code);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'DATA_WRONG_KEY') return false;
    throw error;
  }
}

/** What a key file opens, once its database key is known. Throws DATA_WRONG_KEY when its parts do not belong together. */
export function withKey(file: KeysFile, key: Uint8Array): Keyring {
  const auditKey = file.audit === undefined ? deriveAuditKey(key) : unwrap(key, file.audit);
  const previous = (file.previous ?? []).map((one) => unwrap(key, one));
  if (auditKey === undefined || previous.includes(undefined)) {
    throw new DomainError(
      'DATA_WRONG_KEY',
      'The key file was changed by something else. Put the copy from a backup in its place and start again.',
    );
  }
  return { key, auditKey, previous: previous.filter((one) => one !== undefined) };
}

/**
 * The key file of a new database key: opened by this machine and by `recoveryCode`. The audit chain keeps its key, and the old
 * database key stays readable for old backups. Writes nothing but the new wrapping key, under a name of its own.
 */
export async function planNewKey(deps: KeyringDeps, now: Keyring, recoveryCode: string): Promise<KeysFile> {
  const { random, clock } = deps;
  const key = random.bytes(KEY_BYTES);
  const previous = [now.key, ...now.previous].slice(0, MOST_PREVIOUS);
  return {
    version: 1,
    createdAt: clock.now(),
    device: await wrapForDevice(deps, key, `${SECRET_NAME}.${keyIdOf(key)}`),
    recovery: await wrapByCode(random, parseRecoveryCode(recoveryCode), key),
    keyId: keyIdOf(key),
    audit: wrap(random, key, now.auditKey),
    previous: previous.map((one) => wrap(random, key, one)),
  };
}

/** The key file of a backup from elsewhere, made this machine's own. Writes nothing but the new wrapping key, under a name of its own. */
export async function adoptKeys(
  deps: Pick<KeyringDeps, 'secrets' | 'random'>,
  file: KeysFile,
  key: Uint8Array,
): Promise<KeysFile> {
  return { ...file, device: await wrapForDevice(deps, key, `${SECRET_NAME}.${keyIdOf(key)}`) };
}

/** The name under which this machine's secrets have the wrapping key of a key file. */
export function wrappingNameOf({ device }: KeysFile): string {
  return device?.secret ?? SECRET_NAME;
}

/** What goes beside a backup: enough to open it with the recovery code on any machine, and nothing more. Null without a key file. */
export function keysForBackup(dataDir: string): string | null {
  if (!hasKeysFile(dataDir)) return null;
  return serializeKeys({ ...readKeysFile(dataDir), device: null });
}

/** Each wrapping gets a wrapping key of its own, so an old copy of the key file opens nothing. */
async function wrapForDevice(
  { secrets, random }: Pick<KeyringDeps, 'secrets' | 'random'>,
  key: Uint8Array,
  secret: string,
): Promise<NonNullable<KeysFile['device']>> {
  const wrappingKey = random.bytes(KEY_BYTES);
  await secrets.set(secret, encode(wrappingKey));
  return { ...wrap(random, wrappingKey, key), ...(secret === SECRET_NAME ? {} : { secret }) };
}

async function readWrappingKey(secrets: Secrets, name: string): Promise<Uint8Array | undefined> {
  const stored = await secrets.get(name);
  const key = stored === undefined ? undefined : decode(stored);
  return key?.length === KEY_BYTES ? key : undefined;
}
