/**
 * Texts that a gateway was to send by itself, whose time has passed, and of which it says nothing new: it was off, or knows them no longer. Each
 * is asked for by its own attempt; what cannot be found out is put before a person. Never sends: it may be out.
 */
import type { Gateway, ReconcileOutcome, StatusReport } from '../providers/gateway.ts';
import type { AttemptRecord, JobRecord, MessageRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import { attemptedText } from './flight.ts';
import { describeError } from './loop.ts';
import { endReason } from './reasons.ts';
import type { SilenceMemory } from './silentTexts.ts';

/** So long after its time a text is asked for by itself, and again so much later, ms. */
const ASK_AFTER_MS = 10 * 60_000;
/** So long after its last useful moment nobody waits for word any more, ms. */
const PATIENCE_MS = 3_600_000;
const CALL_LIMIT_MS = 30_000;
const MOST_AT_ONCE = 20;

interface KeptText {
  readonly message: MessageRecord;
  readonly job: JobRecord;
  readonly attempt: AttemptRecord;
}

export type KeptDeps = JobDeps & {
  /** Writes one report of this gateway. */
  readonly applyReport: (tx: WriteTx, gatewayId: string, report: StatusReport, now: number) => void;
};

/** Asks for those of `open` that should have left long ago. Call it after the gateway has answered something. */
export async function askAfterKept(
  deps: KeptDeps,
  gateway: Gateway,
  open: readonly MessageRecord[],
  memory: SilenceMemory,
  stop: AbortSignal,
): Promise<void> {
  for (const kept of overdue(deps, open, memory)) {
    if (stop.aborted) return;
    const { message, job, attempt } = kept;
    // Where a text is asked for by the gateway's own id the tracker has done so, and the list knows only texts that are not ours yet.
    if (!gateway.traits.idempotentSend) {
      settle(deps, gateway.id, kept, { kind: 'unreachable', detail: 'no word' });
      continue;
    }
    const text = attemptedText(attempt, job, message);
    const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) =>
      gateway.reconcile(text, attempt.claimedAt, signal),
    );
    if (end.kind === 'threw') deps.log.error({ job: job.id, error: describeError(end.error) }, 'kept.gatewayDefect');
    if (end.kind === 'answered') settle(deps, gateway.id, kept, end.value);
  }
}

function overdue(deps: JobDeps, open: readonly MessageRecord[], memory: SilenceMemory): readonly KeptText[] {
  const steady = deps.clock.monotonic();
  const late = open.filter(
    ({ status, notBefore }) => status === 'scheduled' && (notBefore ?? 0) + ASK_AFTER_MS <= deps.clock.now(),
  );
  const ids = new Set(late.map(({ id }) => id));
  for (const id of memory.keys()) if (!ids.has(id)) memory.delete(id);
  const due = late.filter(({ id }) => (memory.get(id) ?? steady) <= steady).slice(0, MOST_AT_ONCE);
  for (const { id } of due) memory.set(id, steady + ASK_AFTER_MS);
  return deps.store.read((tx) =>
    due.flatMap((message) => {
      const job = tx.outbox.getByMessage(message.id);
      const attempt = job === undefined ? undefined : tx.outbox.lastAttempt(job.id);
      return job?.state === 'done' && attempt !== undefined ? [{ message, job, attempt }] : [];
    }),
  );
}

function settle(deps: KeptDeps, gatewayId: string, { message, job }: KeptText, answer: ReconcileOutcome): void {
  deps.store.write('dispatcher', (tx) => {
    if (tx.messages.get(message.id)?.status !== 'scheduled') return;
    const now = deps.clock.now();
    if (answer.kind === 'found') deps.applyReport(tx, gatewayId, answer.report, now);
    const waits = answer.kind === 'found' && tx.messages.get(message.id)?.status !== 'scheduled';
    const patient = now < (message.sendBy ?? message.notBefore ?? now) + PATIENCE_MS;
    // That it is not known there says that it did not go out by this gateway as it is now, and nothing about the one it was then.
    if (waits || (patient && answer.kind !== 'absent')) return;
    if (!tx.outbox.transition(job.id, ['done'], { state: 'needsReview', code: 'lostAtGateway' }, now)) return;
    deps.handlers.recordStatus(tx, message.id, { status: 'needsReview', reason: endReason('lostAtGateway') }, now);
    deps.crashPoint('status.inCommit');
  });
}
