/**
 * The practice's own auto-replies: "When a text is exactly ... then ...". What the program understands by itself (STOP, START, HELP,
 * danger, a plain yes) always comes first; no rule can take its place.
 */
import { z } from 'zod';
import { CivilTime, Id, Instant } from './common.ts';
import { command, query } from './procedure.ts';
import { careReaders, managers } from './roles.ts';

export const AutoReplyHow = z.enum(['exactly', 'contains', 'startsWith']);
export type AutoReplyHow = z.infer<typeof AutoReplyHow>;

/** All of them must hold. `outsideHours` and `insideHours` go by the opening hours. */
export const AutoReplyCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('visitWithin'), days: z.int().min(1).max(60) }),
  z.strictObject({ kind: z.literal('noVisit') }),
  z.strictObject({ kind: z.literal('outsideHours') }),
  z.strictObject({ kind: z.literal('insideHours') }),
  z.strictObject({ kind: z.literal('knownPerson') }),
  z.strictObject({ kind: z.literal('unknownNumber') }),
]);
export type AutoReplyCondition = z.infer<typeof AutoReplyCondition>;

export const AutoReplyDefinition = z.strictObject({
  how: AutoReplyHow,
  /** Any of them; capitals, accents and punctuation do not matter. Empty: any text, only with a condition on the hours. */
  words: z.array(z.string().trim().min(1).max(60)).max(20),
  conditions: z.array(AutoReplyCondition).max(4).default([]),
  /** `confirmed` only with `exactly`, and then only while our question about exactly one visit is open. */
  mark: z.enum(['none', 'confirmed', 'newTime']).default('none'),
  /** Where the conversation goes. A wish to cancel or for another time stays in To do whatever stands here. */
  move: z.enum(['done', 'todo']).default('todo'),
});
export type AutoReplyDefinition = z.infer<typeof AutoReplyDefinition>;

/** What stands in a rule's way, seen by itself. */
export const AutoReplyWarning = z.object({
  code: z.enum([
    /** A rule before it takes every text it would; `ruleId` is that one. */
    'neverMatches',
    /** A short common word with `contains`; `word`. */
    'tooWide',
    'noOpeningHours',
    /** Every one of its words belongs to what the program understands by itself; `word`. */
    'systemWord',
    /** The text it answers with was put away. */
    'textPutAway',
  ]),
  ruleId: Id.nullable(),
  word: z.string().nullable(),
});
export type AutoReplyWarning = z.infer<typeof AutoReplyWarning>;

export const AutoReplyRule = AutoReplyDefinition.extend({
  id: Id,
  enabled: z.boolean(),
  /** The text it answers with; null: it does not answer. */
  templateId: Id.nullable(),
  /** Stopped after five automatic texts to one number, until a person turns it on again. */
  stoppedAt: Instant.nullable(),
  usesThisWeek: z.int(),
  warnings: z.array(AutoReplyWarning),
});
export type AutoReplyRule = z.infer<typeof AutoReplyRule>;

/** One weekday: open from .. to; null: closed. Monday first. */
export const OpeningHours = z
  .array(
    z
      .strictObject({ open: CivilTime, close: CivilTime })
      .refine(({ open, close }) => open < close, 'opens before it closes')
      .nullable(),
  )
  .length(7);
export type OpeningHours = z.infer<typeof OpeningHours>;

/** Why a rule did not fire for a text. `condition`: the one at `condition` does not hold. */
export const AutoReplyOutcome = z.object({
  ruleId: Id,
  result: z.enum(['fires', 'after', 'words', 'condition', 'noOpenQuestion', 'off', 'stopped']),
  condition: z.int().nullable(),
});
export type AutoReplyOutcome = z.infer<typeof AutoReplyOutcome>;

const RuleInput = {
  definition: AutoReplyDefinition,
  templateId: Id.nullable(),
};

export const autoReplies = {
  /** In order: the first that fits wins. */
  listRules: query({
    roles: careReaders,
    input: z.strictObject({}),
    output: z.object({ items: z.array(AutoReplyRule), openingHours: OpeningHours.nullable() }),
  }),
  /** Adds a rule at the end, switched off, or changes one. INVALID_INPUT where the program's own words are asked for, or nothing would happen. */
  saveRule: command({ roles: managers, input: { id: Id.optional(), ...RuleInput }, output: AutoReplyRule }),
  /** Puts a rule at `position`, 0 first. */
  moveRule: command({
    roles: managers,
    input: { id: Id, position: z.int().min(0).max(200) },
    output: z.object({ position: z.int() }),
  }),
  /** Switching on also ends the stop of the loop guard. */
  setEnabled: command({ roles: managers, input: { id: Id, enabled: z.boolean() }, output: AutoReplyRule }),
  deleteRule: command({ roles: managers, input: { id: Id }, output: z.object({ id: Id }) }),
  /** Brings back a deleted rule, switched off. */
  restoreRule: command({ roles: managers, input: { id: Id }, output: AutoReplyRule }),
  saveOpeningHours: command({
    roles: managers,
    input: { openingHours: OpeningHours.nullable() },
    output: z.object({ openingHours: OpeningHours.nullable() }),
  }),
  /** Which rule a text would fire now, and why not the others. Of this person, else of a number nobody knows. Writes nothing. */
  tryRule: query({
    roles: careReaders,
    input: z.strictObject({
      text: z.string().max(1600),
      personId: Id.optional(),
      /** As if our question about exactly one visit tomorrow were open; then it is a person we know. */
      asked: z.boolean().default(false),
    }),
    output: z.object({
      /** What the program does by itself, so that no rule is asked; null: the rules are asked. */
      system: z
        .enum(['optOut', 'optIn', 'help', 'urgent', 'wrongNumber', 'confirms', 'automatic', 'doubtful'])
        .nullable(),
      ruleId: Id.nullable(),
      outcomes: z.array(AutoReplyOutcome),
    }),
  }),
};
