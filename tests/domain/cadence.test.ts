import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_VISIT_MARGIN_MS, dueTime, planOccurrences } from '../../src/main/domain/cadence.ts';
import type { CadenceRule } from '../../src/main/domain/cadence.ts';
import {
  addDays,
  compareDates,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  toInstant,
  toIso,
  toLocal,
} from '../../src/main/domain/time.ts';

const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'Europe/Dublin',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Africa/Cairo',
  'America/Asuncion',
  'UTC',
];

const threeDays: CadenceRule = { id: 'three', daysBefore: 3, at: '10:00', lateMinutes: 600 };
const oneDay: CadenceRule = { id: 'one', daysBefore: 1, at: '10:00', lateMinutes: 480 };

function local(year: number, month: number, day: number, hour: number, minute: number, zone: string): number {
  return toInstant({ year, month, day, hour, minute, second: 0 }, zone);
}

const anyStep = fc.record({
  id: fc.string({ minLength: 1, maxLength: 6 }),
  daysBefore: fc.integer({ min: 0, max: 60 }),
  at: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  lateMinutes: fc.integer({ min: 0, max: 2880 }),
});
const anyVisit = fc.integer({ min: Date.UTC(2024, 0, 1) / MINUTE_MS, max: Date.UTC(2031, 0, 1) / MINUTE_MS });
const anyInput = fc.record({
  visitAt: anyVisit.map((minutes) => minutes * MINUTE_MS),
  zone: fc.constantFrom(...ZONES),
  lead: fc.integer({ min: -3 * DAY_MS, max: 70 * DAY_MS }),
  steps: fc.uniqueArray(anyStep, { maxLength: 8, selector: (step) => step.id }),
});

describe('the due time of a step', () => {
  test('is the same wall-clock time across the spring change', () => {
    const visit = local(2027, 3, 16, 9, 0, 'America/New_York');
    expect(toIso(dueTime(threeDays, visit, 'America/New_York'))).toBe('2027-03-13T15:00:00Z');
    expect(toIso(dueTime(oneDay, visit, 'America/New_York'))).toBe('2027-03-15T14:00:00Z');
  });

  test('is the same wall-clock time across the autumn change', () => {
    const visit = local(2026, 11, 3, 9, 0, 'America/New_York');
    expect(toIso(dueTime(threeDays, visit, 'America/New_York'))).toBe('2026-10-31T14:00:00Z');
    expect(toIso(dueTime(oneDay, visit, 'America/New_York'))).toBe('2026-11-02T15:00:00Z');
  });

  test('moves forward when the clocks leave it out, and takes the first of two', () => {
    const skipped = { daysBefore: 1, at: '02:30' };
    const afterSpring = local(2027, 3, 15, 9, 0, 'America/New_York');
    expect(toLocal(dueTime(skipped, afterSpring, 'America/New_York'), 'America/New_York')).toMatchObject({
      day: 14,
      hour: 3,
      minute: 30,
    });
    const afterAutumn = local(2026, 11, 2, 9, 0, 'America/New_York');
    expect(toIso(dueTime({ daysBefore: 1, at: '01:30' }, afterAutumn, 'America/New_York'))).toBe(
      '2026-11-01T05:30:00Z',
    );
  });

  test('counts days on the calendar of the visit, not of UTC', () => {
    const lateVisit = local(2026, 11, 24, 21, 30, 'America/Los_Angeles');
    expect(toIso(lateVisit)).toBe('2026-11-25T05:30:00Z');
    expect(toIso(dueTime(oneDay, lateVisit, 'America/Los_Angeles'))).toBe('2026-11-23T18:00:00Z');
  });

  test('lies so many civil days before the visit, at the wall time, in any zone and season', () => {
    fc.assert(
      fc.property(anyVisit, fc.constantFrom(...ZONES), anyStep, (minutes, zone, step) => {
        const visitAt = minutes * MINUTE_MS;
        const due = toLocal(dueTime(step, visitAt, zone), zone);
        const wanted = addDays(toLocal(visitAt, zone), -step.daysBefore);
        const [hour, minute] = step.at.split(':').map(Number) as [number, number];
        const shift = due.msOfDay - (hour * HOUR_MS + minute * MINUTE_MS) + compareDates(due, wanted) * DAY_MS;
        // Only a time that does not exist may move, and only forward by the gap.
        expect(shift).toBeGreaterThanOrEqual(0);
        expect(shift).toBeLessThanOrEqual(HOUR_MS);
        if (shift > 0) {
          const dayBefore = toLocal(dueTime(step, visitAt, zone) - shift - MINUTE_MS, zone);
          expect(dayBefore.msOfDay).toBeLessThan(due.msOfDay);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('planning a visit', () => {
  const zone = 'America/New_York';
  const visitAt = local(2026, 11, 24, 15, 0, zone);

  test('plans each step with the last moment at which it is of use', () => {
    const plan = planOccurrences({ visitAt, zone, now: local(2026, 11, 20, 9, 0, zone), steps: [oneDay, threeDays] });
    expect(plan.missed).toEqual([]);
    expect(plan.planned.map((one) => [one.stepId, toIso(one.dueAt), toIso(one.sendBy)])).toEqual([
      ['three', '2026-11-21T15:00:00Z', '2026-11-22T01:00:00Z'],
      ['one', '2026-11-23T15:00:00Z', '2026-11-23T23:00:00Z'],
    ]);
  });

  test('keeps a late step that is still useful and marks one that is not', () => {
    const late = planOccurrences({ visitAt, zone, now: local(2026, 11, 21, 12, 0, zone), steps: [threeDays, oneDay] });
    expect(late.planned.map((one) => one.stepId)).toEqual(['three', 'one']);
    const tooLate = planOccurrences({
      visitAt,
      zone,
      now: local(2026, 11, 21, 20, 1, zone),
      steps: [threeDays, oneDay],
    });
    expect(tooLate.missed).toMatchObject([{ stepId: 'three', reason: 'tooLate' }]);
    expect(tooLate.planned.map((one) => one.stepId)).toEqual(['one']);
  });

  test('never sends two steps at once to a visit booked at short notice', () => {
    const patient = { ...threeDays, lateMinutes: 2880 };
    const plan = planOccurrences({ visitAt, zone, now: local(2026, 11, 23, 10, 5, zone), steps: [patient, oneDay] });
    expect(plan.planned.map((one) => one.stepId)).toEqual(['one']);
    expect(plan.missed).toMatchObject([{ stepId: 'three', reason: 'superseded' }]);
  });

  test('drops a step whose time is too close to the visit, and lets the step before it keep its window', () => {
    const sameDay = { id: 'same', daysBefore: 0, at: '14:45', lateMinutes: 60 };
    const plan = planOccurrences({ visitAt, zone, now: local(2026, 11, 20, 9, 0, zone), steps: [oneDay, sameDay] });
    expect(plan.missed).toMatchObject([{ stepId: 'same', reason: 'tooCloseToVisit' }]);
    expect(plan.planned.map((one) => toIso(one.sendBy))).toEqual(['2026-11-23T23:00:00Z']);
  });

  test('plans nothing for a visit in the past', () => {
    const plan = planOccurrences({ visitAt, zone, now: visitAt + 1, steps: [threeDays, oneDay] });
    expect(plan.planned).toEqual([]);
    expect(plan.missed).toHaveLength(2);
  });

  test('holds its promises for any cadence, zone and moment', () => {
    fc.assert(
      fc.property(anyInput, ({ visitAt: visit, zone: where, lead, steps }) => {
        const now = visit - lead;
        const { planned, missed } = planOccurrences({ visitAt: visit, zone: where, now, steps });
        expect([...planned, ...missed].map((one) => one.stepId).sort()).toEqual(steps.map((step) => step.id).sort());
        planned.forEach((one, index) => {
          expect(one.sendBy).toBeGreaterThanOrEqual(one.dueAt);
          expect(one.sendBy).toBeGreaterThanOrEqual(now);
          expect(one.sendBy).toBeLessThanOrEqual(visit - DEFAULT_VISIT_MARGIN_MS);
          const next = planned[index + 1];
          if (next !== undefined) expect(one.sendBy).toBeLessThanOrEqual(next.dueAt);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('gives the same plan whenever it is made, as long as nothing is late', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 0, max: 30 * DAY_MS }), (input, earlier) => {
        const base = { visitAt: input.visitAt, zone: input.zone, steps: input.steps };
        const now = input.visitAt - 62 * DAY_MS;
        expect(planOccurrences({ ...base, now })).toEqual(planOccurrences({ ...base, now: now - earlier }));
      }),
    );
  });
});
