/** Reminders as the board and the details panel show them. Reads only. */
import type { ReminderCard, ReminderDetail } from '../../../contract/reminders.ts';
import { countSegments } from '../../../contract/segments.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { AppointmentRecord, MessageRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import { compose } from './compose.ts';

type ViewDeps = Pick<RemindersDeps, 'render' | 'viewAppointment'>;

/** Undefined when the visit or the person is gone. */
export function viewCard(tx: ReadTx, reminder: ReminderRecord): ReminderCard | undefined {
  const appointment = tx.appointments.get(reminder.appointmentId);
  const person = tx.people.get(reminder.personId);
  if (appointment === undefined || person === undefined) return undefined;
  const number = tx.people.numbersOf(person.id)[0]?.number;
  const conversation = number === undefined ? undefined : tx.conversations.getByAddress(number);
  const steps = sameVisit(tx, reminder).map(({ id, state }) => ({ reminderId: id, state }));
  return {
    id: reminder.id,
    appointmentId: appointment.id,
    personId: person.id,
    personName: person.name,
    conversationId: conversation?.id ?? null,
    stepId: reminder.stepId,
    step: stepOf(tx, reminder),
    dueAt: reminder.dueAt,
    movedTo: reminder.movedTo,
    sendBy: reminder.sendBy,
    state: reminder.state,
    reason: reminder.reasonCode === null ? null : { code: reminder.reasonCode, text: reminder.reasonText ?? '' },
    visitAt: reminder.visitAt,
    visitKind: appointment.kind,
    clinician: appointment.clinician,
    reply: appointment.reply,
    edited: editOf(reminder),
    sameTime: tx.appointments
      .upcomingOf(person.id, appointment.startsAt - 1)
      .some(({ id, startsAt }) => id !== appointment.id && startsAt === appointment.startsAt),
    steps,
  };
}

export function viewDetail(deps: ViewDeps, tx: ReadTx, reminder: ReminderRecord): ReminderDetail | undefined {
  const card = viewCard(tx, reminder);
  const appointment = tx.appointments.get(reminder.appointmentId);
  if (card === undefined || appointment === undefined) return undefined;
  return {
    card,
    appointment: deps.viewAppointment(tx, appointment),
    added: { at: appointment.createdAt, byList: appointment.importId !== null },
    steps: sameVisit(tx, reminder).map((step) => viewStep(deps, tx, step, appointment)),
  };
}

function viewStep(
  deps: ViewDeps,
  tx: ReadTx,
  step: ReminderRecord,
  appointment: AppointmentRecord,
): ReminderDetail['steps'][number] {
  const message = step.messageId === null ? undefined : tx.messages.get(step.messageId);
  const made = message === undefined ? compose(deps, tx, step, appointment) : null;
  const body = message?.body ?? (made?.ok === true ? made.text.body : '');
  return {
    reminderId: step.id,
    step: stepOf(tx, step),
    dueAt: step.dueAt,
    state: step.state,
    reason: step.reasonCode === null ? null : { code: step.reasonCode, text: step.reasonText ?? '' },
    body,
    segments: countSegments(body).parts,
    messageId: step.messageId,
    messageStatus: message?.status ?? null,
    sentAt: message?.sentAt ?? null,
    deliveredAt: message?.deliveredAt ?? null,
    reply: message === undefined ? null : answerTo(tx, message),
  };
}

/** What came back after a text. After three days it is a new subject. */
function answerTo(tx: ReadTx, message: MessageRecord): { readonly body: string; readonly at: number } | null {
  if (message.sentAt === null) return null;
  const answer = tx.messages.nextIncoming(message.conversationId, message.sentAt);
  if (answer === undefined || answer.createdAt - message.sentAt > 3 * DAY_MS) return null;
  return { body: answer.body, at: answer.createdAt };
}

/** The reminders planned for the same start of the visit, in the order they are due. */
function sameVisit(tx: ReadTx, reminder: ReminderRecord): readonly ReminderRecord[] {
  return tx.reminders
    .ofAppointment(reminder.appointmentId)
    .filter((other) => other.visitAt === reminder.visitAt)
    .toSorted((a, b) => a.dueAt - b.dueAt);
}

/** What a person changed of it; null: nothing. */
export function editOf({ editedBy, bodyOverride, dueOverride }: ReminderRecord): ReminderCard['edited'] {
  if (bodyOverride === null && dueOverride === null) return null;
  return { by: editedBy ?? '', body: bodyOverride !== null, time: dueOverride !== null };
}

/** Which step of the plan it is of; also of one that is no longer in the plan. */
export function stepOf(tx: ReadTx, { kind, stepId }: ReminderRecord): ReminderCard['step'] {
  const step = stepId === null ? undefined : tx.templates.step(stepId);
  return { kind, timing: step?.timing ?? null, purpose: step?.purpose ?? 'reminder' };
}
