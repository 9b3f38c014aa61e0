/**
 * How the app writes JSON and dates: Gson's escapes, dates in the phone's zone with milliseconds and offset (capcom6.md 3.1).
 */
import { toIso, toLocal } from '../../domain/time.ts';
import type { Clock } from '../../platform/ports.ts';

/** The phone's own idea of time. */
export interface PhoneTime {
  now(): number;
  /** `2026-11-20T09:00:00.000+01:00`, or `...Z` for UTC. */
  format(ms: number): string;
  /** The value of the `Date` header. */
  httpDate(): string;
  /** Makes the phone's clock wrong by `ms`. */
  setSkew(ms: number): void;
}

/** The phone's clock: the given one plus a skew, written in a fixed zone. */
export function createPhoneTime(clock: Clock, utcOffsetMinutes: number): PhoneTime {
  let skewMs = 0;
  const now = (): number => clock.now() + skewMs;
  return {
    now,
    format: (ms) => formatWithOffset(ms, utcOffsetMinutes),
    httpDate: () => httpDate(now()),
    setSkew: (ms) => void (skewMs = ms),
  };
}

function formatWithOffset(ms: number, offsetMinutes: number): string {
  // The app always writes milliseconds.
  const local = toIso(ms + offsetMinutes * 60_000).replace(/:(\d\d)Z$/, ':$1.000Z');
  if (offsetMinutes === 0) return local;
  const size = Math.abs(offsetMinutes);
  const clockFace = `${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  return local.replace('Z', `${offsetMinutes < 0 ? '-' : '+'}${clockFace}`);
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function httpDate(ms: number): string {
  const utc = toLocal(ms, 'UTC');
  const day = `${WEEKDAYS[utc.weekday - 1]}, ${pad(utc.day)} ${MONTHS[utc.month - 1]} ${utc.year}`;
  return `${day} ${[utc.hour, utc.minute, utc.second].map(pad).join(':')} GMT`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** ISO 8601 with an offset, milliseconds optional: what the app takes in queries. Null for anything else. */
export function parseInstant(text: unknown): number | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(text))
    return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** JSON as Gson writes it: undefined members left out, HTML-sensitive characters escaped. */
export function toGson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (member === null ? undefined : member)).replace(
    /[<>&='\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
