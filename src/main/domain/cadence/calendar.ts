/** Which days the practice is closed, and the open days around them. Pure; days are civil dates, never instants. */
import { addDays, instantOnDay, toLocal, weekdayOf, type CivilDate } from '../time.ts';
import { wallTimeMs } from './wallTime.ts';

/** When the practice is open, as far as reminders care. */
export interface PracticeCalendar {
  /** IANA zone of the practice. */
  readonly zone: string;
  /** Weekdays it is closed, 1 Monday ... 7 Sunday. */
  readonly closedDays: readonly number[];
  /** Single closed days, `2026-12-25`. */
  readonly closedDates: readonly string[];
  /** From when texts leave in the morning, `08:00`. */
  readonly opensAt: string;
}

/** No run of closed days is longer; a calendar that says otherwise is not followed further. */
const MOST_CLOSED_DAYS = 60;

export function isClosed(date: CivilDate, calendar: Pick<PracticeCalendar, 'closedDays' | 'closedDates'>): boolean {
  return calendar.closedDays.includes(weekdayOf(date)) || calendar.closedDates.includes(isoDate(date));
}

/** The nearest open day from `date` on in one direction, `date` itself included; null: none within two months. */
export function openDay(
  date: CivilDate,
  direction: 1 | -1,
  calendar: Pick<PracticeCalendar, 'closedDays' | 'closedDates'>,
): CivilDate | null {
  for (let days = 0; days <= MOST_CLOSED_DAYS; days += 1) {
    const day = addDays(date, days * direction);
    if (!isClosed(day, calendar)) return day;
  }
  return null;
}

/** The opening of the first open day after the day of `at` (UTC ms). */
export function nextMorning(at: number, calendar: PracticeCalendar): number {
  const tomorrow = addDays(toLocal(at, calendar.zone), 1);
  return instantOnDay(openDay(tomorrow, 1, calendar) ?? tomorrow, wallTimeMs(calendar.opensAt), calendar.zone);
}

/**
 * How long `from` lies back counted in open days only, ms: hours of closed days are not counted, so that a list of Friday is not
 * old on Monday morning. 0 when `from` is later than `to`.
 */
export function openMsBetween(from: number, to: number, calendar: PracticeCalendar): number {
  const { zone } = calendar;
  let counted = 0;
  let day: CivilDate = toLocal(from, zone);
  for (let start = from; start < to;) {
    const next = addDays(day, 1);
    const end = Math.min(to, instantOnDay(next, 0, zone));
    if (!isClosed(day, calendar)) counted += end - start;
    start = Math.max(end, start + 1);
    day = next;
  }
  return counted;
}

export function isoDate({ year, month, day }: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
