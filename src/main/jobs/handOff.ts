/**
 * Leaves reminders that are due while this PC is off with a gateway that can keep them and give them back (adr/0015), and asks for those
 * back that are no longer what would be sent. Owns when it looks and where on a line a text fits; what may be left is the handlers'.
 */
import { compareDates, toLocal } from '../domain/time.ts';
import { canHold } from '../providers/gateway.ts';
import type { ReminderRecord } from '../store/records.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import type { HandOffHandlers, PlaceOnLine } from './handlers.ts';
import { roomAround } from './line.ts';
import type { Links } from './links.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';

/** Reminders decided in one commit: composing and judging one takes about a millisecond. */
const BATCH = 20;
/** Kept texts looked at in one task. */
const CHECK_BATCH = 50;
const MOST_KEPT = 2_000;

export type HandOffDeps = JobDeps & { readonly admission: Admission; readonly links: Links };

export interface HandOff extends Loop {
  /** Nothing is left with a gateway until `open`: inbound texts may change what is due. */
  close(): void;
  open(): void;
  /** The program is about to end: what is due before it will be on again is made ready to be handed over. */
  beforeEnd(): Promise<void>;
}

/** The loop, at rest and closed. */
export function createHandOff(deps: HandOffDeps): HandOff {
  let closed = true;
  const loop = createLoop(deps, {
    name: 'handOff',
    run: async (signal) => {
      if (closed || deps.handlers.handOff === undefined) return null;
      await checkKept(deps, deps.handlers.handOff, signal);
      await leaveDue(deps, deps.handlers.handOff, false, signal);
      return null;
    },
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
    async beforeEnd() {
      const { handOff } = deps.handlers;
      if (closed || handOff === undefined) return;
      await loop.settled();
      await leaveDue(deps, handOff, true, new AbortController().signal);
    },
  };
}

/** Every text that a gateway keeps, against what would be sent now: settings, template, visit, consent. */
async function checkKept(deps: HandOffDeps, handOff: HandOffHandlers, signal: AbortSignal): Promise<void> {
  const now = deps.clock.now();
  const kept = deps.store.read((tx) =>
    tx.gateways
      .list()
      .flatMap(({ id }) => tx.messages.kept(id, Number.MAX_SAFE_INTEGER, MOST_KEPT).map((text) => text.id)),
  );
  for (let from = 0; from < kept.length && !signal.aborted; from += CHECK_BATCH) {
    const outdated = deps.store.read((tx) =>
      kept.slice(from, from + CHECK_BATCH).filter((id) => {
        const message = tx.messages.get(id);
        return message?.status === 'scheduled' && handOff.isOutdated(tx, message, now);
      }),
    );
    if (outdated.length > 0) {
      deps.store.write('planner', (tx) => {
        for (const id of outdated) handOff.takeBackOutdated(tx, id, now);
        deps.crashPoint('handOff.inCommit');
      });
    }
    await deps.timers.sleep(0, signal);
  }
}

/** The planned reminders of the time to be covered, the earliest first. */
async function leaveDue(
  deps: HandOffDeps,
  handOff: HandOffHandlers,
  closing: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, handlers } = deps;
  let after: { readonly at: number; readonly id: string } | null = null;
  while (!signal.aborted && deps.admission.clockTrusted()) {
    const now = clock.now();
    const batch: readonly ReminderRecord[] = store.read((tx) => {
      const span = handlers.remindersHeld(tx, now) === null ? handOff.spanToCover(tx, now, closing) : null;
      if (span === null || !someoneKeeps(deps, tx)) return [];
      // What is due already is the planner's.
      return tx.reminders.plannedBetween({ from: Math.max(span.from, now + 1), to: span.to, after, limit: BATCH });
    });
    const last = batch.at(-1);
    if (last === undefined) return;
    after = { at: last.releaseAt, id: last.id };
    leaveBatch(deps, handOff, batch, now);
    await deps.timers.sleep(0, signal);
  }
}

/** One commit for the batch; when one of them throws, one commit each, so that a bad one stops no other. */
function leaveBatch(deps: HandOffDeps, handOff: HandOffHandlers, batch: readonly ReminderRecord[], now: number): void {
  try {
    deps.store.write('planner', (tx) => {
      for (const reminder of batch) handOff.handOver(tx, reminder, placeFor(deps, tx, reminder, now), now);
      deps.crashPoint('handOff.inCommit');
    });
    deps.crashPoint('handOff.afterCommit');
  } catch (error) {
    const [only] = batch;
    if (batch.length > 1 || only === undefined) {
      for (const reminder of batch) leaveBatch(deps, handOff, [reminder], now);
      return;
    }
    // It is decided again when it is due, and put before a person then.
    deps.log.error({ reminder: only.id, error: describeError(error) }, 'handOff.defect');
  }
}

function someoneKeeps({ gateways }: HandOffDeps, tx: ReadTx): boolean {
  return tx.gateways.list().some(({ id }) => gateways.get(id)?.traits.canSchedule.possible === true);
}

/** Its own time, or soon after, when the line has room for it then. */
function placeFor(deps: HandOffDeps, tx: WriteTx, reminder: ReminderRecord, now: number): PlaceOnLine {
  return (gatewayId, parts, notBefore = 0) => {
    const record = tx.gateways.get(gatewayId);
    const scheduling = deps.gateways.get(gatewayId)?.traits.canSchedule;
    if (record === undefined || scheduling?.possible !== true) return null;
    if (record.pausedAt !== null || !deps.links.usable(gatewayId)) return null;
    const wanted = Math.max(reminder.releaseAt, reminder.dueAt, notBefore);
    const limits = deps.limits(tx, record);
    const at = roomAround(tx, record, limits, { parts, wanted, until: reminder.sendBy });
    if (at === null || !canHold(scheduling, at, now)) return null;
    // Its words may name the day by "tomorrow".
    const { zone } = limits;
    return compareDates(toLocal(at, zone), toLocal(reminder.dueAt, zone)) === 0 ? at : null;
  };
}
