/**
 * What becomes of a text after Twilio took it: an outcome per recipient, by script or by magic ending (twilio.md 1.1, 2, 8).
 * Pure: the line carries the plan out.
 */
import type { MessageStatus } from './messageStore.ts';

export const OUTCOMES = [
  'delivered',
  /** Sent is the last word for ever: a carrier without receipts. */
  'noReceipt',
  /** The receipt is called back before "sent". */
  'reordered',
  /** WhatsApp: from sent to read, without delivered. */
  'readAtOnce',
  /** Reported as undelivered, and yet the handset has it. */
  'falseFailure',
  /** Stays queued until its validity is over: 30036. */
  'stuck',
  'unreachable',
  'blocked',
  'unknownNumber',
  'landline',
  'spam',
  'carrierError',
  'rateLimited',
  'notRegistered',
  'noWhatsApp',
  'suspended',
] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

/** An ending of one's own. */
export interface CustomOutcome {
  readonly status: 'sent' | 'delivered' | 'undelivered' | 'failed';
  readonly code?: number;
  /** Whether the handset gets it; by default exactly when it is not a failure. */
  readonly onAir?: boolean;
}
export type Outcome = OutcomeName | CustomOutcome;

export interface DeliveryPlan {
  /** Never leaves the queue. */
  readonly stuck: boolean;
  readonly onAir: boolean;
  /** Reached in this order once it left the queue. */
  readonly statuses: readonly MessageStatus[];
  readonly code: number | null;
  readonly reordered: boolean;
}

/** Words of the failures, as the message record gives them. */
const FAILURE_WORDS: Readonly<Record<number, string>> = {
  11200: 'HTTP retrieval failure',
  11751: 'Media exceeds messaging provider size limit',
  12300: 'Invalid Content-Type',
  21610: 'Attempt to send to unsubscribed recipient',
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30022: 'US A2P 10DLC - Rate Limits Exceeded',
  30032: 'Toll-Free Number Has Not Been Verified',
  30034: 'US A2P 10DLC - Message from an Unregistered Number',
  30036: 'Validity Period Expired',
  63003: 'Channel could not find To address',
  63015: 'Channel Sandbox can only send messages to phone numbers that have joined the Sandbox',
  63016: 'Failed to send freeform message because you are outside the allowed window.',
};

export function failureWords(code: number): string {
  return FAILURE_WORDS[code] ?? 'Unknown error';
}

const UNDELIVERED: Readonly<Partial<Record<OutcomeName, number>>> = {
  unreachable: 30003,
  blocked: 30004,
  unknownNumber: 30005,
  landline: 30006,
  spam: 30007,
  carrierError: 30008,
  notRegistered: 30034,
  noWhatsApp: 63003,
};
const FAILED: Readonly<Partial<Record<OutcomeName, number>>> = { rateLimited: 30022, suspended: 30002 };

/** The plan of an outcome. `reads`: the person has read receipts on (WhatsApp only). */
export function planOf(outcome: Outcome, reads: boolean): DeliveryPlan {
  if (typeof outcome === 'object') return planOfCustom(outcome);
  const undelivered = UNDELIVERED[outcome];
  if (undelivered !== undefined) return failing(['sent', 'undelivered'], undelivered);
  const failed = FAILED[outcome];
  if (failed !== undefined) return failing(['failed'], failed);
  const plan = { stuck: false, onAir: true, code: null, reordered: false };
  switch (outcome) {
    case 'noReceipt':
      return { ...plan, statuses: ['sent'] };
    case 'readAtOnce':
      return { ...plan, statuses: ['sent', 'read'] };
    case 'falseFailure':
      return { ...plan, statuses: ['sent', 'undelivered'], code: 30008 };
    case 'stuck':
      return { ...plan, statuses: [], onAir: false, stuck: true };
    default:
      return {
        ...plan,
        statuses: reads ? ['sent', 'delivered', 'read'] : ['sent', 'delivered'],
        reordered: outcome === 'reordered',
      };
  }
}

/** A plan that ends at once, without leaving Twilio. */
export function failing(statuses: readonly MessageStatus[], code: number): DeliveryPlan {
  return { stuck: false, onAir: false, statuses, code, reordered: false };
}

function planOfCustom({ status, code, onAir }: CustomOutcome): DeliveryPlan {
  const fails = status === 'failed' || status === 'undelivered';
  const statuses: MessageStatus[] = status === 'sent' || status === 'failed' ? [status] : ['sent', status];
  return { stuck: false, onAir: onAir ?? !fails, statuses, code: code ?? (fails ? 30008 : null), reordered: false };
}

const MAGIC_ENDINGS: Readonly<Record<string, OutcomeName>> = {
  '0191': 'carrierError',
  '0192': 'rateLimited',
  '0193': 'noReceipt',
  '0194': 'unreachable',
  '0195': 'reordered',
  '0196': 'stuck',
  '0197': 'unknownNumber',
  '0198': 'landline',
  '0199': 'spam',
};

/** The default script: all numbers work, except those that end in 555-0191 to 555-0199. */
export function outcomeByMagicNumber(number: string): Outcome {
  return MAGIC_ENDINGS[/555(019\d)$/.exec(number)?.[1] ?? ''] ?? 'delivered';
}
