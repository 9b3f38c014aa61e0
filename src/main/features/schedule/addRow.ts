/**
 * Adds one row of a previewed list: its person, their consent, the visit, its reminders; keeps what was there before. The row is compared
 * again with the schedule as it is now, so a preview that was left open for an hour does no harm, and the same row twice changes nothing.
 */
import type { ImportAction } from '../../../contract/schedule.ts';
import { fold } from '../../domain/schedule/columns.ts';
import { actionFor } from '../../domain/schedule/diff.ts';
import type { AppointmentRecord, ImportBefore, ImportRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { personFor, type RowPerson } from './addPerson.ts';
import type { ScheduleDeps } from './deps.ts';
import { matchPerson, type PersonMatch } from './matchPerson.ts';
import { toRowRecord, type ComparedRow } from './importRows.ts';
import { answered, idInKey, visitOfKey } from './meaning.ts';
import { writeVisit } from './writeVisit.ts';

export interface AddContext {
  readonly list: Pick<ImportRecord, 'id' | 'fileName' | 'createdAt'>;
  readonly consent: 'agreedOnForm' | 'askFirst';
  /** A person said that the list has every visit of its days: what they decided about missing ones holds. */
  readonly complete: boolean;
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
  if (row.action === 'missing') return cancelMissing(deps, tx, row, context);
  const { list, zone, now } = context;
  const { match, visit: known, said } = meaningNow(tx, row, list);
  if (said) return { action: 'unchanged', personId: null, due: [] };
  const action = row.take === false || row.externalKey === '' ? 'skipped' : actionFor(row, known);
  // Also of a visit that stands as it was: a list that begins to say so is heard.
  if (action === 'unchanged') refuse(deps, tx, row, known?.personId ?? match.person?.id ?? null, now);
  if (action === 'unchanged') keepMeaning(tx, row, known, list);
  if (action === 'skipped' || action === 'unchanged') return { action, personId: null, due: [] };
  const whose = personFor(deps, tx, row, { match, known, now });
  refuse(deps, tx, row, whose.personId, now);
  const consentId = agrees(row, context) ? agree(deps, tx, row, whose, list.fileName, now) : null;
  const appointment = writeVisit(deps, tx, { row, known, personId: whose.personId, importId: list.id, zone, now });
  keepBefore(tx, row, context, { appointment, known, whose, consentId });
  return { action, personId: whose.personId, due: deps.planReminders(tx, appointment, now) };
}

/** The visit a row stands for, where it was not seen in the preview: the same list means the same the next time (sameList.ts). */
function keepMeaning(
  tx: WriteTx,
  row: ComparedRow,
  known: AppointmentRecord | undefined,
  list: AddContext['list'],
): void {
  if (known !== undefined && known.id !== row.visitId)
    tx.imports.replaceRow(toRowRecord(list.id, { ...row, visitId: known.id }));
}

/** Whom and which visit the row means now; what has come in since the preview counts. */
function meaningNow(
  tx: ReadTx,
  row: ComparedRow,
  list: AddContext['list'],
): {
  readonly match: PersonMatch;
  readonly visit: AppointmentRecord | undefined;
  /** Another row of the list stands for this very visit. */
  readonly said: boolean;
} {
  const person = row.personId === null ? undefined : tx.people.get(row.personId);
  const found =
    person === undefined
      ? amongThoseMadeSince(tx, row, list)
      : { person, otherNumber: false, maybe: [], idReused: false };
  const match = answered(tx, found, row.answer, row.phone);
  const seen = row.visitId === null ? undefined : tx.appointments.get(row.visitId);
  const own = seen ?? visitOfKey(tx, row, row.externalKey, match).visit;
  const same = own === undefined ? sameVisit(tx, row, match) : undefined;
  const said =
    same !== undefined && (same.importId === list.id || tx.imports.linesOfVisit(list.id, same.id).length > 0);
  return { match, visit: own ?? same, said };
}

/** Who the row means was decided with the whole list in view: somebody who was there already and was not taken then, is not taken now. */
function amongThoseMadeSince(tx: ReadTx, row: ComparedRow, list: AddContext['list']): PersonMatch {
  const isOurs = ({ id }: { readonly id: string }): boolean => tx.imports.madePerson(list.id, id);
  const found = matchPerson(tx, row, isOurs);
  const { person } = found;
  if (person === null || isOurs(person) || person.createdAt > list.createdAt) return found;
  return { ...found, person: null, otherNumber: false, maybe: [person] };
}

/** A visit of the same person with the same clinician at the same time, that came in otherwise; two ids of the practice are two visits. */
function sameVisit(tx: ReadTx, row: ComparedRow, { person }: PersonMatch): AppointmentRecord | undefined {
  if (person === null || row.startsAt === null) return undefined;
  return tx.appointments
    .list({ personId: person.id, from: row.startsAt, to: row.startsAt + 1, cursor: null, limit: 10 })
    .items.find(({ clinician, externalKey }) => {
      const id = idInKey(externalKey);
      return (
        fold(clinician) === fold(row.clinician) && (id === null || row.externalId === null || id === row.externalId)
      );
    });
}

/** A visit that a person wants cancelled because the list no longer has it; unless something has happened to it meanwhile. */
function cancelMissing(deps: ScheduleDeps, tx: WriteTx, row: ComparedRow, context: AddContext): AddedRow {
  const { now, complete, list } = context;
  const visit = row.visitId === null ? undefined : tx.appointments.get(row.visitId);
  const wanted = complete && row.decision === 'cancel';
  if (!wanted || visit === undefined || visit.status !== 'booked' || visit.startsAt !== row.startsAt) {
    return { action: 'missing', personId: null, due: [] };
  }
  const patch = { status: 'cancelled' as const, importId: list.id, updatedAt: now };
  tx.appointments.update(visit.id, patch);
  tx.changed('appointment.changed', visit.id);
  const appointment = { ...visit, ...patch };
  const whose: RowPerson = { personId: visit.personId, made: false, person: null, numbers: null, addedNumber: null };
  keepBefore(tx, row, context, { appointment, known: visit, whose, consentId: null });
  return { action: 'cancelled', personId: visit.personId, due: deps.planReminders(tx, appointment, now) };
}

function agrees(row: ComparedRow, { consent }: AddContext): boolean {
  // A no in the list is a no, whatever was chosen for the list as a whole.
  return row.consent !== false && (consent === 'agreedOnForm' || row.consent === true);
}

/** A list that says "do not text" always wins (rules.md 11.2 P8): on the number it names, and on those the person has. */
function refuse(
  deps: ScheduleDeps,
  tx: WriteTx,
  { refuses, phone }: ComparedRow,
  personId: string | null,
  now: number,
): void {
  if (refuses !== true) return;
  const theirs = personId === null ? [] : tx.people.numbersOf(personId).map(({ number }) => number);
  for (const number of new Set([...(phone === null ? [] : [phone]), ...theirs])) {
    if (deps.canText(tx, number, personId) !== 'optedOut') deps.recordRefusal(tx, number, personId, now);
  }
}

/** An import only ever adds consent, and never for somebody who has opted out (rules.md 11.2). Returns the id of the event. */
function agree(
  deps: ScheduleDeps,
  tx: WriteTx,
  { phone }: ComparedRow,
  { personId }: RowPerson,
  fileName: string,
  now: number,
): string | null {
  if (phone === null || deps.canText(tx, phone, personId) !== 'ask') return null;
  // A number that is not theirs: a person has kept the old one.
  if (!tx.people.numbersOf(personId).some(({ number }) => number === phone)) return null;
  return deps.recordFormConsent(tx, phone, personId, fileName, now);
}

interface Changed {
  readonly appointment: AppointmentRecord;
  readonly known: AppointmentRecord | undefined;
  readonly whose: RowPerson;
  readonly consentId: string | null;
}

function keepBefore(tx: WriteTx, row: ComparedRow, { list, now }: AddContext, changed: Changed): void {
  const { appointment, known, whose, consentId } = changed;
  const { personId, made, person, numbers, addedNumber, address } = whose;
  const before: ImportBefore = {
    importId: list.id,
    line: row.line,
    appointmentId: appointment.id,
    personMade: made ? personId : null,
    data: {
      at: now,
      visit: known ?? null,
      person,
      numbers,
      addedNumber,
      consentId,
      personId,
      ...(address === undefined ? {} : { address }),
    },
  };
  tx.imports.keepBefore(before);
}
