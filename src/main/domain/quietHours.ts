/**
 * Quiet hours: when the wall clock of a person, wherever they may be, allows a text.
 * A person may have several candidate zones (rules.md section 4); a time is open only when it is open in all of them.
 * Which window applies to which message is the send gate's business, not this file's.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, addDays, instantOnDay, toLocal } from './time.ts';
import type { CivilDate, LocalTime } from './time.ts';

/** Part of a day: `startMs <= wall clock < endMs`, in ms after local midnight; 24 h is the end of the day. */
export interface DayHours {
  readonly startMs: number;
  readonly endMs: number;
}

/** A calendar day with its weekday, 1 Monday ... 7 Sunday. */
export type CalendarDay = CivilDate & { readonly weekday: number };

/** The open hours of each calendar day; null is closed all day. */
export type OpenHours = (day: CalendarDay) => DayHours | null;

/** Longer than any run of closed days the rules know; beyond it the zones simply never overlap. */
const SEARCH_DAYS = 8;
const SOON_MS = 14 * HOUR_MS;

/** The same hours every day. Times are `HH:MM`; `24:00` is midnight at the end. Throws RangeError for anything else. */
export function dailyHours(start: string, end: string): OpenHours {
  const hours = { startMs: parseClock(start), endMs: parseClock(end) };
  if (hours.startMs >= hours.endMs) throw new RangeError(`Hours end before they start: ${start}-${end}`);
  return () => hours;
}

/** The hours common to both; closed where either is closed. */
export function narrow(a: OpenHours, b: OpenHours): OpenHours {
  return (day) => {
    const left = a(day);
    const right = b(day);
    if (left === null || right === null) return null;
    const startMs = Math.max(left.startMs, right.startMs);
    const endMs = Math.min(left.endMs, right.endMs);
    return startMs < endMs ? { startMs, endMs } : null;
  };
}

/** Whether `at` (UTC ms) is inside the hours in every zone. False without zones: an unknown place is never open. */
export function isOpen(hours: OpenHours, zones: readonly string[], at: number): boolean {
  return zones.length > 0 && zones.every((zone) => isOpenIn(hours, toLocal(at, zone)));
}

/**
 * The earliest open instant at or after `at`: `at` itself, or a start of the hours in one of the zones at which all
 * are open. Null when none comes within eight days. By the wall clock of each next date, so DST nights come out right.
 */
export function nextOpen(hours: OpenHours, zones: readonly string[], at: number): number | null {
  if (isOpen(hours, zones, at)) return at;
  // Nearly every night ends the next morning: look there first, and at the whole search only when that fails.
  return firstOpen(hours, zones, at, SOON_MS) ?? firstOpen(hours, zones, at, SEARCH_DAYS * DAY_MS);
}

function firstOpen(hours: OpenHours, zones: readonly string[], at: number, within: number): number | null {
  const starts = zones.flatMap((zone) => startsAfter(hours, zone, at, within)).sort((a, b) => a - b);
  return starts.find((start) => isOpen(hours, zones, start)) ?? null;
}

/** The starts of the hours in one zone, after `at` and no more than `within` ms later. */
function startsAfter(hours: OpenHours, zone: string, at: number, within: number): number[] {
  const today = toLocal(at, zone);
  const starts: number[] = [];
  for (let ahead = 0; (ahead - 1) * DAY_MS <= within; ahead += 1) {
    const date = addDays(today, ahead);
    const weekday = ((today.weekday - 1 + ahead) % 7) + 1;
    const open = hours({ ...date, weekday });
    if (open === null) continue;
    const start = instantOnDay(date, open.startMs, zone);
    if (start > at && start <= at + within) starts.push(start);
  }
  return starts;
}

function isOpenIn(hours: OpenHours, local: LocalTime): boolean {
  const open = hours(local);
  return open !== null && open.startMs <= local.msOfDay && local.msOfDay < open.endMs;
}

function parseClock(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/.exec(text);
  if (match === null) throw new RangeError(`Not a time of day: ${text}`);
  return match[1] === undefined ? DAY_MS : Number(match[1]) * HOUR_MS + Number(match[2]) * MINUTE_MS;
}
