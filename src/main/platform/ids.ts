/**
 * Identifiers for rows, messages and commands: 21 characters of 64 symbols, safe in URLs and as the phone's message id (capcom6.md 3.3).
 */
import type { Clock, Ids, Random } from './ports.ts';

/** In the order in which SQLite compares them, so that a later time is a greater id. */
const SYMBOLS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const LENGTH = 21;
/** 42 bits of milliseconds last until the year 2109; after that the order begins anew and nothing else happens. */
const TIME_LENGTH = 7;
const DRAWN_TOGETHER = 64;

/** Ids drawn from `random` alone (126 bits): the same in every run that has the same randomness. */
export function createRandomIds(random: Random): Ids {
  return { next: () => symbols(random.bytes(LENGTH)) };
}

/**
 * Ids that begin with the time they were made at (42 bits, ms), the rest drawn from `random` (84 bits). Rows made together then stand
 * together in every index over ids: one page is read and enciphered for many of them, not one for each. They are names, no secrets.
 */
export function createTimedIds({ clock, random }: { readonly clock: Clock; readonly random: Random }): Ids {
  let at = -1;
  let prefix = '';
  let pool: Uint8Array = new Uint8Array(0);
  let used = 0;
  // Asking the system for randomness costs more than an id: it is asked for many at a time.
  const draw = (length: number): Uint8Array => {
    if (used + length > pool.length) {
      pool = random.bytes(length * DRAWN_TOGETHER);
      used = 0;
    }
    used += length;
    return pool.subarray(used - length, used);
  };
  return {
    next: () => {
      const now = clock.now();
      if (now !== at) prefix = timeSymbols(now);
      at = now;
      return prefix + symbols(draw(LENGTH - TIME_LENGTH));
    },
  };
}

/** One random byte gives one symbol without bias. */
function symbols(bytes: Uint8Array): string {
  let made = '';
  for (const byte of bytes) made += SYMBOLS.charAt(byte & 63);
  return made;
}

function timeSymbols(at: number): string {
  let left = Math.max(0, Math.floor(at));
  let made = '';
  for (let place = 0; place < TIME_LENGTH; place += 1) {
    made = SYMBOLS.charAt(left % 64) + made;
    left = Math.floor(left / 64);
  }
  return made;
}
