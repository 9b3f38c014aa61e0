/**
 * Takes one row of a list out again: the visit, the person and the number are as before. What has happened since counts more: a visit that
 * was changed, or about which a text has left, stays as it is. The ledger of consent keeps its entry and gets one that takes it back.
 */
import type { AppointmentRecord, ImportBefore, ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { holdsOnPerson } from '../privacy/held.ts';
import type { ScheduleDeps } from './deps.ts';

/** Statuses of a text that never left, and cannot leave once its reminder is dropped. */
const NOT_LEFT: readonly string[] = ['queued', 'held', 'cancelled', 'expired'];

/** `kept`: something has happened to the visit since, or a legal hold covers the person. Throws when a waiting text could not be taken back. */
export function undoRow(deps: ScheduleDeps, tx: WriteTx, before: ImportBefore, now: number): 'undone' | 'kept' {
  const { data, appointmentId } = before;
  if (holdsOnPerson(tx, data.personId).length > 0) return 'kept';
  const visit = tx.appointments.get(appointmentId);
  if (visit !== undefined) {
    if (visit.updatedAt > data.at || isOwnersOther(visit, before) || hasTextLeft(tx, visit.id, data.at)) return 'kept';
    if (data.visit === null) removeVisit(deps, tx, visit, now);
    else restoreVisit(deps, tx, visit, data.visit, now);
  }
  if (data.consentId !== null && data.addedNumber !== null) takeBackConsent(deps, tx, before, data.addedNumber, now);
  else if (data.consentId !== null) takeBackConsentAnywhere(deps, tx, before, now);
  restorePerson(deps, tx, before, now);
  return 'undone';
}

/** The person was merged into another since: the visit belongs to them now. */
function isOwnersOther(visit: AppointmentRecord, { data }: ImportBefore): boolean {
  return visit.personId !== data.personId;
}

function hasTextLeft(tx: ReadTx, visitId: string, since: number): boolean {
  return tx.reminders.ofAppointment(visitId).some((reminder) => {
    const text = reminder.messageId === null ? undefined : tx.messages.get(reminder.messageId);
    return text !== undefined && text.createdAt >= since && !NOT_LEFT.includes(text.status);
  });
}

function removeVisit(deps: ScheduleDeps, tx: WriteTx, visit: AppointmentRecord, now: number): void {
  const gone: AppointmentRecord = { ...visit, status: 'cancelled', updatedAt: now };
  tx.appointments.update(visit.id, { status: 'cancelled', updatedAt: now });
  deps.planReminders(tx, gone, now);
  mustBeOutOfTheQueue(tx, visit.id, () => true);
  tx.appointments.remove(visit.id);
  tx.changed('appointment.changed', visit.id);
}

function restoreVisit(
  deps: ScheduleDeps,
  tx: WriteTx,
  visit: AppointmentRecord,
  was: AppointmentRecord,
  now: number,
): void {
  const { id: _id, createdAt: _made, ...facts } = was;
  const patch = { ...facts, updatedAt: now };
  tx.appointments.update(visit.id, patch);
  deps.planReminders(tx, { ...visit, ...patch }, now);
  mustBeOutOfTheQueue(tx, visit.id, ({ visitAt }) => visitAt !== was.startsAt);
  tx.changed('appointment.changed', visit.id);
}

/** A text that is under way to a gateway cannot be stopped any more: then the row stays as it is. */
function mustBeOutOfTheQueue(tx: ReadTx, visitId: string, concerns: (reminder: ReminderRecord) => boolean): void {
  const waits = tx.reminders.ofAppointment(visitId).some((one) => one.state === 'queued' && concerns(one));
  if (waits) throw new Error('A text of this visit is under way.');
}

function takeBackConsent(deps: ScheduleDeps, tx: WriteTx, before: ImportBefore, number: string, now: number): void {
  const { consentId, personId } = before.data;
  if (consentId === null) return;
  if (tx.consent.ofNumber(number).some(({ id }) => id === consentId)) {
    deps.takeBackConsent(tx, number, personId, consentId, now);
  } else takeBackConsentAnywhere(deps, tx, before, now);
}

/** The number was there before: the entry stands with one of the person's numbers. */
function takeBackConsentAnywhere(deps: ScheduleDeps, tx: WriteTx, { data }: ImportBefore, now: number): void {
  const { consentId, personId } = data;
  if (consentId === null) return;
  const numbers = [
    ...tx.people.numbersOf(personId).map(({ number }) => number),
    ...(data.numbers ?? []).map(({ number }) => number),
  ];
  const number = numbers.find((one) => tx.consent.ofNumber(one).some(({ id }) => id === consentId));
  if (number !== undefined) deps.takeBackConsent(tx, number, personId, consentId, now);
}

function restorePerson(deps: ScheduleDeps, tx: WriteTx, { data, personMade }: ImportBefore, now: number): void {
  const person = tx.people.get(data.personId);
  if (person === undefined) return;
  if (personMade !== null) {
    if (!isUsed(tx, personMade)) removePerson(tx, personMade, now);
    else deps.refreshPerson(tx, personMade, now);
    return;
  }
  if (data.person !== null && person.updatedAt === data.at) {
    tx.people.update(person.id, { externalId: data.person.externalId, updatedAt: now });
    restoreAddress(tx, data);
  }
  if (data.numbers !== null) restoreNumbers(tx, data.personId, data.numbers, data.addedNumber);
  deps.refreshPerson(tx, data.personId, now);
  tx.changed('person.changed', data.personId);
}

function restoreAddress(tx: WriteTx, { personId, address }: ImportBefore['data']): void {
  if (address === undefined) return;
  if (address === null) return tx.people.setAddress(personId, null);
  const { personId: _id, ...facts } = address;
  tx.people.setAddress(personId, facts);
}

/** The numbers in their order of before; what somebody added since stays behind them. */
function restoreNumbers(
  tx: WriteTx,
  personId: string,
  before: NonNullable<ImportBefore['data']['numbers']>,
  added: string | null,
): void {
  const current = tx.people.numbersOf(personId).map(({ number, label }) => ({ number, label }));
  const has = (list: readonly { readonly number: string }[], number: string): boolean =>
    list.some((one) => one.number === number);
  const kept = before.filter(({ number }) => has(current, number));
  const since = current.filter(({ number }) => !has(before, number) && number !== added);
  tx.people.setNumbers(personId, [...kept, ...since]);
  if (added !== null) tx.people.dropUnusedNumber(added);
}

/** Somebody a list made is used by another visit, by a text, or by a person who changed them. */
function isUsed(tx: ReadTx, personId: string): boolean {
  const person = tx.people.get(personId);
  if (person === undefined || person.updatedAt !== person.createdAt) return true;
  if (tx.appointments.list({ personId, cursor: null, limit: 1 }).items.length > 0) return true;
  return tx.people
    .numbersOf(personId)
    .some(
      ({ number }) => tx.conversations.getByAddress(number) !== undefined && tx.people.countHolders(number, 2) === 1,
    );
}

function removePerson(tx: WriteTx, personId: string, now: number): void {
  const numbers = tx.people.numbersOf(personId);
  tx.people.remove(personId);
  for (const { number } of numbers) tx.people.dropUnusedNumber(number);
  tx.audit.append({ at: now, action: 'person.removed', entity: 'person', entityId: personId, data: { by: 'undo' } });
  tx.changed('person.changed', personId);
}
