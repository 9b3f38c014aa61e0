/** Appointments (called visits on screen): what the schedule says, and what the patient answered. */
import { z } from 'zod';
import { Id, Instant, Zone } from './common.ts';
import { CanText } from './people.ts';

/** What the practice's schedule says. */
export const AppointmentStatus = z.enum(['booked', 'arrived', 'done', 'missed', 'cancelled']);
export type AppointmentStatus = z.infer<typeof AppointmentStatus>;

/** What the patient answered (ux.md 3.6). `unreachable`: every reminder failed. */
export const ReplyStatus = z.enum(['none', 'confirmed', 'newTime', 'cancelled', 'other', 'unreachable']);
export type ReplyStatus = z.infer<typeof ReplyStatus>;

export const Appointment = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  conversationId: Id.nullable(),
  canText: CanText,
  startsAt: Instant,
  endsAt: Instant,
  zone: Zone,
  clinician: z.string(),
  location: z.string(),
  /** What kind of visit, as the practice calls it. */
  kind: z.string(),
  status: AppointmentStatus,
  reply: ReplyStatus,
  /** Name of the person who set the reply by hand; null when the patient's text did. */
  replySetBy: z.string().nullable(),
  lastMessage: z.object({ preview: z.string(), direction: z.enum(['in', 'out', 'none']), at: Instant }).nullable(),
  remindersSent: z.int(),
  lastRemindedAt: Instant.nullable(),
  updatedAt: Instant,
});
export type Appointment = z.infer<typeof Appointment>;
