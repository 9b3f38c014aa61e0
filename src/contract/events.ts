/**
 * What the core tells its clients: that something changed, never what it says. A client refetches what it shows.
 * So no patient data rides in an event, and a lost event can be made good by asking again.
 */
import { z } from 'zod';
import { Id } from './common.ts';

export const Topic = z.enum([
  'conversation.changed',
  'message.added',
  'message.statusChanged',
  'person.changed',
  'consent.changed',
  'appointment.changed',
  'reminder.changed',
  'template.changed',
  'autoReply.changed',
  'cadence.changed',
  'settings.changed',
  'account.changed',
  'gateway.changed',
  'tunnel.changed',
  'waitlist.changed',
  'import.changed',
  'source.changed',
  'writeBack.changed',
  'job.progressed',
  'demo.changed',
]);
export type Topic = z.infer<typeof Topic>;

/** One change. `ids` are of the topic's entity; `parentId` is the conversation of a message, the appointment of a reminder. */
export const ChangeEvent = z.object({ topic: Topic, id: Id, parentId: Id.nullable() });
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/** Events travel in batches, one per commit. `seq` is of the last change in the batch and rises without gaps per runtime. */
export const EventBatch = z.object({ seq: z.int(), changes: z.array(ChangeEvent) });
export type EventBatch = z.infer<typeof EventBatch>;
