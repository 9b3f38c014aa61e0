/**
 * Keeps waiting texts bound to a gateway that can take them: away from one that has been closed for long or has no texts left today, off one
 * that was removed, and onto one when the first appears. Texts that a full day had put off come back when there is room again. Decides nothing itself: every text asks the rule (domain/routing), in small
 * commits. The way back needs no job: a text is asked once more when it is about to leave (claim).
 */
import type { Route } from '../domain/routing/route.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { JobRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import { createLoop } from './loop.ts';
import type { Loop } from './loop.ts';
import { moveJob } from './moveJob.ts';
import { createRouteReader } from './routes.ts';

/** Texts in one commit: each is a few reads and at most four writes. */
const BATCH = 25;
/** A text that the daily limit has put off until midnight is looked at, too. */
const DAY_FULL = 'PROVIDER_BUSY';
/** What a limit of the line had put off: the day's people, failures in a row. */
const LINE_FULL: readonly string[] = [DAY_FULL, 'recipientsFull', 'sendsFail'];
const PUT_OFF: readonly string[] = [...LINE_FULL, 'PROVIDER_NOT_READY'];

/** Codes of reasons that are said about a route rather than a text. */
const ABOUT_ROUTE = /^(?:route|moved)[A-Z]|^(?:halfHourFull|recipientsFull|sendsFail)$/;

/** The loop, at rest. Wake it when gateways or settings change, when a connection opens or closes, and once a minute. */
export function createFailover(deps: JobDeps): Loop {
  return createLoop(deps, {
    name: 'failover',
    run: async (signal) => {
      await bringForward(deps, signal);
      const moved = await moveStranded(deps, signal);
      if (moved > 0) deps.log.info({ jobs: moved }, 'failover.moved');
      return untilNextMove(deps);
    },
  });
}

/** Practices count in whole minutes since a route closed, the minute bell by the clock on the wall. Ms; null: none is closed. */
function untilNextMove(deps: JobDeps): number | null {
  const now = deps.clock.now();
  const routes = deps.store.read((tx) => createRouteReader(deps)(tx, now));
  const waits = routes.flatMap(({ closed }) =>
    closed === null ? [] : [MINUTE_MS - (Math.max(0, now - closed.since) % MINUTE_MS)],
  );
  return waits.length === 0 ? null : Math.min(...waits);
}

/** A person has raised the daily limit: what it had put off until midnight may leave now. The gate is asked again all the same. */
async function bringForward(deps: JobDeps, signal: AbortSignal): Promise<void> {
  let freed: number;
  do {
    const now = deps.clock.now();
    const jobs = deps.store.read((tx) => {
      const gatewayIds = [...openRoutes(createRouteReader(deps)(tx, now))];
      const later = { runAt: now, seq: Number.MAX_SAFE_INTEGER };
      return tx.outbox.waitingFor({ gatewayIds, now, codes: LINE_FULL, after: later, limit: BATCH });
    });
    freed =
      jobs.length === 0
        ? 0
        : deps.store.write('dispatcher', (tx) => jobs.filter((job) => free(deps, tx, job, now)).length);
    if (freed === BATCH) await deps.timers.sleep(0, signal);
  } while (freed === BATCH && !signal.aborted);
}

function free(deps: JobDeps, tx: WriteTx, { id, messageId, gatewayId }: Waiting, now: number): boolean {
  if (gatewayId === null || !tx.outbox.bind(id, { from: gatewayId, gatewayId, runAt: now }, now)) return false;
  if (tx.messages.get(messageId)?.status !== 'queued') return true;
  deps.handlers.recordStatus(tx, messageId, { status: 'queued', reason: null, notBefore: null }, now);
  return true;
}

type Waiting = JobRecord & { readonly seq: number };

/** Asks for every due text whose gateway cannot take it now. Returns how many moved. */
async function moveStranded(deps: JobDeps, signal: AbortSignal): Promise<number> {
  const stranded = deps.store.read((tx) => {
    const open = openRoutes(createRouteReader(deps)(tx, deps.clock.now()));
    return tx.outbox.boundTo().filter((id) => id === null || !open.has(id));
  });
  if (stranded.length === 0) return 0;
  let moved = 0;
  let after: Pick<Waiting, 'runAt' | 'seq'> | null = null;
  do {
    const batch: Batch = moveBatch(deps, stranded, after);
    moved += batch.moved;
    after = batch.last;
    if (after !== null) await deps.timers.sleep(0, signal);
  } while (after !== null && !signal.aborted);
  return moved;
}

interface Batch {
  readonly moved: number;
  /** Where the next batch begins; null: this was the last. */
  readonly last: Pick<Waiting, 'runAt' | 'seq'> | null;
}

function moveBatch(deps: JobDeps, stranded: readonly (string | null)[], after: Batch['last']): Batch {
  const now = deps.clock.now();
  const query = { gatewayIds: stranded, now, codes: PUT_OFF, after, limit: BATCH };
  const jobs = deps.store.read((tx) => tx.outbox.waitingFor(query));
  if (jobs.length === 0) return { moved: 0, last: null };
  const moved = deps.store.write('dispatcher', (tx) => {
    const routes = createRouteReader(deps)(tx, now);
    const count = jobs.filter((job) => moveOne(deps, tx, job, routes, now)).length;
    if (count > 0) deps.crashPoint('failover.inCommit');
    return count;
  });
  return { moved, last: jobs.length < BATCH ? null : (jobs.at(-1) ?? null) };
}

function moveOne(deps: JobDeps, tx: WriteTx, seen: Waiting, routes: readonly Route[], now: number): boolean {
  const job = tx.outbox.get(seen.id);
  const message = tx.messages.get(seen.messageId);
  if (job?.state !== 'ready' || message === undefined) return false;
  const route = deps.handlers.routeOf(tx, message, job, routes, now);
  if (route.kind === 'none' || route.gatewayId === job.gatewayId) {
    explain(deps, tx, { job, message }, route.reason, now);
    return false;
  }
  return moveJob(deps, tx, { job, message, route }, now);
}

/** The person at the desk sees what a stranded text waits for; told once, not every minute. */
function explain(
  deps: JobDeps,
  tx: WriteTx,
  { job, message }: { readonly job: JobRecord; readonly message: NonNullable<ReturnType<WriteTx['messages']['get']>> },
  reason: { readonly code: string; readonly text: string } | null,
  now: number,
): void {
  if (reason === null || job.runAt > now || message.status !== 'queued') return;
  const told = message.reasonCode;
  // What the gateway itself said about this text is worth more than what is said about the gateway.
  if (told === reason.code || (told !== null && !ABOUT_ROUTE.test(told))) return;
  deps.handlers.recordStatus(tx, message.id, { status: 'queued', reason }, now);
}

function openRoutes(routes: readonly Route[]): ReadonlySet<string> {
  return new Set(
    routes
      .filter(
        ({ traits, closed, failing, capped, newPeopleUntil }) =>
          traits !== null && closed === null && failing === null && capped === null && newPeopleUntil === null,
      )
      .map(({ gatewayId }) => gatewayId),
  );
}
