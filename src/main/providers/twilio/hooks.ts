/**
 * What Twilio posts to us: proving it (section 5 of twilio.md), naming it, reading it (4.1, 4.2). Reads texts and statuses; names it does not
 * know are left alone, so that new ones break nothing.
 */
import { createHash } from 'node:crypto';
import { Id } from '../../../contract/common.ts';
import type { Clock } from '../../platform/ports.ts';
import type { IncomingMedia, IncomingText, StatusReport } from '../gateway.ts';
import type { GatewayHooks, HookNews } from '../hooks.ts';
import { mediaRef } from './media.ts';
import { formFields, isSigned } from './signature.ts';
import { failureOf, readAddress, statusOf } from './wire.ts';

export interface TwilioHooksDeps {
  readonly clock: Clock;
  readonly accountSid: string;
  /** Primary, and secondary while it is being changed. */
  readonly authTokens: readonly string[];
}

const SID = /^(?:SM|MM)[0-9a-f]{32}$/i;
const MOST_MEDIA = 20;
const KEYWORDS = { STOP: 'stop', START: 'start', HELP: 'help' } as const;
const NOTHING: HookNews = { texts: [], reports: [], accepted: [], look: false };

/** Hooks of one account. Requests of another account, for example a subaccount, are forged here even if well signed. */
export function createTwilioHooks(deps: TwilioHooksDeps): GatewayHooks {
  return {
    verify(request) {
      // There is no time in the signature: replays are caught by `keyOf`.
      if (!isSigned(request, deps.authTokens)) return 'forged';
      const account = formFields(request.body).get('AccountSid');
      return account === null || account === deps.accountSid ? 'genuine' : 'forged';
    },
    keyOf: ({ headers, body }) => keyOf(headers, body),
    read({ url, body }) {
      const fields = formFields(body);
      const sid = fields.get('MessageSid') ?? fields.get('SmsSid') ?? '';
      if (!SID.test(sid)) return { ok: false, problem: 'The request names no message.' };
      const state = fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? '';
      if (state === 'received') return { ok: true, news: { ...NOTHING, texts: [readText(deps, sid, fields)] } };
      return readStatus(deps, { url, sid, state, fields });
    },
  };
}

/**
 * By content first: a retry after hours, or a second webhook setting, repeats the content without the token of a retry. The token names
 * what has no message.
 */
function keyOf(headers: Readonly<Record<string, string>>, body: Uint8Array): string {
  const fields = formFields(body);
  const sid = fields.get('MessageSid') ?? fields.get('SmsSid') ?? '';
  if (SID.test(sid)) {
    const state = fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? '';
    const key = state === 'received' ? sid : `${sid}|${state}|${fields.get('ErrorCode') ?? ''}`;
    return key.slice(0, 200);
  }
  const token = headers['i-twilio-idempotency-token'] ?? '';
  return /^[\w-]{8,100}$/.test(token) ? `token|${token}` : `hash|${createHash('sha256').update(body).digest('hex')}`;
}

function readText({ accountSid, clock }: TwilioHooksDeps, sid: string, fields: URLSearchParams): IncomingText {
  const { address: from, channel } = readAddress(fields.get('From') ?? '');
  const keyword = KEYWORDS[(fields.get('OptOutType') ?? '').toUpperCase() as keyof typeof KEYWORDS] as
    (typeof KEYWORDS)[keyof typeof KEYWORDS] | undefined;
  const media = readMedia(accountSid, fields);
  return {
    gatewayMessageId: sid,
    from,
    body: fields.get('Body') ?? '',
    // The request carries no time, and it comes at once.
    sentAt: clock.now(),
    sim: null,
    kind: Number(fields.get('NumMedia') ?? 0) > 0 ? 'mms' : 'sms',
    ...(channel === 'sms' ? {} : { channel }),
    to: readAddress(fields.get('To') ?? '').address,
    ...(media.length === 0 ? {} : { media }),
    ...(keyword === undefined ? {} : { keyword }),
  };
}

function readMedia(accountSid: string, fields: URLSearchParams): IncomingMedia[] {
  const count = Math.min(Number(fields.get('NumMedia') ?? 0) || 0, MOST_MEDIA);
  return Array.from({ length: count }, (_, index): IncomingMedia[] => {
    const ref = mediaRef(fields.get(`MediaUrl${String(index)}`) ?? '', accountSid);
    const contentType = fields.get(`MediaContentType${String(index)}`) ?? 'application/octet-stream';
    return ref === null ? [] : [{ ref, contentType, sizeBytes: null }];
  }).flat();
}

function readStatus(
  { clock }: TwilioHooksDeps,
  { url, sid, state, fields }: { url: string; sid: string; state: string; fields: URLSearchParams },
): ReturnType<GatewayHooks['read']> {
  const status = statusOf(state);
  // A state of a future version: acknowledged, and asked after by the tracker.
  if (status === null) return { ok: true, news: NOTHING };
  const code = Number(fields.get('ErrorCode') ?? 0);
  const report: StatusReport = {
    gatewayMessageId: sid,
    status,
    ...failureOf(status, Number.isInteger(code) && code > 0 ? code : null),
    // The carrier's own date has no zone.
    at: null,
    ...(state === 'read' ? { readAt: clock.now() } : {}),
  };
  const attemptId = Id.safeParse(URL.parse(url)?.searchParams.get('c')).data;
  const accepted = attemptId === undefined ? [] : [{ attemptId, report }];
  return { ok: true, news: { ...NOTHING, reports: [report], accepted } };
}
