/**
 * Applies a previewed list in one transaction: all of it or nothing. Every row is compared again with the schedule as it is now,
 * so a preview that was left open for an hour does no harm, and the same list twice changes nothing.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { ImportCounts, RowProblem } from '../../../contract/schedule.ts';
import { countActions, actionFor, statusAfter } from '../../domain/schedule/diff.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { AppointmentRecord, PersonRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { ScheduleDeps } from './deps.ts';
import { matchPerson } from './matchPerson.ts';
import type { ComparedRow } from './importRows.ts';

export interface ApplyInput {
  readonly importId: string;
  readonly consent: 'agreedOnForm' | 'askFirst';
}
export interface ApplyResult {
  readonly importId: string;
  readonly counts: ImportCounts;
  readonly remindersPlanned: number;
  readonly firstReminderAt: number | null;
}

const PAGE = 500;

/** Errors: NOT_FOUND, IMPORT_EXPIRED (no longer kept), CONFLICT (applied before). */
export function applyImport(
  deps: ScheduleDeps,
  tx: WriteTx,
  input: ApplyInput,
  zone: string,
  now: number,
): ApplyResult {
  const record = tx.imports.get(input.importId);
  if (record === undefined)
    throw new DomainError('IMPORT_EXPIRED', 'This preview is no longer kept. Choose the file again.');
  if (record.state === 'applied') throw new DomainError('CONFLICT', 'This list was added already.');
  const applied: { action: ComparedRow['action']; problems: readonly RowProblem[] }[] = [];
  const due: number[] = [];
  const touched = new Set<string>();
  for (const row of storedRows(tx, input.importId)) {
    const known = row.externalKey === '' ? undefined : tx.appointments.getByKey(row.externalKey);
    const action = actionFor(row, known);
    applied.push({ action, problems: row.problems });
    if (action === 'skipped' || action === 'unchanged') continue;
    const person = known === undefined ? personFor(deps, tx, row, now) : mustGet(tx, known.personId);
    if (input.consent === 'agreedOnForm' || row.consent === true) agree(deps, tx, row, person, record.fileName, now);
    const appointment = writeVisit(deps, tx, { row, known, personId: person.id, importId: record.id, zone, now });
    due.push(...deps.planReminders(tx, appointment, now));
    touched.add(person.id);
  }
  for (const personId of touched) deps.refreshPerson(tx, personId, now);
  const counts = countActions(applied);
  tx.imports.markApplied(record.id, now, { ...record.summary, counts });
  tx.imports.rememberMapping(record.signature, record.summary.mapping, record.summary.dateOrder, now);
  tx.audit.append({
    at: now,
    action: 'schedule.imported',
    entity: 'import',
    entityId: record.id,
    data: { ...counts, reminders: due.length },
  });
  tx.changed('import.changed', record.id);
  return {
    importId: record.id,
    counts,
    remindersPlanned: due.length,
    firstReminderAt: due.length === 0 ? null : Math.min(...due),
  };
}

function* storedRows(tx: WriteTx, importId: string): Generator<ComparedRow> {
  let cursor: string | null = null;
  do {
    const page = tx.imports.rows({ importId, filter: 'all', cursor, limit: PAGE });
    for (const row of page.items) yield row.data as unknown as ComparedRow;
    cursor = page.next;
  } while (cursor !== null);
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
