/**
 * How the states of one outgoing text are merged: reports arrive late, twice, out of order and sometimes contradict
 * each other (capcom6.md 4.5). Owns the rank rule and the reading of failures; never decides to send again.
 */

/**
 * The state of a text at its gateway, in our words, in rising order; `failed` and `cancelled` are ends. `scheduled`: the gateway keeps it
 * and sends it at its time by itself.
 */
export type DeliveryStatus = 'scheduled' | 'pending' | 'processed' | 'sent' | 'delivered' | 'failed' | 'cancelled';

/**
 * Two reports that cannot both be true. A person is told; nothing is resent.
 * - `likelySent`: reported as not sent, yet something says that it left.
 * - `failedAfterDelivered`: delivered first, a failure after (for one part of a long text, as a rule).
 */
export type StatusConflict = 'likelySent' | 'failedAfterDelivered';

export interface MergedStatus {
  readonly status: DeliveryStatus;
  /** Only what this report revealed: keep an earlier conflict beside it. */
  readonly conflict?: StatusConflict;
}

const RANK = { scheduled: 0, pending: 1, processed: 2, sent: 3, delivered: 4 } as const;

/**
 * Merges a report into the state we hold, per recipient (capcom6.md 4.5). Never goes back: rank only rises, a failure
 * ends everything but `delivered`, a cancellation ends only `scheduled` and `pending`, and an end is never left.
 */
export function mergeDeliveryStatus(
  current: DeliveryStatus,
  report: { readonly status: DeliveryStatus; readonly error?: string | null },
): MergedStatus {
  if (current === 'failed' || current === 'cancelled') {
    return leftThePhone(report.status) ? { status: current, conflict: 'likelySent' } : { status: current };
  }
  if (report.status === 'failed') {
    if (current === 'delivered') return { status: current, conflict: 'failedAfterDelivered' };
    return isFalseFailure(report.error ?? null) ? { status: 'failed', conflict: 'likelySent' } : { status: 'failed' };
  }
  if (report.status === 'cancelled') return { status: RANK[current] <= RANK.pending ? 'cancelled' : current };
  return { status: RANK[report.status] > RANK[current] ? report.status : current };
}

function leftThePhone(status: DeliveryStatus): boolean {
  return status === 'sent' || status === 'delivered';
}

/**
 * Whether a failure is the known false one: app versions before 1.70.3 read the result too late and report
 * `RESULT_ERROR_NONE` as a failure (capcom6.md 4.5). The wording for staff is "probably sent, please check".
 */
export function isFalseFailure(error: string | null): boolean {
  return error !== null && /\bRESULT_ERROR_NONE\b/.test(error);
}

/** Why a text did not go out, as far as the gateway's words tell. Words for staff are in the renderer's catalogue (ux.md 5.3.1). */
export const FAILURE_CAUSES = [
  'probablySent',
  'noSignal',
  'limitExceeded',
  'expired',
  'noSim',
  'noSmsPermission',
  'invalidNumber',
  'notMobile',
  'refusedByNetwork',
  'optedOut',
  'unknownNumber',
  'unreachablePerson',
  'blockedAsSpam',
  'notRegistered',
  'accountSuspended',
  'countryOff',
  'senderUnsuitable',
  'rateLimited',
  'tooLong',
  'mediaRefused',
  'noWhatsApp',
  'templateNeeded',
  'templateWrong',
  'gatewaySettings',
  'other',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

const CAUSES: readonly (readonly [RegExp, FailureCause])[] = [
  [/\bRESULT_ERROR_NONE\b/, 'probablySent'],
  [/RESULT_(?:ERROR_NO_SERVICE|ERROR_RADIO_OFF|RADIO_NOT_AVAILABLE|NETWORK_ERROR|MODEM_ERROR)\b/, 'noSignal'],
  [/RESULT_ERROR_LIMIT_EXCEEDED\b/, 'limitExceeded'],
  [/^TTL expired$/, 'expired'],
  [/\bSIM \d+ not found\b|\bNo SIMs found\b|RESULT_NO_DEFAULT_SMS_APP\b/, 'noSim'],
  [/android\.permission\.SEND_SMS|READ_PHONE_STATE permission/, 'noSmsPermission'],
  [/Invalid phone number type/, 'notMobile'],
  [/Invalid phone number/, 'invalidNumber'],
  [/^Delivery result/, 'refusedByNetwork'],
];

/** Reads the phone app's own words for a failure (capcom6.md 4.3); anything unknown is `other`. */
export function failureCauseOf(error: string | null): FailureCause {
  if (error === null) return 'other';
  return CAUSES.find(([pattern]) => pattern.test(error))?.[1] ?? 'other';
}
