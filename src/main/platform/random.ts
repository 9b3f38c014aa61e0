/**
 * Randomness of the machine. Keys and tokens come from `bytes`, which is cryptographic; `fraction` is for jitter only.
 */
import { randomBytes } from 'node:crypto';
import type { Random } from './ports.ts';

/** The real random source. */
export function createSystemRandom(): Random {
  return {
    fraction: () => Math.random(),
    bytes: (length) => new Uint8Array(randomBytes(length)),
  };
}
