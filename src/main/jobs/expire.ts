/** Ends what is too late to be useful, in bulk: the jobs in one statement a batch, their messages in the same commit. */
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import { endReason } from './reasons.ts';

/** Texts ended in one commit: short enough to keep the main thread free. */
const BATCH = 50;

export type ExpireDeps = Pick<JobDeps, 'store' | 'clock' | 'timers' | 'handlers' | 'crashPoint'> & {
  readonly admission: Admission;
};

/**
 * Expires every ready text past its `sendBy`. Returns how many. Does nothing while the time of day is in doubt: a wrong clock must
 * not throw a week of reminders away. The gate would refuse them at the moment of sending in any case.
 */
export async function expireOverdue(deps: ExpireDeps, signal: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal.aborted && deps.admission.clockTrusted()) {
    const ended = expireBatch(deps);
    total += ended;
    if (ended < BATCH) break;
    await deps.timers.sleep(0, signal);
  }
  return total;
}

function expireBatch(deps: ExpireDeps): number {
  const now = deps.clock.now();
  const reason = endReason('expired');
  return deps.store.write('dispatcher', (tx) => {
    const overdue = tx.outbox.expire(now, BATCH);
    for (const { messageId } of overdue) deps.handlers.recordStatus(tx, messageId, { status: 'expired', reason }, now);
    if (overdue.length > 0) deps.crashPoint('dispatcher.inExpire');
    return overdue.length;
  });
}
