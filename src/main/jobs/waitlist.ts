/**
 * The job of the waitlist: on the planner's bell it has the feature ask the next people and let silent offers run out, in one commit. It
 * keeps no list of its own; a bell that rings twice or late asks nobody twice.
 */
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import { createLoop } from './loop.ts';
import type { Loop } from './loop.ts';

export type WaitlistJobDeps = JobDeps & { readonly admission: Admission };

/** At rest; nobody is asked while incoming texts are still being caught up (a yes or a STOP may be waiting) or the clock is in doubt. */
export function createWaitlistJob(deps: WaitlistJobDeps): Loop {
  return createLoop(deps, { name: 'waitlist', run: async () => tend(deps) });
}

/** Returns ms until the next look; null: nothing is being offered. */
function tend({ store, clock, handlers, admission }: WaitlistJobDeps): number | null {
  if (handlers.tendWaitlist === undefined || admission.held() !== null || !admission.clockTrusted()) return null;
  const now = clock.now();
  if (store.read((tx) => tx.waitlist.openSlots().length) === 0) return null;
  const next = store.write(
    'planner',
    (tx) => handlers.tendWaitlist?.(tx, now, handlers.remindersHeld(tx, now) === null) ?? null,
  );
  return next === null ? null : Math.max(0, next - clock.now());
}
