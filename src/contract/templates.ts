/** Ready-made texts with details in braces, `{firstName}`. Versions are added, never edited in place. */
import { z } from 'zod';
import { Id, Instant, Language } from './common.ts';
import { command, query } from './procedure.ts';
import { desk, managers, readers } from './roles.ts';

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
  'general',
]);
export type TemplateCategory = z.infer<typeof TemplateCategory>;

/** The details a template may use. */
export const TemplateField = z.enum([
  'firstName',
  'visitDay',
  'visitTime',
  'clinician',
  'visitKind',
  'location',
  'practiceName',
  'practiceShortName',
  'practicePhone',
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
  updatedAt: Instant,
});
export type Template = z.infer<typeof Template>;

export const templates = {
  listTemplates: query({
    roles: readers,
    input: z.strictObject({ category: TemplateCategory.optional(), language: Language.optional() }),
    output: z.object({ items: z.array(Template) }),
  }),
  saveTemplate: command({
    roles: managers,
    input: {
      id: Id.optional(),
      name: z.string().trim().min(1).max(60),
      shortcut: z
        .string()
        .regex(/^[a-z0-9-]{0,20}$/)
        .default(''),
      category: TemplateCategory,
      language: Language.default('en'),
      body: z.string().trim().min(1).max(1600),
    },
    output: Template,
  }),
  /** The text with every detail filled in from this conversation only; `missing` names details that have no value. */
  renderTemplate: query({
    roles: desk,
    input: z.strictObject({ templateId: Id, conversationId: Id }),
    output: z.object({ body: z.string(), missing: z.array(TemplateField) }),
  }),
};
