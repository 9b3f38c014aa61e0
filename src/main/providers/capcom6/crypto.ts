/**
 * The app's end-to-end encryption of outgoing texts (capcom6.md 11.3): AES-256-CBC under a key made of the passphrase. It keeps words
 * and numbers from whoever listens on the network; it has no signature, so it proves nothing.
 */
import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, pbkdf2 } from 'node:crypto';

/** What clients use by default; the phone makes the key once per value, so more would delay each text. */
export const ITERATIONS = 75_000;
const MOST_ITERATIONS = 2_000_000;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const SHAPE = /^\$aes-256-cbc\/pbkdf2-sha1\$i=(\d{1,7})\$([A-Za-z0-9+/]{22}==)\$([A-Za-z0-9+/]+={0,2})$/;

/** `text` as the app reads it. `salt`: 16 bytes that were never used before. Rejects for another length. */
export async function encryptValue(
  text: string,
  passphrase: string,
  salt: Uint8Array,
  iterations = ITERATIONS,
): Promise<string> {
  if (salt.byteLength !== SALT_BYTES) throw new RangeError('The salt must have 16 bytes.');
  const cipher = createCipheriv('aes-256-cbc', await keyOf(passphrase, salt, iterations), salt);
  const secret = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
  return `$aes-256-cbc/pbkdf2-sha1$i=${iterations}$${Buffer.from(salt).toString('base64')}$${secret}`;
}

/** What was encrypted; null when it is no such value, or the passphrase is another one. */
export async function decryptValue(value: string, passphrase: string): Promise<string | null> {
  const [, rounds, salt = '', secret = ''] = SHAPE.exec(value) ?? [];
  const iterations = Number(rounds);
  if (rounds === undefined || iterations < 1 || iterations > MOST_ITERATIONS) return null;
  const iv = Buffer.from(salt, 'base64');
  const key = await keyOf(passphrase, iv, iterations);
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(secret, 'base64'), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

export function isEncrypted(value: string): boolean {
  return value.startsWith('$aes-256-cbc/');
}

function keyOf(passphrase: string, salt: Uint8Array, iterations: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(passphrase, salt, iterations, KEY_BYTES, 'sha1', (error, key) => (error ? reject(error) : resolve(key)));
  });
}
