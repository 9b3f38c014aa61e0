/** What the waitlist feature is given. Other features come in as functions, so that none imports another's inside. */
import type { Reason } from '../../../contract/common.ts';
import type { GateDecision } from '../../../contract/gate.ts';
import type { CanText } from '../../../contract/people.ts';
import type { Appointment, AppointmentStatus, ReplyStatus } from '../../../contract/visits.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { AppointmentRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';

/** The text of one offer. */
export interface OfferText {
  readonly number: string;
  readonly personId: string;
  readonly body: string;
  /** It is of no use after this instant, UTC ms. */
  readonly sendBy: number;
}

export type OfferSent =
  | { readonly kind: 'queued'; readonly messageId: string }
  /** Not now (quiet hours, a limit): nothing was written. */
  | { readonly kind: 'later'; readonly until: number }
  | { readonly kind: 'refused'; readonly reason: Reason | null };

export interface WaitlistDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly canText: (tx: ReadTx, number: string, personId: string | null) => CanText;
  readonly viewAppointment: (tx: ReadTx, record: AppointmentRecord) => Appointment;
  /** Adds a visit or moves one, as if by hand. */
  readonly saveVisit: (
    tx: WriteTx,
    input: {
      readonly id?: string;
      readonly personId?: string;
      readonly startsAt: number;
      readonly duration: number;
      readonly zone: string;
      readonly clinician: string;
      readonly location: string;
      readonly kind: string;
    },
    now: number,
  ) => AppointmentRecord;
  readonly setVisitState: (
    tx: WriteTx,
    input: { readonly id: string; readonly reply?: ReplyStatus; readonly status?: AppointmentStatus },
    actor: string,
    now: number,
  ) => AppointmentRecord;
  readonly render: (
    tx: ReadTx,
    input: {
      readonly template: { readonly body: string; readonly language: string };
      readonly person: PersonRecord | null;
      readonly appointment: AppointmentRecord | null;
    },
  ) => { readonly body: string; readonly missing: readonly string[] };
  /** Passes the send gate; nothing is written unless the text may leave now. */
  readonly queueOffer: (
    tx: WriteTx,
    offer: OfferText & {
      readonly offerId: string;
      readonly dedupeKey: string;
      /** Until when it may be put off, UTC ms: `sendBy` is counted from when it leaves. */
      readonly latest: number;
    },
    now: number,
  ) => OfferSent;
  readonly judgeOffer: (
    tx: ReadTx,
    offer: OfferText,
    now: number,
  ) => { readonly decision: GateDecision; readonly body: string; readonly segments: number };
  readonly takeBack: (tx: WriteTx, messageId: string, reason: Reason, now: number) => boolean;
}
