import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isClosed } from '../../../src/main/domain/cadence/calendar.ts';
import { isFor } from '../../../src/main/domain/cadence/match.ts';
import { planOccurrences, VISIT_MARGIN_MS } from '../../../src/main/domain/cadence/plan.ts';
import { isAfterVisit } from '../../../src/main/domain/cadence/timing.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso, toLocal } from '../../../src/main/domain/time.ts';
import { anyCalendar, anyRules, anyVisit, calendarOf, daily, local, ruleOf, visitOf } from './samples.ts';

const VISIT = local(2026, 11, 24, 15);
const three = daily('three', 3);
const one = daily('one', 1, { late: { kind: 'within', minutes: 480 } });

function plan(now: number, steps = [three, one], over: Partial<Parameters<typeof planOccurrences>[0]> = {}) {
  return planOccurrences({ visit: visitOf(VISIT), calendar: calendarOf(), now, steps, ...over });
}
const ids = (list: readonly { readonly stepId: string }[]) => list.map(({ stepId }) => stepId);

describe('planning a visit', () => {
  test('gives each step its time and the last moment at which it is of use', () => {
    const { planned, missed } = plan(local(2026, 11, 20, 9), [one, three]);
    expect(missed).toEqual([]);
    expect(planned.map(({ stepId, dueAt, sendBy }) => [stepId, toIso(dueAt), toIso(sendBy)])).toEqual([
      ['three', '2026-11-21T15:00:00Z', '2026-11-22T01:00:00Z'],
      ['one', '2026-11-23T15:00:00Z', '2026-11-23T23:00:00Z'],
    ]);
  });

  test.each([
    ['within its minutes it still goes', { kind: 'within', minutes: 600 }, 20, 'planned'],
    ['after its minutes it does not', { kind: 'within', minutes: 300 }, 20, 'tooLate'],
    ['one that is to be skipped does not', { kind: 'skip' }, 11, 'tooLate'],
    ['one for the next morning does', { kind: 'nextMorning' }, 20, 'planned'],
  ] as const)('late: %s', (_words, late, hour, outcome) => {
    const { planned, missed } = plan(local(2026, 11, 21, hour), [daily('three', 3, { late }), one]);
    expect(outcome === 'planned' ? ids(planned) : missed.map(({ reason }) => reason)).toContain(
      outcome === 'planned' ? 'three' : outcome,
    );
  });

  test('a late step for the next morning waits for the opening of the next open day', () => {
    const step = daily('three', 3, { late: { kind: 'nextMorning' } });
    const sunday = calendarOf({ closedDays: [7] });
    const { planned } = plan(local(2026, 11, 21, 17), [step], { calendar: sunday });
    expect(planned.map(({ releaseAt, sendBy }) => [toIso(releaseAt), toIso(sendBy)])).toEqual([
      ['2026-11-23T13:00:00Z', '2026-11-23T16:00:00Z'],
    ]);
  });

  test('never sends two steps at once to a visit booked at short notice', () => {
    const patient = daily('three', 3, { late: { kind: 'within', minutes: 2880 } });
    const { planned, missed } = plan(local(2026, 11, 23, 10, 5), [patient, one]);
    expect(ids(planned)).toEqual(['one']);
    expect(missed).toMatchObject([{ stepId: 'three', reason: 'superseded' }]);
  });

  test('the notice of a booking gives way to a step that asks at the same moment', () => {
    const booked = ruleOf({ id: 'booked', timing: { kind: 'booked' } });
    const now = local(2026, 11, 23, 12);
    const visit = visitOf(VISIT, { createdAt: now, bookedAt: now + 3 * MINUTE_MS });
    const { planned, missed } = plan(now, [booked, one], { visit, settlesAt: now + 3 * MINUTE_MS });
    expect(planned).toMatchObject([{ stepId: 'one', releaseAt: now + 3 * MINUTE_MS }]);
    expect(missed).toMatchObject([{ stepId: 'booked', reason: 'superseded' }]);
  });

  test('drops a step whose time is too close to the visit, and lets the step before it keep its window', () => {
    const { planned, missed } = plan(local(2026, 11, 20, 9), [one, daily('same', 0, {}, '14:45')]);
    expect(missed).toMatchObject([{ stepId: 'same', reason: 'tooCloseToVisit' }]);
    expect(planned.map(({ sendBy }) => toIso(sendBy))).toEqual(['2026-11-23T23:00:00Z']);
  });

  test('nothing before a visit is planned when it has begun, or is cancelled', () => {
    expect(plan(VISIT + 1).planned).toEqual([]);
    const cancelled = plan(local(2026, 11, 20, 9), [three], { visit: visitOf(VISIT, { status: 'cancelled' }) });
    expect(cancelled).toEqual({ planned: [], missed: [] });
  });

  test('what comes after a visit depends on whether it took place', () => {
    const after = (id: string, was: 'done' | 'missed') =>
      ruleOf({ id, timing: { kind: 'daysAfter', after: was, days: 1, at: '11:00' } });
    const recall = ruleOf({ id: 'recall', timing: { kind: 'monthsAfter', months: 6, at: '11:00' } });
    const steps = [three, after('thanks', 'done'), after('missed', 'missed'), recall];
    const of = (status: 'done' | 'missed') =>
      ids(plan(VISIT + HOUR_MS, steps, { visit: visitOf(VISIT, { status }) }).planned);
    expect(of('done')).toEqual(['thanks', 'recall']);
    expect(of('missed')).toEqual(['missed']);
  });
});

describe('which visits a step is for', () => {
  const visit = visitOf(VISIT, { kind: 'Añual  Check', clinician: 'Dr. Osei', location: 'North' });
  test.each([
    [{ kinds: ['anual check'], clinicians: [], locations: [] }, true],
    [{ kinds: ['cleaning'], clinicians: [], locations: [] }, false],
    [{ kinds: [], clinicians: ['DR. OSEI', 'Dr. Vega'], locations: ['north'] }, true],
    [{ kinds: [], clinicians: ['Dr. Osei'], locations: ['South'] }, false],
  ])('%o is %s', (match, fits) => {
    expect(isFor({ ...three, match }, visit, 'UTC')).toBe(fits);
  });

  test('those booked far enough ahead, and those added while the step was in the plan', () => {
    const booked = (days: number) => visitOf(VISIT, { createdAt: VISIT - days * DAY_MS });
    const seven = daily('seven', 7, { minBookedDays: 15 });
    expect([14, 15].map((days) => isFor(seven, booked(days), 'UTC'))).toEqual([false, true]);
    const from = VISIT - 10 * DAY_MS;
    expect([11, 9].map((days) => isFor({ ...three, appliesFrom: from }, booked(days), 'UTC'))).toEqual([false, true]);
    expect([11, 9].map((days) => isFor({ ...three, appliesUntil: from }, booked(days), 'UTC'))).toEqual([true, false]);
  });
});

describe('for any plan, calendar, visit and moment', () => {
  const anyInput = fc.record({
    visit: anyVisit,
    calendar: anyCalendar,
    steps: anyRules,
    lead: fc.integer({ min: -80 * DAY_MS, max: 70 * DAY_MS }),
    settling: fc.boolean(),
  });
  const inputOf = ({
    visit,
    calendar,
    steps,
    lead,
    settling,
  }: typeof anyInput extends fc.Arbitrary<infer T> ? T : never) => {
    const now = visit.startsAt - lead;
    return { visit, calendar, steps, now, settlesAt: settling ? now + 3 * MINUTE_MS : null };
  };

  test('the plan holds its promises', () => {
    fc.assert(
      fc.property(anyInput, (drawn) => {
        const input = inputOf(drawn);
        const { planned, missed } = planOccurrences(input);
        const byId = new Map(input.steps.map((step) => [step.id, step]));
        const mine = input.steps.filter((step) => isFor(step, input.visit, input.calendar.zone));
        expect(ids([...planned, ...missed]).sort()).toEqual(ids(mine.map(({ id }) => ({ stepId: id }))).sort());
        for (const { stepId, dueAt, releaseAt, sendBy } of planned) {
          const step = byId.get(stepId)!;
          expect(releaseAt).toBeGreaterThanOrEqual(dueAt);
          expect(sendBy).toBeGreaterThanOrEqual(Math.max(releaseAt, input.now, input.settlesAt ?? 0));
          if (!isAfterVisit(step.timing)) expect(sendBy).toBeLessThanOrEqual(input.visit.startsAt - VISIT_MARGIN_MS);
          else if (step.businessDays !== 'keep') expect(dueAt).toBeGreaterThan(input.visit.startsAt - DAY_MS);
        }
        // At no instant may two steps of one visit leave.
        const windows = planned.map(({ stepId, releaseAt, sendBy }) => ({
          after: isAfterVisit(byId.get(stepId)!.timing),
          from: Math.max(releaseAt, input.now),
          to: sendBy,
        }));
        for (const a of windows)
          for (const b of windows)
            if (a !== b && a.after === b.after) expect(a.to < b.from || b.to < a.from).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test('no step that is to be shifted is due on a closed day', () => {
    fc.assert(
      fc.property(anyInput, (drawn) => {
        const input = inputOf(drawn);
        const { planned, missed } = planOccurrences(input);
        for (const { stepId, dueAt } of [...planned, ...missed]) {
          const step = input.steps.find(({ id }) => id === stepId)!;
          const byDay = step.timing.kind !== 'booked' && step.timing.kind !== 'minutesBefore';
          if (byDay && step.businessDays !== 'keep')
            expect(isClosed(toLocal(dueAt, input.calendar.zone), input.calendar)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('the same input gives the same plan, and planning what stands again changes nothing', () => {
    fc.assert(
      fc.property(anyInput, (drawn) => {
        const input = inputOf(drawn);
        const first = planOccurrences(input);
        expect(planOccurrences({ ...input, steps: [...input.steps].reverse() })).toEqual(first);
        const again = planOccurrences({ ...input, standing: new Set(ids(first.planned)) });
        expect(again).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
