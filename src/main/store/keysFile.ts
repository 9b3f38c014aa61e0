/**
 * The key file beside the database: the database key, wrapped for this machine and by the recovery code, and what else has to be
 * known to read old data. Owns its format, reading and writing; which key is made when is `keyring.ts`. Never logs, never shows a key.
 */
import { createCipheriv, createDecipheriv, createHmac, scrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DomainError } from '../../contract/errors.ts';
import type { Random } from '../platform/ports.ts';
import { writeDurably } from './durableFile.ts';
import { parseRecoveryCode } from './recoveryCode.ts';

export const KEYS_FILE = 'deskbell.keys.json';
export const KEY_BYTES = 32;
/** 128 MB-seconds would be wasted on 128 random bits; this only slows down a guess at a code that was half read. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const NEWEST_VERSION = 1;

const Base64 = z.base64().min(1);
export const Wrapped = z.object({
  iv: Base64,
  tag: Base64.refine((tag) => decode(tag).length === 16),
  data: Base64,
});
export type Wrapped = z.infer<typeof Wrapped>;

export const KeysFile = z.object({
  version: z.literal(NEWEST_VERSION),
  createdAt: z.number(),
  /** Null in the copy that goes with a backup: no other machine has the wrapping key. `secret`: its name in the machine's secrets. */
  device: Wrapped.extend({ secret: z.string().optional() }).nullable(),
  recovery: Wrapped.extend({ salt: Base64 }),
  /** Tells whether a database belongs to this key without opening it. Files made before key changes have none. */
  keyId: z.string().optional(),
  /** The key of the audit chain, wrapped by the database key; left out: derived from the database key, which was never changed. */
  audit: Wrapped.optional(),
  /** Database keys of before, wrapped by the one of now, newest first: backups of then open without the code of then. */
  previous: z.array(Wrapped).optional(),
});
export type KeysFile = z.infer<typeof KeysFile>;

/** Whether this data folder has a key file. */
export function hasKeysFile(dataDir: string): boolean {
  return existsSync(join(dataDir, KEYS_FILE));
}

/** Throws DATA_WRONG_KEY when it is missing or damaged, DATA_FROM_FUTURE when a newer program wrote it. */
export function readKeysFile(dataDir: string): KeysFile {
  const file = join(dataDir, KEYS_FILE);
  if (!existsSync(file)) throw keysMissing();
  return parseKeysFile(readFileSync(file, 'utf8'));
}

/** The same of text. */
export function parseKeysFile(text: string): KeysFile {
  const json = parseJson(text);
  const version = (json as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > NEWEST_VERSION) {
    throw new DomainError(
      'DATA_FROM_FUTURE',
      'The key file was made by a newer Deskbell. Install that version or a newer one; nothing was changed.',
    );
  }
  const parsed = KeysFile.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'DATA_WRONG_KEY',
    `The key file ${KEYS_FILE} is damaged. Put the copy from a backup in its place and start again.`,
  );
}

/** The parser's own message would quote the file. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function writeKeysFile(dataDir: string, file: KeysFile): void {
  writeDurably(join(dataDir, KEYS_FILE), serializeKeys(file));
}

export function serializeKeys(file: KeysFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What the recovery code `secret` opens: the wrapped key of a key file. */
export async function wrapByCode(random: Random, secret: Uint8Array, key: Uint8Array): Promise<KeysFile['recovery']> {
  const salt = random.bytes(16);
  return { ...wrap(random, await stretch(secret, salt), key), salt: encode(salt) };
}

/**
 * The database key by the recovery code. Throws INVALID_INPUT for a mistyped code, DATA_WRONG_KEY for the code of other data.
 */
export async function unwrapByCode({ recovery }: Pick<KeysFile, 'recovery'>, code: string): Promise<Uint8Array> {
  const key = unwrap(await stretch(parseRecoveryCode(code), decode(recovery.salt)), recovery);
  if (key !== undefined) return key;
  throw new DomainError(
    'DATA_WRONG_KEY',
    'This recovery code is for other data. Find the code that was shown when this practice was set up.',
    { field: 'code' },
  );
}

/** A short name of a key from which nothing about it can be told. */
export function keyIdOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('deskbell/key-id/1').digest('hex').slice(0, 16);
}

export function wrap(random: Random, wrappingKey: Uint8Array, key: Uint8Array): Wrapped {
  const iv = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, iv);
  const data = Buffer.concat([cipher.update(key), cipher.final()]);
  return { iv: encode(iv), tag: encode(cipher.getAuthTag()), data: encode(data) };
}

/** Undefined when the wrapping key is another one or the wrapped key was changed. */
export function unwrap(wrappingKey: Uint8Array, { iv, tag, data }: Wrapped): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, decode(iv), { authTagLength: 16 });
    decipher.setAuthTag(decode(tag));
    return new Uint8Array(Buffer.concat([decipher.update(decode(data)), decipher.final()]));
  } catch {
    return undefined;
  }
}

function stretch(secret: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  const derive = promisify<Uint8Array, Uint8Array, number, typeof SCRYPT, Buffer>(scrypt);
  return derive(secret, salt, KEY_BYTES, SCRYPT);
}

export function keysMissing(): DomainError {
  return new DomainError(
    'DATA_WRONG_KEY',
    `The key file ${KEYS_FILE} is missing beside the data. Put the copy from a backup in its place and start again.`,
  );
}

export function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export function decode(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
