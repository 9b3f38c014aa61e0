/** Looking ahead and changing one text: the exact words of the next two weeks, what the gate says beforehand, and edits of single reminders. */
import { z } from 'zod';
import { CivilDate, Cursor, Id, Instant, Language, Reason } from './common.ts';
import { Severity } from './gate.ts';

/** `leaves`: by itself; `asks`: a person has to look first; `notSent`: it will not leave; `skipped`: by a person. */
export const ForecastOutcome = z.enum(['leaves', 'asks', 'notSent', 'skipped']);
export type ForecastOutcome = z.infer<typeof ForecastOutcome>;

/** What a person changed of one reminder by hand. */
export const HandEdit = z.object({
  by: z.string(),
  /** Own words. */
  body: z.boolean(),
  /** Another time than the plan's. */
  time: z.boolean(),
});
export type HandEdit = z.infer<typeof HandEdit>;

export const ForecastText = z.object({
  reminderId: Id,
  appointmentId: Id,
  personId: Id,
  personName: z.string(),
  conversationId: Id.nullable(),
  /** Null for what a person is told of a change. */
  stepId: Id.nullable(),
  visitAt: Instant,
  visitKind: z.string(),
  clinician: z.string(),
  /** When it is due by the plan, or by hand. */
  dueAt: Instant,
  /** When it leaves as far as that can be foreseen: quiet hours, closed days, caps, limits and pace counted. Null: it does not. */
  leavesAt: Instant.nullable(),
  /** Not after this instant. */
  sendBy: Instant,
  outcome: ForecastOutcome,
  /** Why it leaves later than it is due, asks, or does not leave: in words for the desk. */
  reason: Reason.nullable(),
  /** The exact text, with every line it must carry; empty when there is none. */
  body: z.string(),
  language: Language,
  /** SMS parts. */
  segments: z.int(),
  /** The gateway it would leave by, as people call it; null: none can carry it as things stand. */
  route: z.string().nullable(),
  edited: HandEdit.nullable(),
  /** Other visits this one text speaks for (a shared phone). */
  alsoFor: z.array(z.object({ appointmentId: Id, personName: z.string(), visitAt: Instant })),
});
export type ForecastText = z.infer<typeof ForecastText>;

/** One civil day of the practice in the forecast. A text counts on the day it leaves, one that does not on the day it was due. */
export const ForecastDay = z.object({
  date: CivilDate,
  leaves: z.int(),
  /** SMS parts of those that leave. */
  segments: z.int(),
  asks: z.int(),
  notSent: z.int(),
});
export type ForecastDay = z.infer<typeof ForecastDay>;

export const forecastInput = z.strictObject({
  /** Civil days of the practice from today. */
  days: z.int().min(1).max(14).default(14),
  /** Only this day. */
  date: CivilDate.optional(),
  personId: Id.optional(),
  cursor: Cursor.nullable().default(null),
  limit: z.int().min(1).max(1000).default(200),
});

/** What stands beside the texts of a page. */
export const forecastFrame = {
  /** Every day asked about, also empty ones; the same on each page. */
  days: z.array(ForecastDay),
  /** Nothing automatic leaves at the moment: the forecast says what would. */
  held: z.enum(['off', 'paused']).nullable(),
};

/** One finding of the gate, in words. */
export const CheckFinding = z.object({
  code: z.string(),
  decision: Severity,
  words: z.string(),
  /** A person may answer it with "send anyway". */
  confirmable: z.boolean(),
});
export type CheckFinding = z.infer<typeof CheckFinding>;

/** What would happen if a person sent this reminder now. */
export const ReminderCheck = z.object({
  reminderId: Id,
  personName: z.string(),
  /** `send`: at once; `later`: it is queued and leaves at `leavesAt`; `ask`: only if a person confirms; `no`: not at all. */
  answer: z.enum(['send', 'later', 'ask', 'no']),
  findings: z.array(CheckFinding),
  /** Codes to hand to `sendReminderNow` as confirmed. */
  toConfirm: z.array(z.string()),
  /** Why there is no text at all, or the finding that decides. */
  reason: Reason.nullable(),
  body: z.string(),
  segments: z.int(),
  route: z.string().nullable(),
  leavesAt: Instant.nullable(),
});
export type ReminderCheck = z.infer<typeof ReminderCheck>;

export const MovedReminders = z.object({
  moved: z.array(Id),
  /** Those that could not be moved there, and why. */
  refused: z.array(z.object({ id: Id, reason: Reason })),
});
export type MovedReminders = z.infer<typeof MovedReminders>;

/** Something about a plan that a person should know before saving it; none of these forbids it. */
export const PlanWarning = z.object({
  /** Index of the step. */
  step: z.int(),
  /**
   * `afterVisit`: for `count` coming visits its time is too close to the visit, or after it. `capDay`, `capWeek`: with it a person without a
   * recorded agreement may get `count` texts in a day or in 7 days, more than the rules allow (rules.md 2.4); what is beyond waits or is not sent.
   */
  code: z.enum(['afterVisit', 'capDay', 'capWeek']),
  count: z.int(),
});
export type PlanWarning = z.infer<typeof PlanWarning>;

/** One text of a plan for one visit. */
export const PlannedText = z.object({
  /** Index of the step. */
  step: z.int(),
  dueAt: Instant,
  /** Why this visit gets no such text; null: it does. */
  missed: Reason.nullable(),
  body: z.string(),
  language: Language,
  segments: z.int(),
});
export type PlannedText = z.infer<typeof PlannedText>;

export const planPreview = z.object({
  visit: z.object({
    appointmentId: Id.nullable(),
    personName: z.string(),
    visitAt: Instant,
    kind: z.string(),
    clinician: z.string(),
  }),
  /** By due time. */
  texts: z.array(PlannedText),
  /** What saving would change of the coming visits' reminders. */
  changes: z.object({ visits: z.int(), added: z.int(), dropped: z.int() }),
  warnings: z.array(PlanWarning),
});

/** What a plan can be made of: values met in the schedule, and the country's holidays of this year and the next. */
export const planChoices = z.object({
  kinds: z.array(z.string()),
  clinicians: z.array(z.string()),
  locations: z.array(z.string()),
  holidays: z.array(z.object({ date: CivilDate, name: z.string() })),
});
