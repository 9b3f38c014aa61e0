/**
 * The database key: random, kept only wrapped, twice. Once by a key in the machine's secret store, once by the recovery code, so that
 * trouble with a keyring asks for the code instead of ending in lost data (quality.md 2.3). Never logs, never shows a key.
 */
import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DomainError } from '../../contract/errors.ts';
import type { Clock, Random, Secrets } from '../platform/ports.ts';
import { writeDurably } from './durableFile.ts';
import { formatRecoveryCode, parseRecoveryCode, RECOVERY_SECRET_BYTES } from './recoveryCode.ts';

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
}

export const KEYS_FILE = 'deskbell.keys.json';
const DATABASE_NAME = 'deskbell.db';
const SECRET_NAME = 'store.wrappingKey';
const KEY_BYTES = 32;
/** 128 MB-seconds would be wasted on 128 random bits; this only slows down a guess at a code that was half read. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

interface Wrapped {
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}
interface KeysFile {
  readonly version: 1;
  readonly createdAt: number;
  /** Null in the copy that goes with a backup: no other machine has the wrapping key. */
  readonly device: Wrapped | null;
  readonly recovery: Wrapped & { readonly salt: string };
}

/** Whether this data folder has a key file. */
export function hasKeyring(dataDir: string): boolean {
  return existsSync(join(dataDir, KEYS_FILE));
}

/**
 * Makes a new key for a data folder without one, and returns the recovery code, which is kept nowhere: show it once.
 * Throws CONFLICT when the folder has a key file, DATA_WRONG_KEY when it has a database whose key file is missing.
 */
export async function createKeyring(deps: KeyringDeps): Promise<Keyring & { readonly recoveryCode: string }> {
  if (hasKeyring(deps.dataDir)) {
    throw new DomainError(
      'CONFLICT',
      'This data folder has its key already. Start Deskbell on it, or choose an empty folder.',
    );
  }
  if (existsSync(join(deps.dataDir, DATABASE_NAME))) throw keysMissing();
  const key = deps.random.bytes(KEY_BYTES);
  const secret = deps.random.bytes(RECOVERY_SECRET_BYTES);
  const salt = deps.random.bytes(16);
  const file: KeysFile = {
    version: 1,
    createdAt: deps.clock.now(),
    device: await wrapForDevice(deps, key),
    recovery: { ...wrap(deps.random, await stretch(secret, salt), key), salt: encode(salt) },
  };
  writeKeysFile(deps.dataDir, file);
  return { key, recoveryCode: formatRecoveryCode(secret) };
}

/**
 * The key by way of the machine's secret store. Throws DATA_WRONG_KEY with the next step when the key file or the wrapping key is
 * missing, or they do not belong together.
 */
export async function openKeyring(deps: KeyringDeps): Promise<Keyring> {
  const { device } = readKeysFile(deps.dataDir);
  const wrappingKey = await readWrappingKey(deps.secrets);
  const key = device === null || wrappingKey === undefined ? undefined : unwrap(wrappingKey, device);
  if (key === undefined) {
    throw new DomainError(
      'DATA_WRONG_KEY',
      'This computer’s key store does not have the key to the data. Enter the recovery code to unlock it.',
    );
  }
  return { key };
}

/**
 * The key by way of the recovery code; puts it into this machine's secret store for the next start.
 * Throws INVALID_INPUT for a mistyped code, DATA_WRONG_KEY for the code of other data.
 */
export async function recoverKeyring(deps: KeyringDeps, code: string): Promise<Keyring> {
  const file = readKeysFile(deps.dataDir);
  const key = unwrap(await stretch(parseRecoveryCode(code), decode(file.recovery.salt)), file.recovery);
  if (key === undefined) {
    throw new DomainError(
      'DATA_WRONG_KEY',
      'This recovery code is for other data. Find the code that was shown when this practice was set up.',
    );
  }
  writeKeysFile(deps.dataDir, { ...file, device: await wrapForDevice(deps, key) });
  return { key };
}

/** What goes beside a backup: enough to open it with the recovery code on any machine, and nothing more. Null without a key file. */
export function keysForBackup(dataDir: string): string | null {
  if (!hasKeyring(dataDir)) return null;
  return serialize({ ...readKeysFile(dataDir), device: null });
}

/** Each wrapping gets a wrapping key of its own, so an old copy of the key file opens nothing. */
async function wrapForDevice(deps: KeyringDeps, key: Uint8Array): Promise<Wrapped> {
  const wrappingKey = deps.random.bytes(KEY_BYTES);
  await deps.secrets.set(SECRET_NAME, encode(wrappingKey));
  return wrap(deps.random, wrappingKey, key);
}

async function readWrappingKey(secrets: Secrets): Promise<Uint8Array | undefined> {
  const stored = await secrets.get(SECRET_NAME);
  const key = stored === undefined ? undefined : decode(stored);
  return key?.length === KEY_BYTES ? key : undefined;
}

function stretch(secret: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  const derive = promisify<Uint8Array, Uint8Array, number, typeof SCRYPT, Buffer>(scrypt);
  return derive(secret, salt, KEY_BYTES, SCRYPT);
}

function wrap(random: Random, wrappingKey: Uint8Array, key: Uint8Array): Wrapped {
  const iv = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, iv);
  const data = Buffer.concat([cipher.update(key), cipher.final()]);
  return { iv: encode(iv), tag: encode(cipher.getAuthTag()), data: encode(data) };
}

/** Undefined when the wrapping key is another one or the wrapped key was changed. */
function unwrap(wrappingKey: Uint8Array, { iv, tag, data }: Wrapped): Uint8Array | undefined {
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, decode(iv), { authTagLength: 16 });
  decipher.setAuthTag(decode(tag));
  const plain = decipher.update(decode(data));
  try {
    return new Uint8Array(Buffer.concat([plain, decipher.final()]));
  } catch {
    return undefined;
  }
}

function readKeysFile(dataDir: string): KeysFile {
  const file = join(dataDir, KEYS_FILE);
  if (!existsSync(file)) throw keysMissing();
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeysFile>;
    if (parsed.version === 1 && isWrapped(parsed.recovery) && (parsed.device === null || isWrapped(parsed.device))) {
      return parsed as KeysFile;
    }
  } catch {
    // Worded below; the parser's own message would quote the file.
  }
  throw new DomainError(
    'DATA_WRONG_KEY',
    `The key file ${KEYS_FILE} is damaged. Put the copy from a backup in its place and start again.`,
  );
}

function isWrapped(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { iv, tag, data } = value as Partial<Record<keyof Wrapped, unknown>>;
  return typeof iv === 'string' && typeof tag === 'string' && typeof data === 'string' && decode(tag).length === 16;
}

function writeKeysFile(dataDir: string, file: KeysFile): void {
  writeDurably(join(dataDir, KEYS_FILE), serialize(file));
}

function serialize(file: KeysFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

function keysMissing(): DomainError {
  return new DomainError(
    'DATA_WRONG_KEY',
    `The key file ${KEYS_FILE} is missing beside the data. Put the copy from a backup in its place and start again.`,
  );
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function decode(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
