/**
 * Adds one row of a previewed list: its person, their consent, the visit, its reminders. The row is compared again with the schedule
 * as it is now, so a preview that was left open for an hour does no harm, and the same row twice changes nothing.
 */
import type { ImportAction } from '../../../contract/schedule.ts';
import { actionFor, statusAfter } from '../../domain/schedule/diff.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { AppointmentRecord, ImportRecord, PersonRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { ScheduleDeps } from './deps.ts';
import { matchPerson } from './matchPerson.ts';
import type { ComparedRow } from './importRows.ts';

export interface AddContext {
  readonly list: Pick<ImportRecord, 'id' | 'fileName'>;
  readonly consent: 'agreedOnForm' | 'askFirst';
  /** Of the practice. */
  readonly zone: string;
  readonly now: number;
}

export interface AddedRow {
  readonly action: ImportAction;
  /** Whose visit it is; null when nothing was changed. */
  readonly personId: string | null;
  /** Due times of reminders newly planned, UTC ms. */
  readonly due: readonly number[];
}

/** Everything the row means, in the caller's transaction. The caller brings the person's conversation rows in line. */
export function addRow(deps: ScheduleDeps, tx: WriteTx, row: ComparedRow, context: AddContext): AddedRow {
  const { list, zone, now } = context;
  const known = row.externalKey === '' ? undefined : tx.appointments.getByKey(row.externalKey);
  const action = actionFor(row, known);
  if (action === 'skipped' || action === 'unchanged') return { action, personId: null, due: [] };
  const person = known === undefined ? personFor(deps, tx, row, now) : mustGet(tx, known.personId);
  if (context.consent === 'agreedOnForm' || row.consent === true) agree(deps, tx, row, person, list.fileName, now);
  const appointment = writeVisit(deps, tx, { row, known, personId: person.id, importId: list.id, zone, now });
  return { action, personId: person.id, due: deps.planReminders(tx, appointment, now) };
}

function mustGet(tx: WriteTx, personId: string): PersonRecord {
  const person = tx.people.get(personId);
  if (person === undefined) throw new Error('An appointment without its person');
  return person;
}

/** The person a row means, made when there is none; a new number of a known person is added behind the ones on file. */
function personFor(deps: ScheduleDeps, tx: WriteTx, row: ComparedRow, now: number): PersonRecord {
  const match = matchPerson(tx, row);
  if (match !== undefined) {
    const numbers = tx.people.numbersOf(match.person.id);
    if (row.phone !== null && !numbers.some(({ number }) => number === row.phone)) {
      tx.people.setNumbers(match.person.id, [...numbers, { number: row.phone, label: '' }]);
      tx.changed('person.changed', match.person.id);
    }
    return match.person;
  }
  const person: PersonRecord = {
    id: deps.ids.next(),
    givenName: row.name.givenName,
    familyName: row.name.familyName,
    name: fullName(row.name),
    kind: 'patient',
    language: row.language ?? 'en',
    zone: null,
    note: '',
    externalId: row.personExternalId,
    createdAt: now,
    updatedAt: now,
  };
  tx.people.insert(person);
  if (row.phone !== null) tx.people.setNumbers(person.id, [{ number: row.phone, label: '' }]);
  tx.audit.append({ at: now, action: 'person.added', entity: 'person', entityId: person.id, data: { by: 'import' } });
  tx.changed('person.changed', person.id);
  return person;
}

/** An import only ever adds consent, and never for somebody who has opted out (rules.md 11.2). */
function agree(
  deps: ScheduleDeps,
  tx: WriteTx,
  row: ComparedRow,
  person: PersonRecord,
  fileName: string,
  now: number,
): void {
  if (row.phone === null || deps.canText(tx, row.phone, person.id) !== 'ask') return;
  deps.recordFormConsent(tx, row.phone, person.id, fileName, now);
}

interface VisitWrite {
  readonly row: ComparedRow;
  readonly known: AppointmentRecord | undefined;
  readonly personId: string;
  readonly importId: string;
  readonly zone: string;
  readonly now: number;
}

function writeVisit(
  deps: ScheduleDeps,
  tx: WriteTx,
  { row, known, personId, importId, zone, now }: VisitWrite,
): AppointmentRecord {
  const startsAt = row.startsAt ?? 0;
  const facts = {
    startsAt,
    endsAt: row.endsAt ?? startsAt,
    clinician: row.clinician,
    location: row.location,
    kind: row.kind,
    importId,
    updatedAt: now,
  };
  // An answer was given to a time: a moved visit has to be asked about again.
  const moved = known !== undefined && known.startsAt !== startsAt;
  const confirmed = row.confirmed && (known === undefined || known.reply === 'none' || moved);
  const reply = confirmed ? ('confirmed' as const) : moved ? ('none' as const) : (known?.reply ?? 'none');
  if (known === undefined) {
    const appointment: AppointmentRecord = {
      id: deps.ids.next(),
      personId,
      externalKey: row.externalKey,
      zone,
      status: row.status,
      reply,
      replySetBy: null,
      repliedAt: null,
      createdAt: now,
      ...facts,
    };
    tx.appointments.insert(appointment);
    tx.changed('appointment.changed', appointment.id);
    return appointment;
  }
  const cancelled = row.status === 'cancelled';
  const patch = cancelled
    ? { status: 'cancelled' as const, importId, updatedAt: now }
    : { ...facts, reply, status: statusAfter(row, known) };
  tx.appointments.update(known.id, patch);
  tx.changed('appointment.changed', known.id);
  return { ...known, ...patch };
}
