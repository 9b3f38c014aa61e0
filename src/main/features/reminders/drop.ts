/**
 * Takes reminders out of the queue: with the text that waits for them, without the ones that share it. Nothing that has left, or may have,
 * is touched. Runs inside the transaction of whoever changed the visit.
 */
import type { Reason } from '../../../contract/common.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import type { MessageRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';

export type DropDeps = Pick<RemindersDeps, 'takeBack'>;

/** States in which a reminder still waits for something. */
const WAITING: readonly ReminderRecord['state'][] = ['planned', 'held', 'queued', 'failed'];
const ENDED_UNSENT: readonly MessageStatus[] = ['cancelled', 'failed', 'expired'];
/** Of a text that surely never left, yet. */
const NEVER_LEFT: readonly string[] = [...ENDED_UNSENT, 'queued', 'held', 'scheduled'];

/** Drops a reminder that has not left; one whose text waits takes the text along. Sent ones stay as they are. */
export function dropReminder(deps: DropDeps, tx: WriteTx, reminder: ReminderRecord, why: Reason, now: number): void {
  endReminder(deps, tx, reminder, 'dropped', why, now);
}

/** The same with any end. False: it has left, or is about to. */
export function endReminder(
  deps: DropDeps,
  tx: WriteTx,
  reminder: ReminderRecord,
  state: 'dropped' | 'expired',
  why: Reason,
  now: number,
): boolean {
  if (!WAITING.includes(reminder.state)) return false;
  if (!takeTextBack(deps, tx, reminder, why, now)) return false;
  tx.reminders.update(reminder.id, {
    state,
    reasonCode: why.code,
    reasonText: why.text,
    movedTo: null,
    householdCode: null,
    updatedAt: now,
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
  return true;
}

/**
 * Takes the reminder's text along, where one waits for its time or for a person. Others that share the text are planned again, for a text
 * without this one. False: it has left, or is about to.
 */
export function takeTextBack(deps: DropDeps, tx: WriteTx, reminder: ReminderRecord, why: Reason, now: number): boolean {
  const text = reminder.messageId === null ? undefined : tx.messages.get(reminder.messageId);
  if (text === undefined || !mayStillLeave(text)) return true;
  const sharing = tx.reminders.allByMessage(text.id).filter(({ id }) => id !== reminder.id);
  if (!deps.takeBack(tx, text.id, why, now)) return false;
  for (const other of sharing) planAgain(tx, other, now);
  return true;
}

/** Back into the queue, for a new text as soon as the planner looks. */
export function planAgain(tx: WriteTx, reminder: ReminderRecord, now: number): void {
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

/** Whether a text of this reminder is out, or may be. */
export function hasLeft(tx: ReadTx, { messageId }: ReminderRecord): boolean {
  const text = messageId === null ? undefined : tx.messages.get(messageId);
  return text !== undefined && !NEVER_LEFT.includes(text.status);
}

/** Whether a further text of it may be made: there is none, or the one before surely never left and never will. */
export function mayMakeAnother(tx: ReadTx, { messageId }: ReminderRecord): boolean {
  const text = messageId === null ? undefined : tx.messages.get(messageId);
  return text === undefined || ENDED_UNSENT.includes(text.status);
}

/** Also one that a gateway keeps until its time. */
const MAY_STILL_LEAVE: readonly string[] = ['queued', 'held', 'scheduled', 'sending'];

function mayStillLeave({ status }: MessageRecord): boolean {
  return MAY_STILL_LEAVE.includes(status);
}
