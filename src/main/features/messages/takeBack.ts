/** Stops texts that have not left: one by a person's or a feature's wish, or all to a number that must not get any. */
import type { Reason } from '../../../contract/common.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { JobState, MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { recordStatus } from './status.ts';

/** States of a job that nobody is working on. */
const WAITING: readonly JobState[] = ['ready', 'held'];
const WAITING_TEXT: readonly MessageStatus[] = ['queued', 'held'];
/** Reminders and planned texts are written at most so long before they leave. */
const LONGEST_WAIT_MS = 90 * DAY_MS;
const PAGE = 50;

/** Cancels a text that is not under way yet. False when it is too late; true also when it was stopped before. */
export function takeBack(tx: WriteTx, messageId: string, reason: Reason, now: number): boolean {
  const job = tx.outbox.getByMessage(messageId);
  if (job === undefined) return false;
  if (job.state === 'cancelled' || job.state === 'expired') return true;
  // A job that was tried before may be on the air: "ready" then means "try again".
  const attempt = tx.outbox.lastAttempt(job.id);
  if (
    attempt !== undefined &&
    attempt.outcome !== 'retry' &&
    attempt.outcome !== 'absent' &&
    attempt.outcome !== 'pause'
  ) {
    return false;
  }
  if (!tx.outbox.transition(job.id, WAITING, { state: 'cancelled', code: reason.code }, now)) return false;
  recordStatus(tx, messageId, { status: 'cancelled', reason, notBefore: null }, now);
  return true;
}

/**
 * Cancels every waiting text to `address`. Returns how many. Those already handed to a gateway are not in our hands, and
 * one written longer ago than anything waits is stopped by the gate when it is about to leave.
 * `keep`: texts that leave all the same (the one confirmation of an opt-out, when STOP comes twice).
 */
export function takeBackAllTo(
  tx: WriteTx,
  address: string,
  reason: Reason,
  now: number,
  keep: (message: MessageRecord) => boolean = () => false,
): number {
  const row = tx.conversations.getByAddress(address);
  if (row === undefined) return 0;
  return waitingIn(tx, row.id, now).filter((message) => !keep(message) && takeBack(tx, message.id, reason, now)).length;
}

function waitingIn(tx: ReadTx, conversationId: string, now: number): MessageRecord[] {
  const found: MessageRecord[] = [];
  let cursor: string | null = null;
  do {
    const page = tx.messages.list({ conversationId, cursor, limit: PAGE });
    found.push(...page.items.filter(({ status }) => WAITING_TEXT.includes(status)));
    const oldest = page.items.at(-1)?.createdAt ?? 0;
    cursor = oldest < now - LONGEST_WAIT_MS ? null : page.next;
  } while (cursor !== null);
  return found;
}
