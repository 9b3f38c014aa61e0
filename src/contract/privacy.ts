/** What is kept and for how long, legal holds, and the rights of a person: to see everything about them, and to be deleted. */
import { z } from 'zod';
import { CivilDate, Cursor, E164, Id, Instant, Limit, pageOf } from './common.ts';
import { command, query } from './procedure.ts';
import { managers, overseers, readers } from './roles.ts';
import type { Role } from './roles.ts';

const owner: readonly Role[] = ['owner'];

export const HoldScope = z.enum(['person', 'number', 'period', 'everything']);
export type HoldScope = z.infer<typeof HoldScope>;

/** What a screen needs for its band. */
export const HoldBand = z.object({
  id: Id,
  scope: HoldScope,
  caseName: z.string(),
  placedAt: Instant,
});
export type HoldBand = z.infer<typeof HoldBand>;

export const LegalHold = HoldBand.extend({
  personId: Id.nullable(),
  /** Null: not about one person, or they are no longer there. */
  personName: z.string().nullable(),
  numbers: z.array(z.string()),
  /** A period; `to` is exclusive, null: until released. */
  from: Instant.nullable(),
  to: Instant.nullable(),
  reason: z.string(),
  placedBy: z.string(),
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
  releaseReason: z.string().nullable(),
});
export type LegalHold = z.infer<typeof LegalHold>;

/** Rows by kind: words of old threads, what is left of them, pictures that came in, threads of nobody, drafts, read lists, entries of the log, agreements of nobody. */
export const RetentionCounts = z.object({
  texts: z.int(),
  facts: z.int(),
  files: z.int(),
  unknownNumbers: z.int(),
  drafts: z.int(),
  lists: z.int(),
  audit: z.int(),
  consents: z.int(),
});
export const RetentionKind = RetentionCounts.keyof();

/** One thing of which rows are due: a thread, a picture, a list; of the log all of it at once. */
export const DueThing = z.object({
  id: z.string(),
  /** When it was last touched; of the log, when the newest entry that goes was written. */
  at: Instant,
  rows: z.int(),
  /** Rows of it that a legal hold keeps. */
  held: z.int(),
  conversationId: Id.nullable(),
  /** Whose thread it is, or the file of the list; null: it names nobody. */
  name: z.string().nullable(),
});
export type RetentionCounts = z.infer<typeof RetentionCounts>;

export const RetentionRun = z.object({
  night: CivilDate,
  /** Null: it was stopped, and goes on the next time. */
  finishedAt: Instant.nullable(),
  /** It counted and removed nothing. */
  dryRun: z.boolean(),
  counts: RetentionCounts,
});
export type RetentionRun = z.infer<typeof RetentionRun>;

/** What deleting a person would do, and what stands in its way. */
export const ErasurePlan = z.object({
  texts: z.int(),
  visits: z.int(),
  files: z.int(),
  /** Numbers that others have, too: their threads stay, without what is about this person. */
  sharedNumbers: z.int(),
  /** Legal holds in the way. */
  holds: z.array(HoldBand),
  /** Texts that are under way or in doubt; those that only wait are taken back. */
  open: z.int(),
});
export type ErasurePlan = z.infer<typeof ErasurePlan>;

/** Why somebody is deleted; kept in the audit trail. */
export const ErasureReason = z.enum(['theyAsked', 'addedByMistake', 'noLongerPatient', 'other']);

const words = z.string().trim().min(3).max(200);

export const privacy = {
  /** Holds that cover a person or a number, for the band on screens. */
  getHolds: query({
    roles: readers,
    input: z.strictObject({ personId: Id.optional(), number: z.string().max(32).optional() }),
    output: z.object({ items: z.array(HoldBand) }),
  }),
  /** All holds, those in force first. */
  listHolds: query({
    roles: overseers,
    input: z.strictObject({}),
    output: z.object({ items: z.array(LegalHold) }),
  }),
  /** Stops every deletion, redaction and overwriting in scope. INVALID_INPUT names the field; NOT_FOUND for the person. */
  placeHold: command({
    roles: owner,
    input: {
      scope: HoldScope,
      personId: Id.optional(),
      number: E164.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      caseName: words,
      reason: words,
    },
    output: LegalHold,
  }),
  /** Ends a hold for good. INVALID_INPUT unless its case name is typed again; CONFLICT: released already. */
  releaseHold: command({
    roles: owner,
    input: { id: Id, caseName: z.string().max(200), reason: words },
    output: LegalHold,
  }),
  /** The nights so far, and what the next would remove with these periods. */
  getRetention: query({
    roles: managers,
    input: z.strictObject({}),
    output: z.object({
      /** Nothing is removed before this instant, only counted; null: it is removed. */
      dryRunUntil: Instant.nullable(),
      runs: z.array(RetentionRun),
      /** What is too old now, at most one night's worth of each kind. */
      due: RetentionCounts,
      /** Too old and held. */
      held: z.int(),
    }),
  }),
  /** What of one kind is due, the oldest first. Kept in the trail as a look at patients' data. */
  listDue: query({
    roles: managers,
    input: z.strictObject({ kind: RetentionKind, cursor: Cursor.nullable().default(null), limit: Limit }),
    output: pageOf(DueThing),
  }),
  /** Ends the time in which nights only count. CONFLICT: it has ended. */
  startRemoving: command({ roles: owner, input: {}, output: z.object({ done: z.literal(true) }) }),
  getErasure: query({ roles: managers, input: z.strictObject({ personId: Id }), output: ErasurePlan }),
  /**
   * Deletes a person with texts, visits and copies in lists; the record of agreements and opt-outs stays without their name. INVALID_INPUT:
   * the last name is not theirs. CONFLICT: a legal hold, or a text under way.
   */
  erasePerson: command({
    roles: managers,
    input: { personId: Id, lastName: z.string().max(120), reason: ErasureReason.default('theyAsked') },
    output: z.object({ texts: z.int(), visits: z.int(), files: z.int(), copies: z.int() }),
  }),
  /** Everything about one person as a zip file (base64): JSON, tables, pictures. Large ones come in parts. */
  exportPerson: command({
    roles: managers,
    input: { personId: Id, part: z.int().min(1).max(100).default(1) },
    output: z.object({ fileName: z.string(), data: z.string(), part: z.int(), parts: z.int() }),
  }),
};
