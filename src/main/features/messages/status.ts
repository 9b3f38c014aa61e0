/**
 * The state of an outgoing text and everything that mirrors it: conversation row, reminder, visit, what is known of the number.
 * Decides which change of state is possible; never decides to send.
 */
import type { MessageStatus } from '../../../contract/messages.ts';
import { saysHowToStop } from '../../domain/templates/requiredTexts.ts';
import type { StatusChange } from '../../jobs/handlers.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { isNumber } from '../conversations/address.ts';
import { statusChanged } from '../conversations/transitions.ts';
import { mirrorToReminder } from './reminderMirror.ts';

/** Where a text may go from each state. What is not here does not happen: reports come late, twice and out of order. */
const NEXT: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  queued: [
    'held',
    'scheduled',
    'sending',
    'sent',
    'delivered',
    'failed',
    'undelivered',
    'cancelled',
    'expired',
    'needsReview',
  ],
  held: ['queued', 'sending', 'failed', 'cancelled', 'expired'],
  scheduled: ['sending', 'sent', 'delivered', 'failed', 'undelivered', 'cancelled', 'expired', 'needsReview'],
  sending: [
    'queued',
    'held',
    'scheduled',
    'sent',
    'delivered',
    'failed',
    'undelivered',
    'cancelled',
    'expired',
    'needsReview',
  ],
  sent: ['delivered', 'failed', 'undelivered'],
  delivered: [],
  needsReview: ['scheduled', 'sent', 'delivered', 'failed', 'undelivered', 'cancelled'],
  // An end is left only by word that the text went out after all: then a person must look.
  failed: ['needsReview'],
  undelivered: ['needsReview', 'delivered'],
  cancelled: ['needsReview'],
  expired: ['needsReview'],
  received: [],
};

/** The states that a text may leave for this one. */
export function statesBefore(status: MessageStatus): readonly MessageStatus[] {
  return (Object.keys(NEXT) as MessageStatus[]).filter((before) => NEXT[before].includes(status));
}

/** Writes the new state to the message and its mirrors. An impossible or empty change does nothing. */
export function recordStatus(tx: WriteTx, messageId: string, change: StatusChange, now: number): void {
  const before = tx.messages.get(messageId);
  if (before === undefined || before.direction !== 'out') return;
  const moves = before.status !== change.status;
  if (moves && !NEXT[before.status].includes(change.status)) return;

  const patch = patchOf(before, change, now);
  tx.messages.update(messageId, patch);
  const after: MessageRecord = { ...before, ...patch };
  tx.changed('message.statusChanged', messageId, before.conversationId);
  if (moves) {
    tx.audit.append({
      at: now,
      action: `message.${change.status}`,
      entity: 'message',
      entityId: messageId,
      data: { from: before.status, code: after.reasonCode },
    });
  }
  if (change.status === 'sent' || change.status === 'delivered') rememberSent(tx, after, now);
  const row = tx.conversations.get(before.conversationId);
  if (row !== undefined && moves) statusChanged(tx, row, after, now);
  if (moves) mirrorToReminder(tx, after, now);
}

/** Instants of things that happened are kept from the first report. */
function patchOf(before: MessageRecord, change: StatusChange, now: number) {
  const left = change.status === 'sent' || change.status === 'delivered';
  const sentAt = before.sentAt ?? change.sentAt ?? (left ? now : null);
  const deliveredAt = before.deliveredAt ?? change.deliveredAt ?? (change.status === 'delivered' ? now : null);
  return {
    status: change.status,
    sentAt,
    deliveredAt,
    ...(change.reason === undefined
      ? {}
      : { reasonCode: change.reason?.code ?? null, reasonText: change.reason?.text ?? null }),
    ...(change.segments === undefined ? {} : { segments: change.segments }),
    ...(change.readAt === undefined ? {} : { readAt: change.readAt }),
    ...(change.price === undefined ? {} : { priceMicros: change.price.micros, priceCurrency: change.price.currency }),
    ...(change.notBefore === undefined ? {} : { notBefore: change.notBefore }),
    ...(change.gatewayId === undefined ? {} : { gatewayId: change.gatewayId }),
    ...(change.gatewayMessageId === undefined ? {} : { gatewayMessageId: change.gatewayMessageId }),
  };
}

/** The number has had its first text, and perhaps the line that says how to stop (rules.md 13.1 `append`). */
function rememberSent(tx: WriteTx, text: MessageRecord, now: number): void {
  const address = tx.conversations.get(text.conversationId)?.address;
  if (address === undefined || !isNumber(address)) return;
  const known = tx.people.number(address) ?? tx.people.ensureNumber(address);
  const at = text.sentAt ?? now;
  const hinted = saysHowToStop(text.body) && (known.lastOptOutHintAt ?? 0) < at;
  if (known.firstSentAt !== null && !hinted) return;
  tx.people.updateNumber(address, {
    firstSentAt: known.firstSentAt ?? at,
    ...(hinted ? { lastOptOutHintAt: at } : {}),
  });
}
