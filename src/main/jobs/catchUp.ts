/**
 * The order of things after any gap (start, wake, network return, clock jump): inbound first, then what is in doubt, then what is too late,
 * then what is due; sending opens last (architecture.md, decision 4).
 */
import type { Admission } from './admission.ts';
import type { JobDeps } from './deps.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { GatewayJobs } from './gatewayJobs.ts';
import type { Links } from './links.ts';
import { createLoop } from './loop.ts';
import type { Loop } from './loop.ts';
import type { HandOff } from './handOff.ts';
import type { Planner } from './planner.ts';

/** A gateway that answers, but whose inbox cannot be read, holds up the others no longer than this, ms. Itself it stays closed. */
const INBOUND_LIMIT_MS = 60_000;
/** Doubts that cannot be settled quickly keep only their own lanes closed, ms. */
const DOUBTS_LIMIT_MS = 15_000;
/** Looking what became of texts that gateways kept holds up the rest no longer than this, ms. */
const KEPT_LIMIT_MS = 15_000;
const LOOK_MS = 250;

export type CatchUpDeps = Pick<JobDeps, 'clock' | 'timers' | 'log'> & {
  readonly admission: Admission;
  readonly links: Links;
  readonly dispatcher: Dispatcher;
  readonly gatewayJobs: GatewayJobs;
  readonly planner: Planner;
  readonly handOff: HandOff;
  readonly recalls: Loop;
};

export interface CatchUp {
  start(): void;
  /** Closes sending at once, and opens it again when everything has been caught up. */
  begin(): void;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** The catch-up, at rest. Asked for while it runs, it runs once more. */
export function createCatchUp(deps: CatchUpDeps): CatchUp {
  const loop: Loop = createLoop(deps, {
    name: 'catchUp',
    run: async (signal) => {
      await runCatchUp(deps, signal);
      return null;
    },
  });
  return {
    start: loop.start.bind(loop),
    begin() {
      close(deps);
      loop.wake();
    },
    settled: loop.settled.bind(loop),
    stop: loop.stop.bind(loop),
  };
}

function close({ admission, planner, handOff }: CatchUpDeps): void {
  admission.close();
  planner.close();
  handOff.close();
}

async function runCatchUp(deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  const { admission, dispatcher, gatewayJobs, planner, clock, log } = deps;
  const startedAt = clock.monotonic();
  close(deps);
  gatewayJobs.sync();
  for (const { watch, receiver } of gatewayJobs.all()) {
    watch.wake();
    receiver.catchUp();
  }
  await inboundRead(deps, signal);
  if (signal.aborted) return;
  await keptSeen(deps, signal);
  if (signal.aborted) return;
  await recover(deps, signal);
  if (signal.aborted) return;
  planner.open();
  await planner.settled();
  if (signal.aborted) return;
  admission.open();
  dispatcher.wake();
  deps.handOff.open();
  log.info({ ms: Math.round(clock.monotonic() - startedAt), gateways: gatewayJobs.ids().length }, 'jobs.caughtUp');
}

/** Every gateway's inbox has been read, or the gateway is known to be out of reach and so cannot send either. */
async function inboundRead(deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  const { admission, links, gatewayJobs, timers, clock } = deps;
  const end = clock.monotonic() + INBOUND_LIMIT_MS;
  const isDone = (id: string): boolean => admission.isCaughtUp(id) || !links.usable(id);
  while (!signal.aborted && clock.monotonic() < end && !gatewayJobs.ids().every(isDone)) {
    await timers.sleep(LOOK_MS, signal);
  }
}

/** What gateways sent by themselves meanwhile is known, and what is wanted back has been asked for, before anything else leaves. */
async function keptSeen({ gatewayJobs, links, recalls, timers }: CatchUpDeps, signal: AbortSignal): Promise<void> {
  recalls.wake();
  const looks = gatewayJobs.ids().flatMap((id) => {
    const set = links.usable(id) ? gatewayJobs.of(id) : undefined;
    set?.statuses.wake();
    return set === undefined ? [] : [set.statuses.settled()];
  });
  const limit = new AbortController();
  const onStop = (): void => limit.abort();
  signal.addEventListener('abort', onStop, { once: true });
  await Promise.race([Promise.all([recalls.settled(), ...looks]), timers.sleep(KEPT_LIMIT_MS, limit.signal)]);
  signal.removeEventListener('abort', onStop);
  limit.abort();
}

async function recover(deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  const limit = new AbortController();
  const onStop = (): void => limit.abort(new Error('stopped'));
  signal.addEventListener('abort', onStop, { once: true });
  const timer = deps.timers.after(DOUBTS_LIMIT_MS, () => limit.abort(new Error('limit')));
  try {
    await deps.dispatcher.recover(limit.signal);
  } finally {
    timer.cancel();
    signal.removeEventListener('abort', onStop);
  }
}
