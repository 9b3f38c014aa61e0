/** Open Dental's appointments as a list the import reads: CSV with columns whose meaning is known. Pure. */
import type { ColumnMeaning } from '../../../contract/schedule.ts';
import type { Appointment, Patient } from './wire.ts';

const COLUMNS: readonly (readonly [header: string, meaning: ColumnMeaning])[] = [
  ['AptNum', 'externalId'],
  ['PatNum', 'personId'],
  ['LName', 'familyName'],
  ['FName', 'givenName'],
  ['WirelessPhone', 'phone'],
  ['AptDateTime', 'start'],
  ['Minutes', 'duration'],
  ['Provider', 'clinician'],
  ['Type', 'kind'],
  ['Status', 'status'],
  ['Language', 'language'],
  ['TxtMsgOk', 'consent'],
  // Behind the others: rows that were kept before have none.
  ['State', 'region'],
  ['Zip', 'postcode'],
  ['Country', 'country'],
];

export const MAPPING: Readonly<Record<string, ColumnMeaning>> = Object.fromEntries(
  COLUMNS.map(([, meaning], index) => [String(index), meaning]),
);

/** The cells of one visit, in the order of the columns. */
export type VisitCells = readonly string[];
const STATUS = COLUMNS.findIndex(([, meaning]) => meaning === 'status');

export interface VisitPeople {
  readonly patient: Patient;
  /** Who answers for the family; the patient where nobody else does. */
  readonly guarantor: Patient;
}

/** Null: no visit. `types` by number; `today` is `yyyy-MM-dd` in the practice. */
export function visitCells(
  appointment: Appointment,
  { patient, guarantor }: VisitPeople,
  types: ReadonlyMap<number, string>,
  today: string,
): VisitCells | null {
  const status = statusOf(appointment);
  if (status === null) return null;
  // A child's texts go to who answers for the child; an adult's never to anybody else.
  const holder = patient.WirelessPhone === '' && isMinor(patient, today) ? guarantor : patient;
  const refuses = patient.TxtMsgOk === 'No' || holder.TxtMsgOk === 'No';
  const agrees = patient.TxtMsgOk === 'Yes' && holder.TxtMsgOk === 'Yes';
  return [
    String(appointment.AptNum),
    String(appointment.PatNum),
    patient.LName,
    patient.FName,
    holder.WirelessPhone,
    appointment.AptDateTime.slice(0, 16),
    String(Math.max(1, appointment.Pattern.length) * 5),
    appointment.provAbbr,
    types.get(appointment.AppointmentTypeNum) ?? '',
    status,
    patient.Language,
    refuses ? 'No' : agrees ? 'Yes' : '',
    // The clock that counts is where the phone is.
    holder.State,
    holder.Zip,
    holder.Country,
  ];
}

/** The same visit, which is not to take place any more. */
export function cancelledCells(cells: VisitCells): VisitCells {
  return cells.with(STATUS, 'Cancelled');
}

/** UTF-8, every cell quoted: names hold commas and quotes. */
export function listOf(rows: readonly VisitCells[]): Uint8Array {
  const lines = [COLUMNS.map(([header]) => header), ...rows].map((cells) => cells.map(quoted).join(','));
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`;
}

/** In the words of the import. Planned ones and notes are no visits; unscheduled and broken ones do not take place. */
function statusOf({ AptStatus, confirmed, DateTimeArrived }: Appointment): string | null {
  switch (AptStatus) {
    case 'Scheduled':
    case 'ASAP':
      if (!/^0001-01-01|00:00:00$|^$/.test(DateTimeArrived)) return 'Arrived';
      return isConfirmed(confirmed) ? 'Confirmed' : 'Scheduled';
    case 'Complete':
      return 'Completed';
    case 'Broken':
    case 'UnschedList':
      return 'Cancelled';
    default:
      return null;
  }
}

/** The practice words its own confirmation statuses: only a plain yes counts. */
function isConfirmed(name: string): boolean {
  return /\bconfirmed\b/i.test(name) && !/\b(not|never|needs?|un)\b/i.test(name);
}

/** Under 18 on that day. No birth date: not known to be a child. */
function isMinor({ Birthdate }: Patient, today: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}/.test(Birthdate) || Birthdate.startsWith('0001')) return false;
  const of18 = `${String(Number(Birthdate.slice(0, 4)) + 18).padStart(4, '0')}${Birthdate.slice(4, 10)}`;
  return today < of18;
}
