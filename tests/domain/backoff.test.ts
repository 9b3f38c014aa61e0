import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffCeiling, fullJitter, LAST_CHANCE_MS, nextTryAt, SEND_BACKOFF } from '../../src/main/domain/backoff.ts';

describe('waiting before another try', () => {
  test('the ceiling doubles from five seconds to fifteen minutes and stays there', () => {
    const ceilings = [1, 2, 3, 7, 8, 9, 1000].map((failures) => backoffCeiling(SEND_BACKOFF, failures));
    expect(ceilings).toEqual([5_000, 10_000, 20_000, 320_000, 640_000, 900_000, 900_000]);
  });

  test('the wait lies anywhere below the ceiling', () => {
    expect(fullJitter(SEND_BACKOFF, 3, 0)).toBe(0);
    expect(fullJitter(SEND_BACKOFF, 3, 0.5)).toBe(10_000);
  });

  test('respects the gateway, and never overruns the last useful moment', () => {
    const failures = fc.integer({ min: 1, max: 40 });
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const sendBy = fc.option(fc.integer({ min: -60_000, max: 7_200_000 }), { nil: null });
    fc.assert(
      fc.property(failures, fraction, fc.integer({ min: 0, max: 3_600_000 }), sendBy, (count, part, afterMs, end) => {
        const at = nextTryAt({ now: 0, failures: count, fraction: part, afterMs, sendBy: end });
        if (at === null) {
          expect(end).not.toBeNull();
          return;
        }
        expect(at).toBeGreaterThanOrEqual(afterMs);
        if (end !== null) expect(at).toBeLessThanOrEqual(end - LAST_CHANCE_MS);
      }),
    );
  });

  test('keeps one last chance just before the end', () => {
    const at = nextTryAt({ now: 0, failures: 8, fraction: 0.9, afterMs: 0, sendBy: 100_000 });
    expect(at).toBe(100_000 - LAST_CHANCE_MS);
  });
});
