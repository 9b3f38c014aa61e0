/**
 * What the app posts to our listener: is it genuine, which event is it, what does it say (capcom6.md 6). Holds no state: remembering
 * events is the listener's.
 */
import { Buffer } from 'node:buffer';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { IncomingText, StatusReport } from '../gateway.ts';
import type { GatewayHooks, HookNews, HookRequest, HookVerdict } from '../hooks.ts';
import { inboxIdOfMms, inboxIdOfText } from './inboxIds.ts';
import { mediaRef } from './media.ts';
import { parseDate } from './wire.ts';

export interface PhoneHooksDeps {
  /** As set on the phone at pairing. */
  readonly signingKey: string;
  /** The phone's clock minus ours, ms, as last measured; null: never. */
  readonly skewMs: () => number | null;
}

/** The app has no rule; its documentation suggests this much. */
const WINDOW_MS = 5 * 60_000;
const SIGNATURE = /^[0-9a-f]{64}$/;

/** The hooks of one phone. */
export function createPhoneHooks(deps: PhoneHooksDeps): GatewayHooks {
  return {
    verify: (request, now) => verify(deps, request, now),
    keyOf: ({ body }) => envelopeId(body) ?? createHash('sha256').update(body).digest('hex'),
    read({ body }) {
      const envelope = Envelope.safeParse(parseJson(body));
      if (!envelope.success) return { ok: false, problem: 'not an event of the app' };
      const news = newsOf(envelope.data.event, envelope.data.payload);
      return news === null ? { ok: false, problem: 'an event that lacks what it must have' } : { ok: true, news };
    },
  };
}

/** The signature is over the raw bytes and the time, in that order, without anything between (capcom6.md 6.5). */
function verify({ signingKey, skewMs }: PhoneHooksDeps, { headers, body }: HookRequest, now: number): HookVerdict {
  const given = (headers['x-signature'] ?? '').toLowerCase();
  const timestamp = headers['x-timestamp'] ?? '';
  if (signingKey === '' || !SIGNATURE.test(given) || !/^\d{1,12}$/.test(timestamp)) return 'forged';
  const right = createHmac('sha256', signingKey).update(body).update(timestamp, 'ascii').digest();
  if (!timingSafeEqual(right, Buffer.from(given, 'hex'))) return 'forged';
  // A phone whose clock is known to be wrong is believed within its error, in that direction only.
  const skew = skewMs() ?? 0;
  const age = now - Number(timestamp) * 1000;
  const fresh = age <= WINDOW_MS + Math.max(0, -skew) && age >= -WINDOW_MS - Math.max(0, skew);
  return fresh ? 'genuine' : 'stale';
}

const Envelope = z.object({ id: z.string().min(1).max(190), event: z.string(), payload: z.unknown() });

function envelopeId(body: Uint8Array): string | null {
  const envelope = Envelope.safeParse(parseJson(body));
  return envelope.success ? envelope.data.id : null;
}

const Party = z.object({
  messageId: z.string().min(1),
  sender: z.string().nullish(),
  recipient: z.string().nullish(),
  simNumber: z.number().nullish(),
  phoneNumber: z.string().nullish(),
});
const ReceivedSms = Party.extend({ message: z.string(), receivedAt: z.string() });
const DownloadedMms = Party.extend({
  body: z.string().nullish(),
  receivedAt: z.string(),
  attachments: z.array(z.object({ partId: z.number(), contentType: z.string(), size: z.number().nullish() })).catch([]),
});
const Outgoing = Party.extend({
  sentAt: z.string().optional(),
  deliveredAt: z.string().optional(),
  failedAt: z.string().optional(),
  cancelledAt: z.string().optional(),
  reason: z.string().optional(),
  partsCount: z.number().optional(),
});
const Batch = z.object({ messages: z.array(z.unknown()) });

const NOTHING: HookNews = { texts: [], reports: [], accepted: [], look: false };
const STATUS = {
  'sms:sent': 'sent',
  'sms:delivered': 'delivered',
  'sms:failed': 'failed',
  'sms:cancelled': 'cancelled',
} as const;

/** Null: the event is one we know, and something it must have is missing. Other events tell us nothing. */
function newsOf(event: string, payload: unknown): HookNews | null {
  switch (event) {
    case 'sms:received':
      return textsNews([readSms(payload)]);
    case 'mms:downloaded':
      return textsNews([readMms(payload)]);
    case 'sms:batch:received':
    case 'mms:batch:downloaded': {
      const batch = Batch.safeParse(payload);
      const read = event === 'sms:batch:received' ? readSms : readMms;
      return batch.success ? textsNews(batch.data.messages.map(read)) : null;
    }
    case 'sms:sent':
    case 'sms:delivered':
    case 'sms:failed':
    case 'sms:cancelled': {
      const report = readReport(STATUS[event], payload);
      return report === null ? null : { ...NOTHING, reports: [report] };
    }
    // The notice has no content: that has to be fetched. A phone that started may have missed something.
    case 'mms:received':
    case 'app:started':
      return { ...NOTHING, look: true };
    default:
      return NOTHING;
  }
}

function textsNews(texts: readonly (IncomingText | null)[]): HookNews | null {
  const read = texts.filter((text) => text !== null);
  // One that cannot be read is still in the phone's list: a look finds it.
  return texts.length > 0 && read.length === 0 ? null : { ...NOTHING, texts: read, look: read.length < texts.length };
}

function readSms(payload: unknown): IncomingText | null {
  const parsed = ReceivedSms.safeParse(payload);
  if (!parsed.success) return null;
  const { messageId, message, receivedAt, ...party } = parsed.data;
  return {
    gatewayMessageId: inboxIdOfText(messageId) ?? messageId,
    ...whence(party),
    body: message,
    sentAt: parseDate(receivedAt) ?? 0,
    kind: 'sms',
  };
}

function readMms(payload: unknown): IncomingText | null {
  const parsed = DownloadedMms.safeParse(payload);
  if (!parsed.success) return null;
  const { messageId, body, receivedAt, attachments, ...party } = parsed.data;
  const id = inboxIdOfMms(messageId);
  return {
    gatewayMessageId: id,
    ...whence(party),
    body: body ?? '',
    sentAt: parseDate(receivedAt) ?? 0,
    kind: 'mms',
    media: attachments.map(({ partId, contentType, size }) => ({
      ref: mediaRef(id, partId),
      contentType,
      sizeBytes: size ?? null,
    })),
  };
}

function whence(party: Omit<z.infer<typeof Party>, 'messageId'>): Pick<IncomingText, 'from' | 'sim' | 'to'> {
  const to = party.recipient ?? '';
  return {
    from: party.sender ?? party.phoneNumber ?? '',
    sim: party.simNumber ?? null,
    ...(/^\+\d{5,15}$/.test(to) ? { to } : {}),
  };
}

function readReport(status: StatusReport['status'], payload: unknown): StatusReport | null {
  const parsed = Outgoing.safeParse(payload);
  if (!parsed.success) return null;
  const { messageId, sentAt, deliveredAt, failedAt, cancelledAt, reason, partsCount } = parsed.data;
  const at = sentAt ?? deliveredAt ?? failedAt ?? cancelledAt;
  return {
    gatewayMessageId: messageId,
    status,
    error: status === 'failed' ? (reason ?? null) : null,
    at: at === undefined ? null : parseDate(at),
    ...(partsCount !== undefined && partsCount > 0 ? { segments: partsCount } : {}),
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
