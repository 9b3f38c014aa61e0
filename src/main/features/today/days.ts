/** Days of the practice as ranges of instants, and the visits in them. Reads only. */
import { DomainError } from '../../../contract/errors.ts';
import { addDays, compareDates, instantOnDay, isRealDate, toLocal } from '../../domain/time.ts';
import type { CivilDate } from '../../domain/time.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface DayRange {
  /** `2026-11-21`, both included. */
  readonly from: string;
  readonly to: string;
  /** UTC ms; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

const PAGE = 500;
const LONGEST_RANGE_DAYS = 14;

/** Left out: today. Errors: INVALID_INPUT (no such day, the wrong way round, more than 14 days). */
export function dayRange(
  tx: ReadTx,
  input: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): DayRange {
  const { zone } = readSettings(tx).practice;
  const first = input.from === undefined ? toLocal(now, zone) : parseDay(input.from, 'from');
  const last = input.to === undefined ? first : parseDay(input.to, 'to');
  if (compareDates(last, first) < 0) {
    throw new DomainError('INVALID_INPUT', 'The last day is before the first.', { field: 'to' });
  }
  if (compareDates(addDays(first, LONGEST_RANGE_DAYS), last) <= 0) {
    throw new DomainError('INVALID_INPUT', 'Choose 14 days at most.', { field: 'to' });
  }
  return {
    from: dayText(first),
    to: dayText(last),
    start: instantOnDay(first, 0, zone),
    end: instantOnDay(addDays(last, 1), 0, zone),
  };
}

/** Every visit that starts in the range, in the order of the day. */
export function visitsIn(tx: ReadTx, { start, end }: DayRange): AppointmentRecord[] {
  const found: AppointmentRecord[] = [];
  let cursor: string | null = null;
  do {
    const page = tx.appointments.list({ from: start, to: end, cursor, limit: PAGE });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

function parseDay(text: string, field: string): CivilDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = { year, month, day };
  if (!isRealDate(date)) {
    throw new DomainError('INVALID_INPUT', 'There is no such day. Give a date like 2026-11-21.', { field });
  }
  return date;
}

function dayText({ year, month, day }: CivilDate): string {
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
