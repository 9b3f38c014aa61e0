/**
 * From a civil time to the instants it can mean in a zone: one, two (clocks go back), or none (clocks go forward). A list of one day asks
 * for the same day again and again, so the offsets of a day are kept. Pure but for what it keeps.
 */
import { DAY_MS, MINUTE_MS, offsetAt, type CivilDate } from '../time.ts';
import type { CivilTime } from './times.ts';

export interface Readings {
  /** `gap`: the clock never shows this time; `at` are the instants it would be with the offset before and after. */
  readonly kind: 'one' | 'twice' | 'gap';
  /** UTC ms, one or two, in order. */
  readonly at: readonly [number, ...number[]];
}

export type ReadInstant = (date: CivilDate, time: CivilTime) => Readings;

export function createInstantReader(zone: string): ReadInstant {
  const days = new Map<number, readonly [before: number, after: number]>();
  const offsetsOf = (midnight: number): readonly [number, number] => {
    const known = days.get(midnight);
    if (known !== undefined) return known;
    // No zone changes its offset twice within two days.
    const found = [offsetAt(midnight - DAY_MS, zone), offsetAt(midnight + 2 * DAY_MS, zone)] as const;
    days.set(midnight, found);
    return found;
  };
  return (date, { hour, minute }) => {
    const midnight = Date.UTC(date.year, date.month - 1, date.day);
    const wall = midnight + (hour * 60 + minute) * MINUTE_MS;
    const [before, after] = offsetsOf(midnight);
    if (before === after) return { kind: 'one', at: [wall - before] };
    const early = wall - before;
    const late = wall - after;
    const earlyHolds = offsetAt(early, zone) === before;
    const lateHolds = offsetAt(late, zone) === after;
    if (earlyHolds && lateHolds) return { kind: 'twice', at: [Math.min(early, late), Math.max(early, late)] };
    if (earlyHolds) return { kind: 'one', at: [early] };
    if (lateHolds) return { kind: 'one', at: [late] };
    return { kind: 'gap', at: [Math.min(early, late), Math.max(early, late)] };
  };
}
