/**
 * What becomes of a job whose decision hit a defect: a second chance, then the end, visible to a person. Nothing of it has left. One bad
 * row must never stop the texts behind it.
 */
import type { JobDeps } from './deps.ts';
import type { PoisonedJob } from './claim.ts';
import { describeError } from './loop.ts';
import { endReason } from './reasons.ts';

/** Defects per job since the start of the program. */
export type DefectCounts = Map<string, number>;

const SECOND_CHANCE_MS = 5_000;

type Deps = Pick<JobDeps, 'store' | 'clock' | 'log' | 'handlers'>;

/** Moves the job out of the way: ready again in a moment, or dead with its message failed. */
export function quarantine(deps: Deps, defects: DefectCounts, poison: PoisonedJob): void {
  const { jobId } = poison;
  const count = (defects.get(jobId) ?? 0) + 1;
  defects.set(jobId, count);
  deps.log.error({ job: jobId, count, error: describeError(poison.cause) }, 'dispatcher.defect');
  const now = deps.clock.now();
  if (count === 1) {
    const runAt = now + SECOND_CHANCE_MS;
    deps.store.write('dispatcher', (tx) => tx.outbox.transition(jobId, ['ready'], { state: 'ready', runAt }, now));
    return;
  }
  defects.delete(jobId);
  try {
    deps.store.write('dispatcher', (tx) => {
      tx.outbox.transition(jobId, ['ready'], { state: 'dead', code: 'defect' }, now);
      const messageId = tx.outbox.get(jobId)?.messageId;
      if (messageId === undefined) return;
      deps.handlers.recordStatus(tx, messageId, { status: 'failed', reason: endReason('defect') }, now);
    });
  } catch (error) {
    // Even saying so fails: the job alone is ended, and Health counts it.
    deps.log.error({ job: jobId, error: describeError(error) }, 'dispatcher.quarantineFailed');
    deps.store.write('dispatcher', (tx) =>
      tx.outbox.transition(jobId, ['ready'], { state: 'needsReview', code: 'defect' }, now),
    );
  }
}
