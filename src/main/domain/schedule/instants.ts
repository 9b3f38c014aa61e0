/**
 * From a civil time to the instants it can mean in a zone: one, two (clocks go back), or none (clocks go forward). A list of one day asks
 * for the same day again and again, so the offsets of a day are kept. Pure but for what it keeps.
 */
import { DAY_MS, MINUTE_MS, offsetAt, toLocal, type CivilDate } from '../time.ts';
import type { CivilTime } from './times.ts';

export interface Readings {
  /** `gap`: the clock never shows this time; `at` are the instants it would be with the offset before and after. */
  readonly kind: 'one' | 'twice' | 'gap';
  /** UTC ms, one or two, in order. */
  readonly at: readonly [number, ...number[]];
}

export type ReadInstant = (date: CivilDate, time: CivilTime) => Readings;

/**
 * The day of an instant in a zone, as `2027-1-14`. Days begin at whole quarters of an hour everywhere, so what was found for a quarter holds
 * for all of it: asking the zone is a hundred times as dear.
 */
export function createDayReader(zone: string): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / (15 * MINUTE_MS));
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const { year, month, day } = toLocal(at, zone);
    const text = `${year}-${month}-${day}`;
    known.set(quarter, text);
    return text;
  };
}

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
