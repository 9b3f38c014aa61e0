/**
 * What the app tells its webhooks about texts: payloads by event (capcom6.md 6.3). Pure; null members are left out on the wire.
 */
import { Buffer } from 'node:buffer';
import { webhookMessageId } from './hashIds.ts';
import type { OutgoingMessage, PhoneMessageState, Recipient } from './store.ts';

export interface OwnSim {
  readonly simNumber: number | null;
  readonly phoneNumber: string | null;
}

export interface ReceivedText {
  readonly hash: number;
  readonly sender: string;
  readonly text: string;
  /** As the app writes dates. */
  readonly receivedAt: string;
}

export function receivedPayload(text: ReceivedText, own: OwnSim): Record<string, unknown> {
  return {
    message: text.text,
    receivedAt: text.receivedAt,
    ...parties(webhookMessageId(text.hash), {
      sender: text.sender,
      recipient: own.phoneNumber,
      own,
      other: text.sender,
    }),
  };
}

/** The event and payload for a state written to one recipient; null for states nobody is told about. */
export function outgoingEvent(
  message: OutgoingMessage,
  recipient: Recipient,
  change: {
    readonly state: PhoneMessageState;
    readonly error: string | null;
    readonly at: string;
    readonly parts: number;
  },
  own: OwnSim,
): { readonly event: string; readonly payload: Record<string, unknown> } | null {
  const common = parties(message.id, {
    sender: own.phoneNumber,
    recipient: recipient.phoneNumber,
    own,
    other: recipient.phoneNumber,
  });
  switch (change.state) {
    case 'Sent':
      return { event: 'sms:sent', payload: { ...common, partsCount: change.parts, sentAt: change.at } };
    case 'Delivered':
      return { event: 'sms:delivered', payload: { ...common, deliveredAt: change.at } };
    case 'Failed':
      return { event: 'sms:failed', payload: { ...common, failedAt: change.at, reason: change.error ?? 'Unknown' } };
    case 'Cancelled':
      return { event: 'sms:cancelled', payload: { ...common, cancelledAt: change.at } };
    default:
      return null;
  }
}

export interface MmsNotice {
  readonly transactionId: string;
  readonly sender: string;
  readonly subject: string | null;
  readonly size: number;
  readonly receivedAt: string;
}

export function mmsNoticePayload(notice: MmsNotice, own: OwnSim): Record<string, unknown> {
  const { transactionId, subject, size, receivedAt, sender } = notice;
  return {
    transactionId,
    subject,
    size,
    contentClass: 'IMAGE_BASIC',
    receivedAt,
    ...parties(transactionId, { sender, recipient: own.phoneNumber, own, other: sender }),
  };
}

export interface MmsContent {
  readonly rowId: number;
  readonly sender: string;
  readonly body: string | null;
  readonly subject: string | null;
  readonly parts: readonly MmsPart[];
  readonly receivedAt: string;
}
export interface MmsPart {
  readonly partId: number;
  readonly contentType: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function mmsContentPayload(content: MmsContent, own: OwnSim): Record<string, unknown> {
  const { rowId, sender, body, subject, parts, receivedAt } = content;
  return {
    body,
    subject,
    attachments: parts.map(({ partId, contentType, name, bytes }) => ({
      partId,
      contentType,
      name,
      size: bytes.byteLength,
      data: Buffer.from(bytes).toString('base64'),
    })),
    receivedAt,
    ...parties(String(rowId), { sender, recipient: own.phoneNumber, own, other: sender }),
  };
}

function parties(
  messageId: string,
  who: {
    readonly sender: string | null;
    readonly recipient: string | null;
    readonly own: OwnSim;
    readonly other: string;
  },
): Record<string, unknown> {
  return {
    messageId,
    sender: who.sender,
    recipient: who.recipient,
    simNumber: who.own.simNumber,
    phoneNumber: who.other,
  };
}
