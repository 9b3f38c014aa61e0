/** What having a text back from a gateway, or not, means for the text, its reminders and the people at the desk. Decides nothing about asking. */
import type { RecallEnd } from '../../jobs/handlers.ts';
import type { MessageRecord, RecallRecord, ReminderRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { recordStatus } from '../messages/status.ts';
import { mayStillGo, wentOut } from './words.ts';

/** Writes one end. A wish may end twice: first that it may still go out, then what became of it. */
export function recallEnded(tx: WriteTx, recall: RecallRecord, end: RecallEnd, now: number): void {
  const message = tx.messages.get(recall.messageId);
  if (message === undefined) return;
  tx.audit.append({
    at: now,
    action: `message.recall.${end}`,
    entity: 'message',
    entityId: message.id,
    data: { code: recall.reasonCode, again: recall.again },
  });
  switch (end) {
    case 'back':
      return back(tx, recall, message, now);
    case 'mayStillGo':
      return tellAbout(tx, message, mayStillGo(tx, message.notBefore ?? now, now), now);
    case 'wentOut':
      return gone(tx, recall, message, now);
  }
}

function back(tx: WriteTx, recall: RecallRecord, message: MessageRecord, now: number): void {
  const reminders = tx.reminders.allByMessage(message.id);
  const reason = { code: recall.reasonCode, text: recall.reasonText };
  recordStatus(tx, message.id, { status: 'cancelled', reason, notBefore: null }, now);
  for (const before of reminders) {
    const reminder = tx.reminders.get(before.id);
    if (reminder === undefined || reminder.messageId !== message.id) continue;
    if (recall.again && (before.state === 'queued' || before.state === 'held')) {
      move(tx, reminder, { state: 'planned', reasonCode: null, reasonText: null, movedTo: null }, now);
    } else if (before.state === 'planned') {
      // In the queue again meanwhile: a visit that was moved away and back, one of a household.
      const { reasonCode, reasonText, movedTo, releaseAt } = before;
      move(tx, reminder, { state: 'planned', reasonCode, reasonText, movedTo, releaseAt }, now);
    } else if (reminder.state === 'held') {
      move(tx, reminder, { state: 'dropped', reasonCode: reason.code, reasonText: reason.text }, now);
    }
  }
}

function gone(tx: WriteTx, recall: RecallRecord, message: MessageRecord, now: number): void {
  const sentAt = message.sentAt ?? Math.min(message.notBefore ?? now, now);
  // Only its words were to be renewed: it said something true enough.
  const reason = recall.again ? null : wentOut(tx, sentAt, now);
  if (message.status === 'scheduled') recordStatus(tx, message.id, { status: 'sending', reason, sentAt }, now);
  if (reason !== null) tellAbout(tx, message, reason, now);
}

function tellAbout(tx: WriteTx, message: MessageRecord, reason: { code: string; text: string }, now: number): void {
  const current = tx.messages.get(message.id);
  if (current !== undefined) recordStatus(tx, message.id, { status: current.status, reason }, now);
  for (const reminder of tx.reminders.allByMessage(message.id)) {
    move(tx, reminder, { state: 'held', reasonCode: reason.code, reasonText: reason.text, movedTo: null }, now);
  }
}

function move(tx: WriteTx, reminder: ReminderRecord, patch: Partial<ReminderRecord>, now: number): void {
  tx.reminders.update(reminder.id, { ...patch, updatedAt: now });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
}
