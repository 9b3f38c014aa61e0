import { DateTime } from 'luxon';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideBy } from '../../../src/main/domain/replies/pause.ts';

const ZONE = 'America/New_York';
const week = { zone: ZONE, closedDays: [6, 7], closedDates: ['2026-11-26'] };
const at = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toMillis();

describe('how long a doubtful opt-out waits', () => {
  it.each([
    ['a weekday', '2026-11-17T09:00', '2026-11-19T00:00'],
    ['Friday', '2026-11-20T23:59', '2026-11-24T00:00'],
    ['Saturday', '2026-11-21T08:00', '2026-11-24T00:00'],
    ['the day before a holiday', '2026-11-25T08:00', '2026-11-28T00:00'],
    ['the night the clocks go back', '2026-10-31T23:30', '2026-11-03T00:00'],
  ])('from %s', (_from, written, due) => {
    expect(decideBy(at(written), week)).toBe(at(due));
  });

  it('is never over before the next day is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01'), max: at('2028-01-01') }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7]),
        (written, closedDays) => {
          const due = DateTime.fromMillis(decideBy(written, { zone: ZONE, closedDays, closedDates: [] }), {
            zone: ZONE,
          });
          const tomorrow = DateTime.fromMillis(written, { zone: ZONE }).startOf('day').plus({ days: 2 });
          expect(due.toMillis()).toBeGreaterThanOrEqual(tomorrow.toMillis());
          expect(due.hour + due.minute).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
