/**
 * Rows of the desk's day: replies to settle, calls, closings, and the waitlist with its slots. No behaviour, no SQL.
 * Instants are UTC milliseconds. Enumerations are the contract's.
 */
import type { CallOutcome, SettledAs, VisitReplyKind } from '../../contract/today.ts';
import type { OfferState, SlotState, WaitlistSource, WaitlistWishes } from '../../contract/waitlist.ts';
import type { AppointmentStatus, ReplyStatus } from '../../contract/visits.ts';

/** What a visit said before somebody pressed something, so that it can be put back. */
export interface VisitBefore {
  readonly reply: ReplyStatus;
  readonly replySetBy: string | null;
  readonly repliedAt: number | null;
  readonly status: AppointmentStatus;
}

export interface VisitReplyRecord {
  readonly id: string;
  readonly appointmentId: string;
  readonly messageId: string;
  readonly kind: VisitReplyKind;
  readonly minutesLate: number | null;
  readonly at: number;
  readonly settledAs: SettledAs | null;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
  readonly before: VisitBefore | null;
}

export interface VisitCallRecord {
  readonly id: string;
  readonly appointmentId: string;
  readonly outcome: CallOutcome;
  readonly actor: string;
  readonly at: number;
  readonly before: VisitBefore;
  readonly undoneAt: number | null;
}

export interface DayClosingRecord {
  /** `2026-11-21`, in the practice's zone. */
  readonly day: string;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly reopenedAt: number | null;
  readonly reopenedBy: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

export interface WaitlistEntryRecord {
  readonly id: string;
  readonly personId: string;
  readonly appointmentId: string | null;
  readonly wishes: WaitlistWishes;
  readonly note: string;
  readonly source: WaitlistSource;
  readonly state: 'waiting' | 'placed' | 'removed';
  readonly lastOfferedAt: number | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface FreeSlotRecord {
  readonly id: string;
  readonly appointmentId: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly zone: string;
  readonly clinician: string;
  readonly location: string;
  readonly kind: string;
  /** The words every person gets, with their details still in braces. */
  readonly body: string;
  readonly atOnce: number;
  readonly everyMs: number;
  readonly answerMs: number;
  readonly state: SlotState;
  readonly endedCode: string | null;
  readonly nextAt: number | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SlotOfferRecord {
  readonly id: string;
  readonly slotId: string;
  readonly entryId: string | null;
  readonly personId: string;
  readonly position: number;
  readonly state: OfferState;
  readonly number: string | null;
  readonly messageId: string | null;
  readonly askedAt: number | null;
  readonly expiresAt: number | null;
  readonly answeredAt: number | null;
  readonly reasonCode: string | null;
  readonly reasonText: string | null;
}
