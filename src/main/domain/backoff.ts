/**
 * How long to wait before trying again. Pure: the caller brings the random fraction.
 */

export interface BackoffPolicy {
  /** Ceiling of the first wait, ms; it doubles with every further one. */
  readonly baseMs: number;
  /** No wait is longer than this, ms. */
  readonly capMs: number;
}

/** For a text that surely did not leave: 5 s doubling, at most 15 minutes (quality.md 1.2). */
export const SEND_BACKOFF: BackoffPolicy = { baseMs: 5_000, capMs: 15 * 60_000 };

/** The ceiling of the wait after `failures` failures in a row (1 or more), ms. */
export function backoffCeiling(policy: BackoffPolicy, failures: number): number {
  const doublings = Math.min(Math.max(0, failures - 1), 30);
  return Math.min(policy.capMs, policy.baseMs * 2 ** doublings);
}

/** Full jitter: anything between nothing and the ceiling, so that many waiters spread out. `fraction` is in [0, 1). */
export function fullJitter(policy: BackoffPolicy, failures: number, fraction: number): number {
  return Math.floor(backoffCeiling(policy, failures) * fraction);
}

/**
 * When to try again, UTC ms: full jitter, but no sooner than the gateway asked for, and never past `sendBy`: when the wait would
 * overrun it, one last chance is kept `LAST_CHANCE_MS` before. Null when no useful moment is left: the text expires.
 */
export function nextTryAt(input: {
  readonly now: number;
  readonly failures: number;
  readonly fraction: number;
  /** The gateway's own wish, ms; 0 when it has none. */
  readonly afterMs: number;
  readonly sendBy: number | null;
  readonly policy?: BackoffPolicy;
}): number | null {
  const floor = input.now + Math.max(0, input.afterMs);
  const at = Math.max(floor, input.now + fullJitter(input.policy ?? SEND_BACKOFF, input.failures, input.fraction));
  if (input.sendBy === null || at <= input.sendBy - LAST_CHANCE_MS) return at;
  const last = input.sendBy - LAST_CHANCE_MS;
  return last > input.now && last >= floor ? last : null;
}

/** A last try this long before `sendBy` still leaves time for the call itself, ms. */
export const LAST_CHANCE_MS = 15_000;
