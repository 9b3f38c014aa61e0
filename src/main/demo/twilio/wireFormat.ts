/**
 * How Twilio writes and reads times: RFC 2822 on the v2010 API, ISO 8601 on the newer ones, days or instants in filters.
 * Owns the simulator's own clock, which a test can make wrong.
 */
import { DAY_MS, toIso, toLocal } from '../../domain/time.ts';
import type { Clock } from '../../platform/ports.ts';

/** Twilio's own idea of time. */
export interface TwilioTime {
  /** UTC ms. */
  now(): number;
  /** Makes the clock differ by `ms` from the one that was handed in: to the program, its own PC seems wrong. */
  setSkew(ms: number): void;
}

/** The given clock plus a skew. */
export function createTwilioTime(clock: Clock): TwilioTime {
  let skewMs = 0;
  return { now: () => clock.now() + skewMs, setSkew: (ms) => void (skewMs = ms) };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Fri, 20 Nov 2026 14:00:00 +0000`; null stays null. */
export function rfc2822(ms: number | null): string | null {
  return ms === null ? null : `${dayAndTime(ms)} +0000`;
}

/** `Fri, 20 Nov 2026 14:00:00 GMT`, for the `Date` header. */
export function httpDate(ms: number): string {
  return `${dayAndTime(ms)} GMT`;
}

/** `2026-11-20T14:00:00Z`: whole seconds, as the newer products write. */
export function isoSeconds(ms: number): string {
  return toIso(Math.floor(ms / 1000) * 1000);
}

/** `YYMMDDhhmm`, the carrier's time in delivery receipts. */
export function receiptTime(ms: number): string {
  const { year, month, day, hour, minute } = toLocal(ms, 'UTC');
  return [year % 100, month, day, hour, minute].map(pad).join('');
}

function dayAndTime(ms: number): string {
  const utc = toLocal(ms, 'UTC');
  const day = `${WEEKDAYS[utc.weekday - 1]}, ${pad(utc.day)} ${MONTHS[utc.month - 1]} ${utc.year}`;
  return `${day} ${[utc.hour, utc.minute, utc.second].map(pad).join(':')}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A span of UTC ms, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A filter value: a UTC day, or an instant (one second wide). Null for anything else, which Twilio ignores. */
export function parseDateFilter(text: string): Span | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const from = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(from) ? null : { from, to: from + DAY_MS - 1 };
  }
  const from = parseInstant(text);
  return from === null ? null : { from, to: from + 999 };
}

/** ISO 8601 with a zone; null for anything else. */
export function parseInstant(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
