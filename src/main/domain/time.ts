/**
 * Civil time and instants: the only place that knows the time-zone library.
 * Instants are UTC milliseconds, zones IANA names. Reads no clock; every function is pure.
 */
import { DateTime, IANAZone } from 'luxon';

/** A date on the wall calendar; `month` and `day` count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date and time on the wall clock, without a zone. */
export interface CivilDateTime extends CivilDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What a wall clock in a zone shows at an instant. */
export interface LocalTime extends CivilDateTime {
  /** 1 Monday ... 7 Sunday. */
  readonly weekday: number;
  /** Milliseconds since local midnight by the wall clock (not elapsed time on a DST night). */
  readonly msOfDay: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Whether `zone` is an IANA zone name this machine knows. */
export function isValidZone(zone: string): boolean {
  // Abbreviations such as EST are fixed offsets to the platform; nobody who says EST means that in summer.
  return (zone.includes('/') || zone === 'UTC') && IANAZone.create(zone).isValid;
}

/**
 * Offsets of the days (of UTC) on which a zone's clocks do not change, null for a day on which they do. Answers of a pure function and
 * nothing else: asking the library takes fifty times as long, and plans of a thousand visits ask a hundred thousand times (measured).
 */
const daysOfZones = new Map<string, Map<number, number | null>>();
/** Enough for eleven years; beyond it a zone's days are found anew. */
const MOST_DAYS = 4_000;

/** The offset of a zone from UTC at an instant, in ms (east is positive). Throws RangeError for an unknown zone. */
export function offsetAt(at: number, zone: string): number {
  return offsetOfDay(Math.floor(at / DAY_MS), zone) ?? exactOffset(at, zone);
}

function offsetOfDay(day: number, zone: string): number | null {
  const days = daysOfZones.get(zone) ?? new Map<number, number | null>();
  const known = days.get(day);
  if (known !== undefined) return known;
  // No zone changes its clocks and changes them back within a day.
  const start = exactOffset(day * DAY_MS, zone);
  const offset = start === exactOffset((day + 1) * DAY_MS, zone) ? start : null;
  if (days.size >= MOST_DAYS) days.clear();
  daysOfZones.set(zone, days.set(day, offset));
  return offset;
}

function exactOffset(at: number, zone: string): number {
  const minutes = IANAZone.create(zone).offset(at);
  if (Number.isNaN(minutes)) throw new RangeError(`Unknown time zone: ${zone}`);
  return Math.round(minutes * MINUTE_MS);
}

/** What the wall clock in `zone` shows at `at`. */
export function toLocal(at: number, zone: string): LocalTime {
  const wall = at + offsetAt(at, zone);
  const dayStart = Math.floor(wall / DAY_MS) * DAY_MS;
  const msOfDay = wall - dayStart;
  return {
    ...dateOfDayNumber(dayStart / DAY_MS),
    hour: Math.floor(msOfDay / HOUR_MS),
    minute: Math.floor((msOfDay % HOUR_MS) / MINUTE_MS),
    second: Math.floor((msOfDay % MINUTE_MS) / 1000),
    weekday: weekdayOfDayNumber(dayStart / DAY_MS),
    msOfDay,
  };
}

/**
 * The instant at which the wall clock in `zone` shows a civil time.
 * A time that does not exist (clocks go forward) moves forward by the gap; of a repeated one the first counts.
 */
export function toInstant(civil: CivilDateTime, zone: string): number {
  const midnight = dayNumber(civil) * DAY_MS;
  return wallToInstant(midnight + civil.hour * HOUR_MS + civil.minute * MINUTE_MS + civil.second * 1000, zone);
}

/** As `toInstant`, with the time given in ms after local midnight; 24 h is the next midnight. */
export function instantOnDay(date: CivilDate, msOfDay: number, zone: string): number {
  return wallToInstant(dayNumber(date) * DAY_MS + msOfDay, zone);
}

function wallToInstant(wall: number, zone: string): number {
  // No zone changes its offset twice within two days, so the offsets a day away are those before and after any change.
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  const early = wall - before;
  if (before === after || offsetAt(early, zone) === before) return early;
  const late = wall - after;
  return offsetAt(late, zone) === after ? late : early;
}

/** The date `days` later (or earlier, when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** 1 Monday ... 7 Sunday. */
export function weekdayOf(date: CivilDate): number {
  return weekdayOfDayNumber(dayNumber(date));
}

/** Negative when `a` is earlier than `b`, 0 when they are the same day, positive otherwise: the difference in days. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return dayNumber(a) - dayNumber(b);
}

/** Whether the date exists (no 30 February). */
export function isRealDate(date: CivilDate): boolean {
  const same = dateOfDayNumber(dayNumber(date));
  return same.year === date.year && same.month === date.month && same.day === date.day;
}

/** `2027-01-12T15:00:00Z`; milliseconds only when there are any. */
export function toIso(at: number): string {
  const { year, month, day, hour, minute, second } = toLocal(at, 'UTC');
  const ms = ((at % 1000) + 1000) % 1000;
  const fraction = ms === 0 ? '' : `.${pad(ms, 3)}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}Z`;
}

/** An instant as the libraries want it that know only JavaScript's own dates. */
export function toJsDate(at: number): Date {
  return DateTime.fromMillis(at).toJSDate();
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** Days since 1970-01-01. */
function dayNumber(date: CivilDate): number {
  return Math.round(Date.UTC(date.year, date.month - 1, date.day) / DAY_MS);
}

function weekdayOfDayNumber(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** Civil date of a day number: H. Hinnant's proleptic Gregorian algorithm, in whole numbers. */
function dateOfDayNumber(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
