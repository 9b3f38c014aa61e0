/** Texts, both directions, and sending them. A text's status is ours; what the gateway said is kept beside it. */
import { z } from 'zod';
import { Attachment, MAX_ATTACHMENTS } from './attachments.ts';
import { Channel, E164, Id, Instant, Purpose, Reason, Trigger } from './common.ts';
import { GateDecision } from './gate.ts';
import { command, query } from './procedure.ts';
import { desk, writers } from './roles.ts';

/**
 * Life of a text. Outgoing: queued -> sending -> sent -> delivered; or failed, undelivered, cancelled, expired; `held` waits for a
 * person; `scheduled` lies at the gateway, which sends it at `notBefore` by itself; `needsReview` may or may not have gone out and a person must say. Incoming: received.
 */
export const MessageStatus = z.enum([
  'queued',
  'held',
  'scheduled',
  'sending',
  'sent',
  'delivered',
  'failed',
  'undelivered',
  'cancelled',
  'expired',
  'needsReview',
  'received',
]);
export type MessageStatus = z.infer<typeof MessageStatus>;

export const MessageKind = z.enum(['text', 'reminder', 'autoReply', 'note', 'event']);
export type MessageKind = z.infer<typeof MessageKind>;

/** The way a text went or came: what the thread shows beside it when a practice has several. */
export const MessageRoute = z.object({
  gatewayKind: z.enum(['phone', 'twilio']),
  /** What people call the gateway. */
  label: z.string(),
  /** The number of ours it left by or came to. */
  ownNumber: E164.nullable(),
  sim: z.int().nullable(),
  /** Why it went another way than usual; null: it went the usual way. */
  why: z.enum(['failover', 'spill']).nullable(),
});
export type MessageRoute = z.infer<typeof MessageRoute>;

export const Message = z.object({
  id: Id,
  conversationId: Id,
  personId: Id.nullable(),
  direction: z.enum(['in', 'out', 'none']),
  kind: MessageKind,
  /** What was written. For kind `event` a code the renderer words, with `eventData`. */
  body: z.string(),
  eventData: z.record(z.string(), z.string()).nullable(),
  purpose: Purpose,
  trigger: Trigger.nullable(),
  status: MessageStatus,
  /** Why it waits, failed or was not sent. */
  reason: Reason.nullable(),
  /** It will not leave before this instant (undo time, quiet hours, send later); null: as soon as possible. */
  notBefore: Instant.nullable(),
  sendBy: Instant.nullable(),
  /** Who wrote it: a user's name, or null for the machine and for patients. */
  author: z.string().nullable(),
  templateId: Id.nullable(),
  appointmentId: Id.nullable(),
  reminderId: Id.nullable(),
  segments: z.int(),
  /** Class of an incoming text (contract/replies.ts), null for outgoing. */
  replyClass: z.string().nullable(),
  gatewayId: Id.nullable(),
  channel: Channel,
  /** Null until it leaves; also for notes and events. */
  route: MessageRoute.nullable(),
  attachments: z.array(Attachment),
  /** When the person read it (WhatsApp only). */
  readAt: Instant.nullable(),
  /** What the provider charged, in millionths of a unit of the currency. */
  price: z.object({ micros: z.int(), currency: z.string() }).nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

/** The way a text would take if it were sent now. */
export const PreviewRoute = MessageRoute.omit({ sim: true }).extend({
  gatewayId: Id.optional(),
  /** It opens with the practice's name: they know another number of ours. */
  named: z.boolean(),
  /** What it would wait for; null: the way is open. */
  waits: Reason.nullable(),
});
export type PreviewRoute = z.infer<typeof PreviewRoute>;

/** A template of gateways.listWhatsAppTemplates with a value for each of its names. The words that leave are the template's, not `body`. */
export const ChosenWhatsAppTemplate = z.strictObject({
  contentSid: z.string().regex(/^HX[0-9a-f]{32}$/i),
  variables: z.record(z.string().max(40), z.string().max(1000)).default({}),
});

/** Why a person lets a text go about which the content guard asks. */
export const ContentReason = z.enum(['theyAsked', 'theyKnow', 'needed', 'notWhatItSeems']);
export type ContentReason = z.infer<typeof ContentReason>;

/** Exactly one of conversationId, personId and to names the receiver. */
const receiver = {
  conversationId: Id.optional(),
  personId: Id.optional(),
  /** A number in any way of writing. */
  to: z.string().max(40).optional(),
};

export const messages = {
  /** What the gate would say now, the exact text that would leave, what it costs in segments, and which way it would go. */
  previewMessage: query({
    roles: writers,
    input: z.strictObject({
      ...receiver,
      body: z.string().max(1600),
      /** Left out: bills for billing, work from those who run the practice to an employee, else care. FORBIDDEN for another's purpose. */
      purpose: Purpose.optional(),
      /** Pictures that would go with it: they may want another route, or have none. */
      attachmentIds: z.array(Id).max(MAX_ATTACHMENTS).default([]),
      /** Left out: as `sendMessage` would choose. */
      channel: Channel.optional(),
      whatsAppTemplate: ChosenWhatsAppTemplate.optional(),
    }),
    output: z.object({
      decision: GateDecision,
      body: z.string(),
      segments: z.int(),
      /** Null: no gateway can carry it, and `noRoute` says why. */
      route: PreviewRoute.nullable(),
      noRoute: Reason.nullable(),
    }),
  }),
  sendMessage: command({
    roles: writers,
    input: {
      ...receiver,
      body: z.string().trim().min(1).max(1600),
      /** Left out: bills for billing, work from those who run the practice to an employee, else care. FORBIDDEN for another's purpose. */
      purpose: Purpose.optional(),
      templateId: Id.optional(),
      /** Left out: WhatsApp where they last wrote there, less than a day ago, and it is switched on; else SMS. */
      channel: Channel.optional(),
      /** Leaves instead of `body`, by WhatsApp; allowed also more than a day after they wrote. INVALID_INPUT, NOT_AVAILABLE. */
      whatsAppTemplate: ChosenWhatsAppTemplate.optional(),
      /** Pictures added with attachments.addAttachment, in order. NOT_AVAILABLE when no route can carry them. */
      attachmentIds: z.array(Id).max(MAX_ATTACHMENTS).default([]),
      /** Send later; the gate decides again at that time. */
      sendAt: Instant.optional(),
      /** Undo time in ms before it may leave. Default: the practice's setting. */
      undoMs: z.int().min(0).max(20_000).optional(),
      /** Gate codes a person has confirmed (rules.md 13.2: rows 6, 19-26), each with the reason in `confirmReason`. */
      confirmed: z.array(z.string().max(40)).max(10).default([]),
      confirmReason: z.string().max(300).optional(),
      /** Why the content may go by text all the same: asked for with CONTENT_CONFIRM, kept in the log. */
      contentReason: ContentReason.optional(),
    },
    output: z.object({
      messageId: Id,
      conversationId: Id,
      status: MessageStatus,
      notBefore: Instant.nullable(),
      decision: GateDecision,
    }),
  }),
  /** Undo within the undo time, take back a text that waits, or recall it from the phone. TOO_LATE when it is on the air. */
  cancelMessage: command({ roles: writers, input: { messageId: Id }, output: z.object({ body: z.string() }) }),
  /** Sends a copy of a text that surely did not go out. Refused for `needsReview`: settle that first. */
  retryMessage: command({
    roles: writers,
    input: { messageId: Id },
    output: z.object({ messageId: Id, status: MessageStatus }),
  }),
  /** A person has checked on the phone whether a doubtful text went out. */
  settleMessage: command({
    roles: desk,
    input: { messageId: Id, outcome: z.enum(['sent', 'notSent']) },
    output: z.object({ status: MessageStatus }),
  }),
};
