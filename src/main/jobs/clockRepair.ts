/**
 * After a clock was set back: jobs touched while it ran ahead carry times that now lie far off, and would wait there. Owns finding those
 * and giving them their wait again, counted from now. The gate decides each of them anew, so too early does no harm.
 */
import type { JobRecord } from '../store/records.ts';
import type { JobDeps } from './deps.ts';

/** Rows of the last moments may be a little ahead without anything being wrong, ms. */
const TOLERANCE_MS = 5_000;
/** A text queued to leave at once, undo time included, ms. A later hour was chosen by a person or a plan and stays. */
const AT_ONCE_MS = 60_000;
const MOST = 10_000;

/** Returns how many jobs were moved. Cheap when none was touched in the future. */
export function repairRunTimes(deps: Pick<JobDeps, 'store' | 'clock'>): number {
  const now = deps.clock.now();
  const astray = deps.store.read((tx) =>
    [...tx.outbox.inState('ready', MOST), ...tx.outbox.inState('unknown', MOST)].filter((job) => isAstray(job, now)),
  );
  if (astray.length === 0) return 0;
  deps.store.write('dispatcher', (tx) => {
    for (const job of astray) {
      const runAt = now + Math.max(0, job.runAt - job.updatedAt);
      tx.outbox.transition(job.id, [job.state], { state: job.state, runAt }, now);
    }
  });
  return astray.length;
}

function isAstray(job: JobRecord, now: number): boolean {
  if (job.updatedAt <= now + TOLERANCE_MS || job.runAt <= now) return false;
  return job.lastCode !== null || job.runAt - job.createdAt <= AT_ONCE_MS;
}
