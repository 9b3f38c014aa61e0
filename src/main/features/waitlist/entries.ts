/** Who would like to come earlier: adding, changing, removing. One waiting entry per person and visit. */
import { DomainError } from '../../../contract/errors.ts';
import { WaitlistWishes } from '../../../contract/waitlist.ts';
import type { WaitlistEntry } from '../../../contract/waitlist.ts';
import type { WaitlistEntryRecord } from '../../store/deskRecords.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import type { WaitlistDeps } from './deps.ts';

export function viewEntry(deps: WaitlistDeps, tx: ReadTx, entry: WaitlistEntryRecord): WaitlistEntry {
  const visit = entry.appointmentId === null ? undefined : tx.appointments.get(entry.appointmentId);
  return {
    id: entry.id,
    personId: entry.personId,
    personName: tx.people.get(entry.personId)?.name ?? '',
    number: tx.people.numbersOf(entry.personId)[0]?.number ?? null,
    visit: visit === undefined ? null : deps.viewAppointment(tx, visit),
    wishes: entry.wishes,
    note: entry.note,
    source: entry.source,
    lastOfferedAt: entry.lastOfferedAt,
    createdBy: entry.createdBy,
    createdAt: entry.createdAt,
  };
}

/** Errors: NOT_FOUND, INVALID_INPUT. */
export function saveEntry(
  deps: WaitlistDeps,
  tx: WriteTx,
  input: ParsedInputOf<'waitlist.saveEntry'>,
  actor: string,
  now: number,
): WaitlistEntryRecord {
  const known = input.id === undefined ? undefined : mustGetEntry(tx, input.id);
  const target = known ?? findWaiting(tx, input);
  const entry = target === undefined ? newEntry(deps, tx, input, actor, now) : changedEntry(target, input, now);
  checkTimes(entry.wishes);
  checkVisit(tx, entry);
  if (target === undefined) tx.waitlist.insertEntry(entry);
  else tx.waitlist.updateEntry(entry.id, entry);
  tx.audit.append({
    at: now,
    action: target === undefined ? 'waitlist.added' : 'waitlist.changed',
    entity: 'waitlistEntry',
    entityId: entry.id,
    data: { source: entry.source, appointmentId: entry.appointmentId },
  });
  tx.changed('waitlist.changed', entry.id);
  return entry;
}

export function setEntryState(tx: WriteTx, id: string, state: WaitlistEntryRecord['state'], now: number): void {
  const entry = mustGetEntry(tx, id);
  if (entry.state === state) return;
  tx.waitlist.updateEntry(id, { state, updatedAt: now });
  tx.audit.append({ at: now, action: `waitlist.${state}`, entity: 'waitlistEntry', entityId: id });
  tx.changed('waitlist.changed', id);
}

/** Errors: NOT_FOUND. */
export function mustGetEntry(tx: ReadTx, id: string): WaitlistEntryRecord {
  const entry = tx.waitlist.entry(id);
  if (entry === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer on the waitlist.');
  return entry;
}

/** Somebody who waits already is not put on the list twice. */
function findWaiting(tx: ReadTx, input: ParsedInputOf<'waitlist.saveEntry'>): WaitlistEntryRecord | undefined {
  const personId = personOf(tx, input);
  return tx.waitlist
    .waitingOf(personId)
    .find(({ appointmentId }) => input.appointmentId === undefined || appointmentId === input.appointmentId);
}

function personOf(tx: ReadTx, input: ParsedInputOf<'waitlist.saveEntry'>): string {
  if (input.appointmentId === undefined) {
    if (input.personId === undefined) {
      throw new DomainError('INVALID_INPUT', 'Choose who would like to come earlier.', { field: 'personId' });
    }
    if (tx.people.get(input.personId) === undefined) {
      throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field: 'personId' });
    }
    return input.personId;
  }
  const visit = tx.appointments.get(input.appointmentId);
  if (visit === undefined) {
    throw new DomainError('NOT_FOUND', 'This visit is no longer there.', { field: 'appointmentId' });
  }
  return visit.personId;
}

/** A visit may have gone since, and nobody is offered an earlier time for somebody else's. Errors: NOT_FOUND. */
function checkVisit(tx: ReadTx, { appointmentId, personId }: WaitlistEntryRecord): void {
  if (appointmentId === null || tx.appointments.get(appointmentId)?.personId === personId) return;
  throw new DomainError('NOT_FOUND', 'This visit is no longer there.', { field: 'appointmentId' });
}

/** From a visit: the same kind with the same clinician, as long as it takes, unless something else is said. */
function newEntry(
  deps: WaitlistDeps,
  tx: ReadTx,
  input: ParsedInputOf<'waitlist.saveEntry'>,
  actor: string,
  now: number,
): WaitlistEntryRecord {
  const visit = input.appointmentId === undefined ? undefined : tx.appointments.get(input.appointmentId);
  const ofVisit =
    visit === undefined
      ? {}
      : {
          kinds: visit.kind === '' ? [] : [visit.kind],
          clinicians: visit.clinician === '' ? [] : [visit.clinician],
          minutes: Math.max(1, Math.round((visit.endsAt - visit.startsAt) / 60_000)),
        };
  return {
    id: deps.ids.next(),
    personId: personOf(tx, input),
    appointmentId: visit?.id ?? null,
    wishes: WaitlistWishes.parse({ ...ofVisit, ...given(input.wishes) }),
    note: input.note ?? '',
    source: input.source,
    state: 'waiting',
    lastOfferedAt: null,
    createdBy: actor,
    createdAt: now,
    updatedAt: now,
  };
}

function changedEntry(
  known: WaitlistEntryRecord,
  input: ParsedInputOf<'waitlist.saveEntry'>,
  now: number,
): WaitlistEntryRecord {
  return {
    ...known,
    ...(input.appointmentId === undefined ? {} : { appointmentId: input.appointmentId }),
    wishes: WaitlistWishes.parse({ ...known.wishes, ...given(input.wishes) }),
    note: input.note ?? known.note,
    updatedAt: now,
  };
}

function given(wishes: object | undefined): object {
  return Object.fromEntries(Object.entries(wishes ?? {}).filter(([, value]) => value !== undefined));
}

function checkTimes({ from, to }: WaitlistWishes): void {
  if (from !== null && to !== null && from >= to) {
    throw new DomainError('INVALID_INPUT', 'The time until is not after the time from.', { field: 'wishes.to' });
  }
}
