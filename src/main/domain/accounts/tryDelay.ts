/**
 * How wrong PINs slow the next try down (rules.md 9: five tries, then a growing delay). Pure: state and time in, state out, so the same
 * rule holds after a restart. It counts before the PIN is looked at: a program killed meanwhile gives no try back.
 */

/** Tries before the first wait. */
export const FREE_TRIES = 5;
const MINUTE_MS = 60_000;
/** After the fifth wrong try, the sixth, and so on; the last holds for all later ones. */
const WAITS_MS: readonly number[] = [5, 15, 30, 60].map((minutes) => minutes * MINUTE_MS);

export interface TryState {
  /** Wrong tries since the last right one. */
  readonly failedTries: number;
  /** UTC ms until which no try is looked at; null: tries are looked at. */
  readonly lockedUntil: number | null;
}

export const NO_TRIES: TryState = { failedTries: 0, lockedUntil: null };

/** The wait that follows the given number of wrong tries, ms. Never falls as the number rises. */
export function waitAfter(failedTries: number): number {
  if (failedTries < FREE_TRIES) return 0;
  return WAITS_MS[Math.min(failedTries - FREE_TRIES, WAITS_MS.length - 1)] ?? 0;
}

/**
 * How long a try still has to wait at `now`, ms; 0: it is looked at. A clock that was set back cannot make it longer than the rule's own
 * wait, and cannot end it either.
 */
export function waitLeft(state: TryState, now: number): number {
  if (state.lockedUntil === null) return 0;
  return Math.max(0, Math.min(state.lockedUntil - now, waitAfter(state.failedTries)));
}

/** The state as a clock that was set back leaves it: the wait begins anew, and ends. */
export function afterClockChange(state: TryState, now: number): TryState {
  const left = waitLeft(state, now);
  return left === 0 || state.lockedUntil === now + left ? state : { ...state, lockedUntil: now + left };
}

/** Tries that are looked at before the next wait; at least one while nothing has to be waited for. */
export function triesLeft({ failedTries }: TryState): number {
  return Math.max(1, FREE_TRIES - failedTries);
}

/** The state once a try at `now` has been let in, counted as wrong until it proves right. */
export function countTry(state: TryState, now: number): TryState {
  const failedTries = state.failedTries + 1;
  const wait = waitAfter(failedTries);
  return { failedTries, lockedUntil: wait === 0 ? null : now + wait };
}
