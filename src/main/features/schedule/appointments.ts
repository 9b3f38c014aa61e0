/** Appointments as the screens show them, and changing one by hand. The import writes its own rows. */
import { DomainError } from '../../../contract/errors.ts';
import type { Appointment } from '../../../contract/visits.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { DEFAULT_DURATION_MINUTES } from '../../domain/schedule/readRow.ts';
import type { VisitBefore } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { ScheduleDeps } from './deps.ts';

/** The appointment with what its person last wrote or got. */
export function viewAppointment(
  deps: Pick<ScheduleDeps, 'canText'>,
  tx: ReadTx,
  record: AppointmentRecord,
): Appointment {
  const person = tx.people.get(record.personId);
  const number = tx.people.numbersOf(record.personId)[0]?.number;
  const conversation = number === undefined ? undefined : tx.conversations.getByAddress(number);
  const sent = tx.reminders
    .ofAppointment(record.id)
    .filter((reminder) => reminder.state === 'sent' || reminder.state === 'delivered');
  const lastReminded = sent
    .map((reminder) => reminder.messageId)
    .flatMap((id) => (id === null ? [] : [tx.messages.get(id)?.sentAt ?? 0]));
  return {
    id: record.id,
    personId: record.personId,
    personName: person?.name ?? '',
    conversationId: conversation?.id ?? null,
    canText: number === undefined ? 'noNumber' : deps.canText(tx, number, record.personId),
    startsAt: record.startsAt,
    endsAt: record.endsAt,
    zone: record.zone,
    clinician: record.clinician,
    location: record.location,
    kind: record.kind,
    status: record.status,
    reply: record.reply,
    replySetBy: record.replySetBy,
    lastMessage:
      conversation === undefined || conversation.lastMessageId === null
        ? null
        : { preview: conversation.lastPreview, direction: conversation.lastDirection, at: conversation.lastAt },
    remindersSent: sent.length,
    lastRemindedAt: lastReminded.length === 0 ? null : Math.max(...lastReminded),
    updatedAt: record.updatedAt,
  };
}

/** Errors: NOT_FOUND. */
export function mustGetAppointment(tx: ReadTx, id: string): AppointmentRecord {
  const record = tx.appointments.get(id);
  if (record === undefined)
    throw new DomainError('NOT_FOUND', 'This visit is no longer there. Look at the list again.');
  return record;
}

/** Adds a visit, or changes one. A new time asks the patient again. Errors: NOT_FOUND, INVALID_INPUT. */
export function saveAppointment(
  deps: ScheduleDeps,
  tx: WriteTx,
  input: ParsedInputOf<'schedule.saveAppointment'>,
  now: number,
): AppointmentRecord {
  const known = input.id === undefined ? undefined : mustGetAppointment(tx, input.id);
  const record = known === undefined ? newAppointment(deps, tx, input, now) : changed(known, input, now);
  if (known === undefined) tx.appointments.insert(record);
  else tx.appointments.update(known.id, record);
  finish(deps, tx, record, known === undefined ? 'appointment.added' : 'appointment.changed', now);
  return record;
}

/** Sets the reply or the status as a person at the desk says. Errors: NOT_FOUND. */
export function setAppointmentState(
  deps: ScheduleDeps,
  tx: WriteTx,
  input: ParsedInputOf<'schedule.setAppointmentState'>,
  actor: string,
  now: number,
): AppointmentRecord {
  const known = mustGetAppointment(tx, input.id);
  const record: AppointmentRecord = {
    ...known,
    ...(input.reply === undefined ? {} : { reply: input.reply, replySetBy: actor, repliedAt: now }),
    ...(input.status === undefined ? {} : { status: input.status }),
    updatedAt: now,
  };
  tx.appointments.update(known.id, record);
  finish(deps, tx, record, 'appointment.stateSet', now);
  return record;
}

/** Puts the reply and the status back as they were before somebody pressed something. Errors: NOT_FOUND. */
export function restoreAppointment(
  deps: ScheduleDeps,
  tx: WriteTx,
  id: string,
  before: VisitBefore,
  now: number,
): void {
  const record: AppointmentRecord = { ...mustGetAppointment(tx, id), ...before, updatedAt: now };
  tx.appointments.update(id, record);
  finish(deps, tx, record, 'appointment.stateRestored', now);
}

function finish(deps: ScheduleDeps, tx: WriteTx, record: AppointmentRecord, action: string, now: number): void {
  deps.planReminders(tx, record, now);
  deps.refreshPerson(tx, record.personId, now);
  tx.audit.append({
    at: now,
    action,
    entity: 'appointment',
    entityId: record.id,
    data: { status: record.status, reply: record.reply },
  });
  tx.changed('appointment.changed', record.id);
}

function newAppointment(
  deps: ScheduleDeps,
  tx: WriteTx,
  input: ParsedInputOf<'schedule.saveAppointment'>,
  now: number,
): AppointmentRecord {
  const { personId, startsAt } = input;
  if (personId === undefined)
    throw new DomainError('INVALID_INPUT', 'Choose whose visit this is.', { field: 'personId' });
  if (startsAt === undefined)
    throw new DomainError('INVALID_INPUT', 'Choose when the visit starts.', { field: 'startsAt' });
  if (tx.people.get(personId) === undefined)
    throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field: 'personId' });
  return {
    id: deps.ids.next(),
    personId,
    externalKey: null,
    startsAt,
    endsAt: startsAt + (input.duration ?? DEFAULT_DURATION_MINUTES) * MINUTE_MS,
    zone: input.zone ?? readSettings(tx).practice.zone,
    clinician: input.clinician ?? '',
    location: input.location ?? '',
    kind: input.kind ?? '',
    status: 'booked',
    reply: 'none',
    replySetBy: null,
    repliedAt: null,
    importId: null,
    createdAt: now,
    updatedAt: now,
  };
}

function changed(
  known: AppointmentRecord,
  input: ParsedInputOf<'schedule.saveAppointment'>,
  now: number,
): AppointmentRecord {
  const startsAt = input.startsAt ?? known.startsAt;
  const length = input.duration === undefined ? known.endsAt - known.startsAt : input.duration * MINUTE_MS;
  const moved = startsAt !== known.startsAt;
  return {
    ...known,
    startsAt,
    endsAt: startsAt + length,
    zone: input.zone ?? known.zone,
    clinician: input.clinician ?? known.clinician,
    location: input.location ?? known.location,
    kind: input.kind ?? known.kind,
    ...(moved ? { reply: 'none' as const, replySetBy: null, repliedAt: null } : {}),
    updatedAt: now,
  };
}
