/**
 * When the PC of a practice is on, by the week, and which times without it are worth covering now (adr/0015). Pure: hours in, spans out;
 * what is done about a span is jobs/handOff.
 */
import { isClosed } from '../cadence/calendar.ts';
import { addDays, compareDates, HOUR_MS, instantOnDay, MINUTE_MS, toLocal, weekdayOf } from '../time.ts';

/** A weekday on which the PC is on, from `from` to `to` by the practice's clock. */
export interface PcDay {
  /** 1 Monday ... 7 Sunday. */
  readonly day: number;
  /** `07:30`. */
  readonly from: string;
  readonly to: string;
}

export interface PcHours {
  readonly zone: string;
  readonly days: readonly PcDay[];
  /** Days on which nobody comes in: the weekdays the practice is closed, and single dates. */
  readonly closedDays: readonly number[];
  readonly closedDates: readonly string[];
}

/** UTC ms; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Farther ahead nothing is left with a gateway: the longer it lies there, the likelier its visit still changes. */
export const MOST_AHEAD_MS = 96 * HOUR_MS;
/** People switch the PC off before the hour, and on after it: what is due then is covered, too. */
const OFF_EARLY_MS = 20 * MINUTE_MS;
const ON_LATE_MS = HOUR_MS;
/** The coming time without the PC is covered from so long before it on: in the morning for the night, on Friday for the weekend. */
const COVER_FROM_MS = 14 * HOUR_MS;

/** The times within `range` in which the PC is expected to be off, in order. */
export function offSpans(hours: PcHours, range: Span): readonly Span[] {
  const spans: Span[] = [];
  let from = range.from;
  for (const on of onSpans(hours, range)) {
    if (on.from > from) spans.push({ from, to: Math.min(on.from, range.to) });
    from = Math.max(from, on.to);
  }
  if (from < range.to) spans.push({ from, to: range.to });
  return spans;
}

function onSpans(hours: PcHours, range: Span): readonly Span[] {
  const { zone, days } = hours;
  const last = addDays(toLocal(range.to, zone), 1);
  const spans: Span[] = [];
  for (let date = addDays(toLocal(range.from, zone), -1); compareDates(date, last) <= 0; date = addDays(date, 1)) {
    const weekday = weekdayOf(date);
    const day = isClosed(date, hours) ? undefined : days.find((one) => one.day === weekday);
    if (day === undefined) continue;
    const span = { from: instantOnDay(date, msOf(day.from), zone), to: instantOnDay(date, msOf(day.to), zone) };
    if (span.to > range.from && span.from < range.to && span.from < span.to) spans.push(span);
  }
  return spans;
}

function msOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * HOUR_MS + minute * MINUTE_MS;
}

/**
 * The span whose reminders are to be left with a gateway now; null: none. In hours that is the coming time without the PC once it is near; out
 * of hours, and when the program is being closed (`closing`), it begins now.
 */
export function spanToCover(hours: PcHours, now: number, closing: boolean): Span | null {
  const horizon = { from: now, to: now + MOST_AHEAD_MS };
  const next = offSpans(hours, horizon).find(({ to }) => to > now);
  if (next === undefined) return null;
  const isOff = next.from <= now;
  if (!isOff && !closing && next.from - now > COVER_FROM_MS) return null;
  const from = isOff || closing ? now : Math.max(now, next.from - OFF_EARLY_MS);
  return { from, to: Math.min(next.to + ON_LATE_MS, horizon.to) };
}
