/**
 * The rows of the database as the core sees them: camelCase, booleans, null for "none". No behaviour, no SQL.
 * Instants are UTC milliseconds. Enumerations are the contract's.
 */
import type { Channel, Purpose, Trigger } from '../../contract/common.ts';
import type { ConsentEvent, ConsentLevel } from '../../contract/consent.ts';
import type { ConversationStatus } from '../../contract/conversations.ts';
import type { GatewayProblem } from '../../contract/gatewayProblems.ts';
import type { GatewayState } from '../../contract/gateways.ts';
import type { MessageKind, MessageStatus } from '../../contract/messages.ts';
import type { CanText, NumberKind, PersonKind } from '../../contract/people.ts';
import type { ReplyStatus } from '../../contract/visits.ts';

import type { AppointmentRecord } from './planRecords.ts';

export type * from './planRecords.ts';

export interface PersonRecord {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly name: string;
  readonly kind: PersonKind;
  readonly language: string;
  readonly zone: string | null;
  readonly note: string;
  readonly externalId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Where a person lives, as far as the hours of texts need it. */
export interface PersonAddressRecord {
  readonly personId: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  /** What the desk has said, a list does not change. */
  readonly source: 'desk' | 'list';
  readonly updatedAt: number;
}

export interface PersonNumberRecord {
  readonly personId: string;
  readonly number: string;
  readonly label: string;
  readonly position: number;
}

export interface NumberRecord {
  readonly number: string;
  readonly kind: NumberKind;
  readonly suspendedAt: number | null;
  readonly suspendedCode: string | null;
  readonly firstSentAt: number | null;
  readonly lastOptOutHintAt: number | null;
  readonly lastInboundAt: number | null;
}

export interface ConversationRecord {
  readonly id: string;
  readonly address: string;
  readonly status: ConversationStatus;
  readonly unread: number;
  readonly sortAt: number;
  readonly lastAt: number;
  readonly lastMessageId: string | null;
  readonly lastPreview: string;
  readonly lastDirection: 'in' | 'out' | 'none';
  readonly lastStatus: MessageStatus | null;
  readonly lastInboundAt: number | null;
  readonly waitingSince: number | null;
  readonly failed: boolean;
  readonly attention: 'urgent' | 'suspectedOptOut' | null;
  readonly snoozedUntil: number | null;
  readonly backFromSnooze: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** How many have the number beside them: more than 0 only where so many have it that it is no household's. */
  readonly peopleMore: number;
  readonly canText: CanText;
  readonly visitReply: ReplyStatus | null;
  readonly nextVisitAt: number | null;
  readonly createdAt: number;
}

export interface MessageRecord {
  readonly seq: number;
  readonly id: string;
  readonly conversationId: string;
  readonly personId: string | null;
  readonly direction: 'in' | 'out' | 'none';
  readonly kind: MessageKind;
  readonly body: string;
  readonly eventData: Readonly<Record<string, string>> | null;
  readonly purpose: Purpose;
  readonly trigger: Trigger | null;
  readonly status: MessageStatus;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
  readonly notBefore: number | null;
  readonly sendBy: number | null;
  readonly author: string | null;
  readonly templateId: string | null;
  readonly appointmentId: string | null;
  readonly reminderId: string | null;
  readonly segments: number;
  readonly replyClass: string | null;
  readonly gatewayId: string | null;
  readonly gatewayMessageId: string | null;
  readonly confirmed: readonly string[];
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly channel: Channel;
  /** The number of ours it left by or came to (E.164), and the SIM slot. */
  readonly ownNumber: string | null;
  readonly sim: number | null;
  readonly readAt: number | null;
  /** What the provider charged, in millionths of a unit of `priceCurrency`. */
  readonly priceMicros: number | null;
  readonly priceCurrency: string | null;
  /** When it was taken away from the provider's own records. */
  readonly erasedAt: number | null;
}

/** What a new message needs; everything else starts empty. */
export type NewMessage = Pick<
  MessageRecord,
  'id' | 'conversationId' | 'direction' | 'kind' | 'body' | 'purpose' | 'status' | 'createdAt'
> &
  Partial<Omit<MessageRecord, 'seq'>>;

export type JobState =
  'ready' | 'leased' | 'unknown' | 'done' | 'dead' | 'expired' | 'cancelled' | 'held' | 'needsReview';

export interface JobRecord {
  readonly id: string;
  readonly messageId: string;
  readonly dedupeKey: string;
  readonly lane: string;
  readonly priority: number;
  readonly state: JobState;
  readonly runAt: number;
  readonly sendBy: number | null;
  readonly attempts: number;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  readonly gatewayId: string | null;
  readonly lastCode: string | null;
  /** The gateway is asked to keep it and to send it at this instant (UTC ms); null: at once. */
  readonly sendAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A text that a gateway keeps, or was asked to keep, and that is wanted back. */
export interface RecallRecord {
  readonly jobId: string;
  readonly messageId: string;
  readonly appointmentId: string | null;
  readonly reasonCode: string;
  readonly reasonText: string;
  /** Its reminder is planned anew once the text is back. */
  readonly again: boolean;
  readonly askedAt: number;
  /** Null: its time has passed, and word of what became of it is all that can be waited for. */
  readonly nextTryAt: number | null;
  readonly tries: number;
  /** Why it could not be had back yet; somebody was told. Null: nobody has failed to get it. */
  readonly problem: string | null;
}

export type AttemptOutcome = 'inFlight' | 'accepted' | 'rejected' | 'retry' | 'pause' | 'unknown' | 'absent';

export interface AttemptRecord {
  readonly id: string;
  readonly jobId: string;
  readonly messageId: string;
  readonly number: number;
  readonly gatewayId: string;
  readonly claimedAt: number;
  /** When the gateway sends it by itself; null: when it was claimed. */
  readonly leavesAt: number | null;
  readonly finishedAt: number | null;
  readonly outcome: AttemptOutcome;
  /** The exact text that left; null: the message's own. */
  readonly body: string | null;
  /** The same for texts of the same words; null: not counted. */
  readonly bodyKey: string | null;
  readonly gatewayMessageId: string | null;
  readonly code: string | null;
  readonly detail: string | null;
}

/** Texts that wait or failed for one reason, counted. The ids are of the oldest. */
export interface StuckTexts {
  readonly state: 'ready' | 'leased' | 'unknown' | 'held' | 'needsReview' | 'failed';
  readonly due: boolean;
  readonly code: string | null;
  readonly gatewayId: string | null;
  readonly count: number;
  readonly oldestAt: number;
  readonly messageId: string;
  readonly conversationId: string;
}

export interface AttachmentRecord {
  readonly id: string;
  /** Null: added in the composer, not sent yet. */
  readonly messageId: string | null;
  readonly position: number;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number | null;
  readonly hasContent: boolean;
  /** Where it still lies, and its name there. */
  readonly gatewayId: string | null;
  readonly ref: string | null;
  readonly problem: string | null;
  readonly tries: number;
  /** When it is fetched next; null: never. */
  readonly nextTryAt: number | null;
  readonly createdAt: number;
}

export interface OneTimeCodeRecord {
  readonly id: string;
  readonly number: string;
  readonly personId: string | null;
  /** `verify`: the provider keeps and checks the code. */
  readonly route: 'own' | 'verify';
  readonly gatewayId: string;
  readonly hash: string | null;
  readonly salt: string | null;
  readonly remoteId: string | null;
  readonly tries: number;
  readonly state: 'open' | 'right' | 'spent' | 'expired' | 'failed';
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly settledAt: number | null;
}

export type ConsentRecord = Omit<ConsentEvent, 'personName'> & {
  readonly seq: number;
  readonly messageId: string | null;
  readonly level: ConsentLevel | null;
};
/** What an entry of the ledger may leave out: it is null then. */
export type ConsentDetail =
  | 'recordedAt'
  | 'effectiveAt'
  | 'endsAt'
  | 'givenBy'
  | 'wordingId'
  | 'wordingVersion'
  | 'language'
  | 'fileId'
  | 'fileSha256';
export type NewConsent = Omit<ConsentRecord, 'seq' | ConsentDetail> & Partial<Pick<ConsentRecord, ConsentDetail>>;

/** The scan or photo of a signed form; its content is read on its own. */
export interface ConsentFileRecord {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Of the content, in hex. */
  readonly sha256: string;
  readonly createdAt: number;
}

/** One version of the words of an agreement in one language. */
export interface WordingRecord {
  readonly id: string;
  readonly version: number;
  readonly language: string;
  readonly purpose: 'care' | 'billing' | 'marketing' | 'employee';
  /** With `{practice}` where its name goes. */
  readonly text: string;
  readonly validFrom: number;
  readonly author: string;
}

/** A number that must not be texted, known by its keyed fingerprint alone. */
export interface SuppressionRecord {
  readonly scope: 'all' | 'care' | 'billing' | 'marketing' | 'employee';
  readonly since: number;
}

export interface GatewayRecord {
  readonly id: string;
  readonly kind: 'phone' | 'twilio';
  readonly label: string;
  readonly address: string;
  readonly ownNumber: string | null;
  /** Not secret: base URL, device id, SIMs. Parsed by the provider that wrote it. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly state: GatewayState;
  readonly problem: GatewayProblem | null;
  readonly since: number | null;
  readonly pausedAt: number | null;
  readonly health: Readonly<Record<string, unknown>> | null;
  readonly lastHeardAt: number | null;
  readonly lastInboundAt: number | null;
  readonly inboxCursor: Readonly<Record<string, unknown>> | null;
  readonly lastPolledAt: number | null;
  readonly simulated: boolean;
  readonly createdAt: number;
}

/** Something a gateway posted that nobody has read yet. */
export interface HookEventRecord {
  /** Rises in the order of arrival. */
  readonly seq: number;
  readonly gatewayId: string;
  /** What stands behind the secret of the address, with its query. */
  readonly target: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly receivedAt: number;
}

/** What a row of a list changed, as it was before. */
export interface ImportBefore {
  readonly importId: string;
  readonly line: number;
  readonly appointmentId: string;
  readonly personMade: string | null;
  readonly data: {
    /** When the row was added; a visit changed since carries a later time. */
    readonly at: number;
    readonly visit: AppointmentRecord | null;
    /** Null: made by the row, or left as they were. */
    readonly person: PersonRecord | null;
    readonly numbers: readonly { readonly number: string; readonly label: string }[] | null;
    /** The number the row brought. */
    readonly addedNumber: string | null;
    /** Their address before, null for none; left out when the row left it as it was. */
    readonly address?: PersonAddressRecord | null;
    /** The agreement recorded because of the row. */
    readonly consentId: string | null;
    readonly personId: string;
  };
}

/** Two people who turned out to be one. */
export interface PersonMergeRecord {
  readonly id: string;
  readonly keptId: string;
  readonly mergedId: string;
  readonly at: number;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly undoneAt: number | null;
}

export interface AuditRecord {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly entity: string | null;
  readonly entityId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
