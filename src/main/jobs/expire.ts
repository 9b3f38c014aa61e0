/** Ends what is too late to be useful, in bulk: jobs, texts and what mirrors them in a few statements a commit. */
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import { endReason } from './reasons.ts';

/**
 * Texts ended in one commit. The first is small, the next ones grow or shrink towards the time that a commit may hold the main thread:
 * how long one takes is known only on the machine it runs on.
 */
const BATCH = { first: 500, least: 50, most: 4_000 } as const;
const COMMIT_MS = 30;

export type ExpireDeps = Pick<JobDeps, 'store' | 'clock' | 'timers' | 'handlers' | 'crashPoint'> & {
  readonly admission: Admission;
};

/**
 * Expires every ready text past its `sendBy`. Returns how many. Does nothing while the time of day is in doubt: a wrong clock must
 * not throw a week of reminders away. The gate would refuse them at the moment of sending in any case.
 */
export async function expireOverdue(deps: ExpireDeps, signal: AbortSignal): Promise<number> {
  const { clock, timers, admission } = deps;
  let total = 0;
  let batch: number = BATCH.first;
  while (!signal.aborted && admission.clockTrusted()) {
    const started = clock.monotonic();
    const ended = expireBatch(deps, batch);
    total += ended;
    if (ended < batch) break;
    batch = nextBatch(batch, clock.monotonic() - started);
    await timers.sleep(0, signal);
  }
  return total;
}

function nextBatch(batch: number, tookMs: number): number {
  // At most twice as many: one commit in a quiet moment says little about the next.
  const fitting = Math.floor(batch * Math.min(2, COMMIT_MS / Math.max(tookMs, 1)));
  return Math.min(BATCH.most, Math.max(BATCH.least, fitting));
}

function expireBatch(deps: ExpireDeps, batch: number): number {
  const now = deps.clock.now();
  return deps.store.write('dispatcher', (tx) => {
    const overdue = tx.outbox.expire(now, batch).map(({ messageId }) => messageId);
    if (overdue.length === 0) return 0;
    deps.handlers.expireTexts(tx, overdue, endReason('expired'), now);
    deps.crashPoint('dispatcher.inExpire');
    return overdue.length;
  });
}
