/** One reminder in the forecast: its words as they would leave, and how it is shown. Reads only; when it leaves is `foresee`. */
import type { Reason } from '../../../contract/common.ts';
import type { ForecastOutcome } from '../../../contract/reminderForecast.ts';
import type { ForecastText, ReminderStep } from '../../../contract/reminders.ts';
import { countSegments } from '../../../contract/segments.ts';
import type { AppointmentRecord, MessageRecord, PersonRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { closedUntil } from './closedDays.ts';
import type { RemindersDeps } from './deps.ts';
import type { Awaited, Outlook } from './foresee.ts';
import { composeReminder } from './compose.ts';
import type { ComposedText } from './compose.ts';
import { reasons } from './reasons.ts';
import type { PlanRules } from './rules.ts';
import { staleFor } from './stale.ts';
import { isBeforeVisit, purposeOf } from './stepFacts.ts';
import { withoutText } from './withoutText.ts';
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
  /** Reminders of other visits that this text speaks for; they have none of their own. */
  readonly speaksFor: readonly string[];
  readonly alsoFor: ForecastText['alsoFor'];
}

/** Null: nobody needs to see it (sent, or no longer needed). */
export function outlineOf(
  deps: ForecastTextDeps,
  tx: ReadTx,
  reminder: ReminderRecord,
  rules: PlanRules,
  now: number,
): Outline | null {
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
  const waits = releaseOf(tx, reminder, rules, now);
  const made = composeReminder(deps, tx, reminder, appointment, waits.at, { newerList: waits.at > now });
  const words = made.ok
    ? { body: made.text.body, language: languageOf(tx, made.text.templateId, person) }
    : { body: '', language: person.language };
  const settle = (outcome: ForecastOutcome, reason: Reason | null): Outline => ({
    ...base,
    ...words,
    awaited: null,
    speaksFor: [],
    alsoFor: [],
    settled: { outcome, reason },
  });
  const said = reminder.reasonCode === null ? null : { code: reminder.reasonCode, text: reminder.reasonText ?? '' };
  if (reminder.state === 'skipped') return settle('skipped', said);
  if (reminder.state === 'failed') return appointment.startsAt > now ? settle('notSent', said) : null;
  if (reminder.state === 'held') return settle('asks', said);
  const early = withoutText(tx, reminder, appointment, waits.at, false);
  if (early !== null) {
    const closed = early.state === 'expired' && waits.closed;
    return settle(early.state === 'held' ? 'asks' : 'notSent', closed ? reasons.closedTooLong : early.reason);
  }
  const stale = waits.at <= now && isBeforeVisit(tx, reminder) ? staleFor(tx, appointment, now, rules) : null;
  if (stale !== null) return settle('asks', stale);
  if (!made.ok) return settle('asks', made.reason);
  return {
    ...base,
    ...words,
    ...together(tx, reminder, made.text, waits),
    settled: { outcome: 'leaves', reason: null },
  };
}

/** When it is looked at: its release, or the opening after a closed day that it avoids. */
function releaseOf(
  tx: ReadTx,
  reminder: ReminderRecord,
  rules: PlanRules,
  now: number,
): { at: number; closed: boolean } {
  const at = Math.max(now, reminder.releaseAt);
  const opens = closedUntil(tx, reminder, at, rules);
  return opens === null ? { at, closed: false } : { at: opens, closed: true };
}

/** The text as it is asked about, with the other visits it speaks for. */
function together(
  tx: ReadTx,
  reminder: ReminderRecord,
  text: ComposedText,
  waits: { readonly at: number; readonly closed: boolean },
): Pick<Outline, 'awaited' | 'speaksFor' | 'alsoFor'> {
  const lead = text.members[0]?.reminder ?? reminder;
  const others = text.members.map((member) => member.reminder).filter(({ id }) => id !== reminder.id);
  const { number, personId, body } = text;
  const household = others.length > 0;
  const ask = { trigger: 'automatic', author: null, confirmed: [], household } as const;
  const sendBy = Math.min(reminder.sendBy, ...others.map((other) => other.sendBy));
  const appointmentId = isBeforeVisit(tx, lead) ? lead.appointmentId : null;
  return {
    awaited: {
      id: reminder.id,
      readyAt: waits.at,
      sendBy,
      reason: waits.closed ? reasons.closedToday : null,
      text: { number, personId, body, appointmentId, purpose: purposeOf(tx, reminder), sendBy, ...ask },
    },
    speaksFor: others.map(({ id }) => id),
    alsoFor: others.map((other) => viewOther(tx, other)),
  };
}

function viewOther(tx: ReadTx, { appointmentId, personId, visitAt }: ReminderRecord): ForecastText['alsoFor'][number] {
  return { appointmentId, personName: tx.people.get(personId)?.name ?? '', visitAt };
}

type Base = Pick<Outline, 'reminder' | 'appointment' | 'person' | 'step' | 'conversationId'>;

/** Its text is made and waits, here or at a gateway: the words are those. */
function queued(tx: ReadTx, base: Base, message: MessageRecord, now: number): Outline {
  const { reminder, appointment, person } = base;
  const members = tx.reminders.allByMessage(message.id).map((one) => ({ reminder: one, code: null }));
  const number = tx.conversations.get(message.conversationId)?.address ?? '';
  const text = { number, personId: person.id, body: message.body, templateId: message.templateId, members };
  const at = message.notBefore ?? tx.outbox.getByMessage(message.id)?.runAt ?? now;
  return {
    ...base,
    ...{ appointment, body: message.body, language: languageOf(tx, message.templateId, person) },
    ...together(tx, reminder, text, { at, closed: false }),
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
    alsoFor: [...outline.alsoFor],
  };
}
