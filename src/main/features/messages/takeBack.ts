/** Stops texts that have not left: one by a person's or a feature's wish, or all to a number that must not get any. */
import type { Reason } from '../../../contract/common.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { JobRecord, JobState, MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { recordStatus } from './status.ts';

/** States of a job that nobody is working on. */
const WAITING: readonly JobState[] = ['ready', 'held'];
const WAITING_TEXT: readonly MessageStatus[] = ['queued', 'held', 'scheduled', 'sending'];
/** Reminders and planned texts are written at most so long before they leave. */
const LONGEST_WAIT_MS = 90 * DAY_MS;
const PAGE = 50;

/**
 * Cancels a text that is not under way yet. False when it is too late; true also when it was stopped before, and for one that a gateway keeps
 * until later: that is asked for (jobs/recalls), and somebody is told when it cannot be had back. `again`: its reminder is then planned anew.
 */
export function takeBack(tx: WriteTx, messageId: string, reason: Reason, now: number, again = false): boolean {
  const job = tx.outbox.getByMessage(messageId);
  if (job === undefined) return false;
  if (job.state === 'cancelled' || job.state === 'expired') return true;
  if (isLeftForLater(tx, job, now)) return wantBack(tx, job, reason, now, again);
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

/** It lies at a gateway that sends it later, or is on the way there, or may be. */
function isLeftForLater(tx: ReadTx, job: JobRecord, now: number): boolean {
  if (job.sendAt === null || job.sendAt <= now) return false;
  if (job.state === 'leased' || job.state === 'unknown') return true;
  return job.state === 'done' && tx.messages.get(job.messageId)?.status === 'scheduled';
}

/** False: somebody was told already that it may still go out. */
function wantBack(tx: WriteTx, job: JobRecord, reason: Reason, now: number, again: boolean): boolean {
  const message = tx.messages.get(job.messageId);
  if (message === undefined) return false;
  const before = tx.recalls.get(job.id);
  tx.recalls.ask({
    jobId: job.id,
    messageId: message.id,
    appointmentId: message.appointmentId,
    reasonCode: reason.code,
    reasonText: reason.text,
    again,
    askedAt: now,
  });
  if (before === undefined) {
    tx.audit.append({
      at: now,
      action: 'message.wantedBack',
      entity: 'message',
      entityId: message.id,
      data: { code: reason.code },
    });
    recordStatus(tx, message.id, { status: message.status, reason: TAKING_BACK }, now);
  }
  return (before?.problem ?? null) === null;
}

const TAKING_BACK: Reason = { code: 'takingBack', text: 'Being taken back from the gateway.' };

/**
 * Cancels every waiting text to `address`, and asks gateways for those they keep until later. Returns how many. Those already handed over
 * to be sent are not in our hands, and one written longer ago than anything waits is stopped by the gate when it is about to leave.
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
