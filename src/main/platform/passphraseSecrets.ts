/**
 * Secrets under a passphrase, for a machine without a key store whose owner does not want the key to lie in a file: each value is sealed by
 * a random key, which is in the file only wrapped by the passphrase. Owns that format; never keeps or logs the passphrase.
 */
import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DomainError } from '../../contract/errors.ts';
import { writeFileAtomic } from './atomicFile.ts';
import type { Random, Secrets } from './ports.ts';

const LOCK = 'passphrase.lock';
const SEALED = 'locked:';
const KEY_BYTES = 32;
const LEAST_LENGTH = 12;
/** About half a second a try (quality.md 2.3); log2 of the rounds, written into the file. */
const COST = 17;
const MOST_COST = 20;

const All = z.record(z.string(), z.string());

/** Whether the values of this secrets file are under a passphrase. */
export function isLocked(file: string): boolean {
  return LOCK in readAll(file);
}

/** `secrets`, whose sealed values `passphrase` opens. Errors: DATA_WRONG_KEY for another passphrase. */
export async function unlockSecrets(
  secrets: Secrets,
  passphrase: string,
  random: Pick<Random, 'bytes'>,
): Promise<Secrets> {
  const key = await openLock(await secrets.get(LOCK), passphrase);
  return {
    async get(name) {
      const stored = await secrets.get(name);
      if (stored === undefined || !stored.startsWith(SEALED)) return stored;
      return open(key, stored.slice(SEALED.length))?.toString('utf8');
    },
    set: (name, value) => secrets.set(name, SEALED + seal(random, key, Buffer.from(value, 'utf8'))),
    delete: (name) => secrets.delete(name),
  };
}

/**
 * Puts the secrets file under `next`, or under none with the empty text, in one replacement of the file. `now`: the passphrase of now; null:
 * there is none. Errors: DATA_WRONG_KEY, INVALID_INPUT for one that is too short.
 */
export async function changePassphrase(
  file: string,
  { now, next, cost = COST }: { readonly now: string | null; readonly next: string; readonly cost?: number },
  random: Pick<Random, 'bytes'>,
): Promise<void> {
  if (next !== '' && [...next].length < LEAST_LENGTH) {
    throw new DomainError(
      'INVALID_INPUT',
      `A passphrase has at least ${String(LEAST_LENGTH)} characters. Take four words.`,
      {
        field: 'passphrase',
      },
    );
  }
  const { [LOCK]: lock, ...values } = readAll(file);
  const old = lock === undefined ? null : await openLock(lock, now ?? '');
  const plain = Object.entries(values).map(
    ([name, value]) => [name, old === null ? value : unseal(old, value)] as const,
  );
  const key = random.bytes(KEY_BYTES);
  const written =
    next === ''
      ? Object.fromEntries(plain)
      : {
          [LOCK]: await makeLock(random, key, next, cost),
          ...Object.fromEntries(
            plain.map(([name, value]) => [name, SEALED + seal(random, key, Buffer.from(value, 'utf8'))]),
          ),
        };
  await writeFileAtomic(file, `${JSON.stringify(written, null, 2)}\n`);
}

/** For a passphrase nobody knows any more: what it sealed is gone for good, the rest stays. */
export async function dropPassphrase(file: string): Promise<void> {
  const kept = Object.entries(readAll(file)).filter(([name, value]) => name !== LOCK && !value.startsWith(SEALED));
  await writeFileAtomic(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

function readAll(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {};
  try {
    return All.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The parser's own message would quote the content.
    throw new DomainError('DATA_WRONG_KEY', 'The secrets file is damaged. Use the recovery code: deskbell recover.');
  }
}

function unseal(key: Uint8Array, value: string): string {
  if (!value.startsWith(SEALED)) return value;
  const opened = open(key, value.slice(SEALED.length));
  if (opened === undefined) throw wrong();
  return opened.toString('utf8');
}

async function makeLock(
  random: Pick<Random, 'bytes'>,
  key: Uint8Array,
  passphrase: string,
  cost: number,
): Promise<string> {
  const salt = Buffer.from(random.bytes(16)).toString('base64');
  return `${String(cost)}.${salt}.${seal(random, await stretch(passphrase, salt, cost), key)}`;
}

async function openLock(lock: string | undefined, passphrase: string): Promise<Uint8Array> {
  const [cost = '', salt = '', sealed = ''] = (lock ?? '').split('.');
  if (!/^\d{1,2}$/.test(cost) || Number(cost) > MOST_COST) throw wrong();
  const key = open(await stretch(passphrase, salt, Number(cost)), sealed);
  if (key?.length !== KEY_BYTES) throw wrong();
  return new Uint8Array(key);
}

function stretch(passphrase: string, salt: string, cost: number): Promise<Uint8Array> {
  const rounds = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** (cost + 11) };
  const derive = promisify<string, Buffer, number, typeof rounds, Buffer>(scrypt);
  return derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), KEY_BYTES, rounds);
}

function seal(random: Pick<Random, 'bytes'>, key: Uint8Array, plain: Uint8Array): string {
  const iv = random.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64');
}

function open(key: Uint8Array, sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function wrong(): DomainError {
  return new DomainError(
    'DATA_WRONG_KEY',
    'This is not the passphrase of this computer. Type it again, or unlock the data with the recovery code: deskbell recover.',
  );
}
