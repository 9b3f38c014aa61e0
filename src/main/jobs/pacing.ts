/**
 * When the next text may leave through one gateway. Owns the distance between two starts, and the one exception: an answer to
 * a person who waits may jump the distance once, and the texts after it make up for it. In memory; the daily cap is counted in rows.
 */

/** Priorities from here on are answers to a person who is waiting. */
export const EXPEDITED = 100;
/** Priorities from here on are texts that a person wrote or that answer one; what is below nobody waits for at this moment. */
export const BY_HAND = 10;

/** A timer that rings this much after its time was only late, ms. More, and there was nothing to send. */
const LATE_MS = 20;

export interface Pacer {
  /** When any text may start (monotonic ms). */
  readonly nextAt: number;
  /** Whether an expedited text may start at `now` (monotonic ms). */
  mayStart(now: number, priority: number): boolean;
  /** A text starts at `now` (monotonic ms); `paceMs` is the distance in force. */
  took(now: number, paceMs: number): void;
  /** Nothing starts before `until` (monotonic ms): the gateway asked us to slow down. */
  holdUntil(until: number): void;
}

/** A pacer that lets the first text start at `firstAt` (monotonic ms). */
export function createPacer(firstAt: number): Pacer {
  let nextAt = firstAt;
  let heldUntil = -Infinity;
  let jumped = false;
  return {
    get nextAt() {
      return Math.max(nextAt, heldUntil);
    },
    mayStart(now, priority) {
      if (now < heldUntil) return false;
      return now >= nextAt || (priority >= EXPEDITED && !jumped);
    },
    took(now, paceMs) {
      // A jump borrows the next distance: the one after it is twice as long, so the mean pace holds.
      jumped = now < nextAt;
      // What a timer was late is no longer distance: it would add up from text to text.
      const late = now - nextAt <= Math.min(LATE_MS, paceMs / 2);
      nextAt = (late ? nextAt : now) + paceMs;
    },
    holdUntil(until) {
      heldUntil = Math.max(heldUntil, until);
    },
  };
}
