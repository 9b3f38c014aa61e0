import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextMorning, openMsBetween } from '../../../src/main/domain/cadence/calendar.ts';
import { householdText } from '../../../src/main/domain/cadence/householdText.ts';
import { addMonths, dueTime } from '../../../src/main/domain/cadence/timing.ts';
import { addDays, compareDates, DAY_MS, HOUR_MS, toIso, toLocal } from '../../../src/main/domain/time.ts';
import { anyCalendar, anyVisit, calendarOf, daily, local, ruleOf } from './samples.ts';

const due = (step: ReturnType<typeof daily>, startsAt: number, calendar = calendarOf()) =>
  toIso(dueTime(step, { startsAt, bookedAt: startsAt - DAY_MS }, calendar));

describe('the due time of a step', () => {
  test('is the same wall-clock time across both changes of the clock', () => {
    expect(due(daily('three', 3), local(2027, 3, 16, 9))).toBe('2027-03-13T15:00:00Z');
    expect(due(daily('one', 1), local(2027, 3, 16, 9))).toBe('2027-03-15T14:00:00Z');
    expect(due(daily('three', 3), local(2026, 11, 3, 9))).toBe('2026-10-31T14:00:00Z');
    expect(due(daily('one', 1), local(2026, 11, 3, 9))).toBe('2026-11-02T15:00:00Z');
  });

  test('moves forward when the clocks leave it out, and takes the first of two', () => {
    expect(due(daily('gap', 1, {}, '02:30'), local(2027, 3, 15, 9))).toBe('2027-03-14T07:30:00Z');
    expect(due(daily('twice', 1, {}, '01:30'), local(2026, 11, 2, 9))).toBe('2026-11-01T05:30:00Z');
  });

  test('counts minutes as time that passes, also over a night with a change', () => {
    const step = ruleOf({ timing: { kind: 'minutesBefore', minutes: 600 } });
    expect(due(step, local(2026, 11, 1, 9))).toBe(toIso(local(2026, 11, 1, 9) - 10 * HOUR_MS));
  });

  test.each([
    ['dayBefore', 1, '2026-11-20'],
    ['dayAfter', 1, '2026-11-20'],
    ['dayAfter', 2, '2026-11-20'],
    ['keep', 1, '2026-11-22'],
  ] as const)('shifted %s from %i day before a Monday, over a closed weekend, is on %s', (businessDays, days, date) => {
    const weekend = calendarOf({ closedDays: [6, 7] });
    // The open day after would be the day of the visit itself, after its start.
    expect(due(daily('shift', days, { businessDays }, '16:00'), local(2026, 11, 23, 9), weekend).slice(0, 10)).toBe(
      date,
    );
  });

  test('shifted to the day after, it goes there while that is before the visit', () => {
    const weekend = calendarOf({ closedDays: [6, 7] });
    const step = daily('shift', 3, { businessDays: 'dayAfter' });
    expect(due(step, local(2026, 11, 25, 9), weekend).slice(0, 10)).toBe('2026-11-23');
  });

  test('leaves holidays out, and never lies on the wrong side of its visit', () => {
    const christmas = calendarOf({ closedDays: [7], closedDates: ['2026-12-25', '2026-12-26'] });
    expect(due(daily('one', 1, { businessDays: 'dayBefore' }), local(2026, 12, 28, 9), christmas)).toContain(
      '2026-12-24',
    );
    const after = ruleOf({
      timing: { kind: 'daysAfter', after: 'done', days: 1, at: '10:00' },
      businessDays: 'dayBefore',
    });
    expect(due(after, local(2026, 12, 24, 15), christmas)).toContain('2026-12-28');
  });

  test('lies so many civil days before the visit, at the wall time, in any zone and season', () => {
    const anyTime = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(
        anyVisit,
        anyCalendar,
        fc.integer({ min: 0, max: 60 }),
        anyTime,
        (visit, calendar, days, [hour, minute]) => {
          const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          const shown = toLocal(dueTime(daily('any', days, {}, at), visit, calendar), calendar.zone);
          const wanted = addDays(toLocal(visit.startsAt, calendar.zone), -days);
          const shift = shown.msOfDay - (hour * 60 + minute) * 60_000 + compareDates(shown, wanted) * DAY_MS;
          // Only a time that does not exist may move, and only forward by the gap.
          expect(shift).toBeGreaterThanOrEqual(0);
          expect(shift).toBeLessThanOrEqual(HOUR_MS);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('months', () => {
  test.each([
    [[2026, 8, 31], 6, [2027, 2, 28]],
    [[2027, 8, 31], 6, [2028, 2, 29]],
    [[2026, 11, 30], 3, [2027, 2, 28]],
    [[2026, 12, 15], 12, [2027, 12, 15]],
    [[2026, 1, 31], 1, [2026, 2, 28]],
  ] as const)('%j and %i months is %j', ([year, month, day], months, [wantedYear, wantedMonth, wantedDay]) => {
    const wanted = { year: wantedYear, month: wantedMonth, day: wantedDay };
    expect(addMonths({ year, month, day }, months)).toEqual(wanted);
  });
});

describe('the calendar of the practice', () => {
  const weekend = calendarOf({ closedDays: [6, 7] });
  test('counts hours of open days only, so a list of Friday is not old on Monday morning', () => {
    const friday = local(2026, 11, 20, 7);
    expect(openMsBetween(friday, local(2026, 11, 23, 10), weekend)).toBe(27 * HOUR_MS);
    expect(openMsBetween(friday, local(2026, 11, 23, 10), calendarOf())).toBe(75 * HOUR_MS);
    expect(openMsBetween(friday, friday - 1, weekend)).toBe(0);
  });

  test('a night with a change of the clock has as many hours as it has', () => {
    expect(openMsBetween(local(2026, 11, 1, 0), local(2026, 11, 2, 0), calendarOf())).toBe(25 * HOUR_MS);
    expect(openMsBetween(local(2027, 3, 14, 0), local(2027, 3, 15, 0), calendarOf())).toBe(23 * HOUR_MS);
  });

  test('the next morning is the opening of the next open day', () => {
    expect(toIso(nextMorning(local(2026, 11, 20, 21), weekend))).toBe('2026-11-23T13:00:00Z');
  });
});

describe('one text for a household', () => {
  test('names each visit by a number, with first names only', () => {
    const visits = [
      { code: 1, firstName: 'Ana', time: { hour: 9, minute: 0 } },
      { code: 2, firstName: 'Ben', time: { hour: 9, minute: 30 } },
    ];
    const date = { year: 2026, month: 11, day: 25 };
    const text = { practice: 'Lakeside', date, visits, asks: true };
    expect(householdText({ ...text, style: { language: 'en', clock: '12h', order: 'monthFirst' } })).toBe(
      'Lakeside: visits on Wed Nov 25: 1 Ana 9:00 AM, 2 Ben 9:30 AM. Reply for each: 1 yes 2 no. STOP to opt out.',
    );
    expect(householdText({ ...text, asks: false, style: { language: 'es', clock: '24h' } })).toBe(
      'Lakeside: citas del mie 25 nov: 1 Ana 09:00, 2 Ben 09:30. STOP: no mas.',
    );
  });
});
