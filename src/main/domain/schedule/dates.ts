/**
 * Reads the dates that people and programs write into lists. Civil values only: the zone comes later.
 * The order of day and month is decided over the whole column, never row by row (peers.md E4.3). Pure.
 */
import type { DateOrder } from '../../../contract/schedule.ts';
import { addDays, compareDates, isRealDate, type CivilDate } from '../time.ts';
import { monthNamed } from './months.ts';
import { parseTime } from './times.ts';

const numeric = /(?<![\d:])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d:])/;
/** "1/18" without a year. Only with a slash: "9.30" and "9-10" are times. */
const numericNoYear = /^(\d{1,2})\/(\d{1,2})(?=\s|$|,)/;
const dayMonthName =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|º)?[\s.-]*(?:de\s+)?(\p{L}{3,10})\.?[\s,.-]*(?:de(?:l)?\s+)?(\d{4}|\d{2})?(?![\d:])/gu;
const monthNameDay = /(\p{L}{3,10})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?[\s-]+(\d{4})(?![\d:]))?/gu;
const compact = /(?<!\d)(20\d{2})(\d{2})(\d{2})(?=T|\s|$|\d{4}(?:\d{2})?(?!\d))/;

/** A date written without a year and further back than this is meant for the next year. */
const PAST_DAYS = 60;

export function looksLikeDate(value: string): boolean {
  return (
    numeric.test(value) ||
    numericNoYear.test(value) ||
    compact.test(value) ||
    namedDate(value, { year: 2024, month: 1, day: 1 }) !== undefined
  );
}

export function looksLikeTime(value: string): boolean {
  return parseTime(value) !== undefined;
}

/** What the values of a column, read so far, say about the order of day and month. */
export interface DateVotes {
  readonly dmy: boolean;
  readonly mdy: boolean;
  /** A value that can be read both ways, with different results. */
  readonly open: boolean;
  /** A value of numbers at all. */
  readonly numeric: boolean;
}

export const NO_VOTES: DateVotes = { dmy: false, mdy: false, open: false, numeric: false };

/** The votes with one more value. */
export function voteOnDate(votes: DateVotes, value: string): DateVotes {
  const match = numeric.exec(value);
  if (match !== null && (match[1] ?? '').length === 4) return { ...votes, numeric: true };
  const short = match === null ? numericNoYear.exec(value) : null;
  const first = Number(match?.[1] ?? short?.[1]);
  const second = Number(match?.[3] ?? short?.[2]);
  if (match === null && short === null) return votes;
  if (first > 12 && second <= 12) return { ...votes, numeric: true, dmy: true };
  if (second > 12 && first <= 12) return { ...votes, numeric: true, mdy: true };
  return { ...votes, numeric: true, open: votes.open || first !== second };
}

/**
 * The order of day and month in a column: certain where one number is over 12 or the year comes first. Otherwise the
 * practice's custom is proposed and `ambiguous` asks a person. Contradicting columns are ambiguous too.
 */
export function decideDateOrder(
  { dmy, mdy, open, numeric: anyNumbers }: DateVotes,
  custom: 'dmy' | 'mdy',
): { readonly order: DateOrder; readonly ambiguous: boolean } {
  if (dmy && mdy) return { order: custom, ambiguous: true };
  if (dmy) return { order: 'dmy', ambiguous: false };
  if (mdy) return { order: 'mdy', ambiguous: false };
  return { order: open || anyNumbers ? custom : 'ymd', ambiguous: open };
}

/** The date in a value, or undefined. `today` completes dates written without a year: the next such day. */
export function parseDate(value: string, order: DateOrder, today: CivilDate): CivilDate | undefined {
  const match = numeric.exec(value);
  if (match !== null) return fromNumbers(match[1] ?? '', match[3] ?? '', match[4] ?? '', order);
  const short = numericNoYear.exec(value);
  if (short !== null) {
    const [first, second] = [Number(short[1]), Number(short[2])];
    return order === 'dmy' ? withoutYear(second, first, today) : withoutYear(first, second, today);
  }
  const digits = compact.exec(value);
  if (digits !== null) return real(Number(digits[1]), Number(digits[2]), Number(digits[3]));
  return namedDate(value, today) ?? fromSerial(value);
}

/** The instant in a value that carries its own offset from UTC (`2027-01-14T09:30:00-05:00`, `...Z`), UTC ms; else undefined. */
export function parseWithOffset(value: string): number | undefined {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(?:(Z)|([+-])(\d{2}):?(\d{2}))$/i.exec(
      value.trim(),
    );
  if (match === null) return undefined;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number];
  if (!isRealDate({ year, month, day }) || hour > 23 || minute > 59) return undefined;
  const offset =
    match[7] === undefined ? Number(`${match[8] ?? ''}1`) * (Number(match[9]) * 60 + Number(match[10])) : 0;
  return Date.UTC(year, month - 1, day, hour, minute - offset, Number(match[6] ?? 0));
}

function fromNumbers(a: string, b: string, c: string, order: DateOrder): CivilDate | undefined {
  if (a.length === 4) return real(Number(a), Number(b), Number(c));
  if (a.length > 2) return undefined;
  if (c.length !== 4 && c.length !== 2) return undefined;
  const year = c.length === 2 ? 2000 + Number(c) : Number(c);
  return order === 'mdy' ? real(year, Number(a), Number(b)) : real(year, Number(b), Number(a));
}

function namedDate(value: string, today: CivilDate): CivilDate | undefined {
  if (!/\p{L}{3}/u.test(value)) return undefined;
  for (const [, day, name = '', written] of value.matchAll(dayMonthName)) {
    const month = monthNamed(name);
    if (month === undefined) continue;
    if (written === undefined) return withoutYear(month, Number(day), today);
    return real(written.length === 2 ? 2000 + Number(written) : Number(written), month, Number(day));
  }
  for (const [, name = '', day, year] of value.matchAll(monthNameDay)) {
    const month = monthNamed(name);
    if (month === undefined) continue;
    return year === undefined ? withYear(value, month, Number(day), today) : real(Number(year), month, Number(day));
  }
  return undefined;
}

/** "Jan 14 2:30 PM 2027" is rare, "Jan 14" is not: a year anywhere in the value counts, else the next such day is meant. */
function withYear(value: string, month: number, day: number, today: CivilDate): CivilDate | undefined {
  const year = /(?<!\d)(20\d{2})(?!\d)/.exec(value);
  return year === null ? withoutYear(month, day, today) : real(Number(year[1]), month, day);
}

function withoutYear(month: number, day: number, today: CivilDate): CivilDate | undefined {
  const thisYear = real(today.year, month, day);
  if (thisYear !== undefined && compareDates(thisYear, today) >= -PAST_DAYS) return thisYear;
  return real(today.year + 1, month, day) ?? thisYear;
}

/** Excel's day numbers between 2000 and 2060; day 25569 is 1970-01-01. */
function fromSerial(value: string): CivilDate | undefined {
  const serial = /^\s*(\d{5})(?:[.,]\d+)?\s*$/.exec(value);
  const days = Number(serial?.[1]) - 25_569;
  if (serial === null || days < 10_957 || days > 33_237) return undefined;
  return addDays({ year: 1970, month: 1, day: 1 }, days);
}

function real(year: number, month: number, day: number): CivilDate | undefined {
  const date = { year, month, day };
  return year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && isRealDate(date)
    ? date
    : undefined;
}
