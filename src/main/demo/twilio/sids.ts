/** Twilio's identifiers: two capital letters that say what it is, and 32 hex digits. */
import type { Random } from '../../platform/ports.ts';

export interface Sids {
  /** `next('SM')` gives a new message SID. */
  next(prefix: string): string;
}

/** SIDs drawn from `random`: the same seed gives the same ones. */
export function createSids(random: Random): Sids {
  return { next: (prefix) => `${prefix}${hexOf(random, 16)}` };
}

/** `bytes` random bytes as lower-case hex. */
export function hexOf(random: Random, bytes: number): string {
  return Array.from(random.bytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
