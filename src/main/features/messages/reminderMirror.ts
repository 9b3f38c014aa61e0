/** Carries the state of a reminder's text over to the reminder, and to the visit when no reminder reached the patient. */
import type { Reason } from '../../../contract/common.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import type { ReminderState } from '../../../contract/reminders.ts';
import type { MessageRecord, ReminderRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { MADE_ANEW } from '../../domain/cadence/madeAnew.ts';
import { keepRowsOfPerson } from '../conversations/keepRow.ts';

const STATE_OF: Readonly<Record<MessageStatus, ReminderState | null>> = {
  queued: 'queued',
  scheduled: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  held: 'held',
  // Nobody knows whether it went out: a person must look before another one leaves.
  needsReview: 'held',
  failed: 'failed',
  undelivered: 'failed',
  expired: 'expired',
  cancelled: 'dropped',
  received: null,
};
/** Set by a person or by the schedule: no report of a text changes them. */
const DECIDED: readonly ReminderState[] = ['skipped', 'dropped'];
const STILL_TO_COME: readonly ReminderState[] = ['planned', 'held', 'queued', 'sent', 'delivered'];

/** Does nothing for a text that is no reminder's, or that is no longer its reminder's newest. */
export function mirrorToReminder(tx: WriteTx, text: MessageRecord, now: number): void {
  for (const reminder of tx.reminders.allByMessage(text.id)) mirrorOne(tx, text, reminder, now);
}

function mirrorOne(tx: WriteTx, text: MessageRecord, reminder: ReminderRecord, now: number): void {
  const state = STATE_OF[text.status];
  if (state === null || DECIDED.includes(reminder.state)) return;
  if (text.status === 'cancelled' && MADE_ANEW.includes(text.reasonCode ?? '')) {
    planAgain(tx, reminder, now);
    return;
  }
  // It went out although it was wanted back: that a person was told stands until they have dealt with it.
  if (reminder.state === 'held' && reminder.reasonCode === 'wentOutAnyway') return;
  if (state === reminder.state && text.reasonCode === reminder.reasonCode) return;
  tx.reminders.update(reminder.id, {
    state,
    reasonCode: text.reasonCode,
    reasonText: text.reasonText,
    updatedAt: now,
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
  markReached(tx, reminder, state, now);
}

/** The planner makes a new text as soon as it looks. */
function planAgain(tx: WriteTx, reminder: ReminderRecord, now: number): void {
  tx.reminders.update(reminder.id, {
    state: 'planned',
    releaseAt: Math.max(now, reminder.dueAt),
    reasonCode: null,
    reasonText: null,
    movedTo: null,
    householdCode: null,
    updatedAt: now,
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
}

/**
 * The same for many texts that have all come to `status` for one reason, in one statement. Only for a status that says nothing of the
 * patient's being reached or not: the visits are left as they are.
 */
export function mirrorManyToReminders(
  tx: WriteTx,
  messageIds: readonly string[],
  status: 'expired' | 'cancelled',
  { code, text }: Reason,
  now: number,
): void {
  const state = STATE_OF[status];
  if (state === null) return;
  const to = { state, reasonCode: code, reasonText: text, updatedAt: now };
  for (const { id, appointmentId } of tx.reminders.followMessages(messageIds, to, DECIDED)) {
    tx.changed('reminder.changed', id, appointmentId);
  }
}

/** A visit is "could not reach" when reminders failed and none arrived or is still to come (ux.md 3.6). */
function markReached(tx: WriteTx, reminder: ReminderRecord, state: ReminderState, now: number): void {
  const visit = tx.appointments.get(reminder.appointmentId);
  if (visit === undefined || visit.status !== 'booked') return;
  const steps = tx.reminders.ofAppointment(visit.id).filter(({ visitAt }) => visitAt === visit.startsAt);
  const hope = steps.some((step) => STILL_TO_COME.includes(step.state));
  const unreachable = state === 'failed' && !hope && visit.reply === 'none';
  const reached = (state === 'sent' || state === 'delivered') && visit.reply === 'unreachable';
  if (!unreachable && !reached) return;
  tx.appointments.update(visit.id, { reply: unreachable ? 'unreachable' : 'none', updatedAt: now });
  tx.changed('appointment.changed', visit.id);
  keepRowsOfPerson(tx, visit.personId, now);
}
