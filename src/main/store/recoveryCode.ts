/**
 * The recovery code as people write it down: 128 random bits and a checksum, in seven groups of four letters and digits. Letters that
 * look like digits are read as these (Crockford's base 32), so a code read out on the telephone still works.
 */
import { createHash } from 'node:crypto';
import { DomainError } from '../../contract/errors.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 16;
const SECRET_SYMBOLS = 26;
const CHECK_SYMBOLS = 2;
const GROUP = 4;

export const RECOVERY_SECRET_BYTES = SECRET_BYTES;

/** `7Q4M-...` for 16 secret bytes. */
export function formatRecoveryCode(secret: Uint8Array): string {
  if (secret.length !== SECRET_BYTES) throw new Error(`A recovery secret has ${SECRET_BYTES} bytes.`);
  const symbols = toSymbols(secret, SECRET_SYMBOLS);
  const code = symbols + checkSymbols(secret);
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? code;
}

/**
 * The secret bytes of a code typed with any spacing, dashes and case.
 * Throws INVALID_INPUT (field `code`) when it is too short, too long or mistyped.
 */
export function parseRecoveryCode(typed: string): Uint8Array {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015._]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
  const values = [...code].map((symbol) => SYMBOLS.indexOf(symbol));
  if (code.length !== SECRET_SYMBOLS + CHECK_SYMBOLS) {
    throw mistyped(
      `The recovery code has ${SECRET_SYMBOLS + CHECK_SYMBOLS} letters and digits. Check it against your paper and type it again.`,
    );
  }
  const secret = fromSymbols(values.slice(0, SECRET_SYMBOLS));
  if (values.includes(-1) || toSymbols(secret, SECRET_SYMBOLS) + checkSymbols(secret) !== code) {
    throw mistyped('The recovery code has a typing mistake. Check it against your paper and type it again.');
  }
  return secret;
}

function mistyped(text: string): DomainError {
  return new DomainError('INVALID_INPUT', text, { field: 'code' });
}

function checkSymbols(secret: Uint8Array): string {
  const digest = createHash('sha256').update('deskbell/recovery/1').update(secret).digest();
  return toSymbols(digest.subarray(0, 2), CHECK_SYMBOLS);
}

/** The first `count` groups of five bits, missing bits at the end as zero. */
function toSymbols(bytes: Uint8Array, count: number): string {
  let symbols = '';
  for (let at = 0; at < count; at += 1) {
    let value = 0;
    for (let bit = at * 5; bit < at * 5 + 5; bit += 1) {
      value = value * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    symbols += SYMBOLS.charAt(value);
  }
  return symbols;
}

function fromSymbols(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(SECRET_BYTES);
  values.forEach((value, at) => {
    for (let bit = 0; bit < 5; bit += 1) {
      const place = at * 5 + bit;
      const index = place >> 3;
      if (index < SECRET_BYTES && (value >> (4 - bit)) & 1)
        bytes[index] = (bytes[index] ?? 0) | (1 << (7 - (place & 7)));
    }
  });
  return bytes;
}
