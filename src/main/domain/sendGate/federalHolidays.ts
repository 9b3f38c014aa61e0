/** US federal holidays by rule, with their observed days (rules.md 15.2, ruling 9: it holds for every later year). */
import { addDays, compareDates, weekdayOf } from '../time.ts';
import type { CivilDate } from '../time.ts';

const MONDAY = 1;
const THURSDAY = 4;

const FIXED = [
  { month: 1, day: 1 },
  { month: 6, day: 19 },
  { month: 7, day: 4 },
  { month: 11, day: 11 },
  { month: 12, day: 25 },
] as const;

/** `week` 5 is the last one of the month. */
const FLOATING = [
  { month: 1, weekday: MONDAY, week: 3 },
  { month: 2, weekday: MONDAY, week: 3 },
  { month: 5, weekday: MONDAY, week: 5 },
  { month: 9, weekday: MONDAY, week: 1 },
  { month: 10, weekday: MONDAY, week: 2 },
  { month: 11, weekday: THURSDAY, week: 4 },
] as const;

/** Whether a day is a federal holiday or the working day on which one is observed. */
export function isFederalHoliday(date: CivilDate): boolean {
  return isFloating(date) || isFixed(date) || isObserved(date);
}

function isFixed(date: CivilDate): boolean {
  return FIXED.some((holiday) => holiday.month === date.month && holiday.day === date.day);
}

/** Saturday is observed on the Friday before, Sunday on the Monday after; 1 January may be observed in December. */
function isObserved(date: CivilDate): boolean {
  const weekday = weekdayOf(date);
  if (weekday === 5) return isFixed(addDays(date, 1));
  return weekday === 1 && isFixed(addDays(date, -1));
}

function isFloating(date: CivilDate): boolean {
  return FLOATING.some(
    ({ month, weekday, week }) =>
      month === date.month && compareDates(date, nthWeekday(date.year, month, weekday, week)) === 0,
  );
}

function nthWeekday(year: number, month: number, weekday: number, week: number): CivilDate {
  const first = { year, month, day: 1 };
  const found = addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (week - 1));
  return found.month === month ? found : addDays(found, -7);
}
