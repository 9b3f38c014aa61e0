/**
 * Reading what a client encrypted for the app (capcom6.md 11.3). The app only decrypts; it never encrypts.
 */
import { Buffer } from 'node:buffer';
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';

const SHAPE = /^\$aes-256-cbc\/pbkdf2-sha1\$i=(\d{1,7})\$([A-Za-z0-9+/]+=*)\$([A-Za-z0-9+/]+=*)$/;

/** What was encrypted with `passphrase`. Throws with the app's words where it cannot be read. */
export function decryptValue(value: string, passphrase: string | null): string {
  if (passphrase === null || passphrase === '') throw new Error('Passphrase is not set');
  const [, iterations, salt, secret] = SHAPE.exec(value) ?? [];
  if (iterations === undefined || salt === undefined || secret === undefined) {
    throw new Error('Invalid encrypted data format');
  }
  const iv = Buffer.from(salt, 'base64');
  const key = pbkdf2Sync(passphrase, iv, Number(iterations), 32, 'sha1');
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(secret, 'base64'), decipher.final()]).toString('utf8');
  } catch {
    throw new Error('error:1e000065:Cipher functions:OPENSSL_internal:BAD_DECRYPT');
  }
}
