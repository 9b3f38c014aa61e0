/** One reminder in the forecast: its words as they would leave, and how it is shown. Reads only; when it leaves is `foresee`. */
import type { Reason } from '../../../contract/common.ts';
import type { ForecastOutcome } from '../../../contract/reminderForecast.ts';
import type { ForecastText, ReminderStep } from '../../../contract/reminders.ts';
import { countSegments } from '../../../contract/segments.ts';
import type { AppointmentRecord, MessageRecord, PersonRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import type { Awaited, Outlook } from './foresee.ts';
import { compose, withoutText } from './release.ts';
import { editOf, stepOf } from './views.ts';

export type ForecastTextDeps = Pick<RemindersDeps, 'render'>;

/** A reminder with its words, before anybody has asked the gate. */
export interface Outline {
  readonly reminder: ReminderRecord;
  readonly appointment: AppointmentRecord;
  readonly person: PersonRecord;
  readonly step: ReminderStep;
  readonly conversationId: string | null;
  readonly body: string;
  readonly language: string;
  /** What is to be foreseen; null: it is settled without. */
  readonly awaited: Awaited | null;
  readonly settled: { readonly outcome: ForecastOutcome; readonly reason: Reason | null };
}

/** Null: nobody needs to see it (sent, or no longer needed). */
export function outlineOf(deps: ForecastTextDeps, tx: ReadTx, reminder: ReminderRecord, now: number): Outline | null {
  if (!['planned', 'queued', 'held', 'failed', 'skipped'].includes(reminder.state)) return null;
  const appointment = tx.appointments.get(reminder.appointmentId);
  const person = tx.people.get(reminder.personId);
  if (appointment === undefined || person === undefined) return null;
  const message = reminder.messageId === null ? undefined : tx.messages.get(reminder.messageId);
  const base = {
    reminder,
    appointment,
    person,
    step: stepOf(tx, reminder),
    conversationId: conversationOf(tx, person),
  };
  if (reminder.state === 'queued' && message !== undefined) return queued(tx, base, message, now);
  const said = reminder.reasonCode === null ? null : { code: reminder.reasonCode, text: reminder.reasonText ?? '' };
  const made = compose(deps, tx, reminder, appointment);
  const words = made.ok
    ? { body: made.text.body, language: languageOf(tx, made.text.templateId, person) }
    : { body: '', language: person.language };
  const settle = (outcome: ForecastOutcome, reason: Reason | null): Outline => ({
    ...base,
    ...words,
    awaited: null,
    settled: { outcome, reason },
  });
  if (reminder.state === 'skipped') return settle('skipped', said);
  if (reminder.state === 'failed') return appointment.startsAt > now ? settle('notSent', said) : null;
  if (reminder.state === 'held') return appointment.startsAt > now ? settle('asks', said) : null;
  const early = withoutText(tx, reminder, appointment, Math.max(now, reminder.releaseAt), false);
  if (early !== null) return settle(early.state === 'held' ? 'asks' : 'notSent', early.reason);
  if (!made.ok) return settle('asks', made.reason);
  return {
    ...base,
    ...words,
    awaited: awaitedOf(reminder, appointment, made.text),
    settled: { outcome: 'leaves', reason: null },
  };
}

function awaitedOf(
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  text: { readonly number: string; readonly personId: string; readonly body: string },
): Awaited {
  const { id, sendBy } = reminder;
  const ask = { appointmentId: appointment.id, sendBy, trigger: 'automatic', author: null, confirmed: [] } as const;
  return {
    id,
    readyAt: reminder.releaseAt,
    sendBy,
    text: { number: text.number, personId: text.personId, body: text.body, ...ask },
  };
}

type Base = Pick<Outline, 'reminder' | 'appointment' | 'person' | 'step' | 'conversationId'>;

/** Its text is made and waits: the words are those, and it was judged once already. */
function queued(tx: ReadTx, base: Base, message: MessageRecord, now: number): Outline {
  const { reminder, appointment, person } = base;
  const number = tx.conversations.get(message.conversationId)?.address ?? '';
  const text = { number, personId: person.id, body: message.body };
  const readyAt = message.notBefore ?? tx.outbox.getByMessage(message.id)?.runAt ?? now;
  return {
    ...base,
    body: message.body,
    language: languageOf(tx, message.templateId, person),
    awaited: { ...awaitedOf(reminder, appointment, text), readyAt },
    settled: { outcome: 'leaves', reason: null },
  };
}

function conversationOf(tx: ReadTx, person: PersonRecord): string | null {
  const number = tx.people.numbersOf(person.id)[0]?.number;
  return number === undefined ? null : (tx.conversations.getByAddress(number)?.id ?? null);
}

function languageOf(tx: ReadTx, templateId: string | null, person: PersonRecord): string {
  return (templateId === null ? undefined : tx.templates.get(templateId)?.language) ?? person.language;
}

/** As the contract has it, with what was foreseen. */
export function viewForecast(outline: Outline, outlook: Outlook | null): ForecastText {
  const { reminder, appointment, person, settled } = outline;
  const body = outlook?.judged.body ?? outline.body;
  return {
    reminderId: reminder.id,
    appointmentId: appointment.id,
    personId: person.id,
    personName: person.name,
    conversationId: outline.conversationId,
    stepId: reminder.stepId,
    step: outline.step,
    visitAt: reminder.visitAt,
    visitKind: appointment.kind,
    clinician: appointment.clinician,
    dueAt: reminder.dueAt,
    leavesAt: outlook?.leavesAt ?? null,
    sendBy: reminder.sendBy,
    outcome: outlook?.outcome ?? settled.outcome,
    reason: outlook === null ? settled.reason : outlook.reason,
    body,
    language: outline.language,
    segments: body === '' ? 0 : (outlook?.judged.segments ?? countSegments(body).parts),
    route: outlook?.judged.route?.label ?? null,
    edited: editOf(reminder),
    alsoFor: [],
  };
}
