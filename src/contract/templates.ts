/** Ready-made texts with details in braces, `{firstName}`. Versions are added, never edited in place. */
import { z } from 'zod';
import { Id, Instant, Language } from './common.ts';
import { command, query } from './procedure.ts';
import { managers, readers, writers } from './roles.ts';

export const TemplateCategory = z.enum([
  'reminder',
  'confirmation',
  'cancellation',
  'reschedule',
  'directions',
  'payment',
  'prescriptionReady',
  'resultsReady',
  'followUp',
  'feedback',
  'shiftNotice',
  'closure',
  'general',
]);
export type TemplateCategory = z.infer<typeof TemplateCategory>;

/** The details a template may use. */
export const TemplateField = z.enum([
  'firstName',
  'lastName',
  'visitDay',
  /** "tomorrow" where it is known when the text leaves, else the day. */
  'visitRelativeDay',
  'visitTime',
  'clinician',
  'visitKind',
  'location',
  'practiceName',
  'practiceShortName',
  'practicePhone',
  'practiceAddress',
  'mapLink',
]);
export type TemplateField = z.infer<typeof TemplateField>;

export const Template = z.object({
  id: Id,
  name: z.string(),
  /** Typed after "/" in the composer. */
  shortcut: z.string(),
  category: TemplateCategory,
  language: Language,
  body: z.string(),
  version: z.int(),
  /** The base text this is a translation of; null: a base text. Name, shortcut and category are the base's. */
  translationOf: Id.nullable().default(null),
  /** The base was rewritten after this translation. */
  outdated: z.boolean().default(false),
  archived: z.boolean().default(false),
  updatedAt: Instant,
});
export type Template = z.infer<typeof Template>;

/** What is wrong with a text, or might be. Codes; the words are the renderer's. `error`: it cannot be saved like this. */
export const TemplateProblem = z.object({
  code: z.enum([
    /** `{visit_tme}` is no detail; `fix` offers the one that was probably meant. */
    'unknownDetail',
    'strayBrace',
    /** A word with another meaning for carriers or the law, offered as an answer (rules.md 5.4, CG22). */
    'reservedWord',
    'noPracticeName',
    /** More than one part; `params.parts`. */
    'tooLong',
    /** A character outside the basic alphabet makes it more parts; `params.parts`, `params.without`. */
    'costlyCharacter',
    'shortLink',
    /** A card number, a password: such a text never leaves; `params.content` in words. */
    'cannotGo',
    /** A diagnosis, a price: a person is asked about it each time, and what is automatic waits; `params.content`. */
    'asksFirst',
    'link',
    /** {visitKind} may name a treatment. */
    'saysVisitKind',
    /** The detail may have no value; then the text waits for a person. */
    'mayBeEmpty',
    /** Of this person or visit the detail has no value. */
    'empty',
  ]),
  severity: z.enum(['error', 'warning', 'hint']),
  /** Where it stands, UTF-16 units: usable as a selection. Both 0: the text as a whole. */
  start: z.int(),
  end: z.int(),
  /** What stands there. */
  found: z.string(),
  /** Put in place of `start`..`end`; null: nothing to offer. */
  fix: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type TemplateProblem = z.infer<typeof TemplateProblem>;

export const TemplateFieldInfo = z.object({
  field: TemplateField,
  group: z.enum(['people', 'visit', 'practice', 'links']),
  type: z.enum(['name', 'day', 'time', 'words', 'phone', 'link']),
  mayBeEmpty: z.boolean(),
  /** As it would read for an invented person. */
  example: z.string(),
});
export type TemplateFieldInfo = z.infer<typeof TemplateFieldInfo>;

const Body = z.string().trim().min(1).max(1600);

export const templates = {
  /** Base texts and translations. Archived ones only when asked for. */
  listTemplates: query({
    roles: readers,
    input: z.strictObject({
      category: TemplateCategory.optional(),
      language: Language.optional(),
      archived: z.boolean().default(false),
    }),
    output: z.object({ items: z.array(Template) }),
  }),
  /** The details there are, with examples in `language` and the practice's clock. */
  listFields: query({
    roles: readers,
    input: z.strictObject({ language: Language.default('en') }),
    output: z.object({ items: z.array(TemplateFieldInfo) }),
  }),
  /**
   * Adds a text or, when its words change, a new version of it. Planned reminders follow; texts that already wait keep their words.
   * INVALID_INPUT for what `previewTemplate` calls an error, CONFLICT when the version is no longer `baseVersion` or the base has this language.
   */
  saveTemplate: command({
    roles: managers,
    input: {
      id: Id.optional(),
      /** A new translation of this base; its name, shortcut and category are the base's. */
      translationOf: Id.optional(),
      name: z.string().trim().min(1).max(60),
      shortcut: z
        .string()
        .regex(/^[a-z0-9-]{0,20}$/)
        .default(''),
      category: TemplateCategory,
      language: Language.default('en'),
      body: Body,
      /** The version that was edited: nobody overwrites what somebody else saved meanwhile. */
      version: z.int().optional(),
    },
    output: Template,
  }),
  /** The translation says what the base says now: the mark "outdated" goes. */
  confirmTranslation: command({ roles: managers, input: { id: Id }, output: Template }),
  /** Puts a text away or back; of a base, its translations with it. CONFLICT while the plan or a rule uses it. */
  archiveTemplate: command({ roles: managers, input: { id: Id, archived: z.boolean() }, output: Template }),
  /** A copy of a base text with its translations, under another name, without a shortcut. */
  duplicateTemplate: command({
    roles: managers,
    input: { id: Id, name: z.string().trim().min(1).max(60) },
    output: Template,
  }),
  /** Every wording it had, newest first. */
  listVersions: query({
    roles: readers,
    input: z.strictObject({ id: Id }),
    output: z.object({
      items: z.array(z.object({ version: z.int(), body: z.string(), by: z.string(), at: Instant })),
    }),
  }),
  /** How often a text was used in the last 30 days, its translations included, and what would change with it. */
  getUsage: query({
    roles: readers,
    input: z.strictObject({ id: Id }),
    output: z.object({ uses: z.int(), reminderSteps: z.int(), rules: z.int() }),
  }),
  /**
   * A text as this person would get it now, or an invented one; what is wrong with it; how many parts it takes. Writes nothing.
   * The visit is `appointmentId`, else the person's next one.
   */
  previewTemplate: query({
    roles: writers,
    input: z.strictObject({
      body: z.string().max(1600),
      language: Language.default('en'),
      category: TemplateCategory.default('general'),
      personId: Id.optional(),
      appointmentId: Id.optional(),
    }),
    output: z.object({
      body: z.string(),
      missing: z.array(TemplateField),
      problems: z.array(TemplateProblem),
      segments: z.object({
        encoding: z.enum(['gsm7', 'ucs2']),
        parts: z.int(),
        units: z.int(),
        unitsPerPart: z.int(),
        leftInPart: z.int(),
      }),
      /** The first character that forces 70-character parts, in the filled-in text. */
      offender: z
        .object({ text: z.string(), index: z.int(), replacement: z.string().nullable(), partsWithout: z.int() })
        .nullable(),
      /** What one such text cost lately, where the provider says so; in millionths of a unit. */
      cost: z.object({ micros: z.int(), currency: z.string() }).nullable(),
      /** Whose text is shown; null: an invented person. */
      person: z.object({ id: Id, name: z.string(), language: Language }).nullable(),
      visitAt: Instant.nullable(),
    }),
  }),
  /** The text with every detail filled in from this conversation only; `missing` names details that have no value. */
  renderTemplate: query({
    roles: writers,
    input: z.strictObject({ templateId: Id, conversationId: Id }),
    output: z.object({ body: z.string(), missing: z.array(TemplateField) }),
  }),
};
