/** The reminder queue: the cadence that plans, the occurrences it planned, and what became of each. */
import { z } from 'zod';
import { CivilDate, CivilTime, Cursor, Id, Instant, pageOf, Reason } from './common.ts';
import { MessageStatus } from './messages.ts';
import { command, Done, query } from './procedure.ts';
import {
  forecastFrame,
  forecastInput,
  ForecastText as ForecastWords,
  HandEdit,
  MovedReminders,
  planChoices,
  planPreview,
  ReminderCheck,
} from './reminderForecast.ts';
import { careReaders, desk, managers } from './roles.ts';
import { Appointment, ReplyStatus } from './visits.ts';

/** When a step is due, as a rule on the practice's wall calendar; the instant is derived late. */
export const StepTiming = z.discriminatedUnion('kind', [
  /** Whole days before the visit's civil date, at a wall-clock time of the practice. */
  z.strictObject({ kind: z.literal('daysBefore'), days: z.int().min(0).max(60), at: CivilTime }),
  /** So many minutes before the start; the last hour before a visit is too late for a text. */
  z.strictObject({ kind: z.literal('minutesBefore'), minutes: z.int().min(60).max(4320) }),
  /** Once the booking has settled. */
  z.strictObject({ kind: z.literal('booked') }),
  /** Whole days after the visit's civil date, when it took place or was missed. */
  z.strictObject({
    kind: z.literal('daysAfter'),
    after: z.enum(['done', 'missed']),
    days: z.int().min(0).max(60),
    at: CivilTime,
  }),
  /** Months after a visit that took place; a day the month does not have becomes its last. */
  z.strictObject({ kind: z.literal('monthsAfter'), months: z.int().min(1).max(36), at: CivilTime }),
]);
export type StepTiming = z.infer<typeof StepTiming>;

export const StepPurpose = z.enum(['reminder', 'followUp', 'feedback', 'review', 'noShow', 'recall']);
export type StepPurpose = z.infer<typeof StepPurpose>;

/** Which visits a step is for; an empty list means all. Compared without regard to case, accents and spaces around. */
export const StepMatch = z.strictObject({
  kinds: z.array(z.string().trim().min(1).max(80)).max(50),
  clinicians: z.array(z.string().trim().min(1).max(80)).max(50),
  locations: z.array(z.string().trim().min(1).max(120)).max(50),
});
export type StepMatch = z.infer<typeof StepMatch>;

/** What becomes of a step whose time passed while it could not leave (the PC was off, say). */
export const LatePolicy = z.discriminatedUnion('kind', [
  /** It still goes out this many minutes after its time; after that it expires. */
  z.strictObject({ kind: z.literal('within'), minutes: z.int().min(1).max(2880) }),
  /** It goes out on the next morning the practice is open. */
  z.strictObject({ kind: z.literal('nextMorning') }),
  /** It is left out, and the desk is told. */
  z.strictObject({ kind: z.literal('skip') }),
]);
export type LatePolicy = z.infer<typeof LatePolicy>;

/** One step of the plan: when, for which visits, with which text, and what to do when it cannot be on time. */
export const CadenceStep = z.object({
  id: Id,
  timing: StepTiming,
  purpose: StepPurpose,
  templateId: Id,
  /** What a patient who has confirmed gets of this step: nothing, the same, or the short text of `infoTemplateId`. */
  whenConfirmed: z.enum(['skip', 'same', 'info']),
  infoTemplateId: Id.nullable(),
  match: StepMatch,
  /** Where a day of the practice that is closed (weekly, or by date) would be hit. */
  businessDays: z.enum(['keep', 'dayBefore', 'dayAfter']),
  late: LatePolicy,
  /** The same person is not asked for the same purpose again within so many days, whichever visit it is for. */
  askAgainAfterDays: z.int().min(1).max(1000).optional(),
  /** Only for visits that were booked at least so many days ahead. */
  minBookedDays: z.int().min(1).max(365).optional(),
  active: z.boolean(),
});
export type CadenceStep = z.infer<typeof CadenceStep>;

/** Which step a reminder is of; `moved` and `cancelled` are no steps but what a person is told of a change. Words are made in the page. */
export const ReminderStep = z.object({
  kind: z.enum(['step', 'moved', 'cancelled']),
  timing: StepTiming.nullable(),
  purpose: StepPurpose,
});
export type ReminderStep = z.infer<typeof ReminderStep>;

/**
 * Life of a reminder: planned -> queued (a text exists) -> sent -> delivered; `held` and `failed` need a person;
 * skipped (a person), expired (too late to be useful), dropped (visit cancelled or moved, or already confirmed).
 */
export const ReminderState = z.enum([
  'planned',
  'held',
  'queued',
  'sent',
  'delivered',
  'failed',
  'skipped',
  'expired',
  'dropped',
]);
export type ReminderState = z.infer<typeof ReminderState>;

export const ReminderCard = z.object({
  id: Id,
  appointmentId: Id,
  personId: Id,
  personName: z.string(),
  conversationId: Id.nullable(),
  /** Null for what a person is told of a change. */
  stepId: Id.nullable(),
  step: ReminderStep,
  /** When it is due by the plan. */
  dueAt: Instant,
  /** When it will leave, where quiet hours, a cap or the phone moved it. */
  movedTo: Instant.nullable(),
  sendBy: Instant,
  state: ReminderState,
  reason: Reason.nullable(),
  visitAt: Instant,
  visitKind: z.string(),
  clinician: z.string(),
  reply: ReplyStatus,
  edited: HandEdit.nullable(),
  /** The person has another visit at the very same time: one text will do. */
  sameTime: z.boolean(),
  /** State of every step of this visit in order, for the dots on the card. */
  steps: z.array(z.object({ reminderId: Id, state: ReminderState })),
});
export type ReminderCard = z.infer<typeof ReminderCard>;

export const ReminderDetail = z.object({
  card: ReminderCard,
  appointment: Appointment,
  /** When the visit came in: by a list, or by hand. */
  added: z.object({ at: Instant, byList: z.boolean() }),
  steps: z.array(
    z.object({
      reminderId: Id,
      step: ReminderStep,
      dueAt: Instant,
      state: ReminderState,
      reason: Reason.nullable(),
      /** The exact text: sent, or as it would leave now. */
      body: z.string(),
      segments: z.int(),
      messageId: Id.nullable(),
      messageStatus: MessageStatus.nullable(),
      sentAt: Instant.nullable(),
      deliveredAt: Instant.nullable(),
      /** What the patient answered to this step. */
      reply: z.object({ body: z.string(), at: Instant }).nullable(),
    }),
  ),
});
export type ReminderDetail = z.infer<typeof ReminderDetail>;

export const ForecastText = ForecastWords.extend({ step: ReminderStep });
export type ForecastText = z.infer<typeof ForecastText>;

/** A plan on its way to be saved: new steps have no id yet. */
const PlanSteps = z.array(CadenceStep.extend({ id: Id.optional() })).max(20);

export const RemindersState = z.object({
  enabled: z.boolean(),
  pausedUntil: Instant.nullable(),
  pausedBy: z.string().nullable(),
  pausedAt: Instant.nullable(),
});

export const reminders = {
  listReminders: query({
    roles: careReaders,
    input: z.strictObject({
      /** Civil days of the practice, both included. Default: today and five days on. */
      from: CivilDate.optional(),
      to: CivilDate.optional(),
      appointmentId: Id.optional(),
      filter: z.enum(['all', 'needsYou', 'sent']).default('all'),
      cursor: Cursor.nullable().default(null),
      limit: z.int().min(1).max(1000).default(500),
    }),
    output: pageOf(ReminderCard),
  }),
  getReminder: query({ roles: careReaders, input: z.strictObject({ id: Id }), output: ReminderDetail }),
  getSummary: query({
    roles: careReaders,
    input: z.strictObject({}),
    output: RemindersState.extend({
      sentToday: z.int(),
      stillToday: z.int(),
      confirmedToday: z.int(),
      needYou: z.int(),
      waiting: z.int(),
      nextAt: Instant.nullable(),
      /** Held because the visit list is old (`trustSchedule` lets them go): how many, 200 at most, and of when the list is. */
      heldAsOld: z.object({ reminders: z.int(), listFrom: Instant }).nullable(),
    }),
  }),
  /** The exact texts of the coming days, by the time they leave. */
  getForecast: query({
    roles: careReaders,
    input: forecastInput,
    output: pageOf(ForecastText).extend(forecastFrame),
  }),
  /** What sending these now would come to: the gate's answer before anything is done. */
  checkReminders: query({
    roles: desk,
    input: z.strictObject({ ids: z.array(Id).min(1).max(200) }),
    output: z.object({ items: z.array(ReminderCheck) }),
  }),
  /**
   * Own words for one text, or another time for it; null takes either back to the plan, left out leaves it as it is. Errors: TOO_LATE (it
   * has left, or the plan's time is over), INVALID_INPUT (`dueAt` too early or too close to the visit, `body` with an unfilled detail).
   */
  editReminder: command({
    roles: desk,
    input: {
      id: Id,
      body: z.string().trim().min(1).max(1000).nullable().optional(),
      dueAt: Instant.nullable().optional(),
    },
    output: ReminderDetail,
  }),
  moveReminders: command({
    roles: desk,
    input: { ids: z.array(Id).min(1).max(200), to: Instant },
    output: MovedReminders,
  }),
  /** What waits while the queue is paused or off, and how much of it is too late to be of use. */
  checkRestart: query({
    roles: desk,
    input: z.strictObject({}),
    output: z.object({ waiting: z.int(), tooLate: z.int() }),
  }),
  skipReminder: command({ roles: desk, input: { id: Id }, output: Done }),
  /** Takes a skip back, while the reminder is still of use. */
  restoreReminder: command({ roles: desk, input: { id: Id }, output: Done }),
  /** Sends ahead of its time; the gate is asked as for a text by hand. */
  sendReminderNow: command({
    roles: desk,
    input: { id: Id, confirmed: z.array(z.string().max(40)).max(10).default([]) },
    output: z.object({ state: ReminderState, reason: Reason.nullable() }),
  }),
  /** Stops the queue until a time, or until somebody starts it again (null); `pause: false` starts it. */
  pauseReminders: command({
    roles: desk,
    input: { pause: z.boolean(), until: Instant.nullable().default(null) },
    output: RemindersState,
  }),
  setEnabled: command({ roles: managers, input: { enabled: z.boolean() }, output: RemindersState }),
  /** The list still holds: what is held because it is old goes out, and nothing more is held for as long as for a new list. */
  trustSchedule: command({ roles: desk, input: {}, output: z.object({ released: z.int() }) }),
  getCadence: query({
    roles: careReaders,
    input: z.strictObject({}),
    output: z.object({ steps: z.array(CadenceStep) }),
  }),
  saveCadence: command({
    roles: managers,
    input: {
      steps: PlanSteps,
      /** Also the visits there are, or only those that are added or changed from now on. */
      applyTo: z.enum(['all', 'new']).default('all'),
    },
    /** `replanned`: so many coming visits are being brought in line, in the background. */
    output: z.object({ steps: z.array(CadenceStep), replanned: z.int() }),
  }),
  /** What a plan would do before it is saved: the texts of one visit (a made-up one by default) and what would change. */
  previewCadence: query({
    roles: careReaders,
    input: z.strictObject({ steps: PlanSteps, appointmentId: Id.optional() }),
    output: planPreview,
  }),
  getPlanChoices: query({ roles: careReaders, input: z.strictObject({}), output: planChoices }),
};
