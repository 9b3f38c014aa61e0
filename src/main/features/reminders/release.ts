/**
 * Decides one due reminder against the newest schedule, at the last moment before its text is queued. The send gate decides
 * once more when the text leaves. After this the reminder no longer waits as `planned` with a due time in the past.
 */
import type { Reason } from '../../../contract/common.ts';
import type { ReminderState } from '../../../contract/reminders.ts';
import type { AppointmentRecord, PersonRecord, ReminderRecord, TemplateRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import { incompleteReason, reasons } from './reasons.ts';

/** Who pressed the button, and what they confirmed; null: the plan itself. */
export interface ByHand {
  readonly author: string;
  readonly confirmed: readonly string[];
}

interface Outcome {
  readonly state: ReminderState;
  readonly reason: Reason | null;
  readonly movedTo?: number | null;
  readonly messageId?: string;
}

/** Returns the state the reminder is in afterwards. */
export function releaseReminder(
  deps: RemindersDeps,
  tx: WriteTx,
  reminder: ReminderRecord,
  now: number,
  byHand: ByHand | null = null,
): { readonly state: ReminderState; readonly reason: Reason | null } {
  const outcome = decide(deps, tx, reminder, now, byHand);
  tx.reminders.update(reminder.id, {
    state: outcome.state,
    reasonCode: outcome.reason?.code ?? null,
    reasonText: outcome.reason?.text ?? null,
    movedTo: outcome.movedTo ?? null,
    ...(outcome.messageId === undefined ? {} : { messageId: outcome.messageId }),
    updatedAt: now,
  });
  tx.audit.append({
    at: now,
    action: 'reminder.released',
    entity: 'reminder',
    entityId: reminder.id,
    data: { state: outcome.state, code: outcome.reason?.code ?? null },
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
  return { state: outcome.state, reason: outcome.reason };
}

function decide(
  deps: RemindersDeps,
  tx: WriteTx,
  reminder: ReminderRecord,
  now: number,
  byHand: ByHand | null,
): Outcome {
  const appointment = tx.appointments.get(reminder.appointmentId);
  if (appointment === undefined) return { state: 'dropped', reason: reasons.visitGone };
  const early = withoutText(tx, reminder, appointment, now, byHand !== null);
  if (early !== null) return early;
  const before = earlierText(deps, tx, reminder, now, byHand !== null);
  if (before !== null) return before;
  const made = compose(deps, tx, reminder, appointment);
  if (!made.ok) return { state: 'held', reason: made.reason };
  const { decision, reason, message } = deps.queueReminder(
    tx,
    {
      ...made.text,
      appointmentId: appointment.id,
      reminderId: reminder.id,
      // A further go is possible only after the text before it was taken back or has surely failed.
      dedupeKey:
        reminder.messageId === null ? `reminder:${reminder.id}` : `reminder:${reminder.id}:after:${reminder.messageId}`,
      sendBy: reminder.sendBy,
      trigger: byHand === null ? 'automatic' : 'manual',
      author: byHand?.author ?? null,
      confirmed: byHand?.confirmed ?? [],
    },
    now,
  );
  switch (decision.decision) {
    case 'allow':
    case 'delay': {
      if (message === null) return { state: 'held', reason };
      const moved = decision.decision === 'delay' ? decision.until : null;
      return {
        state: 'queued',
        reason: moved === null ? null : reason,
        movedTo: moved,
        messageId: message.id,
      };
    }
    case 'confirm':
      return { state: 'held', reason };
    case 'block':
      return { state: decision.code.startsWith('EXPIRED') ? 'expired' : 'failed', reason };
  }
}

/** The cases in which no text is made at all, whatever the gate would say. Also asked by the forecast. */
export function withoutText(
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  now: number,
  byHand: boolean,
): Outcome | null {
  if (appointment.status !== 'booked') return { state: 'dropped', reason: reasons.visitGone };
  if (appointment.startsAt !== reminder.visitAt) return { state: 'dropped', reason: reasons.visitMoved };
  if (now > reminder.sendBy) return { state: 'expired', reason: reasons.tooLate };
  if (byHand) return null;
  if (appointment.reply === 'newTime') return { state: 'held', reason: reasons.wantsNewTime };
  if (appointment.reply === 'cancelled') return { state: 'held', reason: reasons.wantsToCancel };
  const step = reminder.stepId === null ? undefined : tx.templates.step(reminder.stepId);
  if (appointment.reply === 'confirmed' && step?.whenConfirmed === 'skip')
    return { state: 'dropped', reason: reasons.confirmed };
  return null;
}

/**
 * What the text made before forbids: a further one only when it surely did not go out, or when a person sends again what the
 * network did not deliver. A text that still waits for a person is taken back first. Null: the way is free.
 */
function earlierText(
  deps: Pick<RemindersDeps, 'takeBack'>,
  tx: WriteTx,
  reminder: ReminderRecord,
  now: number,
  byHand: boolean,
): Outcome | null {
  const text = reminder.messageId === null ? undefined : tx.messages.get(reminder.messageId);
  switch (text?.status) {
    case undefined:
    case 'cancelled':
    case 'failed':
    case 'expired':
      return null;
    case 'undelivered':
      return byHand ? null : { state: 'failed', reason: reasons.mayBeOut };
    case 'held':
      return deps.takeBack(tx, text.id, reasons.replaced, now) ? null : { state: 'held', reason: reasons.mayBeOut };
    case 'queued':
    case 'sending':
      return { state: 'queued', reason: null };
    case 'sent':
    case 'delivered':
      return { state: text.status, reason: null };
    case 'needsReview':
    case 'received':
      return { state: 'held', reason: reasons.mayBeOut };
  }
}

interface Composed {
  readonly number: string;
  readonly personId: string;
  readonly body: string;
  /** Null: a person's own words, of a step whose text is gone. */
  readonly templateId: string | null;
}

/** The text of a reminder as it would leave now, in the person's language; or why there is none. */
export function compose(
  deps: Pick<RemindersDeps, 'render'>,
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
): { readonly ok: true; readonly text: Composed } | { readonly ok: false; readonly reason: Reason } {
  const person = tx.people.get(appointment.personId);
  if (person === undefined) return { ok: false, reason: reasons.visitGone };
  const number = textableNumber(tx, person);
  if (typeof number !== 'string') return { ok: false, reason: number };
  const template = templateFor(tx, reminder, person);
  if (reminder.bodyOverride !== null) {
    // A person's own words for this one text.
    const templateId = template?.id ?? null;
    return { ok: true, text: { number, personId: person.id, body: reminder.bodyOverride, templateId } };
  }
  if (template === undefined) return { ok: false, reason: reasons.noTemplate };
  const { body, missing } = deps.render(tx, { template, person, appointment });
  if (missing.length > 0) return { ok: false, reason: incompleteReason(missing) };
  return { ok: true, text: { number, personId: person.id, body, templateId: template.id } };
}

function textableNumber(tx: ReadTx, person: PersonRecord): string | Reason {
  const numbers = tx.people.numbersOf(person.id).map(({ number }) => number);
  const first = numbers.find((number) => {
    const kind = tx.people.number(number)?.kind;
    return kind !== 'landline' && kind !== 'tollFree';
  });
  return first ?? (numbers.length === 0 ? reasons.noNumber : reasons.landline);
}

function templateFor(tx: ReadTx, reminder: ReminderRecord, person: PersonRecord): TemplateRecord | undefined {
  const step = reminder.stepId === null ? undefined : tx.templates.step(reminder.stepId);
  return step === undefined ? undefined : tx.templates.inLanguage(step.templateId, person.language);
}
