import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createForeseenLine } from '../../../src/main/domain/sendLimits/foreseeLine.ts';
import type { ForeseenLimits, ForeseenText } from '../../../src/main/domain/sendLimits/foreseeLine.ts';
import { HALF_HOUR_MS } from '../../../src/main/domain/sendLimits/halfHour.ts';

/** Friday, 20 November 2026, 09:00 in New York. */
const NINE = Date.UTC(2026, 10, 20, 14);
const HOUR = 3_600_000;
const OPEN: ForeseenLimits = { paceMs: 6_000, perDay: null, zone: 'America/New_York' };
const LINE = { perHalfHour: null, recipientsPerDay: null, sameTextPerHour: null, failuresInARow: null, spread: 0 };

const text = (who: number, more: Partial<ForeseenText> = {}): ForeseenText => ({
  recipient: `r${who}`,
  body: `text ${who}`,
  parts: 1,
  ...more,
});

/** Hands the texts over one after the other, each when the line has room. Minutes after nine. */
function leave(limits: ForeseenLimits, texts: readonly ForeseenText[], at = NINE): readonly (string | number)[] {
  const line = createForeseenLine(limits, NINE);
  return texts.map((one) => {
    const found = line.earliest(one, at);
    line.leave(one, found.at);
    return found.movedBy ?? (found.at - NINE) / 1_000;
  });
}

describe('a line looked at ahead of time', () => {
  it('lets texts leave at its pace, and none before it is ready', () => {
    expect(leave(OPEN, [text(1), text(2), text(3)])).toEqual([0, 6, 12]);
    expect(leave(OPEN, [text(1)], NINE + HOUR)).toEqual([3_600]);
  });

  it('stretches the pace as much as chance does on average', () => {
    expect(leave({ ...OPEN, line: { ...LINE, spread: 0.5 } }, [text(1), text(2)])).toEqual([0, 7.5]);
  });

  it('goes on the next day when the day is used up', () => {
    const line = createForeseenLine({ ...OPEN, perDay: 2 }, NINE, { texts: 1, recipients: [], parts: [] });
    line.leave(text(1), NINE);
    expect(line.earliest(text(2), NINE)).toEqual({ at: Date.UTC(2026, 10, 21, 5), movedBy: 'perDay' });
  });

  it('gives no room to a further person, and room to one who was texted today', () => {
    const line = createForeseenLine({ ...OPEN, line: { ...LINE, recipientsPerDay: 1 } }, NINE);
    line.leave(text(1), NINE);
    expect(line.earliest(text(2), NINE).movedBy).toBe('recipientsPerDay');
    expect(line.earliest(text(1), NINE).movedBy).toBeNull();
  });

  it('waits with the same words to many people', () => {
    const same = [1, 2, 3].map((who) => text(who, { body: 'We are closed today.' }));
    expect(leave({ ...OPEN, line: { ...LINE, sameTextPerHour: 2 } }, same)).toEqual([0, 6, 'sameText']);
  });

  it('never lets more parts leave in half an hour than Android allows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const limits = { ...OPEN, line: { ...LINE, perHalfHour: 6 } };
        const line = createForeseenLine(limits, NINE);
        const left = sizes.map((parts, who) => {
          const { at } = line.earliest(text(who, { parts }), NINE);
          line.leave(text(who, { parts }), at);
          return { at, parts };
        });
        for (const { at } of left) {
          const within = left.filter((one) => one.at > at - HALF_HOUR_MS && one.at <= at);
          expect(within.reduce((sum, one) => sum + one.parts, 0)).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 50 },
    );
  });
});
