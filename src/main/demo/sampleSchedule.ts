/** Tomorrow's list, as a practice system would export it: to be imported by hand. Pure. */
import type { CivilDate } from '../domain/time.ts';
import { cast, clinicians, visitKinds, type CastMember } from './cast.ts';

const FIRST_MINUTE = 9 * 60;
const SLOT_MINUTES = 25;

/** Rows with flaws of the kind that real lists have, so that the preview has something to show. */
const flawed = [
  ['A9001', 'Hartmann, Ruth', '', '10:10 AM', 'Dr. Chen', 'Check-up'],
  ['A9002', 'Doyle, Frank', '(206) 555-01', '11:20 AM', 'Dr. Osei', 'Follow-up'],
  ['A9003', 'Price, Helen', '(206) 555-0149', '', 'Dr. Chen', 'Blood test'],
] as const;

/** The file's text: CSV with a header, quotes where they are needed, one visit a row. */
export function sampleSchedule(day: CivilDate): string {
  const date = `${String(day.month)}/${String(day.day)}/${String(day.year)}`;
  const rows = cast.filter((member) => member.next === undefined).map((member, index) => visitRow(member, index, date));
  const broken = flawed.map(([id, name, phone, time, doctor, kind]) => [
    id,
    name,
    phone,
    date,
    time,
    doctor,
    kind,
    'Scheduled',
  ]);
  const header = [
    'Appointment ID',
    'Patient Name',
    'Mobile Phone',
    'Appt Date',
    'Start Time',
    'Provider',
    'Visit Type',
    'Status',
  ];
  return [header, ...rows, ...broken].map((cells) => cells.map(quote).join(',')).join('\r\n') + '\r\n';
}

export function sampleFileName(day: CivilDate): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `schedule-${String(day.year)}-${two(day.month)}-${two(day.day)}.csv`;
}

function visitRow(member: CastMember, index: number, date: string): readonly string[] {
  const minute = FIRST_MINUTE + Math.floor(index / clinicians.length) * SLOT_MINUTES;
  return [
    `A${String(7001 + index)}`,
    `${member.family}, ${member.given}`,
    `(206) 555-${member.line}`,
    date,
    clock(minute),
    clinicians[index % clinicians.length] ?? '',
    visitKinds[index % visitKinds.length] ?? '',
    'Scheduled',
  ];
}

function clock(minute: number): string {
  const hour = Math.floor(minute / 60);
  const text = `${String(((hour + 11) % 12) + 1)}:${String(minute % 60).padStart(2, '0')}`;
  return `${text} ${hour < 12 ? 'AM' : 'PM'}`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
