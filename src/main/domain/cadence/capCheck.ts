/**
 * Whether a plan has more texts for one visit than a person without a recorded agreement may get (rules.md 2.4): counted over an ordinary
 * visit without closed days. The gate keeps the caps whatever the plan says; this only tells whoever writes the plan. Pure.
 */
import type { CadenceStep, StepMatch } from '../../../contract/reminders.ts';
import { STRICT_CARE_CAPS } from '../sendGate/caps.ts';
import { DAY_MS, toLocal, compareDates } from '../time.ts';
import type { PracticeCalendar } from './calendar.ts';
import { foldWords } from './match.ts';
import { dueTime } from './timing.ts';

export interface CapWarning {
  /** Index of the step with which it is too much. */
  readonly step: number;
  readonly code: 'capDay' | 'capWeek';
  /** Texts in that day, or in those 7 days. */
  readonly count: number;
}

export type CheckedStep = Pick<CadenceStep, 'timing' | 'businessDays' | 'match' | 'active'>;

/** An ordinary visit: a Wednesday afternoon, booked long before. */
const ORDINARY_VISIT = { startsAt: Date.UTC(2026, 9, 14, 18, 30), bookedAt: Date.UTC(2026, 7, 5, 15, 0) };

export function checkCaps(steps: readonly CheckedStep[], zone: string): readonly CapWarning[] {
  const calendar: PracticeCalendar = { zone, closedDays: [], closedDates: [], opensAt: '08:00' };
  const due = steps.map((step) => dueTime({ ...step, businessDays: 'keep' }, ORDINARY_VISIT, calendar));
  return steps.flatMap((step, index): readonly CapWarning[] => {
    if (!step.active) return [];
    const at = due[index] ?? 0;
    // Those up to this one that the same visit can get: the one that is too much is named, not each of them.
    const others = steps.flatMap((other, at2) => {
      const otherAt = due[at2] ?? 0;
      const before = otherAt < at || (otherAt === at && at2 <= index);
      return before && other.active && overlap(step.match, other.match) && canBothBe(step, other) ? [otherAt] : [];
    });
    const sameDay = others.filter((other) => compareDates(toLocal(other, zone), toLocal(at, zone)) === 0).length;
    const week = others.filter((other) => other > at - 7 * DAY_MS).length;
    return STRICT_CARE_CAPS.flatMap(({ code, most }): readonly CapWarning[] => {
      const count = code === 'CAP_DAY' ? sameDay : week;
      return count > most ? [{ step: index, code: code === 'CAP_DAY' ? 'capDay' : 'capWeek', count }] : [];
    });
  });
}

/** No visit both takes place and is missed. */
function canBothBe(a: CheckedStep, b: CheckedStep): boolean {
  const ends = new Set(
    [a, b].flatMap(({ timing }) =>
      timing.kind === 'daysAfter' ? [timing.after] : timing.kind === 'monthsAfter' ? ['done'] : [],
    ),
  );
  return ends.size < 2;
}

function overlap(a: StepMatch, b: StepMatch): boolean {
  return overlapIn(a.kinds, b.kinds) && overlapIn(a.clinicians, b.clinicians) && overlapIn(a.locations, b.locations);
}

function overlapIn(a: readonly string[], b: readonly string[]): boolean {
  const known = new Set(b.map(foldWords));
  return a.length === 0 || b.length === 0 || a.some((word) => known.has(foldWords(word)));
}
