/** The columns of a text. */
import { Channel, Purpose, Trigger } from '../../../contract/common.ts';
import { MessageKind, MessageStatus } from '../../../contract/messages.ts';
import type { MessageRecord } from '../records.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

export const message = defineTable<MessageRecord>('message', {
  seq: integer,
  id: text,
  conversationId: text,
  personId: nullable(text),
  direction: oneOf(['in', 'out', 'none']),
  kind: oneOf(MessageKind.options),
  body: text,
  eventData: nullable(json<Readonly<Record<string, string>>>()),
  purpose: oneOf(Purpose.options),
  trigger: nullable(oneOf(Trigger.options)),
  status: oneOf(MessageStatus.options),
  reasonCode: nullable(text),
  reasonText: nullable(text),
  notBefore: nullable(integer),
  sendBy: nullable(integer),
  author: nullable(text),
  templateId: nullable(text),
  appointmentId: nullable(text),
  reminderId: nullable(text),
  segments: integer,
  replyClass: nullable(text),
  gatewayId: nullable(text),
  gatewayMessageId: nullable(text),
  confirmed: json<readonly string[]>(),
  createdAt: integer,
  sentAt: nullable(integer),
  deliveredAt: nullable(integer),
  channel: oneOf(Channel.options),
  ownNumber: nullable(text),
  sim: nullable(integer),
  readAt: nullable(integer),
  priceMicros: nullable(integer),
  priceCurrency: nullable(text),
  erasedAt: nullable(integer),
});

export const SELECT_MESSAGE = `SELECT ${message.columns('m')} FROM message m`;
