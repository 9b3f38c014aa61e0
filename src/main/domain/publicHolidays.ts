/**
 * The nationwide public holidays of the countries a practice can be in, by rule, so that they hold for every year. Offered to a practice as
 * closed days; whether it is closed on one is for a person to say. Regional holidays are not among them. Pure.
 */
import { addDays, compareDates, weekdayOf } from './time.ts';
import type { CivilDate } from './time.ts';

export interface PublicHoliday {
  readonly date: CivilDate;
  /** In English, as staff call it. */
  readonly name: string;
}

type Rule = (year: number) => CivilDate;

const MONDAY = 1;
const THURSDAY = 4;

const fixed =
  (month: number, day: number): Rule =>
  (year) => ({ year, month, day });

/** The `week`th such weekday of a month; -1 is the last. */
const floating =
  (month: number, weekday: number, week: number): Rule =>
  (year) => {
    if (week === -1) {
      const last = addDays(
        month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 },
        -1,
      );
      return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
    }
    const first = { year, month, day: 1 };
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (week - 1));
  };

/** Days after Easter Sunday. */
const easter =
  (days: number): Rule =>
  (year) =>
    addDays(easterSunday(year), days);

/** On a weekend it is taken on the next Monday (or the one after, where two fall together). */
const orNextMonday =
  (rule: Rule, extra = 0): Rule =>
  (year) => {
    const date = rule(year);
    const weekday = weekdayOf(date);
    return weekday < 6 ? date : addDays(date, 8 - weekday + extra);
  };

/** US federal: on a Saturday it is observed on the Friday before, on a Sunday on the Monday after. */
const observed =
  (rule: Rule): Rule =>
  (year) => {
    const date = rule(year);
    const weekday = weekdayOf(date);
    return weekday === 6 ? addDays(date, -1) : weekday === 7 ? addDays(date, 1) : date;
  };

/** The Monday before 25 May. */
const victoriaDay: Rule = (year) => {
  const date = { year, month: 5, day: 24 };
  return addDays(date, -((weekdayOf(date) - MONDAY + 7) % 7));
};

/** 26 December; moves on by two where Christmas has taken the Monday or the Tuesday. */
const boxingDay: Rule = (year) => {
  const date = { year, month: 12, day: 26 };
  const weekday = weekdayOf(date);
  // Saturday: Monday. Sunday or Monday (Christmas on Saturday or Sunday): Tuesday.
  return weekday === 6 ? addDays(date, 2) : weekday === 7 ? addDays(date, 2) : weekday === 1 ? addDays(date, 1) : date;
};

const NEW_YEAR = "New Year's Day";
const GOOD_FRIDAY: readonly [string, Rule] = ['Good Friday', easter(-2)];
const EASTER_MONDAY: readonly [string, Rule] = ['Easter Monday', easter(1)];
const christmas = orNextMonday(fixed(12, 25));

const HOLIDAYS: Readonly<Record<string, readonly (readonly [string, Rule])[]>> = {
  US: [
    [NEW_YEAR, observed(fixed(1, 1))],
    ['Martin Luther King Day', floating(1, MONDAY, 3)],
    ["Presidents' Day", floating(2, MONDAY, 3)],
    ['Memorial Day', floating(5, MONDAY, -1)],
    ['Juneteenth', observed(fixed(6, 19))],
    ['Independence Day', observed(fixed(7, 4))],
    ['Labor Day', floating(9, MONDAY, 1)],
    ['Columbus Day', floating(10, MONDAY, 2)],
    ['Veterans Day', observed(fixed(11, 11))],
    ['Thanksgiving', floating(11, THURSDAY, 4)],
    ['Christmas Day', observed(fixed(12, 25))],
  ],
  CA: [
    [NEW_YEAR, fixed(1, 1)],
    GOOD_FRIDAY,
    ['Victoria Day', victoriaDay],
    ['Canada Day', fixed(7, 1)],
    ['Labour Day', floating(9, MONDAY, 1)],
    ['Truth and Reconciliation', fixed(9, 30)],
    ['Thanksgiving', floating(10, MONDAY, 2)],
    ['Remembrance Day', fixed(11, 11)],
    ['Christmas Day', fixed(12, 25)],
    ['Boxing Day', fixed(12, 26)],
  ],
  GB: [
    [NEW_YEAR, orNextMonday(fixed(1, 1))],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ['Early May bank holiday', floating(5, MONDAY, 1)],
    ['Spring bank holiday', floating(5, MONDAY, -1)],
    ['Summer bank holiday', floating(8, MONDAY, -1)],
    ['Christmas Day', christmas],
    ['Boxing Day', boxingDay],
  ],
  IE: [
    [NEW_YEAR, fixed(1, 1)],
    [
      "Saint Brigid's Day",
      (year) =>
        weekdayOf({ year, month: 2, day: 1 }) === 5 ? { year, month: 2, day: 1 } : floating(2, MONDAY, 1)(year),
    ],
    ["Saint Patrick's Day", fixed(3, 17)],
    EASTER_MONDAY,
    ['May bank holiday', floating(5, MONDAY, 1)],
    ['June bank holiday', floating(6, MONDAY, 1)],
    ['August bank holiday', floating(8, MONDAY, 1)],
    ['October bank holiday', floating(10, MONDAY, -1)],
    ['Christmas Day', fixed(12, 25)],
    ["Saint Stephen's Day", fixed(12, 26)],
  ],
  AU: [
    [NEW_YEAR, orNextMonday(fixed(1, 1))],
    ['Australia Day', orNextMonday(fixed(1, 26))],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ['Anzac Day', fixed(4, 25)],
    ['Christmas Day', christmas],
    ['Boxing Day', boxingDay],
  ],
  NZ: [
    [NEW_YEAR, orNextMonday(fixed(1, 1))],
    ["Day after New Year's Day", (year) => dayAfterNewYear(year)],
    ['Waitangi Day', orNextMonday(fixed(2, 6))],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ['Anzac Day', orNextMonday(fixed(4, 25))],
    ["King's Birthday", floating(6, MONDAY, 1)],
    ['Labour Day', floating(10, MONDAY, 4)],
    ['Christmas Day', christmas],
    ['Boxing Day', boxingDay],
  ],
  IN: [
    ['Republic Day', fixed(1, 26)],
    ['Independence Day', fixed(8, 15)],
    ['Gandhi Jayanti', fixed(10, 2)],
  ],
  DE: [
    [NEW_YEAR, fixed(1, 1)],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ['Labour Day', fixed(5, 1)],
    ['Ascension Day', easter(39)],
    ['Whit Monday', easter(50)],
    ['German Unity Day', fixed(10, 3)],
    ['Christmas Day', fixed(12, 25)],
    ['Second day of Christmas', fixed(12, 26)],
  ],
  FR: [
    [NEW_YEAR, fixed(1, 1)],
    EASTER_MONDAY,
    ['Labour Day', fixed(5, 1)],
    ['Victory Day', fixed(5, 8)],
    ['Ascension Day', easter(39)],
    ['Whit Monday', easter(50)],
    ['Bastille Day', fixed(7, 14)],
    ['Assumption', fixed(8, 15)],
    ["All Saints' Day", fixed(11, 1)],
    ['Armistice Day', fixed(11, 11)],
    ['Christmas Day', fixed(12, 25)],
  ],
  ES: [
    [NEW_YEAR, fixed(1, 1)],
    ['Epiphany', fixed(1, 6)],
    GOOD_FRIDAY,
    ['Labour Day', fixed(5, 1)],
    ['Assumption', fixed(8, 15)],
    ['National Day', fixed(10, 12)],
    ["All Saints' Day", fixed(11, 1)],
    ['Constitution Day', fixed(12, 6)],
    ['Immaculate Conception', fixed(12, 8)],
    ['Christmas Day', fixed(12, 25)],
  ],
};

/** The holidays whose rule belongs to `year`, by date, two on one day as one; none for a country without rules here. */
export function publicHolidays(country: string, year: number): readonly PublicHoliday[] {
  return (HOLIDAYS[country] ?? [])
    .map(([name, rule]) => ({ name, date: rule(year) }))
    .sort((a, b) => compareDates(a.date, b.date))
    .filter(({ date }, index, all) => index === 0 || compareDates(all[index - 1]?.date ?? date, date) !== 0);
}

/** 2 January; moves on where the weekend or New Year's own Monday is in the way. */
function dayAfterNewYear(year: number): CivilDate {
  const date = { year, month: 1, day: 2 };
  const weekday = weekdayOf(date);
  return weekday === 6 || weekday === 7 ? addDays(date, 2) : weekday === 1 ? addDays(date, 1) : date;
}

/** Gregorian Easter, after Meeus, Jones and Butcher. */
export function easterSunday(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return { year, month, day: ((h + l - 7 * m + 114) % 31) + 1 };
}
