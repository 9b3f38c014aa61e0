/**
 * Gets texts back that gateways keep until their time: asks, again and again until that time has passed, and has a person told the moment one
 * could not be had back (adr/0015). Owns asking and its timetable; what follows for reminder and visit is the handler's. Never sends.
 */
import type { Gateway, GatewayResult } from '../providers/gateway.ts';
import type { JobRecord, MessageRecord, RecallRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import type { RecallEnd } from './handlers.ts';
import type { Links } from './links.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';

const BATCH = 20;
const CALL_LIMIT_MS = 30_000;
/** Waits between two tries, ms; the last for good. */
const WAITS_MS = [5_000, 15_000, 30_000, 60_000] as const;
/** A hand-over in doubt is the dispatcher's to settle first; somebody is told after so long, ms. */
const DOUBT_TOLD_AFTER_MS = 60_000;

export type RecallsDeps = JobDeps & { readonly links: Links };

/** The loop, at rest. Wake it whenever a text's state changed or a gateway came back. */
export function createRecalls(deps: RecallsDeps): Loop {
  return createLoop(deps, { name: 'recalls', run: (signal) => recallDue(deps, signal) });
}

/** Asks for everything that is due. Returns ms until the next try; null: nothing is wanted back. */
export async function recallDue(deps: RecallsDeps, signal: AbortSignal): Promise<number | null> {
  closeKnown(deps);
  const asked = new Set<string>();
  while (!signal.aborted) {
    const due = deps.store
      .read((tx) => tx.recalls.due(deps.clock.now(), BATCH))
      .filter(({ jobId }) => !asked.has(jobId));
    if (due.length === 0) break;
    for (const recall of due) {
      if (signal.aborted) return null;
      asked.add(recall.jobId);
      await recallOne(deps, recall, signal);
    }
  }
  const next = deps.store.read((tx) => tx.recalls.nextTryAt());
  return next === null ? null : Math.max(1_000, next - deps.clock.now());
}

interface Kept {
  readonly recall: RecallRecord;
  readonly job: JobRecord;
  readonly message: MessageRecord;
}

async function recallOne(deps: RecallsDeps, recall: RecallRecord, stop: AbortSignal): Promise<void> {
  const { jobId, messageId } = recall;
  const { job, message } = deps.store.read((tx) => ({
    job: tx.outbox.get(jobId),
    message: tx.messages.get(messageId),
  }));
  if (job === undefined || message === undefined) return;
  const kept = { recall, job, message };
  const { gatewayId, gatewayMessageId } = message;
  if (job.state === 'ready' || job.state === 'held') return end(deps, kept, 'back');
  if (job.state !== 'done') return inDoubt(deps, kept);
  if (gatewayId === null || gatewayMessageId === null) return notBack(deps, kept, 'noGateway');
  const gateway = deps.gateways.get(gatewayId);
  if (gateway === undefined || !gateway.traits.canCancel) return notBack(deps, kept, 'noGateway');
  deps.crashPoint('recalls.beforeCall');
  const answer = await ask(deps, gateway, gatewayMessageId, stop);
  if (answer === null) return;
  deps.crashPoint('recalls.afterCall');
  if (!answer.ok) return notBack(deps, kept, answer.problem);
  if (answer.value === 'notFound') return notBack(deps, kept, 'notFound');
  end(deps, kept, answer.value === 'cancelled' ? 'back' : 'wentOut');
}

/** Null when the program is stopping. */
async function ask(
  deps: RecallsDeps,
  gateway: Gateway,
  gatewayMessageId: string,
  stop: AbortSignal,
): Promise<GatewayResult<'cancelled' | 'tooLate' | 'notFound'> | null> {
  const ended = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) =>
    gateway.cancel(gatewayMessageId, signal),
  );
  if (ended.kind === 'stopped') return null;
  if (ended.kind === 'answered') {
    if (ended.value.ok) deps.links.worked(gateway.id, 'other');
    return ended.value;
  }
  if (ended.kind === 'threw')
    deps.log.error({ gateway: gateway.id, error: describeError(ended.error) }, 'recalls.defect');
  return { ok: false, problem: 'unreachable', detail: ended.kind };
}

/** Handed over, and the answer is out: whoever settles it finds the wish and acts on it; so does the next try here. */
function inDoubt(deps: RecallsDeps, kept: Kept): void {
  const waited = deps.clock.now() - kept.recall.askedAt;
  if (waited >= DOUBT_TOLD_AFTER_MS) return notBack(deps, kept, 'inDoubt');
  const nextTryAt = deps.clock.now() + WAITS_MS[0];
  deps.store.write('dispatcher', (tx) => tx.recalls.later(kept.recall.jobId, nextTryAt));
}

/** Not had back, and nobody can say more: a person is told, and it is asked for until its time has passed. */
function notBack(deps: RecallsDeps, kept: Kept, problem: string): void {
  deps.store.write('dispatcher', (tx) => {
    const now = deps.clock.now();
    const { recall, job, message } = kept;
    if (tx.recalls.get(recall.jobId) === undefined) return;
    const over = now >= (job.sendAt ?? message.notBefore ?? now);
    const wait = WAITS_MS[Math.min(recall.tries, WAITS_MS.length - 1)] ?? 60_000;
    tx.recalls.failed(recall.jobId, { problem, nextTryAt: over ? null : now + wait });
    if (recall.problem === null) deps.handlers.recallEnded?.(tx, recall, 'mayStillGo', now);
    deps.crashPoint('recalls.inCommit');
  });
}

function end(deps: RecallsDeps, { recall, job }: Kept, how: RecallEnd): void {
  deps.store.write('dispatcher', (tx) => {
    // One that came back to us by itself (the gateway took nothing) ends here.
    if (how === 'back') {
      const to = { state: 'cancelled', code: recall.reasonCode } as const;
      tx.outbox.transition(job.id, ['ready', 'held', 'done'], to, deps.clock.now());
    }
    close(deps, tx, recall, how);
    deps.crashPoint('recalls.inCommit');
  });
}

function close(deps: RecallsDeps, tx: WriteTx, recall: RecallRecord, how: RecallEnd): void {
  if (tx.recalls.settle(recall.jobId)) deps.handlers.recallEnded?.(tx, recall, how, deps.clock.now());
}

/** Wishes that word from elsewhere has answered: a report, a person, the end of the hand-over itself. */
function closeKnown(deps: RecallsDeps): void {
  const open = deps.store.read((tx) =>
    tx.recalls.all().flatMap((recall) => {
      const status = tx.messages.get(recall.messageId)?.status;
      const how = status === undefined ? null : HOW_IT_ENDED[status];
      return how === undefined || how === null ? [] : [{ recall, how }];
    }),
  );
  if (open.length === 0) return;
  deps.store.write('dispatcher', (tx) => {
    for (const { recall, how } of open) close(deps, tx, recall, how);
    deps.crashPoint('recalls.inCommit');
  });
}

const HOW_IT_ENDED: Partial<Record<MessageRecord['status'], RecallEnd>> = {
  cancelled: 'back',
  failed: 'back',
  expired: 'back',
  sent: 'wentOut',
  delivered: 'wentOut',
  undelivered: 'wentOut',
};
