/**
 * The desk's day beside the list of visits: who must be telephoned, texts about a visit that a person settles, arrivals, and the closing
 * of the day. Nothing in here sends a text.
 */
import { z } from 'zod';
import { CivilDate, E164, Id, Instant, Zone } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { careReaders, desk, managers } from './roles.ts';
import { Appointment } from './visits.ts';

/** What a text says about a visit. `wrote`: something after a confirmation, in words a program should not judge. */
export const VisitReplyKind = z.enum(['here', 'late', 'newTime', 'cancelled', 'question', 'wrote']);
export type VisitReplyKind = z.infer<typeof VisitReplyKind>;

/** What a person at the desk took it for. */
export const SettledAs = z.enum(['confirmed', 'newTime', 'cancelled', 'late', 'arrived', 'notAbout']);
export type SettledAs = z.infer<typeof SettledAs>;

/** What came of telephoning. */
export const CallOutcome = z.enum(['confirmed', 'newTime', 'cancelled', 'leftMessage', 'noAnswer']);
export type CallOutcome = z.infer<typeof CallOutcome>;

export const VisitCall = z.object({ id: Id, outcome: CallOutcome, actor: z.string(), at: Instant });
export type VisitCall = z.infer<typeof VisitCall>;

/** A text that waits to be settled. `words` is what the person wrote, shortened. */
export const VisitReply = z.object({
  id: Id,
  appointmentId: Id,
  messageId: Id,
  kind: VisitReplyKind,
  minutesLate: z.int().nullable(),
  at: Instant,
  words: z.string(),
});
export type VisitReply = z.infer<typeof VisitReply>;

/** What the board shows of a visit beside what the schedule says. */
export const VisitExtra = z.object({
  appointmentId: Id,
  replies: z.array(VisitReply),
  lastCall: VisitCall.nullable(),
  /** Other visits of the same person on the same day. */
  sameDay: z.array(Id),
  /** The time changed after the person confirmed or was told, and nobody has told them. */
  notTold: z.boolean(),
  /** The slot of this cancelled visit: free, being offered, held for somebody, or filled. Null: nothing to fill. */
  slot: z.enum(['free', 'offered', 'held', 'filled']).nullable(),
  onWaitlist: z.boolean(),
});
export type VisitExtra = z.infer<typeof VisitExtra>;

/** Why somebody has to be telephoned, the strongest reason first. */
export const CallReason = z.enum([
  'mayMeanVisit',
  'optedOut',
  'landline',
  'noNumber',
  'wrongNumber',
  'noConsent',
  'failed',
  'expired',
  'outage',
  'newTime',
  'unanswered',
]);
export type CallReason = z.infer<typeof CallReason>;

export const CallListRow = z.object({
  appointmentId: Id,
  personId: Id,
  personName: z.string(),
  /** Null: there is no number on file. */
  number: E164.nullable(),
  /** As people write it in the practice's country. */
  numberDisplay: z.string().nullable(),
  startsAt: Instant,
  zone: Zone,
  kind: z.string(),
  clinician: z.string(),
  reason: CallReason,
  /** When the last text to this person left; null: none did. */
  lastTextedAt: Instant.nullable(),
  lastCall: VisitCall.nullable(),
});
export type CallListRow = z.infer<typeof CallListRow>;

/** How a visit of the past day ended. `unmarked`: nobody said, so nothing follows. */
export const DayOutcome = z.enum(['came', 'missed', 'unmarked']);
export type DayOutcome = z.infer<typeof DayOutcome>;

/** What became of a text of ours. `waiting`: still to leave, or on its way. `inDoubt`: nobody knows whether it left. */
export const TextFate = z.enum([
  'sent',
  'delivered',
  'failed',
  'held',
  'inDoubt',
  'waiting',
  'takenBack',
  'optedOut',
  'expired',
  'other',
]);
export type TextFate = z.infer<typeof TextFate>;

export const DayReview = z.object({
  date: CivilDate,
  visits: z.array(z.object({ visit: Appointment, outcome: DayOutcome })),
  /** Texts of the day that did not arrive, by visit or person. */
  undelivered: z.array(
    z.object({ messageId: Id, conversationId: Id, personName: z.string(), at: Instant, reason: z.string() }),
  ),
  /** Every text of ours that was written on the day or left on it, each counted once. */
  texts: z.object({
    total: z.int(),
    fates: z.partialRecord(TextFate, z.int()),
    /** Why texts did not leave, or are in doubt: a code, and the words for staff. */
    why: z.array(z.object({ fate: TextFate, code: z.string(), text: z.string(), count: z.int() })),
    /** Of the total: written before the day. */
    earlier: z.int(),
    /** Of the total: known to the log, erased since. */
    gone: z.int(),
    /** Written without an entry in the log; never, unless somebody worked past the program. */
    unlogged: z.int(),
    /** The fates and those erased make up the total, and the log knows every one. */
    adds: z.boolean(),
    received: z.int(),
    /** Refused before they were written, for a person who was told why. */
    refused: z.int(),
    optOuts: z.int(),
  }),
  /** The end of the log now. */
  fingerprint: z.object({ seq: z.int(), code: z.string() }),
  /** Conversations with a text that nobody has answered. */
  unanswered: z.int(),
  /** Texts about a visit of this day that nobody has settled. */
  unsettled: z.int(),
  /** Changes that are not yet in the practice's own system. */
  changesForCalendar: z.int(),
  closing: z
    .object({
      closedAt: Instant,
      closedBy: z.string(),
      reopenedAt: Instant.nullable(),
      reopenedBy: z.string().nullable(),
    })
    .nullable(),
});
export type DayReview = z.infer<typeof DayReview>;

export const today = {
  /** What the board shows beside `schedule.listAppointments` of the same day; and whether texts are stuck. */
  getBoard: query({
    roles: careReaders,
    input: z.strictObject({ date: CivilDate.optional() }),
    output: z.object({
      date: CivilDate,
      extras: z.array(VisitExtra),
      /** Set while no gateway has been able to send for a while: since when, and whose reminder is of no use before it may be mended. */
      outage: z.object({ since: Instant, people: z.int() }).nullable(),
      /**
       * Set while gateways keep reminders that they send by themselves, or a text wanted back may still go out: how many they keep, when the
       * next one leaves, which kinds of gateway, and how many of those wanted back are in doubt.
       */
      handedOff: z
        .object({
          count: z.int(),
          nextAt: Instant.nullable(),
          kinds: z.array(z.enum(['phone', 'twilio'])),
          inDoubt: z.int(),
        })
        .nullable(),
      /** Times that are being offered to people who would like to come earlier. */
      openSlots: z.int(),
      closed: z.boolean(),
    }),
  }),
  /** Who has to be telephoned about visits of these days (14 at most): a word like CANCEL first, then the soonest. Errors: INVALID_INPUT. */
  getCallList: query({
    roles: desk,
    input: z.strictObject({ from: CivilDate.optional(), to: CivilDate.optional() }),
    output: z.object({ from: CivilDate, to: CivilDate, rows: z.array(CallListRow) }),
  }),
  /** The same as a file for a spreadsheet: UTF-8 with a mark, cells that cannot start a formula. Kept in the audit trail. */
  exportCallList: command({
    roles: managers,
    input: { from: CivilDate.optional(), to: CivilDate.optional() },
    output: z.object({ fileName: z.string(), csv: z.string(), rows: z.int() }),
  }),
  /** Notes a call about a visit. What they said is set on the visit; a message left or no answer changes nothing. Errors: NOT_FOUND. */
  markCalled: command({
    roles: desk,
    input: { appointmentId: Id, outcome: CallOutcome },
    output: z.object({ callId: Id }),
  }),
  /** Takes a noted call back, and puts the visit as it was unless it has changed since. Errors: NOT_FOUND. */
  undoCall: command({ roles: desk, input: { callId: Id }, output: Done }),
  /** Texts in this conversation about visits that nobody has settled. */
  listReplies: query({
    roles: careReaders,
    input: z.strictObject({ conversationId: Id }),
    output: z.object({ items: z.array(VisitReply.extend({ visit: Appointment })) }),
  }),
  /** A person says what a text means for the visit. Errors: NOT_FOUND, CONFLICT (settled already). */
  settleReply: command({ roles: desk, input: { id: Id, as: SettledAs }, output: Done }),
  /** Errors: NOT_FOUND, CONFLICT (not settled, or the visit was changed since). */
  undoSettle: command({ roles: desk, input: { id: Id }, output: Done }),
  /** What to look through at the end of a day; today when none is given. */
  getReview: query({ roles: desk, input: z.strictObject({ date: CivilDate.optional() }), output: DayReview }),
  /**
   * Sets done or missed as given; what follows a visit is planned from that. `unmarked` ones stay as they are and nothing follows.
   * Errors: CONFLICT (closed already), INVALID_INPUT (a day to come, or a visit of another day).
   */
  closeDay: command({
    roles: desk,
    input: { date: CivilDate, visits: z.array(z.strictObject({ id: Id, outcome: DayOutcome })).max(2000) },
    output: z.object({ came: z.int(), missed: z.int(), unmarked: z.int() }),
  }),
  /** Opens a closed day again, so that a visit can be marked otherwise. Errors: CONFLICT (not closed). */
  reopenDay: command({ roles: desk, input: { date: CivilDate }, output: Done }),
};
