/**
 * The send fence of a restore in the store: whether it is up, what it says to a reminder that may have gone out in the lost time, and how a
 * person lifts it. The rule itself is domain/sendFence.
 */
import { z } from 'zod';
import type { FenceState } from '../../../contract/backups.ts';
import { DomainError } from '../../../contract/errors.ts';
import { FENCE_SETTING, isUp, mayHaveBeenSent } from '../../domain/sendFence.ts';
import type { SendFence } from '../../domain/sendFence.ts';
import type { JobHandlers } from '../../jobs/handlers.ts';
import { endReason } from '../../jobs/reasons.ts';
import type { ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

const Stored = z.object({
  id: z.string(),
  restoredAt: z.number(),
  lostFrom: z.number(),
  oldReadable: z.boolean(),
  optOutsKept: z.number(),
  askedGateways: z.number(),
  liftedAt: z.number().nullable(),
  liftedBy: z.string().nullable(),
});

/** Null: the data was never restored. A note that cannot be read counts as a fence that is up: better too still than twice. */
export function readFence(tx: ReadTx): SendFence | null {
  return tx.settings.derived(FENCE_SETTING, () => {
    const stored = tx.settings.get(FENCE_SETTING);
    if (stored === undefined) return null;
    const parsed = Stored.safeParse(stored);
    return parsed.success ? parsed.data : UNREADABLE;
  });
}

const UNREADABLE: SendFence = {
  id: 'unreadable',
  restoredAt: 0,
  lostFrom: 0,
  oldReadable: false,
  optOutsKept: 0,
  askedGateways: 0,
  liftedAt: null,
  liftedBy: null,
};

/** Why nothing automatic may leave: the fence, else what `otherwise` says. */
export function heldByFence(otherwise: JobHandlers['remindersHeld']): JobHandlers['remindersHeld'] {
  return (tx, now) => {
    const fence = readFence(tx);
    return isUp(fence) ? { code: 'sendFence', since: fence.restoredAt } : otherwise(tx, now);
  };
}

const REASON = {
  reasonCode: 'afterRestore',
  reasonText: 'It may have gone out before the data was restored. Look at the phone or ask the person.',
} as const;

/** Puts a reminder of the lost time before a person. True: it was, and is not to be decided by itself. */
export function holdIfLost(tx: WriteTx, reminder: ReminderRecord, now: number): boolean {
  if (!mayHaveBeenSent(readFence(tx), reminder.dueAt)) return false;
  tx.reminders.update(reminder.id, { state: 'held', ...REASON, updatedAt: now });
  tx.audit.append({
    at: now,
    action: 'reminder.released',
    entity: 'reminder',
    entityId: reminder.id,
    data: { state: 'held', code: REASON.reasonCode },
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
  return true;
}

export function viewFence(tx: ReadTx, now: number): FenceState | null {
  const fence = readFence(tx);
  if (fence === null) return null;
  const { restoredAt, lostFrom, oldReadable, optOutsKept, liftedAt, liftedBy } = fence;
  const counts = tx.outbox.counts(now);
  return {
    ...{ up: isUp(fence), restoredAt, lostFrom, oldReadable, optOutsKept, liftedAt, liftedBy },
    asking: counts.unknown,
    needsReview: counts.needsReview,
  };
}

const MOST = 10_000;

/**
 * Lifts it. Automatic answers written while it was up are taken back: they answer what was said hours ago, or was answered before.
 * Errors: NOT_FOUND without a fence, CONFLICT while gateways are asked. Lifting twice changes nothing.
 */
export function liftFence(recordStatus: JobHandlers['recordStatus'], tx: WriteTx, by: string, now: number): FenceState {
  const fence = readFence(tx);
  if (fence === null) throw new DomainError('NOT_FOUND', 'The data was not restored. Nothing is held back by it.');
  if (isUp(fence)) {
    const { unknown } = tx.outbox.counts(now);
    if (unknown > 0) {
      throw new DomainError(
        'CONFLICT',
        `The phone or Twilio is still being asked about ${String(unknown)} ${unknown === 1 ? 'text' : 'texts'}. Wait until that is settled.`,
      );
    }
    const dropped = dropAnswers(recordStatus, tx, fence, now);
    tx.settings.set(FENCE_SETTING, { ...fence, liftedAt: now, liftedBy: by }, now);
    tx.audit.append({ at: now, action: 'backup.fenceLifted', entity: 'backup', entityId: fence.id, data: { dropped } });
    tx.changed('settings.changed', FENCE_SETTING);
  }
  const view = viewFence(tx, now);
  if (view === null) throw new Error('The fence is gone in the transaction that lifted it.');
  return view;
}

function dropAnswers(recordStatus: JobHandlers['recordStatus'], tx: WriteTx, fence: SendFence, now: number): number {
  let dropped = 0;
  for (const job of tx.outbox.inState('ready', MOST)) {
    const message = tx.messages.get(job.messageId);
    if (message?.trigger !== 'automatic' || message.createdAt < fence.restoredAt) continue;
    if (!tx.outbox.transition(job.id, ['ready'], { state: 'cancelled', code: 'afterRestore' }, now)) continue;
    recordStatus(tx, message.id, { status: 'cancelled', reason: endReason('afterRestore'), notBefore: null }, now);
    dropped += 1;
  }
  return dropped;
}
