/**
 * Calendar days and wall-clock times against instants, for forms ("Change time") and choices ("until tomorrow").
 * Pure; the zone is always given. Reading instants as words is `format.ts`.
 */

const DAY_MS = 86_400_000;

/**
 * The instant (UTC ms) of a wall-clock `hhmm` on the civil `day` ("2026-11-19") in an IANA `zone`. A time that the
 * clocks skip becomes the same time later by the skip; one that comes twice is the first.
 */
export function instantAt(day: string, hhmm: string, zone: string): number {
  const wall = Date.parse(`${day}T${hhmm}:00Z`);
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  const real = [wall - before, wall - after].filter((at) => at + offsetAt(at, zone) === wall);
  return real.length > 0 ? Math.min(...real) : wall - before;
}

/** "13:05": the wall-clock time of an instant (UTC ms) in `zone`, as time fields want it. */
export function clockTimeAt(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(11, 16);
}

/** The civil day `days` later (or earlier, when negative). */
export function addCivilDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday ... 7 Sunday, as the settings count. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Wall clock minus UTC, in ms. */
function offsetAt(at: number, zone: string): number {
  const parts = wallClockOf(zone).formatToParts(at);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** Making one costs far more than using it, and a board asks for every card. */
const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClockOf(zone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  wallClocks.set(zone, made);
  return made;
}
