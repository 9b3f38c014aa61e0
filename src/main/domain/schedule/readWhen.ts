/** Reads when a visit is out of the cells of a row: split or joined, with an offset of its own, on the two nights a year that are special. Pure. */
import type { ColumnMeaning, RowProblemCode } from '../../../contract/schedule.ts';
import { MINUTE_MS, type CivilDate } from '../time.ts';
import { parseWithOffset } from './dates.ts';
import type { ReadInstant } from './instants.ts';
import { parseDuration, type CivilTime, type WrittenTime } from './times.ts';

export const DEFAULT_DURATION_MINUTES = 30;

/** Visits outside these hours are believed only when the list says AM or PM. */
const EARLIEST_HOUR = 7;
const LATEST_HOUR = 21;

export interface WhenLayout {
  readonly now: number;
  readonly instantOf: ReadInstant;
  /** A date, a time, the end of a range of times as they are written; undefined: none. */
  readonly dateOf: (cell: string) => CivilDate | undefined;
  readonly timeOf: (cell: string) => WrittenTime | undefined;
  readonly rangeEndOf: (cell: string) => WrittenTime | undefined;
}

export interface When {
  /** UTC ms. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

export type CellReader = (meaning: ColumnMeaning) => string;
export type Report = (
  code: RowProblemCode,
  text: string,
  meaning?: ColumnMeaning,
  /** UTC ms: what a time can mean, where it means several. */
  readings?: readonly number[],
) => void;

const NONE: When = { startsAt: null, endsAt: null };

export function readWhen(cell: CellReader, layout: WhenLayout, report: Report): When {
  const start = cell('start');
  const exact = start === '' ? undefined : parseWithOffset(start);
  if (exact !== undefined) return checked(exact, endOf(cell, undefined, exact, layout), layout, report);
  const dateMeaning: ColumnMeaning = cell('date') === '' ? (start === '' ? 'date' : 'start') : 'date';
  const dateText = cell(dateMeaning);
  if (dateText === '') return (report('dateMissing', 'The date is missing.', 'date'), NONE);
  const date = layout.dateOf(dateText);
  if (date === undefined) return (report('dateInvalid', `"${clip(dateText)}" is not a date.`, dateMeaning), NONE);
  const timeMeaning: ColumnMeaning = cell('time') !== '' ? 'time' : start !== '' ? 'start' : 'date';
  const time = layout.timeOf(withoutDate(cell(timeMeaning), timeMeaning));
  if (time === undefined) return missingTime(cell('time'), report);
  const startsAt = instantOf(date, time, layout, timeMeaning, report);
  if (startsAt === null) return NONE;
  if (!time.half && (time.hour < EARLIEST_HOUR || time.hour >= LATEST_HOUR)) {
    report(
      'timeUnlikely',
      `${clock(time)} without AM or PM is read as ${inWords(time)}. Check that this is meant.`,
      timeMeaning,
    );
  }
  return checked(startsAt, endOf(cell, date, startsAt, layout), layout, report);
}

function missingTime(written: string, report: Report): When {
  if (written === '') report('timeMissing', 'The time is missing.', 'time');
  else report('timeInvalid', `"${clip(written)}" is not a time.`, 'time');
  return NONE;
}

/** "18.01.2027 9.30": the dots of a date must not be read as those of a time. */
function withoutDate(value: string, meaning: ColumnMeaning): string {
  return meaning === 'time' ? value : value.replace(/\d{1,4}([./-])\d{1,2}\1\d{2,4}/, ' ');
}

function checked(startsAt: number, endsAt: number, layout: WhenLayout, report: Report): When {
  if (startsAt <= layout.now) report('inPast', 'This visit is in the past.', 'date');
  return { startsAt, endsAt };
}

function instantOf(
  date: CivilDate,
  time: CivilTime,
  layout: WhenLayout,
  meaning: ColumnMeaning,
  report: Report,
): number | null {
  const { kind, at } = layout.instantOf(date, time);
  if (kind === 'one') return at[0];
  const text =
    kind === 'twice'
      ? `${clock(time)} comes twice in this night, because the clocks go back. Say which one is meant.`
      : `There is no ${clock(time)} in this night, because the clocks go forward. Say which time is meant.`;
  report(kind === 'twice' ? 'timeTwice' : 'timeSkipped', text, meaning, at);
  return null;
}

function endOf(cell: CellReader, date: CivilDate | undefined, startsAt: number, layout: WhenLayout): number {
  const written = cell('end');
  const end =
    written === ''
      ? date === undefined
        ? undefined
        : rangeEnd(cell, date, layout)
      : (parseWithOffset(written) ?? civilEnd(written, date, layout));
  if (end !== undefined && end > startsAt && end - startsAt <= 1440 * MINUTE_MS) return end;
  return startsAt + (parseDuration(cell('duration')) ?? DEFAULT_DURATION_MINUTES) * MINUTE_MS;
}

function civilEnd(written: string, date: CivilDate | undefined, layout: WhenLayout): number | undefined {
  const time = layout.timeOf(withoutDate(written, 'end'));
  const day = layout.dateOf(written) ?? date;
  return time === undefined || day === undefined ? undefined : layout.instantOf(day, time).at[0];
}

function rangeEnd(cell: CellReader, date: CivilDate, layout: WhenLayout): number | undefined {
  const time = layout.rangeEndOf(cell('time') || withoutDate(cell('start'), 'start'));
  return time === undefined ? undefined : layout.instantOf(date, time).at[0];
}

function clock({ hour, minute }: CivilTime): string {
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

function inWords(time: CivilTime): string {
  return time.hour < EARLIEST_HOUR ? `${clock(time)} in the night` : `${clock(time)} late in the evening`;
}

export function clip(value: string): string {
  return value.length > 24 ? `${value.slice(0, 24)}…` : value;
}
