/**
 * Texts that a gateway took and then says nothing more of: the phone died while it sent, or was reset and knows them no longer. Each is asked
 * for by its own id; when that brings no news a person is told, instead of "sending" for ever (capcom6.md 14, 9). Never sends.
 */
import type { Gateway, ReconcileOutcome } from '../providers/gateway.ts';
import type { AttemptRecord, JobRecord, MessageRecord } from '../store/records.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import { attemptedText } from './flight.ts';
import { describeError } from './loop.ts';
import { endReason } from './reasons.ts';

/** Android reports a dead network after some three minutes; after this long nothing comes any more as a rule, ms. */
const SILENT_AFTER_MS = 10 * 60_000;
const CALL_LIMIT_MS = 30_000;
/** Questions in one round. */
const MOST_AT_ONCE = 20;

/** When each text is to be asked for, monotonic ms: a wall clock that is set must not make a text old. */
export type SilenceMemory = Map<string, number>;

interface SilentText {
  readonly message: MessageRecord;
  readonly job: JobRecord;
  readonly attempt: AttemptRecord;
}

/**
 * Asks for the texts of `open` that have been "sending" for long. Only where a gateway names texts by our own id is "not known" an answer;
 * the others always come to an end by themselves.
 */
export async function askAfterSilent(
  deps: JobDeps,
  gateway: Gateway,
  open: readonly MessageRecord[],
  memory: SilenceMemory,
  stop: AbortSignal,
): Promise<void> {
  if (!gateway.traits.idempotentSend) return;
  for (const { message, job, attempt } of dueTexts(deps, open, memory)) {
    if (stop.aborted) return;
    const text = attemptedText(attempt, job, message);
    const end = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) =>
      gateway.reconcile(text, attempt.claimedAt, signal),
    );
    if (end.kind === 'threw') deps.log.error({ job: job.id, error: describeError(end.error) }, 'silent.gatewayDefect');
    if (end.kind === 'answered' && saysNothing(end.value)) tellPerson(deps, { message, job });
  }
}

/** Those whose time has come, a few at once. What is no longer open is forgotten, what is new gets its time. */
function dueTexts(deps: JobDeps, open: readonly MessageRecord[], memory: SilenceMemory): readonly SilentText[] {
  const now = deps.clock.monotonic();
  const sending = open.filter(({ status }) => status === 'sending');
  const ids = new Set(sending.map(({ id }) => id));
  for (const id of memory.keys()) if (!ids.has(id)) memory.delete(id);
  for (const id of ids) if (!memory.has(id)) memory.set(id, now + SILENT_AFTER_MS);
  const due = sending.filter(({ id }) => (memory.get(id) ?? now) <= now).slice(0, MOST_AT_ONCE);
  for (const { id } of due) memory.set(id, now + SILENT_AFTER_MS);
  return deps.store.read((tx) =>
    due.flatMap((message) => {
      const job = tx.outbox.getByMessage(message.id);
      const attempt = job === undefined ? undefined : tx.outbox.lastAttempt(job.id);
      // A hand-over that is under way or in doubt is the dispatcher's.
      return job?.state === 'done' && attempt !== undefined ? [{ message, job, attempt }] : [];
    }),
  );
}

/** It waits in the phone's own queue: that is an answer. Anything further than handed over comes by the tracker. */
function saysNothing(answer: ReconcileOutcome): boolean {
  return answer.kind === 'absent' || (answer.kind === 'found' && answer.report.status === 'processed');
}

function tellPerson(deps: JobDeps, { message, job }: Pick<SilentText, 'message' | 'job'>): void {
  deps.store.write('dispatcher', (tx) => {
    if (tx.messages.get(message.id)?.status !== 'sending') return;
    const now = deps.clock.now();
    tx.outbox.transition(job.id, ['done'], { state: 'needsReview', code: 'noWord' }, now);
    deps.handlers.recordStatus(tx, message.id, { status: 'needsReview', reason: endReason('noWord') }, now);
    deps.crashPoint('status.inCommit');
  });
}
