/**
 * Reads the dates and times that people and programs write into lists. Civil values only: the zone comes later.
 * The order of day and month is decided over the whole column, never row by row (peers.md E4.3). Pure.
 */
import type { DateOrder } from '../../../contract/schedule.ts';
import { addDays, isRealDate, type CivilDate } from '../time.ts';

export interface CivilTime {
  readonly hour: number;
  readonly minute: number;
}

const months: Readonly<Record<string, number>> = {
  jan: 1, ene: 1, feb: 2, mar: 3, mär: 3, apr: 4, abr: 4, may: 5, mai: 5, jun: 6, jul: 7, aug: 8, ago: 8,
  sep: 9, set: 9, oct: 10, okt: 10, nov: 11, dec: 12, dic: 12, dez: 12,
}; // prettier-ignore

const numeric = /(?<![\d:])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d:])/;
const dayMonthName =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.-]*(?:de\s+)?(\p{L}{3,10})\.?[\s,.-]*(?:de\s+)?(\d{4}|\d{2})?(?![\d:])/u;
const monthNameDay = /(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u;
const compactIso = /(?<!\d)(\d{4})(\d{2})(\d{2})(?:T|\s|$)/;
const clock =
  /(?<![\d.])([01]?\d|2[0-4])(?::|[.h](?=[0-5]\d(?![\d.])))([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*([ap])?\.?\s*m?\.?(?![\p{L}\d])/iu;
const hourOnly = /(?<![\d./-])(1[0-2]|0?[1-9])\s*([ap])\.?m\.?(?!\p{L})/iu;

export function looksLikeDate(value: string): boolean {
  return numeric.test(value) || compactIso.test(value) || namedDate(value, 2000) !== undefined;
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
  if (match === null) return votes;
  if ((match[1] ?? '').length === 4) return { ...votes, numeric: true };
  const first = Number(match[1]);
  const second = Number(match[3]);
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

/** The date in a value, or undefined. `year` completes dates written without one. */
export function parseDate(value: string, order: DateOrder, year: number): CivilDate | undefined {
  const match = numeric.exec(value);
  if (match !== null) return fromNumbers(match[1] ?? '', match[3] ?? '', match[4] ?? '', order);
  const compact = compactIso.exec(value);
  if (compact !== null) return real(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  return namedDate(value, year) ?? fromSerial(value);
}

/** The time in a value, or undefined. `24:00` is refused; "9" alone is no time. */
export function parseTime(value: string): CivilTime | undefined {
  const match = clock.exec(value);
  if (match !== null) return withHalf(Number(match[1]), Number(match[2]), match[3]);
  const hour = hourOnly.exec(value);
  return hour === null ? undefined : withHalf(Number(hour[1]), 0, hour[2]);
}

/** Minutes in "30", "30 min", "1:30", "1h 15m", or undefined. */
export function parseDuration(value: string): number | undefined {
  const text = value.trim().toLowerCase();
  const parts = /^(?:(\d{1,2})\s*(?:h|hrs?|hours?|:))\s*(\d{1,2})?\s*(?:m|min|mins|minutes)?$/.exec(text);
  const minutes =
    parts !== null
      ? Number(parts[1]) * 60 + Number(parts[2] ?? 0)
      : /^(\d{1,3})\s*(m|min|mins|minutes)?$/.test(text)
        ? parseInt(text, 10)
        : Number.NaN;
  return minutes >= 1 && minutes <= 1440 ? minutes : undefined;
}

function fromNumbers(a: string, b: string, c: string, order: DateOrder): CivilDate | undefined {
  if (a.length === 4) return real(Number(a), Number(b), Number(c));
  if (c.length !== 4 && c.length !== 2) return undefined;
  const year = c.length === 2 ? 2000 + Number(c) : Number(c);
  return order === 'mdy' ? real(year, Number(a), Number(b)) : real(year, Number(b), Number(a));
}

function namedDate(value: string, year: number): CivilDate | undefined {
  const first = monthNameDay.exec(value);
  const firstMonth = first === null ? undefined : monthOf(first[1] ?? '');
  if (first !== null && firstMonth !== undefined) return real(Number(first[3]), firstMonth, Number(first[2]));
  const second = dayMonthName.exec(value);
  const secondMonth = second === null ? undefined : monthOf(second[2] ?? '');
  if (second === null || secondMonth === undefined) return undefined;
  const written = second[3];
  const full = written === undefined ? year : written.length === 2 ? 2000 + Number(written) : Number(written);
  return real(full, secondMonth, Number(second[1]));
}

/** Excel's day numbers between 2000 and 2060; day 25569 is 1970-01-01. */
function fromSerial(value: string): CivilDate | undefined {
  const serial = /^\s*(\d{5})(?:\.\d+)?\s*$/.exec(value);
  const days = Number(serial?.[1]) - 25_569;
  if (serial === null || days < 10_957 || days > 33_237) return undefined;
  return addDays({ year: 1970, month: 1, day: 1 }, days);
}

function monthOf(name: string): number | undefined {
  return months[name.slice(0, 3).toLowerCase()];
}

function real(year: number, month: number, day: number): CivilDate | undefined {
  const date = { year, month, day };
  return year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && isRealDate(date)
    ? date
    : undefined;
}

function withHalf(hour: number, minute: number, half: string | undefined): CivilTime | undefined {
  if (half === undefined) return hour < 24 ? { hour, minute } : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return { hour: (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0), minute };
}
