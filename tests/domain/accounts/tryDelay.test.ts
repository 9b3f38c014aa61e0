import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterClockChange,
  countTry,
  NO_TRIES,
  triesLeft,
  waitAfter,
  waitLeft,
} from '../../../src/main/domain/accounts/tryDelay.ts';
import type { TryState } from '../../../src/main/domain/accounts/tryDelay.ts';

const NOW = Date.UTC(2027, 0, 18, 17, 0);
const MINUTE = 60_000;

/** Tries as soon as one is looked at, `count` times. */
function tryWrongly(count: number): { state: TryState; now: number } {
  let state = NO_TRIES;
  let now = NOW;
  for (let at = 0; at < count; at += 1) {
    now += waitLeft(state, now);
    state = countTry(state, now);
  }
  return { state, now };
}

describe('wrong PINs', () => {
  it('are looked at five times, then after 5, 15, 30 and 60 minutes, and each hour from then on', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map((tries) => waitAfter(tries) / MINUTE)).toEqual([
      0, 0, 0, 0, 5, 15, 30, 60, 60, 60,
    ]);
    expect([0, 1, 4, 5, 9].map((failedTries) => triesLeft({ failedTries, lockedUntil: null }))).toEqual([
      5, 4, 1, 1, 1,
    ]);
  });

  it('cost a guesser of all six-digit PINs more than a lifetime', () => {
    const { now } = tryWrongly(1_000);
    const perTry = (now - NOW) / 1_000;
    expect((perTry * 1_000_000) / (365 * 24 * 60 * MINUTE)).toBeGreaterThan(100);
  });

  it('wait until the very millisecond, and not a millisecond longer', () => {
    const { state } = tryWrongly(5);
    expect(waitLeft(state, NOW + 5 * MINUTE - 1)).toBe(1);
    expect(waitLeft(state, NOW + 5 * MINUTE)).toBe(0);
  });

  it('never wait shorter for more tries, and a wait is never over before its time', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (few, more) => {
        expect(waitAfter(few + more)).toBeGreaterThanOrEqual(waitAfter(few));
      }),
    );
  });

  it('wait no longer than the rule says when the clock was set back, and the wait does end', () => {
    const { state } = tryWrongly(6);
    const yearBefore = NOW - 365 * 24 * 60 * MINUTE;
    expect(waitLeft(state, yearBefore)).toBe(15 * MINUTE);
    const settled = afterClockChange(state, yearBefore);
    expect(waitLeft(settled, yearBefore + 15 * MINUTE)).toBe(0);
    expect(afterClockChange(settled, yearBefore + MINUTE)).toBe(settled);
    expect(settled.failedTries).toBe(6);
  });
});
