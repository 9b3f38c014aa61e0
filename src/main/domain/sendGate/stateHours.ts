/**
 * Marketing hours of the US states (rules.md section 3), for practices whose owner turned the state table on.
 * Rows of every confidence are kept: where sources disagree the stricter reading stands. A state without a row has
 * the federal hours. The states' limits of three texts a day are met by our own cap of one.
 */
import type { OpenHours } from '../quietHours.ts';
import { HOUR_MS } from '../time.ts';
import { isFederalHoliday } from './federalHolidays.ts';

/** Hours after midnight. */
type Span = readonly [start: number, end: number];

interface StateRow {
  readonly weekday: Span;
  readonly saturday: Span | null;
  readonly sunday: Span | null;
  readonly holidays: boolean;
}

const everyDay = (start: number, end: number): StateRow => ({
  weekday: [start, end],
  saturday: [start, end],
  sunday: [start, end],
  holidays: true,
});

const FEDERAL = everyDay(8, 21);

const ROWS: ReadonlyMap<string, StateRow> = new Map([
  ['AL', { ...everyDay(8, 20), sunday: null, holidays: false }],
  ['CA', everyDay(9, 21)],
  ['CT', everyDay(9, 20)],
  ['FL', everyDay(8, 20)],
  ['IL', everyDay(9, 21)],
  ['KY', everyDay(10, 21)],
  ['LA', { ...everyDay(8, 20), sunday: null, holidays: false }],
  ['MA', everyDay(8, 20)],
  ['MD', everyDay(8, 20)],
  ['MI', everyDay(9, 21)],
  ['MN', everyDay(9, 21)],
  ['MS', { ...everyDay(8, 20), sunday: null }],
  ['NJ', everyDay(8, 20)],
  ['NM', everyDay(9, 21)],
  ['NV', everyDay(9, 20)],
  ['OK', everyDay(8, 20)],
  ['OR', everyDay(8, 20)],
  ['PA', { ...everyDay(9, 21), sunday: [13.5, 21], holidays: false }],
  ['RI', { weekday: [9, 18], saturday: [10, 17], sunday: null, holidays: false }],
  ['TX', { ...everyDay(9, 21), sunday: [12, 21] }],
  ['UT', { ...everyDay(8, 21), sunday: null, holidays: false }],
  ['VA', everyDay(8, 21)],
  ['WA', everyDay(8, 20)],
]);

/** The hours of one state, by its two letters. */
export function stateHours(state: string): OpenHours {
  const row = ROWS.get(state) ?? FEDERAL;
  return (day) => {
    if (!row.holidays && isFederalHoliday(day)) return null;
    const span = day.weekday === 7 ? row.sunday : day.weekday === 6 ? row.saturday : row.weekday;
    return span === null ? null : { startMs: span[0] * HOUR_MS, endMs: span[1] * HOUR_MS };
  };
}
