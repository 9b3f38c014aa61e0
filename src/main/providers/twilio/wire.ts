/**
 * Twilio's records as we read them: only the members we use, unknown states become null (twilio.md section 1). Pure.
 */
import { z } from 'zod';
import type { Channel } from '../../../contract/common.ts';
import type { Money, StatusReport } from '../gateway.ts';
import type { DeliveryStatus } from '../../domain/messageStatus.ts';
import { describeCode, errorEntry } from './errorTable.ts';

/** A message of the account, as the npm package hands it over (dates are Date objects there). */
export const MessageRow = z.object({
  sid: z.string().regex(/^(?:SM|MM)[0-9a-f]{32}$/i),
  status: z.string(),
  direction: z.string().catch(''),
  from: z.string().nullish().catch(null),
  to: z.string().nullish().catch(null),
  body: z.string().nullish().catch(null),
  numMedia: z.coerce.number().catch(0),
  numSegments: z.coerce.number().catch(0),
  price: z.string().nullish().catch(null),
  priceUnit: z.string().nullish().catch(null),
  errorCode: z.coerce.number().nullish().catch(null),
  dateCreated: moment(),
  dateUpdated: moment(),
  dateSent: moment(),
});
export type MessageRow = z.infer<typeof MessageRow>;

/** UTC ms of a Date; null for none and for one that is no date. */
function moment() {
  return z
    .date()
    .nullish()
    .transform((date) => date?.getTime() ?? null)
    .catch(null);
}

const STATUS: Readonly<Record<string, DeliveryStatus>> = {
  accepted: 'pending',
  scheduled: 'scheduled',
  queued: 'pending',
  sending: 'processed',
  sent: 'sent',
  // In the vendor's list without a word of explanation: never an end.
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'cancelled',
};

/** Twilio's state of an outgoing text in our words; null for a state of a future version, and for incoming ones. */
export function statusOf(state: string): DeliveryStatus | null {
  return STATUS[state] ?? null;
}

/** The failure part of a report. Code and our own words only: the vendor's may quote a number. */
export function failureOf(status: DeliveryStatus, errorCode: number | null): Pick<StatusReport, 'error' | 'cause'> {
  if (status !== 'failed') return { error: null };
  if (errorCode === null || errorCode === 0) return { error: 'Twilio gave no reason.', cause: 'other' };
  return { error: describeCode(errorCode), cause: errorEntry(errorCode).cause };
}

/** What a message's record says about its delivery; null for a state we do not know. */
export function reportOf(row: MessageRow): StatusReport | null {
  const status = statusOf(row.status);
  if (status === null) return null;
  const price = priceOf(row);
  return {
    gatewayMessageId: row.sid,
    status,
    ...failureOf(status, row.errorCode ?? null),
    at: status === 'sent' ? row.dateSent : row.dateUpdated,
    ...(row.numSegments > 0 ? { segments: row.numSegments } : {}),
    ...(price === null ? {} : { price }),
    ...(row.status === 'read' && row.dateUpdated !== null ? { readAt: row.dateUpdated } : {}),
  };
}

/** What was charged; Twilio gives it as a negative decimal, minutes or hours after the fact. */
function priceOf({ price, priceUnit }: MessageRow): Money | null {
  const match = /^-?(\d{1,6})(?:\.(\d{1,12}))?$/.exec(price ?? '');
  if (match === null || !/^[A-Za-z]{3}$/.test(priceUnit ?? '')) return null;
  const micros = Number(match[1]) * 1_000_000 + Math.round(Number(`0.${match[2] ?? '0'}`) * 1_000_000);
  return { micros, currency: (priceUnit ?? '').toUpperCase() };
}

const WHATSAPP = 'whatsapp:';

/** An address without its channel, and the channel. Senders that are no numbers stay as they are. */
export function readAddress(address: string): { readonly address: string; readonly channel: Channel } {
  return address.startsWith(WHATSAPP)
    ? { address: address.slice(WHATSAPP.length), channel: 'whatsapp' }
    : { address, channel: 'sms' };
}

/** The address of a number on a channel, as Twilio writes it. */
export function writeAddress(number: string, channel: Channel): string {
  return channel === 'whatsapp' ? `${WHATSAPP}${number}` : number;
}
