/** Stops texts that have not left: one by a person's or a feature's wish, or all to a number that must not get any. */
import type { Reason } from '../../../contract/common.ts';
import type { JobState, MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { recordStatus } from './status.ts';

/** States of a job that nobody is working on. */
const WAITING: readonly JobState[] = ['ready', 'held'];
/** More than one practice ever has waiting. */
const ALL = 100_000;

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
 * Cancels every waiting text to `address`. Returns how many. Those already handed to a gateway are not in our hands.
 * `keep`: texts that leave all the same (the one confirmation of an opt-out, when STOP comes twice).
 */
export function takeBackAllTo(
  tx: WriteTx,
  address: string,
  reason: Reason,
  now: number,
  keep: (message: MessageRecord) => boolean = () => false,
): number {
  const waiting = WAITING.flatMap((state) => tx.outbox.inState(state, ALL)).filter(({ lane }) => lane === address);
  return waiting.filter(({ messageId }) => {
    const message = tx.messages.get(messageId);
    return message !== undefined && !keep(message) && takeBack(tx, messageId, reason, now);
  }).length;
}
