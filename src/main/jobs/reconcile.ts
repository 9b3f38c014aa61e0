/**
 * Settles attempts whose outcome was never learned (a timeout, a crash): asks the gateway, and acts on its answer. Never sends. What
 * cannot be settled is shown to a person, who alone may say whether it went out (quality.md 1.3).
 */
import { fullJitter } from '../domain/backoff.ts';
import type { Gateway, ReconcileOutcome } from '../providers/gateway.ts';
import type { AttemptRecord, JobRecord, JobState, MessageRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import { callWithin } from './deadline.ts';
import { attemptedText } from './flight.ts';
import type { Links } from './links.ts';
import { describeError } from './loop.ts';
import { endReason, waitingReason } from './reasons.ts';
import { keptChange } from './settle.ts';
import { changeFor } from './statusChange.ts';

/** A look takes no longer than this, ms. */
const CALL_LIMIT_MS = 30_000;
const BATCH = 50;
/** After a day a gateway may have forgotten, so its "not known" proves nothing (capcom6.md 3.3). */
const MEMORY_MS = 24 * 3_600_000;
/** Past the last useful moment a person is told after this much longer, ms. */
const PATIENCE_MS = 3_600_000;
/**
 * Waits before a gateway without idempotent sends is asked again after it said that it knows nothing (twilio.md 3.5), ms. Its list may
 * lag, so even then a text is not sent again by itself: a person decides.
 */
const ABSENT_LOOKS_MS = [60_000, 3 * 60_000, 10 * 60_000] as const;
const ABSENT = 'absent:';
const UNREACHABLE = 'unreachable';
const LOOKS = { baseMs: 5_000, capMs: 60_000 };

export type ReconcileDeps = JobDeps & {
  readonly links: Links;
  /** Told after a text in doubt was found at its gateway: its state will change soon. */
  readonly onAccepted?: (gatewayId: string) => void;
};

interface Doubt {
  readonly job: JobRecord;
  readonly attempt: AttemptRecord;
  readonly message: MessageRecord;
}

/**
 * Looks after every attempt in doubt that is due. Returns ms until the next look, or null when nothing is in doubt.
 * Attempts of a gateway that does not answer wait for it: once it is back they are due, and `links` wakes the caller.
 */
export async function reconcileDue(deps: ReconcileDeps, signal: AbortSignal): Promise<number | null> {
  const jobs = deps.store.read((tx) => tx.outbox.inState('unknown', BATCH));
  for (const job of jobs) {
    if (signal.aborted) break;
    if (isDue(deps, job)) await reconcileJob(deps, job, signal);
  }
  const [next] = deps.store.read((tx) => tx.outbox.inState('unknown', 1));
  return next === undefined ? null : Math.max(1_000, next.runAt - deps.clock.now());
}

/** The waits are for a gateway out of reach; one that came back since the last look is asked at once. */
function isDue({ clock, links }: ReconcileDeps, { runAt, lastCode, gatewayId, updatedAt }: JobRecord): boolean {
  if (runAt <= clock.now()) return true;
  return lastCode === UNREACHABLE && gatewayId !== null && (links.backAt(gatewayId) ?? 0) > updatedAt;
}

async function reconcileJob(deps: ReconcileDeps, job: JobRecord, signal: AbortSignal): Promise<void> {
  const doubt = deps.store.read((tx): Doubt | null => {
    const attempt = tx.outbox.lastAttempt(job.id);
    const message = tx.messages.get(job.messageId);
    return attempt === undefined || message === undefined ? null : { job, attempt, message };
  });
  if (doubt === null) {
    // Leased but never attempted: surely not sent.
    deps.store.write('dispatcher', (tx) =>
      tx.outbox.transition(job.id, ['unknown'], { state: 'ready' }, deps.clock.now()),
    );
    return;
  }
  const gateway = deps.gateways.get(doubt.attempt.gatewayId);
  // Out of reach: its probes say when it is back, and each look would hold up the next until it hangs up.
  if (gateway === undefined || deps.links.problem(gateway.id) === 'unreachable') {
    settle(deps, (tx, now) => waitOrAsk(deps, tx, doubt, now));
    return;
  }
  const answer = await look(deps, gateway, doubt, signal);
  if (answer === null) return;
  deps.crashPoint('reconcile.afterCall');
  settle(deps, (tx, now) => apply(deps, tx, gateway, doubt, answer, now));
  if (answer.kind === 'found') deps.onAccepted?.(gateway.id);
}

/** The gateway's answer; null when the program is stopping. */
async function look(
  deps: ReconcileDeps,
  gateway: Gateway,
  { job, attempt, message }: Doubt,
  signal: AbortSignal,
): Promise<ReconcileOutcome | null> {
  deps.crashPoint('reconcile.beforeCall');
  const text = attemptedText(attempt, job, message);
  const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop: signal }, (stop) =>
    gateway.reconcile(text, attempt.claimedAt, stop),
  );
  if (end.kind === 'answered') {
    // "Unreachable" also covers answers that settle nothing, so it says nothing about the connection.
    if (end.value.kind !== 'unreachable') deps.links.worked(gateway.id, 'other');
    return end.value;
  }
  if (end.kind === 'stopped') return null;
  if (end.kind === 'threw') deps.log.error({ job: job.id, error: describeError(end.error) }, 'reconcile.defect');
  return { kind: 'unreachable', detail: end.kind };
}

function settle(deps: ReconcileDeps, work: (tx: WriteTx, now: number) => void): void {
  deps.store.write('dispatcher', (tx) => {
    work(tx, deps.clock.now());
    deps.crashPoint('reconcile.inSettle');
  });
}

function apply(
  deps: ReconcileDeps,
  tx: WriteTx,
  gateway: Gateway,
  doubt: Doubt,
  answer: ReconcileOutcome,
  now: number,
): void {
  switch (answer.kind) {
    case 'found':
      return settleFound(deps, tx, doubt, answer, now);
    case 'absent':
      return absent(deps, tx, gateway, doubt, now);
    case 'unreachable':
      return waitOrAsk(deps, tx, doubt, now);
  }
}

/**
 * It went out: the text is where it would be, had the answer not been lost. Also for word that comes by itself (hookInbox), which may
 * find the job in other states than `unknown`.
 */
export function settleFound(
  deps: Pick<JobDeps, 'handlers'>,
  tx: WriteTx,
  { job, attempt }: Pick<Doubt, 'job' | 'attempt'>,
  answer: Extract<ReconcileOutcome, { kind: 'found' }>,
  now: number,
  from: readonly JobState[] = ['unknown'],
): void {
  if (!tx.outbox.transition(job.id, from, { state: 'done', code: null }, now)) return;
  const { gatewayMessageId, report } = answer;
  tx.outbox.finishAttempt(attempt.id, { outcome: 'accepted', gatewayMessageId, finishedAt: now });
  const message = tx.messages.get(job.messageId);
  const change = message === undefined ? null : changeFor(message, report, now);
  if (report.status === 'scheduled') {
    const kept = keptChange(job.sendAt, { gatewayId: attempt.gatewayId, gatewayMessageId });
    const twice = answer.possibleDuplicate === true ? { reason: endReason('possibleDuplicate') } : {};
    return deps.handlers.recordStatus(tx, job.messageId, { ...kept, ...twice }, now);
  }
  const sentAt = attempt.leavesAt === null ? attempt.claimedAt : Math.min(attempt.leavesAt, now);
  const place = { gatewayId: attempt.gatewayId, gatewayMessageId, sentAt };
  const reason = answer.possibleDuplicate === true ? { reason: endReason('possibleDuplicate') } : {};
  deps.handlers.recordStatus(
    tx,
    job.messageId,
    { status: 'sending', reason: null, ...change, ...place, ...reason },
    now,
  );
}

/**
 * The gateway does not know it. Where the same id may be sent again, that settles it, and the text passes the gate again: somebody
 * may have said STOP since. Elsewhere it is asked again, and a person in the end.
 */
function absent(deps: ReconcileDeps, tx: WriteTx, gateway: Gateway, doubt: Doubt, now: number): void {
  const { job, attempt } = doubt;
  if (now - attempt.claimedAt > MEMORY_MS) return askPerson(deps, tx, doubt, now);
  if (!gateway.traits.idempotentSend) return lookAgainOrAsk(deps, tx, doubt, now);
  const recall = tx.recalls.get(job.id);
  const next = recall === undefined ? 'ready' : 'cancelled';
  if (!tx.outbox.transition(job.id, ['unknown'], { state: next, runAt: now, code: null }, now)) return;
  tx.outbox.finishAttempt(attempt.id, { outcome: 'absent', finishedAt: now });
  if (recall !== undefined) {
    tx.recalls.settle(job.id);
    const reason = { code: recall.reasonCode, text: recall.reasonText };
    deps.handlers.recordStatus(tx, job.messageId, { status: 'cancelled', reason, notBefore: null }, now);
    return;
  }
  deps.handlers.recordStatus(tx, job.messageId, { status: 'queued', reason: null }, now);
}

function lookAgainOrAsk(deps: ReconcileDeps, tx: WriteTx, doubt: Doubt, now: number): void {
  const looks = timesAbsent(doubt.job);
  const wait = ABSENT_LOOKS_MS[looks];
  if (wait === undefined) return askPerson(deps, tx, doubt, now, 'notFound');
  const code = `${ABSENT}${looks + 1}`;
  tx.outbox.transition(doubt.job.id, ['unknown'], { state: 'unknown', runAt: now + wait, code }, now);
}

function timesAbsent({ lastCode }: JobRecord): number {
  return lastCode?.startsWith(ABSENT) === true ? Number(lastCode.slice(ABSENT.length)) : 0;
}

/** No answer: ask again later, until waiting helps nobody any more. */
function waitOrAsk(deps: ReconcileDeps, tx: WriteTx, doubt: Doubt, now: number): void {
  const { job, attempt, message } = doubt;
  const end = Math.min(attempt.claimedAt + MEMORY_MS, job.sendBy === null ? Infinity : job.sendBy + PATIENCE_MS);
  if (wasRemoved(tx, attempt.gatewayId) || now >= end) return askPerson(deps, tx, doubt, now);
  const age = Math.max(1, Math.ceil((now - attempt.claimedAt) / LOOKS.baseMs));
  const runAt = now + LOOKS.baseMs + fullJitter(LOOKS, age, deps.random.fraction());
  const code = timesAbsent(job) > 0 ? job.lastCode : UNREACHABLE;
  tx.outbox.transition(job.id, ['unknown'], { state: 'unknown', runAt, code }, now);
  if (message.reasonCode === 'checking') return;
  deps.handlers.recordStatus(tx, job.messageId, { status: 'sending', reason: waitingReason('checking') }, now);
}

function askPerson(
  deps: ReconcileDeps,
  tx: WriteTx,
  { job, attempt }: Doubt,
  now: number,
  why: 'unsettled' | 'notFound' = 'unsettled',
): void {
  if (!tx.outbox.transition(job.id, ['unknown'], { state: 'needsReview', code: why }, now)) return;
  const reason = endReason(wasRemoved(tx, attempt.gatewayId) ? 'noGateway' : why);
  deps.handlers.recordStatus(tx, job.messageId, { status: 'needsReview', reason }, now);
}

function wasRemoved(tx: WriteTx, gatewayId: string): boolean {
  return !tx.gateways.list().some((gateway) => gateway.id === gatewayId);
}
