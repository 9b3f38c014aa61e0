/**
 * Gives a waiting text to another gateway: the binding, the reason on the message, the audit entry and the change, in the caller's commit.
 * Whether it may move has been decided (domain/routing); this only writes it down.
 */
import { backReason } from '../domain/routing/words.ts';
import type { RouteChoice } from '../domain/routing/route.ts';
import type { JobRecord, MessageRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';

export interface JobMove {
  readonly job: Pick<JobRecord, 'id' | 'gatewayId'>;
  readonly message: MessageRecord;
  readonly route: Extract<RouteChoice, { kind: 'go' | 'wait' }>;
}

/** False, and nothing written, when the job is no longer waiting where it was seen. */
export function moveJob(
  deps: Pick<JobDeps, 'handlers'>,
  tx: WriteTx,
  { job, message, route }: JobMove,
  now: number,
): boolean {
  const due = route.kind === 'go' ? { runAt: now } : {};
  const bound = { from: job.gatewayId, gatewayId: route.gatewayId, ...due };
  if (!tx.outbox.bind(job.id, bound, now)) return false;
  const label = tx.gateways.get(route.gatewayId)?.label ?? '';
  // Bound for the first time there is nothing to tell: that is where it belongs.
  const reason = route.reason ?? (job.gatewayId === null ? null : backReason(label));
  tx.messages.update(message.id, { eventData: { ...message.eventData, ...traceOf(route) } });
  tx.audit.append({
    at: now,
    action: job.gatewayId === null ? 'message.routed' : 'message.moved',
    entity: 'message',
    entityId: message.id,
    data: { from: job.gatewayId, to: route.gatewayId, why: route.why, code: reason?.code ?? null },
  });
  if (message.status === 'queued') deps.handlers.recordStatus(tx, message.id, { status: 'queued', reason }, now);
  return true;
}

/** Kept with the text after it has left, when its reason is gone: why it came from another number than usual. */
function traceOf({ why }: JobMove['route']): Readonly<Record<string, string>> {
  return { routedBy: why };
}
