/**
 * The planner: finds what is due in the store and has the feature decide it, a few per commit. It keeps no list of its own; bells,
 * edits and wakes only make it look, and a burst of them is one look.
 */
import type { ReminderRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';

const BATCH = 25;
/** A reminder whose decision threw is put before a person with this code. */
const DEFECT = {
  reasonCode: 'defect',
  reasonText: 'Not sent because of a fault in this program. Check it and send it by hand.',
} as const;

export type PlannerDeps = JobDeps & { readonly admission: Admission };

export interface Planner extends Loop {
  /** Nothing is released until `open`: inbound texts may cancel what is due. */
  close(): void;
  open(): void;
}

/** The planner, at rest and closed. */
export function createPlanner(deps: PlannerDeps): Planner {
  let closed = true;
  const loop = createLoop(deps, {
    name: 'planner',
    run: async (signal) => (closed ? null : releaseDue(deps, signal)),
  });
  return {
    start: loop.start.bind(loop),
    wake: loop.wake.bind(loop),
    within: loop.within.bind(loop),
    settled: loop.settled.bind(loop),
    stop: loop.stop.bind(loop),
    close: () => void (closed = true),
    open() {
      closed = false;
      loop.wake();
    },
  };
}

/** Releases everything due. Returns ms until the next reminder is due; the minute bell rings in any case. */
async function releaseDue(deps: PlannerDeps, signal: AbortSignal): Promise<number | null> {
  const { store, clock, handlers } = deps;
  store.write('planner', (tx) => handlers.wakeSnoozed(tx, clock.now()));
  const decided = new Set<string>();
  while (!signal.aborted) {
    // A wrong clock would release, or throw away, the wrong ones.
    if (!deps.admission.clockTrusted()) return null;
    if (decided.size === 0) store.write('planner', (tx) => handlers.tendGateways?.(tx, clock.now()));
    if (decided.size === 0) store.write('planner', (tx) => handlers.endPauses?.(tx, clock.now()));
    const more = store.write('planner', (tx) => handlers.tendReminders?.(tx, clock.now()) ?? false);
    deps.crashPoint('planner.afterTending');
    const due = store.read((tx) =>
      handlers.remindersHeld(tx, clock.now()) === null ? tx.reminders.due(clock.now(), BATCH) : [],
    );
    const fresh = due.filter((reminder) => !decided.has(reminder.id));
    if (fresh.length === 0 && !more) break;
    for (const reminder of fresh) decided.add(reminder.id);
    if (fresh.length > 0) releaseBatch(deps, fresh);
    await deps.timers.sleep(0, signal);
  }
  const next = store.read((tx) => earliest(tx.reminders.nextDueAt(), tx.appointments.nextSettledAt()));
  // One that stayed planned in the past (paused, say) waits for the bell.
  return next === null || next <= clock.now() ? null : next - clock.now();
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** One commit for the batch; when one of them throws, one commit each, so that a bad one stops no other. */
function releaseBatch(deps: PlannerDeps, batch: readonly ReminderRecord[]): void {
  const now = deps.clock.now();
  try {
    deps.store.write('planner', (tx) => {
      for (const reminder of batch) release(deps, tx, reminder, now);
    });
    deps.crashPoint('planner.afterRelease');
  } catch (error) {
    const [only] = batch;
    if (batch.length > 1 || only === undefined) {
      for (const reminder of batch) releaseBatch(deps, [reminder]);
      return;
    }
    deps.log.error({ reminder: only.id, error: describeError(error) }, 'planner.defect');
    deps.store.write('planner', (tx) => hold(tx, only, now));
  }
}

function release(deps: PlannerDeps, tx: WriteTx, reminder: ReminderRecord, now: number): void {
  deps.handlers.releaseReminder(tx, reminder, now);
  const after = tx.reminders.get(reminder.id);
  if (after?.state === 'planned' && after.releaseAt <= now) {
    throw new Error('A released reminder is still due.');
  }
  deps.crashPoint('planner.inRelease');
}

function hold(tx: WriteTx, reminder: ReminderRecord, now: number): void {
  tx.reminders.update(reminder.id, { state: 'held', ...DEFECT, updatedAt: now });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
}
