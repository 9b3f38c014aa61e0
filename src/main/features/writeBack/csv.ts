/** The changes as a CSV file that a spreadsheet opens without running anything in it, `mark` as its last line. Reads only. */
import { csvText } from '../../../contract/csv.ts';
import type { VisitChange, WriteBackRow } from '../../../contract/writeBack.ts';
import { toLocal } from '../../domain/time.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

const HEADER = [
  'Day',
  'Time',
  'Clinician',
  'Patient',
  'Visit number',
  'Visit',
  'Change',
  'In your calendar',
  'Entered by',
];

export const CHANGE_WORDS: Readonly<Record<VisitChange, string>> = {
  cancelled: 'Cancelled',
  newTime: 'Wants a new time',
  moved: 'Moved',
  rebooked: 'Takes place after all',
  missed: 'Did not come',
  arrived: 'Came',
  confirmed: 'Confirmed',
};

export function changesCsv(
  tx: ReadTx,
  rows: readonly WriteBackRow[],
  mark: string,
  now: number,
): { fileName: string; text: string } {
  const { zone } = readSettings(tx).practice;
  const lines = rows.map((row) => {
    const [day, time] = civil(row.startsAt, row.zone);
    const moved = row.listedAt === row.startsAt ? '' : civil(row.listedAt, row.zone).join(' ');
    const change = row.changes.map((one) => CHANGE_WORDS[one]).join(', ');
    return [
      day,
      time,
      row.clinician,
      row.personName,
      row.externalId ?? '',
      row.kind,
      change,
      moved,
      row.done?.by ?? '',
    ];
  });
  return { fileName: `changes-${civil(now, zone)[0]}.csv`, text: csvText([HEADER, ...lines, [mark]]) };
}

function civil(at: number, zone: string): [day: string, time: string] {
  const { year, month, day, hour, minute } = toLocal(at, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return [`${String(year)}-${two(month)}-${two(day)}`, `${two(hour)}:${two(minute)}`];
}
