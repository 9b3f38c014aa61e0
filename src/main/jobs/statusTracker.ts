/**
 * Follows texts that one gateway has accepted until their fate is known: often while they are young, seldom later, not at all after
 * three days (capcom6.md 15). Owns the timetable; the merge rule is `domain/messageStatus`, the writing the handler's.
 */
import type { Gateway, StatusReport } from '../providers/gateway.ts';
import type { MessageRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import { problemOfCause } from './links.ts';
import type { Links } from './links.ts';
import type { StatusChange } from './handlers.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';
import { askAfterKept } from './keptTexts.ts';
import type { KeptDeps } from './keptTexts.ts';
import { askAfterSilent } from './silentTexts.ts';
import type { SilenceMemory } from './silentTexts.ts';
import { changeFor } from './statusChange.ts';

const MINUTE_MS = 60_000;
/** By the age of the youngest open text. */
const TIMETABLE = [
  { untilAge: 2 * MINUTE_MS, everyMs: 3_000 },
  { untilAge: 30 * MINUTE_MS, everyMs: 15_000 },
  { untilAge: Infinity, everyMs: 5 * MINUTE_MS },
] as const;
const FOLLOWED_MS = 72 * 3_600_000;
const MOST_OPEN = 500;
const CHUNK = 100;
const CALL_LIMIT_MS = 60_000;

export type StatusTrackerDeps = JobDeps & { readonly links: Links };

/** The tracker of one gateway, at rest. After a text was accepted call `within(FIRST_STATUS_MS)`. */
export function createStatusTracker(deps: StatusTrackerDeps, gatewayId: string): Loop {
  const memory: Memory = { silent: new Map(), kept: new Map() };
  return createLoop(deps, { name: 'statusTracker', run: (signal) => follow(deps, gatewayId, memory, signal) });
}

/** When single texts were asked for, by what is odd about them. */
interface Memory {
  readonly silent: SilenceMemory;
  readonly kept: SilenceMemory;
}

/** A text that a gateway sends by itself is asked for so long after its time, ms. */
const AFTER_ITS_TIME_MS = 5_000;
/** The next time is looked up again at least so often, ms: texts come and go. */
const LOOK_FOR_KEPT_MS = 10 * MINUTE_MS;

/** A text just accepted is asked after this soon, ms. */
export const FIRST_STATUS_MS = 1_500;

async function follow(
  deps: StatusTrackerDeps,
  gatewayId: string,
  { silent: memory, kept }: Memory,
  signal: AbortSignal,
): Promise<number | null> {
  const gateway = deps.gateways.get(gatewayId);
  if (gateway === undefined) return null;
  const since = deps.clock.now() - FOLLOWED_MS;
  const { open, nextKept } = deps.store.read((tx) => ({
    // Those whose time has passed at the gateway: nobody was there to see them off.
    open: [
      ...tx.messages.open(gatewayId, since, MOST_OPEN),
      ...tx.messages.kept(gatewayId, deps.clock.now(), MOST_OPEN),
    ],
    nextKept: tx.messages.nextKept(gatewayId),
  }));
  const untilKept =
    nextKept === null ? null : Math.min(LOOK_FOR_KEPT_MS, nextKept + AFTER_ITS_TIME_MS - deps.clock.now());
  const ids = open.flatMap((message) => message.gatewayMessageId ?? []);
  if (ids.length === 0) return untilKept;
  const reports = await fetchReports(deps, gateway, { since: oldest(open), ids }, signal);
  if (reports !== null) {
    deps.crashPoint('status.afterFetch');
    await apply(deps, gatewayId, reports, signal);
    for (const { cause } of reports) {
      const problem = cause === undefined ? null : problemOfCause(cause);
      if (problem !== null) deps.links.failed(gatewayId, problem, true);
    }
    await askAfterSilent(deps, gateway, stillOpen(deps, open), memory, signal);
    const applied = {
      ...deps,
      applyReport: (...[tx, id, report, now]: Parameters<KeptDeps['applyReport']>) =>
        void applyReport(deps, tx, id, report, now),
    };
    await askAfterKept(applied, gateway, stillOpen(deps, open), kept, signal);
  }
  return Math.min(waitFor(open, deps.clock.now()), Math.max(AFTER_ITS_TIME_MS, untilKept ?? Infinity));
}

/** The same texts after what was just learned. */
function stillOpen(deps: StatusTrackerDeps, open: readonly MessageRecord[]): readonly MessageRecord[] {
  return deps.store.read((tx) => open.flatMap(({ id }) => tx.messages.get(id) ?? []));
}

async function fetchReports(
  deps: StatusTrackerDeps,
  gateway: Gateway,
  query: { readonly since: number; readonly ids: readonly string[] },
  stop: AbortSignal,
): Promise<readonly StatusReport[] | null> {
  const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) =>
    gateway.fetchStatuses(query, signal),
  );
  if (end.kind === 'answered' && end.value.ok) {
    deps.links.worked(gateway.id, 'other');
    return end.value.value;
  }
  if (end.kind === 'answered' && !end.value.ok) deps.links.failed(gateway.id, end.value.problem, false);
  if (end.kind === 'threw')
    deps.log.error({ gateway: gateway.id, error: describeError(end.error) }, 'status.gatewayDefect');
  return null;
}

/** Applies reports of one gateway, however often and in whatever order they come. */
export async function apply(
  deps: JobDeps,
  gatewayId: string,
  reports: readonly StatusReport[],
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < reports.length && !signal.aborted; from += CHUNK) {
    if (from > 0) await deps.timers.sleep(0, signal);
    applyChunk(deps, gatewayId, reports.slice(from, from + CHUNK));
  }
}

function applyChunk(deps: JobDeps, gatewayId: string, reports: readonly StatusReport[]): void {
  const now = deps.clock.now();
  const news = deps.store.read((tx) =>
    reports.filter((report) => {
      const message = tx.messages.getByGatewayId(gatewayId, 'out', report.gatewayMessageId);
      return message !== undefined && changeFor(message, report, now) !== null;
    }),
  );
  if (news.length === 0) return;
  deps.store.write('dispatcher', (tx) => {
    // Each reads again: an earlier report of this commit may be about the same text.
    for (const report of news) applyReport(deps, tx, gatewayId, report, now);
    deps.crashPoint('status.inCommit');
  });
}

/** One report, in the caller's commit. False: no text of ours has this gateway id. */
export function applyReport(
  deps: Pick<JobDeps, 'handlers'>,
  tx: WriteTx,
  gatewayId: string,
  report: StatusReport,
  now: number,
): boolean {
  const message = tx.messages.getByGatewayId(gatewayId, 'out', report.gatewayMessageId);
  if (message === undefined) return false;
  const change = changeFor(message, report, now);
  if (change === null) return true;
  deps.handlers.recordStatus(tx, message.id, change, now);
  keepDoubt(tx, message.id, change, now);
  return true;
}

/** Where the text is in doubt its job is, too, so that Health counts it; word of the text ends both. */
function keepDoubt(tx: WriteTx, messageId: string, { status, reason }: StatusChange, now: number): void {
  const job = tx.outbox.getByMessage(messageId);
  if (job === undefined) return;
  if (status === 'needsReview') {
    tx.outbox.transition(job.id, ['done'], { state: 'needsReview', code: reason?.code ?? null }, now);
  } else tx.outbox.transition(job.id, ['needsReview'], { state: 'done', code: null }, now);
}

function oldest(open: readonly MessageRecord[]): number {
  return Math.min(
    ...open.map((message) =>
      message.status === 'scheduled' ? message.createdAt : (message.sentAt ?? message.createdAt),
    ),
  );
}

/** Ms until the next look, by the youngest text that was open. */
function waitFor(open: readonly MessageRecord[], now: number): number {
  const youngest = now - Math.max(...open.map((message) => message.sentAt ?? message.notBefore ?? message.createdAt));
  return TIMETABLE.find((row) => youngest < row.untilAge)?.everyMs ?? 5 * MINUTE_MS;
}
