/**
 * When a step is due: its civil rule on the practice's calendar, turned into an instant late. Owns days, months, the shift off closed
 * days and nothing about lateness. Pure.
 */
import type { CadenceStep, StepTiming } from '../../../contract/reminders.ts';
import { addDays, instantOnDay, isRealDate, MINUTE_MS, toLocal, type CivilDate } from '../time.ts';
import { isClosed, openDay, type PracticeCalendar } from './calendar.ts';
import { wallTimeMs } from './wallTime.ts';

export interface TimedVisit {
  /** Start of the visit, UTC ms. */
  readonly startsAt: number;
  /** When the booking has settled, UTC ms: the due time of a `booked` step. */
  readonly bookedAt: number;
  /** Its civil date in the practice's zone, where it is known already: asking for it again for each step is slow. */
  readonly date?: CivilDate;
}

/** Whether the step's time lies after the visit. */
export function isAfterVisit({ kind }: StepTiming): boolean {
  return kind === 'daysAfter' || kind === 'monthsAfter';
}

/**
 * When a step is due, UTC ms. A wall-clock time that a DST change leaves out moves forward; of a repeated one the first counts.
 * A step that would hit a closed day goes to the open day before or after, as it says; one that would then lie on the wrong side of
 * its visit goes the other way. Used again when a visit, the zone or the calendar changes: the civil rule is the truth.
 */
export function dueTime(
  step: Pick<CadenceStep, 'timing' | 'businessDays'>,
  visit: TimedVisit,
  calendar: PracticeCalendar,
): number {
  const { timing } = step;
  switch (timing.kind) {
    case 'booked':
      return visit.bookedAt;
    case 'minutesBefore':
      return visit.startsAt - timing.minutes * MINUTE_MS;
    case 'daysBefore':
      return onOpenDay(
        addDays(visit.date ?? toLocal(visit.startsAt, calendar.zone), -timing.days),
        timing.at,
        step,
        visit,
        calendar,
      );
    case 'daysAfter':
      return onOpenDay(
        addDays(visit.date ?? toLocal(visit.startsAt, calendar.zone), timing.days),
        timing.at,
        step,
        visit,
        calendar,
      );
    case 'monthsAfter':
      return onOpenDay(
        addMonths(visit.date ?? toLocal(visit.startsAt, calendar.zone), timing.months),
        timing.at,
        step,
        visit,
        calendar,
      );
  }
}

function onOpenDay(
  date: CivilDate,
  at: string,
  { timing, businessDays }: Pick<CadenceStep, 'timing' | 'businessDays'>,
  visit: TimedVisit,
  calendar: PracticeCalendar,
): number {
  const instant = (day: CivilDate): number => instantOnDay(day, wallTimeMs(at), calendar.zone);
  if (businessDays === 'keep' || !isClosed(date, calendar)) return instant(date);
  const after = isAfterVisit(timing);
  const fits = (day: CivilDate | null): day is CivilDate =>
    day !== null && (after ? instant(day) > visit.startsAt : instant(day) < visit.startsAt);
  const preferred = openDay(date, businessDays === 'dayBefore' ? -1 : 1, calendar);
  if (fits(preferred)) return instant(preferred);
  const other = openDay(date, after ? 1 : -1, calendar);
  return instant(other ?? date);
}

/** The same day so many months later; a day the month does not have becomes its last one. */
export function addMonths({ year, month, day }: CivilDate, months: number): CivilDate {
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  for (let wanted = day; wanted > 28; wanted -= 1) {
    const date = { ...target, day: wanted };
    if (isRealDate(date)) return date;
  }
  return { ...target, day: Math.min(day, 28) };
}
