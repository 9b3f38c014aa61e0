/** Visits, calendars and steps for the tests of the cadence. */
import fc from 'fast-check';
import type { PracticeCalendar } from '../../../src/main/domain/cadence/calendar.ts';
import type { CadenceRule, PlannedVisit } from '../../../src/main/domain/cadence/plan.ts';
import { DAY_MS, MINUTE_MS, toInstant } from '../../../src/main/domain/time.ts';

export const NEW_YORK = 'America/New_York';
const ZONES = [
  NEW_YORK,
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

export function local(year: number, month: number, day: number, hour: number, minute = 0, zone = NEW_YORK): number {
  return toInstant({ year, month, day, hour, minute, second: 0 }, zone);
}

export function calendarOf(over: Partial<PracticeCalendar> = {}): PracticeCalendar {
  return { zone: NEW_YORK, closedDays: [], closedDates: [], opensAt: '08:00', ...over };
}

export function ruleOf(over: Partial<CadenceRule> & Pick<CadenceRule, 'timing'>): CadenceRule {
  return {
    id: 'step',
    match: { kinds: [], clinicians: [], locations: [] },
    businessDays: 'keep',
    late: { kind: 'within', minutes: 600 },
    active: true,
    ...over,
  };
}

export function daily(id: string, days: number, over: Partial<CadenceRule> = {}, at = '10:00'): CadenceRule {
  return ruleOf({ id, timing: { kind: 'daysBefore', days, at }, ...over });
}

export function visitOf(startsAt: number, over: Partial<PlannedVisit> = {}): PlannedVisit {
  return {
    startsAt,
    createdAt: startsAt - 40 * DAY_MS,
    bookedAt: startsAt - 40 * DAY_MS,
    status: 'booked',
    kind: 'Check-up',
    clinician: 'Dr. Osei',
    location: 'Main street',
    ...over,
  };
}

const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

const anyTiming: fc.Arbitrary<CadenceRule['timing']> = fc.oneof(
  fc.record({ kind: fc.constant('daysBefore' as const), days: fc.integer({ min: 0, max: 60 }), at: anyTime }),
  fc.record({ kind: fc.constant('minutesBefore' as const), minutes: fc.integer({ min: 60, max: 4320 }) }),
  fc.record({ kind: fc.constant('booked' as const) }),
  fc.record({
    kind: fc.constant('daysAfter' as const),
    after: fc.constantFrom('done' as const, 'missed' as const),
    days: fc.integer({ min: 0, max: 60 }),
    at: anyTime,
  }),
  fc.record({ kind: fc.constant('monthsAfter' as const), months: fc.integer({ min: 1, max: 36 }), at: anyTime }),
);

export const anyRule: fc.Arbitrary<CadenceRule> = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    timing: anyTiming,
    businessDays: fc.constantFrom('keep' as const, 'dayBefore' as const, 'dayAfter' as const),
    late: fc.oneof(
      fc.record({ kind: fc.constant('within' as const), minutes: fc.integer({ min: 1, max: 2880 }) }),
      fc.constant({ kind: 'nextMorning' as const }),
      fc.constant({ kind: 'skip' as const }),
    ),
    minBookedDays: fc.option(fc.integer({ min: 1, max: 30 })),
    active: fc.boolean(),
  })
  .map((rule) => ruleOf(rule));

export const anyRules = fc.uniqueArray(anyRule, { maxLength: 8, selector: ({ id }) => id });

export const anyCalendar: fc.Arbitrary<PracticeCalendar> = fc.record({
  zone: fc.constantFrom(...ZONES),
  closedDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
  closedDates: fc.uniqueArray(
    fc.integer({ min: 0, max: 2500 }).map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10)),
    { maxLength: 30 },
  ),
  opensAt: fc.constantFrom('07:30', '08:00', '09:00'),
});

export const anyVisit: fc.Arbitrary<PlannedVisit> = fc
  .record({
    minutes: fc.integer({ min: Date.UTC(2024, 0, 1) / MINUTE_MS, max: Date.UTC(2031, 0, 1) / MINUTE_MS }),
    ahead: fc.integer({ min: 0, max: 70 * 24 * 60 }),
    status: fc.constantFrom('booked' as const, 'booked' as const, 'done' as const, 'missed' as const),
  })
  .map(({ minutes, ahead, status }) => {
    const startsAt = minutes * MINUTE_MS;
    const createdAt = startsAt - ahead * MINUTE_MS;
    return visitOf(startsAt, { status, createdAt, bookedAt: createdAt + 3 * MINUTE_MS });
  });
