/**
 * The gateway port: what the jobs need from anything that carries texts (the phone on the counter, Twilio).
 *
 * Implementations translate; they keep no queue, decide no rule, and never retry a send by themselves.
 * Every result is a value. A gateway throws only for a defect in our own code.
 */
import type { Channel } from '../../contract/common.ts';
import type { GatewayProblem } from '../../contract/gatewayProblems.ts';
import type { DeliveryStatus, FailureCause } from '../domain/messageStatus.ts';

/** What a gateway can do; the dispatcher's policy follows from these, never from the gateway's name. */
export interface GatewayTraits {
  /** The same message id sent twice is accepted once (phone: yes; Twilio: no). */
  readonly idempotentSend: boolean;
  /** Outgoing messages can be listed after the fact, to settle an unknown attempt. */
  readonly canList: boolean;
  /** Whether the gateway can hold a text until a time and give it back before then, and how far ahead. */
  readonly canSchedule: Scheduling;
  /** A text not yet on the air can be recalled. */
  readonly canCancel: boolean;
  /** Carries purpose "marketing" (a consumer SIM never does: rules.md 5.5). */
  readonly carriesMarketing: boolean;
  /** Answers STOP, START and HELP by itself, so we must not (Twilio on SMS: twilio.md 7.1). */
  readonly answersKeywords: boolean;
  /** Carries WhatsApp beside SMS. */
  readonly carriesWhatsApp: boolean;
  /** Carries pictures we send. */
  readonly carriesMedia: boolean;
  /** Fetches them from `publicUrl`, so there has to be one (Twilio). Left out: they travel with the request. */
  readonly mediaByUrl?: boolean;
  /** How often its inbox is worth a look, ms; left out: as often as the receiver likes. */
  readonly lookEveryMs?: number;
}

/** How far ahead a gateway may be asked to send a text by itself, or why it may not, in words for the settings page. */
export type Scheduling =
  | {
      readonly possible: true;
      /** Nearer than this it is not asked to hold anything, ms. */
      readonly minLeadMs: number;
      /** Farther than this it takes nothing, ms. */
      readonly maxLeadMs: number;
    }
  | { readonly possible: false; readonly why: string };

/** The code of a `retry`: the text may be sent, but this gateway cannot hold it until its time. */
export const CANNOT_HOLD = 'cannotHold';

/** Whether a text may be left with a gateway at `now` to be sent at `sendAt` (UTC ms). */
export function canHold(scheduling: Scheduling, sendAt: number, now: number): boolean {
  if (!scheduling.possible) return false;
  const lead = sendAt - now;
  return lead >= scheduling.minLeadMs && lead <= scheduling.maxLeadMs;
}

/** A picture or file that leaves with a text. */
export interface OutgoingMedia {
  readonly contentType: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Where the gateway may fetch it for a short while (Twilio); null when there is no public address. */
  readonly publicUrl: string | null;
}

export interface OutgoingText {
  /** Our message id. Stable over retries of the same message: it is the phone's idempotency key. */
  readonly id: string;
  /** This try. New for every attempt; comes back in Twilio's status callbacks. Never a name or a number. */
  readonly attemptId: string;
  /** E.164. */
  readonly to: string;
  /** Left out: SMS. */
  readonly channel?: Channel;
  /** The own number it must leave by (the one the person last wrote to); left out: the gateway's usual sender. E.164. */
  readonly from?: string;
  /** An approved WhatsApp template instead of `body`. */
  readonly template?: { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> };
  readonly media?: readonly OutgoingMedia[];
  readonly body: string;
  /** Do not deliver after this instant (UTC ms). Passed on to the gateway (ttl, ValidityPeriod). */
  readonly sendBy: number | null;
  /**
   * The gateway keeps it and sends it at this instant (UTC ms), not before `sendBy`'s end. Left out: at once. Only where `canHold`; a gateway
   * that finds it cannot answers `retry` with CANNOT_HOLD, and surely keeps nothing.
   */
  readonly sendAt?: number;
  /** 0 normal; 100 and more overtakes the queue (answers to a person who is waiting). */
  readonly priority: number;
  /** 1-based SIM slot, where the gateway has several. */
  readonly sim: number | null;
}

/**
 * What became of a send attempt.
 * - `accepted`: the gateway has it; `gatewayMessageId` names it there.
 * - `rejected`: it will never go out as it is; `code` is one of ours (contract/errors), `detail` is for "Details".
 * - `retry`: surely not sent; try again no sooner than `afterMs`.
 * - `pause`: surely not sent, and no other text will be either until a person acts (wrong password, suspended).
 * - `unknown`: it may have gone out. Reconcile; never send blindly again.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly gatewayMessageId: string; readonly status: DeliveryStatus }
  | { readonly kind: 'rejected'; readonly code: string; readonly detail: string }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly code: string; readonly detail: string }
  | { readonly kind: 'pause'; readonly code: string; readonly detail: string }
  | { readonly kind: 'unknown'; readonly code: string; readonly detail: string };

/** What the gateway knows about an attempt whose outcome we never learned. */
export type ReconcileOutcome =
  | {
      readonly kind: 'found';
      readonly gatewayMessageId: string;
      readonly report: StatusReport;
      /** The gateway has more than one message that could be this attempt; the oldest was taken. A person is told. */
      readonly possibleDuplicate?: true;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable'; readonly detail: string };

/** The state of a text at the gateway, in our words, in rising order; merged by `domain/messageStatus`. */
export type { DeliveryStatus };

export interface StatusReport {
  readonly gatewayMessageId: string;
  readonly status: DeliveryStatus;
  /** The gateway's own words for a failure; null when there are none. */
  readonly error: string | null;
  /** UTC ms at which the gateway says this state was reached; null when it does not say. */
  readonly at: number | null;
  /** Why it failed, where the gateway has codes for it; left out: read from `error`. */
  readonly cause?: FailureCause;
  /** What the gateway counted and charged; left out while it does not say. */
  readonly segments?: number;
  readonly price?: Money;
  /** UTC ms at which the person read it (WhatsApp with receipts on). */
  readonly readAt?: number;
}

/** An amount in millionths of a currency unit (ISO 4217): integers only. */
export interface Money {
  readonly micros: number;
  readonly currency: string;
}

/** A picture or file that came with a text and still lies at the gateway; fetched by `fetchMedia(ref)`. */
export interface IncomingMedia {
  readonly ref: string;
  readonly contentType: string;
  readonly sizeBytes: number | null;
}

export interface IncomingText {
  /** Unique at this gateway; the first dedupe key. */
  readonly gatewayMessageId: string;
  /** E.164, or the raw sender (short code, alphanumeric name) when it is no phone number. */
  readonly from: string;
  readonly body: string;
  /** UTC ms at which the network says it was sent. May be late, in the future, or 0 on some phones. */
  readonly sentAt: number;
  readonly sim: number | null;
  readonly kind: 'sms' | 'mms';
  /** Left out: SMS. */
  readonly channel?: Channel;
  /** The own number it came to, E.164; left out: the gateway's only one. */
  readonly to?: string;
  readonly media?: readonly IncomingMedia[];
  /** The network took this as a keyword and has answered it (Twilio's OptOutType). */
  readonly keyword?: 'stop' | 'start' | 'help';
}

/** One look at the gateway. `problem` codes are in contract/gatewayProblems.ts. */
export interface GatewayHealth {
  readonly reachable: boolean;
  /** Null when all is well. */
  readonly problem: GatewayProblem | null;
  readonly version: string | null;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  /** 0-100, null when unknown. */
  readonly batteryPercent: number | null;
  readonly charging: boolean | null;
  /** The gateway's clock minus ours, in ms; null when unknown. Over 5 minutes pauses automatic sending. */
  readonly clockSkewMs: number | null;
  readonly roundTripMs: number | null;
  /** Whether texts that people send us will be seen (false: e.g. app 1.63.0-1.66.1, capcom6.md 5). */
  readonly canReceive: boolean;
}

/** Where receiving stands; opaque to everyone but the gateway that made it. Stored as JSON. */
export type InboxCursor = Readonly<Record<string, unknown>> | null;

export interface InboxPage {
  readonly texts: readonly IncomingText[];
  readonly cursor: InboxCursor;
  /** More is waiting: call again at once. */
  readonly more: boolean;
}

export interface Gateway {
  readonly id: string;
  readonly kind: 'phone' | 'twilio';
  readonly traits: GatewayTraits;
  /** Never throws for a network fault: an unreachable gateway is a health result. */
  checkHealth(signal?: AbortSignal): Promise<GatewayHealth>;
  send(text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome>;
  /** Settles an unknown attempt. For an idempotent gateway `absent` means: send the same id again. */
  reconcile(text: OutgoingText, attemptedAt: number, signal?: AbortSignal): Promise<ReconcileOutcome>;
  /** States of texts accepted since `since` (UTC ms), among `ids` (gateway ids still open). */
  fetchStatuses(
    query: { readonly since: number; readonly ids: readonly string[] },
    signal?: AbortSignal,
  ): Promise<GatewayResult<readonly StatusReport[]>>;
  /** Texts not seen yet, with overlap: callers dedupe. `wide` also looks back 72 h for late arrivals. */
  fetchInbox(
    cursor: InboxCursor,
    options: { readonly wide: boolean },
    signal?: AbortSignal,
  ): Promise<GatewayResult<InboxPage>>;
  /** Asks the gateway to re-read what arrived while nobody looked (phone: POST /inbox/refresh). */
  refreshInbox(
    range: { readonly since: number; readonly until: number },
    signal?: AbortSignal,
  ): Promise<GatewayResult<null>>;
  /** The content of a picture, at most `limitBytes`. Left out: this gateway has none. */
  fetchMedia?(
    ref: string,
    limitBytes: number,
    signal?: AbortSignal,
  ): Promise<GatewayResult<{ readonly bytes: Uint8Array; readonly contentType: string }>>;
  /** Takes the text away from the provider's own records, for good. Left out: nothing is kept there that we can erase. */
  erase?(
    gatewayMessageId: string,
    signal?: AbortSignal,
    /** `redact`: the words; `delete`: the whole record with its pictures. Left out: as the gateway was set up. */
    how?: 'redact' | 'delete',
  ): Promise<GatewayResult<'erased' | 'notYet' | 'notFound'>>;
  /** True recall. `tooLate` when it is on the air already. */
  cancel(gatewayMessageId: string, signal?: AbortSignal): Promise<GatewayResult<'cancelled' | 'tooLate' | 'notFound'>>;
}

/** A value, or the reason there is none. `problem` as in GatewayHealth. */
export type GatewayResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: GatewayProblem; readonly detail: string };
