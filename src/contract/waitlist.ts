/**
 * Filling a slot that became free: who would like to come earlier, in which order they are asked, and for whom the slot is held. A slot is
 * never booked by itself: a person presses.
 */
import { z } from 'zod';
import { CivilDate, CivilTime, E164, Id, Instant, Reason, Zone } from './common.ts';
import { GateDecision } from './gate.ts';
import { command, Done, query } from './procedure.ts';
import { careReaders, desk, managers } from './roles.ts';
import { Appointment } from './visits.ts';

export const WaitlistSource = z.enum(['hand', 'visit', 'text']);
export type WaitlistSource = z.infer<typeof WaitlistSource>;

/** What somebody would take. Empty lists and nulls mean: anything. */
export const WaitlistWishes = z.object({
  kinds: z.array(z.string().trim().min(1).max(80)).max(20).default([]),
  clinicians: z.array(z.string().trim().min(1).max(80)).max(20).default([]),
  /** 1 Monday ... 7 Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  /** Wall clock of the practice; the visit has to start at `from` or later and before `to`. */
  from: CivilTime.nullable().default(null),
  to: CivilTime.nullable().default(null),
  /** Not before this day. */
  earliest: CivilDate.nullable().default(null),
  /** Minutes their visit needs; null: any length will do. */
  minutes: z.int().min(1).max(1440).nullable().default(null),
});
export type WaitlistWishes = z.infer<typeof WaitlistWishes>;

export const WaitlistEntry = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  number: E164.nullable(),
  /** The later visit that would be moved; null: a new visit would be made. */
  visit: Appointment.nullable(),
  wishes: WaitlistWishes,
  note: z.string(),
  source: WaitlistSource,
  lastOfferedAt: Instant.nullable(),
  createdBy: z.string(),
  createdAt: Instant,
});
export type WaitlistEntry = z.infer<typeof WaitlistEntry>;

/** Why somebody is not asked about this slot. */
export const Misfit = z.enum([
  'kind',
  'clinician',
  'weekday',
  'time',
  'tooEarly',
  'tooShort',
  'visitSooner',
  'cannotText',
  'askedElsewhere',
  'askedBefore',
]);
export type Misfit = z.infer<typeof Misfit>;

export const RankedEntry = z.object({
  entry: WaitlistEntry,
  fits: z.boolean(),
  misfits: z.array(Misfit),
});
export type RankedEntry = z.infer<typeof RankedEntry>;

export const SlotState = z.enum(['running', 'paused', 'held', 'filled', 'ended']);
export type SlotState = z.infer<typeof SlotState>;

/**
 * queued: not asked yet. silent: did not answer in time. tooLate: said yes when it was taken. notSent: the text did not go out.
 * withdrawn: the slot was gone before they were asked or could answer.
 */
export const OfferState = z.enum([
  'queued',
  'asked',
  'held',
  'booked',
  'declined',
  'silent',
  'tooLate',
  'notSent',
  'withdrawn',
]);
export type OfferState = z.infer<typeof OfferState>;

/** How fast people are asked: `atOnce` every `everyMinutes`, and how long one offer is good. */
export const OfferPacing = z.object({
  atOnce: z.int().min(1).max(20).default(1),
  everyMinutes: z.int().min(1).max(240).default(5),
  answerMinutes: z.int().min(1).max(1440).default(30),
});
export type OfferPacing = z.infer<typeof OfferPacing>;

export const SlotOffer = z.object({
  id: Id,
  entryId: Id.nullable(),
  personId: Id,
  personName: z.string(),
  conversationId: Id.nullable(),
  state: OfferState,
  askedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  reason: Reason.nullable(),
});
export type SlotOffer = z.infer<typeof SlotOffer>;

export const FreeSlot = z.object({
  id: Id,
  appointmentId: Id.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  zone: Zone,
  clinician: z.string(),
  location: z.string(),
  kind: z.string(),
  state: SlotState,
  /** Why it ended: passed, taken, stopped, nobodyLeft, rebooked. */
  endedCode: z.string().nullable(),
  nextAt: Instant.nullable(),
  offers: z.array(SlotOffer),
  createdBy: z.string(),
  createdAt: Instant,
});
export type FreeSlot = z.infer<typeof FreeSlot>;

/** A slot by the visit that left it free, or described. */
const slotInput = {
  appointmentId: Id.optional(),
  slot: z
    .strictObject({
      startsAt: Instant,
      endsAt: Instant,
      clinician: z.string().max(80).default(''),
      location: z.string().max(120).default(''),
      kind: z.string().max(80).default(''),
    })
    .optional(),
};

export const waitlist = {
  /** Who would like to come earlier, the longest waiting first (500 at most). */
  listEntries: query({
    roles: careReaders,
    input: z.strictObject({}),
    output: z.object({ items: z.array(WaitlistEntry) }),
  }),
  /** Adds somebody, or changes the waiting entry of the same person and visit. Errors: NOT_FOUND, INVALID_INPUT. */
  saveEntry: command({
    roles: desk,
    input: {
      id: Id.optional(),
      /** Whose; left out with `appointmentId` or `id`. */
      personId: Id.optional(),
      /** The later visit they would like earlier. */
      appointmentId: Id.optional(),
      wishes: WaitlistWishes.partial().optional(),
      note: z.string().max(300).optional(),
      source: WaitlistSource.default('hand'),
    },
    output: WaitlistEntry,
  }),
  removeEntry: command({ roles: desk, input: { id: Id }, output: Done }),
  /** Undo of a removal. */
  restoreEntry: command({ roles: desk, input: { id: Id }, output: Done }),
  /** Everybody who waits, those who fit first, in the order in which they would be asked. Errors: NOT_FOUND, INVALID_INPUT. */
  rankForSlot: query({
    roles: desk,
    input: z.strictObject(slotInput),
    output: z.object({
      slot: FreeSlot.pick({ startsAt: true, endsAt: true, zone: true, clinician: true, location: true, kind: true }),
      items: z.array(RankedEntry),
      pacing: OfferPacing,
      /** The words offered first, with details in braces. */
      body: z.string(),
      /** The slot is being offered or held already. */
      running: Id.nullable(),
    }),
  }),
  /**
   * Whom one could ask beyond the list, those first whom it is most worth asking (10 at most): they have a later visit of this kind with this
   * clinician, that would be moved. Nobody who cannot be texted, waits already, or was asked. Errors: NOT_FOUND, INVALID_INPUT.
   */
  suggestForSlot: query({
    roles: desk,
    input: z.strictObject(slotInput),
    output: z.object({ items: z.array(z.object({ personId: Id, personName: z.string(), visit: Appointment })) }),
  }),
  /** What the first of these people would get, and what the gate says about each. Sends nothing. */
  previewOffer: query({
    roles: desk,
    input: z.strictObject({ ...slotInput, body: z.string().max(1600), entryIds: z.array(Id).max(50) }),
    output: z.object({
      items: z.array(z.object({ entryId: Id, decision: GateDecision.nullable(), body: z.string(), segments: z.int() })),
    }),
  }),
  /**
   * Begins to ask these people, in this order. The first clear yes holds the slot for a person to book.
   * Errors: CONFLICT (offered already, or the slot has passed), INVALID_INPUT.
   */
  offerSlot: command({
    roles: desk,
    input: {
      ...slotInput,
      entryIds: z.array(Id).min(1).max(50),
      body: z.string().trim().min(1).max(1600),
      pacing: OfferPacing.optional(),
    },
    output: FreeSlot,
  }),
  /** Slots that are offered or held, and those of the last day, newest first. */
  listSlots: query({ roles: careReaders, input: z.strictObject({}), output: z.object({ items: z.array(FreeSlot) }) }),
  /** Stops asking for now, or goes on. Errors: NOT_FOUND, CONFLICT. */
  pauseSlot: command({ roles: desk, input: { slotId: Id, pause: z.boolean() }, output: FreeSlot }),
  /** Ends the offering; a held slot is given up. Those who wait for an answer are not texted. */
  stopSlot: command({ roles: desk, input: { slotId: Id }, output: FreeSlot }),
  /** What somebody told the desk about their offer, or a text a person has read. Errors: NOT_FOUND, CONFLICT. */
  recordAnswer: command({ roles: desk, input: { offerId: Id, answer: z.enum(['yes', 'no']) }, output: FreeSlot }),
  /** Books the slot for whom it is held: their later visit moves, or a new one is made. Errors: CONFLICT (not held, time taken). */
  bookSlot: command({ roles: desk, input: { slotId: Id }, output: z.object({ slot: FreeSlot, appointmentId: Id }) }),
  getPacing: query({ roles: careReaders, input: z.strictObject({}), output: OfferPacing }),
  savePacing: command({ roles: managers, input: OfferPacing.shape, output: OfferPacing }),
};
