/**
 * Decides one due reminder against the newest schedule, at the last moment before its text is queued: its plan is derived anew first. What
 * the text says and who shares it is `compose.ts`; the gate decides about it, and once more when it leaves. After this the reminder no
 * longer waits as `planned` with a release time in the past.
 */
import type { Reason } from '../../../contract/common.ts';
import type { ReminderState } from '../../../contract/reminders.ts';
import type { PlaceOnLine } from '../../jobs/handlers.ts';
import type { AppointmentRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { composeReminder, type ComposedText } from './compose.ts';
import { closedUntil } from './closedDays.ts';
import type { RemindersDeps } from './deps.ts';
import { planReminders } from './plan.ts';
import { reasons } from './reasons.ts';
import { staleFor } from './stale.ts';
import { isBeforeVisit, purposeOf } from './stepFacts.ts';
import { isToldByNotice } from './toldByNotice.ts';
import { withoutText } from './withoutText.ts';

/** Who pressed the button, and what they confirmed; null: the plan itself. */
export interface ByHand {
  readonly author: string;
  readonly confirmed: readonly string[];
}

export interface Released {
  readonly state: ReminderState;
  readonly reason: Reason | null;
}

interface Outcome extends Released {
  readonly movedTo?: number | null;
  readonly messageId?: string;
  /** Not looked at again before, UTC ms. */
  readonly releaseAt?: number;
  /** Those the text speaks for; left out: this one alone. */
  readonly members?: ComposedText['members'];
}

type Release = {
  readonly reminder: ReminderRecord;
  readonly appointment: AppointmentRecord;
  readonly now: number;
  readonly byHand: ByHand | null;
  /** It is left with a gateway now, to be sent at about `at`. */
  readonly ahead?: { readonly place: PlaceOnLine; readonly at: number };
};

/** Returns the state the reminder is in afterwards. */
export function releaseReminder(
  deps: RemindersDeps,
  tx: WriteTx,
  waiting: ReminderRecord,
  now: number,
  byHand: ByHand | null = null,
): Released {
  const appointment = tx.appointments.get(waiting.appointmentId);
  if (appointment === undefined) return write(tx, waiting, { state: 'dropped', reason: reasons.visitGone }, now);
  const reminder = byHand === null ? planAnew(deps, tx, waiting, appointment, now) : waiting;
  if (reminder === undefined) return { state: 'dropped', reason: reasons.visitMoved };
  if (byHand === null && (reminder.state !== 'planned' || isPutOff(waiting, reminder, now)))
    return asItStands(reminder);
  const visit = tx.appointments.get(appointment.id) ?? appointment;
  return write(tx, reminder, decide(deps, tx, { reminder, appointment: visit, now, byHand }), now);
}

/**
 * Has the text of a planned reminder left with a gateway, which sends it at the time that `ahead.place` finds, as it will read then (adr/0015).
 * False: nothing was made, and the reminder is decided when it is due.
 */
export function releaseAhead(
  deps: RemindersDeps,
  tx: WriteTx,
  waiting: ReminderRecord,
  place: PlaceOnLine,
  now: number,
): boolean {
  const appointment = tx.appointments.get(waiting.appointmentId);
  const reminder = appointment === undefined ? undefined : planAnew(deps, tx, waiting, appointment, now);
  if (appointment === undefined || reminder?.state !== 'planned' || reminder.releaseAt !== waiting.releaseAt)
    return false;
  const visit = tx.appointments.get(appointment.id) ?? appointment;
  const ahead = { place, at: Math.max(reminder.releaseAt, reminder.dueAt) };
  const outcome = decide(deps, tx, { reminder, appointment: visit, now, byHand: null, ahead });
  if (outcome.messageId === undefined) return false;
  write(tx, reminder, outcome, now);
  return true;
}

/** The plan, the calendar or the visit may have changed since it was planned. Undefined: it left no trace. */
function planAnew(
  deps: RemindersDeps,
  tx: WriteTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  now: number,
): ReminderRecord | undefined {
  planReminders(deps, tx, appointment, now, { onlyStanding: true });
  return tx.reminders.get(reminder.id);
}

/** The plan, as it is now, has it later. */
function isPutOff(before: ReminderRecord, after: ReminderRecord, now: number): boolean {
  return after.releaseAt > now && after.releaseAt > before.releaseAt;
}

function asItStands({ state, reasonCode, reasonText }: ReminderRecord): Released {
  return { state, reason: reasonCode === null ? null : { code: reasonCode, text: reasonText ?? '' } };
}

function decide(deps: RemindersDeps, tx: WriteTx, release: Release): Outcome {
  const { reminder, appointment, now, byHand } = release;
  const early = withoutText(tx, reminder, appointment, now, byHand !== null);
  if (early !== null) return early;
  const settles = tx.appointments.settling(appointment.id).until;
  if (settles !== null && settles > now) return { state: 'planned', reason: reasons.settling, releaseAt: settles };
  const stale = byHand === null && isBeforeVisit(tx, reminder) ? staleFor(tx, appointment, now) : null;
  if (stale !== null) return { state: 'held', reason: stale };
  const closed = byHand === null ? closedUntil(tx, reminder, release.ahead?.at ?? now) : null;
  if (closed !== null) return putOff(reminder, closed);
  if (byHand === null && isBeforeVisit(tx, reminder) && isToldByNotice(tx, reminder, release.ahead?.at ?? now))
    return { state: 'dropped', reason: reasons.toldByNotice };
  const old = oldTextOut(tx, appointment, now, byHand !== null);
  if (old !== null) return old;
  const before = earlierText(deps, tx, reminder, now, byHand !== null);
  if (before !== null) return before;
  const made = composeReminder(deps, tx, reminder, appointment, release.ahead?.at ?? now);
  if (!made.ok) return { state: 'held', reason: made.reason };
  return queue(deps, tx, release, made.text);
}

/** To the next opening, where that is soon enough. */
function putOff({ sendBy }: ReminderRecord, until: number): Outcome {
  if (until > sendBy) return { state: 'expired', reason: reasons.closedTooLong };
  return { state: 'planned', reason: reasons.closedToday, releaseAt: until, movedTo: until };
}

function queue(
  deps: RemindersDeps,
  tx: WriteTx,
  { reminder, now, byHand, ahead }: Release,
  text: ComposedText,
): Outcome {
  const { members, number, personId, body, templateId } = text;
  const lead = members[0]?.reminder ?? reminder;
  const { decision, reason, message } = deps.queueReminder(
    tx,
    {
      ...{ number, personId, body, templateId },
      // The gate takes a text about a visit that is over for one that comes too late.
      appointmentId: isBeforeVisit(tx, lead) ? lead.appointmentId : null,
      reminderId: lead.id,
      purpose: purposeOf(tx, reminder),
      // A further go is possible only after the text before it was taken back or has surely failed.
      dedupeKey: lead.messageId === null ? `reminder:${lead.id}` : `reminder:${lead.id}:after:${lead.messageId}`,
      sendBy: Math.min(...members.map((member) => member.reminder.sendBy)),
      trigger: byHand === null ? 'automatic' : 'manual',
      author: byHand?.author ?? null,
      confirmed: byHand?.confirmed ?? [],
      household: members.length > 1,
      ...(ahead === undefined ? {} : { ahead: ahead.place }),
    },
    now,
  );
  switch (decision.decision) {
    case 'allow':
    case 'delay': {
      if (message === null) return { state: 'held', reason };
      const movedTo = decision.decision === 'delay' ? decision.until : null;
      return { state: 'queued', reason: movedTo === null ? null : reason, movedTo, messageId: message.id, members };
    }
    case 'confirm':
      return { state: 'held', reason };
    case 'block': {
      const expired = decision.code.startsWith('EXPIRED');
      // A change that nobody was told of needs a person.
      return { state: expired && reminder.kind === 'step' ? 'expired' : 'failed', reason };
    }
  }
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
    case 'sent':
    case 'delivered':
      return { state: text.status, reason: null };
    case 'needsReview':
    case 'received':
      return { state: 'held', reason: reasons.mayBeOut };
    // It waits, is on its way, or a gateway keeps it until its time.
    default:
      return { state: 'queued', reason: null };
  }
}

/** How long a reminder waits for word of an older text before it looks again, ms. */
const OLD_TEXT_LOOK_MS = 60_000;

/** An older text about this visit lies at a gateway and is being taken back: until that is settled there is no second one. */
function oldTextOut(tx: ReadTx, appointment: AppointmentRecord, now: number, byHand: boolean): Outcome | null {
  if (tx.recalls.ofVisit(appointment.id).length === 0) return null;
  if (byHand) return { state: 'held', reason: reasons.oldTextOut };
  return { state: 'planned', reason: reasons.oldTextOut, releaseAt: now + OLD_TEXT_LOOK_MS };
}

function write(tx: WriteTx, reminder: ReminderRecord, outcome: Outcome, now: number): Released {
  const { state, reason, movedTo = null, messageId, releaseAt, members } = outcome;
  for (const member of members ?? [{ reminder, code: null }]) {
    tx.reminders.update(member.reminder.id, {
      state,
      reasonCode: reason?.code ?? null,
      reasonText: reason?.text ?? null,
      movedTo,
      ...(members === undefined ? {} : { householdCode: member.code }),
      ...(messageId === undefined ? {} : { messageId }),
      ...(releaseAt === undefined ? {} : { releaseAt }),
      updatedAt: now,
    });
    tx.audit.append({
      at: now,
      action: 'reminder.released',
      entity: 'reminder',
      entityId: member.reminder.id,
      data: { state, code: reason?.code ?? null },
    });
    tx.changed('reminder.changed', member.reminder.id, member.reminder.appointmentId);
  }
  return { state, reason };
}
