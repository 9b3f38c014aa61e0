/**
 * Randomness and ids that are the same in every run with the same seed.
 */
import { createRandomIds } from '../../src/main/platform/ids.ts';
import type { Ids, Random } from '../../src/main/platform/ports.ts';

/** A seeded random source (mulberry32): good enough for tests, useless for keys. */
export function createSeededRandom(seed = 1): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
  };
}

/** Seeded ids of the production shape (21 characters). */
export function createSeededIds(seed = 1): Ids {
  return createRandomIds(createSeededRandom(seed));
}
