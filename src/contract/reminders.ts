/** The reminder queue: the cadence that plans, the occurrences it planned, and what became of each. */
import { z } from 'zod';
import { CivilDate, CivilTime, Cursor, Id, Instant, pageOf, Reason } from './common.ts';
import { MessageStatus } from './messages.ts';
import { command, Done, query } from './procedure.ts';
import { desk, managers, readers } from './roles.ts';
import { Appointment, ReplyStatus } from './visits.ts';

/** One step before a visit: so many days before, at a wall-clock time of the practice. */
export const CadenceStep = z.object({
  id: Id,
  /** Whole days before the visit's civil date. */
  daysBefore: z.int().min(0).max(60),
  at: CivilTime,
  templateId: Id,
  /** Left out once the patient has confirmed. */
  onlyUnconfirmed: z.boolean(),
  /** A step found late may still go out this many minutes after its time; after that it expires. */
  lateMinutes: z.int().min(0).max(2880),
});
export type CadenceStep = z.infer<typeof CadenceStep>;

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
  stepId: Id,
  daysBefore: z.int(),
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
  /** State of every step of this visit in order, for the dots on the card. */
  steps: z.array(z.object({ reminderId: Id, state: ReminderState })),
});
export type ReminderCard = z.infer<typeof ReminderCard>;

export const ReminderDetail = z.object({
  card: ReminderCard,
  appointment: Appointment,
  steps: z.array(
    z.object({
      reminderId: Id,
      daysBefore: z.int(),
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

export const RemindersState = z.object({
  enabled: z.boolean(),
  pausedUntil: Instant.nullable(),
  pausedBy: z.string().nullable(),
  pausedAt: Instant.nullable(),
});

export const reminders = {
  listReminders: query({
    roles: readers,
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
  getReminder: query({ roles: readers, input: z.strictObject({ id: Id }), output: ReminderDetail }),
  getSummary: query({
    roles: readers,
    input: z.strictObject({}),
    output: RemindersState.extend({
      sentToday: z.int(),
      stillToday: z.int(),
      confirmedToday: z.int(),
      needYou: z.int(),
      waiting: z.int(),
      nextAt: Instant.nullable(),
    }),
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
  getCadence: query({ roles: readers, input: z.strictObject({}), output: z.object({ steps: z.array(CadenceStep) }) }),
  saveCadence: command({
    roles: managers,
    input: { steps: z.array(CadenceStep.extend({ id: Id.optional() })).max(8) },
    output: z.object({ steps: z.array(CadenceStep), replanned: z.int() }),
  }),
};
