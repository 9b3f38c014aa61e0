/**
 * Receiving from one gateway: looks every few seconds, takes in what is new, and catches up after every gap. It decides when to look
 * and how far back; storing is `ingest`, meaning is the handler's. A webhook only makes it look sooner.
 */
import type { Gateway, GatewayResult, InboxPage } from '../providers/gateway.ts';
import type { Admission } from './admission.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import { ingestPage, isNoNews } from './ingest.ts';
import type { Links } from './links.ts';
import { createLoop, describeError } from './loop.ts';

/** capcom6.md 15. */
const LOOK_EVERY_MS = 3_000;
const WIDE_EVERY_MS = 10 * 60_000;
/** After a refresh the gateway answers at once, but its list may lag, ms. */
const AFTER_REFRESH_MS = 2_000;
/** A gap is re-read with this much overlap, and at first contact this far back, ms. */
const OVERLAP_MS = 3_600_000;
const FIRST_GAP_MS = 72 * 3_600_000;
/** Texts dated by a network whose clock runs ahead, ms (capcom6.md 3.6). */
const AHEAD_MS = 48 * 3_600_000;
const FAILED_AGAIN_MS = { first: 3_000, most: 30_000 };
const CALL_LIMIT_MS = 60_000;
/** More pages than this in one round are left to the next. */
const MOST_PAGES = 500;

export interface Receiver {
  start(): void;
  /** Looks now, as after a webhook or when a person asks. */
  wake(): void;
  /** Re-reads the gap since the last good look, then reports to the admission. */
  catchUp(): void;
  /** Resolves when no look is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export type ReceiverDeps = JobDeps & { readonly admission: Admission; readonly links: Links };

interface Place {
  /** Re-read the gap first. */
  refresh: boolean;
  /** Monotonic ms of the last wide look; null: none in this run. */
  wideAt: number | null;
  failures: number;
}

/** The receiver of one gateway, at rest. Its first round catches up. */
export function createReceiver(deps: ReceiverDeps, gatewayId: string): Receiver {
  const place: Place = { refresh: true, wideAt: null, failures: 0 };
  const loop = createLoop(deps, {
    name: 'receiver',
    run: async (signal) => {
      const gateway = deps.gateways.get(gatewayId);
      if (gateway === undefined) return null;
      const done = await look(deps, gateway, place, signal);
      place.failures = done ? 0 : place.failures + 1;
      if (done) return gateway.traits.lookEveryMs ?? LOOK_EVERY_MS;
      return Math.min(FAILED_AGAIN_MS.first * 2 ** (place.failures - 1), FAILED_AGAIN_MS.most);
    },
  });
  return {
    start: loop.start.bind(loop),
    wake: loop.wake.bind(loop),
    catchUp() {
      place.refresh = true;
      loop.wake();
    },
    settled: loop.settled.bind(loop),
    stop: loop.stop.bind(loop),
  };
}

/** One round. False: the gateway could not be read. */
async function look(deps: ReceiverDeps, gateway: Gateway, place: Place, signal: AbortSignal): Promise<boolean> {
  const { clock, admission, timers } = deps;
  const catchingUp = place.refresh;
  if (catchingUp || wideDue(place, clock.monotonic())) {
    place.refresh = false;
    const startedAt = clock.monotonic();
    if (!(await refresh(deps, gateway, signal))) return failAndKeep(place, catchingUp);
    await timers.sleep(AFTER_REFRESH_MS, signal);
    if (place.wideAt === null) await warmUp(deps, signal);
    if (!(await readAll(deps, gateway, true, signal))) return failAndKeep(place, catchingUp);
    place.wideAt = startedAt;
  } else if (!(await readAll(deps, gateway, false, signal))) {
    return false;
  }
  // A catch-up that was asked for meanwhile has its own round.
  if (!place.refresh && !signal.aborted) admission.caughtUp(gateway.id);
  return true;
}

/** Before the first texts of this run: each step in a task of its own, since the desk waits meanwhile. */
async function warmUp({ handlers, timers }: ReceiverDeps, signal: AbortSignal): Promise<void> {
  for (const step of handlers.warmUp?.() ?? []) {
    step();
    await timers.sleep(0, signal);
  }
}

function wideDue(place: Place, now: number): boolean {
  return place.wideAt === null || now - place.wideAt >= WIDE_EVERY_MS;
}

function failAndKeep(place: Place, catchingUp: boolean): false {
  place.refresh ||= catchingUp;
  return false;
}

/** Asks for what arrived while nobody looked: since the last good look, with overlap. */
async function refresh(deps: ReceiverDeps, gateway: Gateway, signal: AbortSignal): Promise<boolean> {
  const now = deps.clock.now();
  const last = deps.store.read((tx) => tx.gateways.get(gateway.id)?.lastPolledAt) ?? now - FIRST_GAP_MS;
  const range = { since: Math.min(last, now) - OVERLAP_MS, until: now + AHEAD_MS };
  return (await ask(deps, gateway, signal, (stop) => gateway.refreshInbox(range, stop))) !== null;
}

/** Reads page after page until nothing more waits. */
async function readAll(deps: ReceiverDeps, gateway: Gateway, wide: boolean, signal: AbortSignal): Promise<boolean> {
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const record = deps.store.read((tx) => tx.gateways.get(gateway.id));
    if (record === undefined) return false;
    const page = await ask(deps, gateway, signal, (stop) => gateway.fetchInbox(record.inboxCursor, { wide }, stop));
    if (page === null) return false;
    deps.crashPoint('receiver.afterFetch');
    await take(deps, gateway.id, page.value, signal);
    if (!page.value.more) return true;
    // A long absence is many pages: the desk works on between them.
    await deps.timers.sleep(0, signal);
  }
  return true;
}

async function take(deps: ReceiverDeps, gatewayId: string, page: InboxPage, signal: AbortSignal): Promise<void> {
  const record = deps.store.read((tx) => tx.gateways.get(gatewayId));
  if (record === undefined || isNoNews(record, page, deps.clock.now())) return;
  const { fresh, failed } = await ingestPage(deps, gatewayId, page, signal);
  if (fresh + failed > 0) deps.log.info({ gateway: gatewayId, fresh, failed }, 'receiver.took');
}

/** The answer, or null when the gateway gave none; either way the link learns of it. */
async function ask<T>(
  deps: ReceiverDeps,
  gateway: Gateway,
  stop: AbortSignal,
  call: (signal: AbortSignal) => Promise<GatewayResult<T>>,
): Promise<{ readonly value: T } | null> {
  const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, call);
  if (end.kind === 'answered' && end.value.ok) {
    deps.links.worked(gateway.id, 'other');
    return end.value;
  }
  if (end.kind === 'threw')
    deps.log.error({ gateway: gateway.id, error: describeError(end.error) }, 'receiver.gatewayDefect');
  if (end.kind === 'timeout') deps.links.failed(gateway.id, 'unreachable', false);
  if (end.kind === 'answered' && !end.value.ok) deps.links.failed(gateway.id, end.value.problem, false);
  return null;
}
