/**
 * Identifiers for rows, messages and commands. 64 symbols, so one random byte gives one character without bias.
 */
import type { Ids, Random } from './ports.ts';

const SYMBOLS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const LENGTH = 21;

/** Ids of 21 characters (126 random bits) drawn from `random`; safe in URLs and as the phone's message id (capcom6.md 3.3). */
export function createRandomIds(random: Random): Ids {
  return {
    next: () => Array.from(random.bytes(LENGTH), (byte) => SYMBOLS.charAt(byte & 63)).join(''),
  };
}
