/**
 * From what a gateway reports to the state a person sees. Owns the mapping between the gateway's words (DeliveryStatus) and ours
 * (MessageStatus); the rank rule itself is `domain/messageStatus`.
 */
import { failureCauseOf, mergeDeliveryStatus } from '../domain/messageStatus.ts';
import type { DeliveryStatus } from '../domain/messageStatus.ts';
import type { StatusReport } from '../providers/gateway.ts';
import type { MessageRecord } from '../store/records.ts';
import type { StatusChange } from './handlers.ts';
import { failedReason } from './reasons.ts';

/**
 * What a report changes about a text, or null when it brings nothing new. `at` of the report is preferred over `now` for the
 * time of delivery, unless it lies in the future.
 */
export function changeFor(message: MessageRecord, report: StatusReport, now: number): StatusChange | null {
  const facts = newFacts(message, report, now);
  const moved = moveFor(message, report, now);
  if (moved !== null) return { ...moved, ...facts };
  return Object.keys(facts).length === 0 ? null : { status: message.status, ...facts };
}

/** What was counted, charged and read, as far as it is news. Kept whatever the state: a price comes hours later. */
function newFacts(
  message: MessageRecord,
  { segments, price, readAt }: StatusReport,
  now: number,
): Pick<StatusChange, 'segments' | 'price' | 'readAt'> {
  const charged = message.priceMicros === price?.micros && message.priceCurrency === price?.currency;
  return {
    ...(segments === undefined || segments < 1 || segments === message.segments ? {} : { segments }),
    ...(price === undefined || charged ? {} : { price }),
    ...(readAt === undefined || message.readAt !== null ? {} : { readAt: Math.min(readAt, now) }),
  };
}

function moveFor(message: MessageRecord, report: StatusReport, now: number): StatusChange | null {
  const current = deliveryOf(message);
  const merged = mergeDeliveryStatus(current, report);
  if (merged.conflict === 'likelySent' && message.reasonCode !== 'probablySent') {
    return { status: 'needsReview', reason: failedReason('probablySent') };
  }
  if (merged.status === current) return null;
  switch (merged.status) {
    case 'scheduled':
      return null;
    case 'pending':
    case 'processed':
      return message.status === 'sending' ? null : { status: 'sending', reason: null, ...sentBy(message, null, now) };
    case 'sent':
      return { status: 'sent', ...settledReason(message), ...sentBy(message, report.at, now) };
    case 'delivered':
      return {
        status: 'delivered',
        ...settledReason(message),
        ...sentBy(message, null, now),
        deliveredAt: Math.min(report.at ?? now, now),
      };
    case 'cancelled':
      return { status: 'cancelled' };
    case 'failed':
      return failure(current, report);
  }
}

const KEPT_REASONS: readonly (string | null)[] = ['possibleDuplicate', 'wentOutAnyway'];

/** One that the gateway sent by itself left then, and not when we heard of it. */
function sentBy(message: MessageRecord, at: number | null, now: number): Pick<StatusChange, 'sentAt'> {
  if (message.status !== 'scheduled') return {};
  return { sentAt: Math.min(at ?? message.notBefore ?? now, now) };
}

/** Arriving says nothing against a suspicion that it left twice, or that it should not have left any more. */
function settledReason(message: MessageRecord): Pick<StatusChange, 'reason'> {
  return KEPT_REASONS.includes(message.reasonCode) ? {} : { reason: null };
}

/** A text that left the phone and then failed is undelivered; one that never left is failed, or expired by its own time limit. */
function failure(current: DeliveryStatus, report: StatusReport): StatusChange {
  const cause = report.cause ?? failureCauseOf(report.error);
  const reason = failedReason(cause);
  if (cause === 'expired') return { status: 'expired', reason };
  return { status: current === 'sent' ? 'undelivered' : 'failed', reason };
}

/** The gateway's word that our state stands for. A text in doubt counts as not yet reported. */
function deliveryOf(message: Pick<MessageRecord, 'status'>): DeliveryStatus {
  switch (message.status) {
    case 'scheduled':
    case 'sent':
    case 'delivered':
    case 'cancelled':
      return message.status;
    case 'failed':
    case 'undelivered':
    case 'expired':
      return 'failed';
    default:
      return 'pending';
  }
}
