/** A code of our own: six digits nobody can guess, and the salted hash that is all we keep. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/ports.ts';

const DIGITS = 6;
const CODES = 10 ** DIGITS;
/** The largest multiple of `CODES` in 32 bits: what lies above would make some codes likelier than others. */
const FAIR_BELOW = Math.floor(2 ** 32 / CODES) * CODES;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Six digits, every code as likely as any other. */
export function makeCode(random: Random): string {
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE();
    if (drawn < FAIR_BELOW) return String(drawn % CODES).padStart(DIGITS, '0');
  }
}

export function makeSalt(random: Random): string {
  return Buffer.from(random.bytes(SALT_BYTES)).toString('base64url');
}

/** Slow on purpose, off the main thread. A million codes are few: what really protects one is that it ends after ten minutes. */
export function hashCode(code: string, salt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, HASH_BYTES, (error, key) =>
      error === null ? resolve(key.toString('base64url')) : reject(error),
    );
  });
}

/** In constant time. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
