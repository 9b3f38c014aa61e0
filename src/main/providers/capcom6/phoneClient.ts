/**
 * The typed client of the app's local API: one method per call we use, validated answers, failures as values
 * (capcom6.md 3). Knows the protocol, not our outbox; never retries except once after a renewed sign-in.
 */
import { toIso } from '../../domain/time.ts';
import { interpret, readAs, readFile, readHealth, readNothing } from './phoneAnswers.ts';
import type { PhoneResult, Reader } from './phoneAnswers.ts';
import { callPhone, PROBE_TIMEOUT_MS } from './phoneHttp.ts';
import type { PhoneHttpDeps, PhoneRequest } from './phoneHttp.ts';
import {
  DeviceAnswer,
  InboxAnswer,
  LogAnswer,
  MessageAnswer,
  MessageListAnswer,
  TokenAnswer,
  WebhookListAnswer,
} from './wire.ts';
import type { HealthAnswer, InboxRow, LogEntry, WebhookAnswer } from './wire.ts';

/** How requests are signed. `renew` is asked once after a 401; true means: try again. */
export interface PhoneAuth {
  header(signal?: AbortSignal): Promise<string>;
  renew(signal?: AbortSignal): Promise<boolean>;
}

export interface PhoneClientOptions {
  /** `http://192.168.1.24:8080`, without a slash at the end. */
  readonly baseUrl: string;
  readonly auth: PhoneAuth;
}

export type { PhoneFailure, PhoneResult } from './phoneAnswers.ts';

export interface PhoneAttachment {
  readonly contentType: string;
  readonly name: string;
  /** Base64. */
  readonly data: string;
}

export interface NewPhoneMessage {
  readonly id: string;
  readonly phoneNumbers: readonly [string];
  /** Exactly one of the two. */
  readonly textMessage?: { readonly text: string };
  readonly mmsMessage?: { readonly text?: string; readonly attachments: readonly PhoneAttachment[] };
  /** Words and number are as `crypto.ts` makes them. */
  readonly isEncrypted?: true;
  readonly withDeliveryReport: boolean;
  readonly priority: number;
  readonly simNumber?: number;
  /** Seconds from now; relative, so the phone's clock may be wrong. */
  readonly ttl?: number;
  /** ISO 8601 with zone; by the phone's clock, and in its future. */
  readonly scheduleAt?: string;
}

export interface ListQuery {
  readonly from?: number;
  readonly to: number;
  readonly limit: number;
  readonly offset: number;
}

export interface PhoneClient {
  /** Open to everyone; a 500 with the app's own body means "reachable, with a problem" (capcom6.md 9). */
  health(signal?: AbortSignal): Promise<PhoneResult<HealthAnswer>>;
  device(signal?: AbortSignal): Promise<PhoneResult<DeviceAnswer>>;
  sendMessage(message: NewPhoneMessage, signal?: AbortSignal): Promise<PhoneResult<MessageAnswer>>;
  getMessage(id: string, signal?: AbortSignal, timeoutMs?: number): Promise<PhoneResult<MessageAnswer>>;
  listMessages(query: ListQuery, signal?: AbortSignal): Promise<PhoneResult<readonly MessageAnswer[]>>;
  cancelMessage(id: string, signal?: AbortSignal): Promise<PhoneResult<null>>;
  /** Plain SMS, or picture messages whose content the phone has, with their parts. */
  listInbox(
    query: ListQuery & { readonly type?: 'SMS' | 'MMS' | 'MMS_DOWNLOADED' },
    signal?: AbortSignal,
  ): Promise<PhoneResult<readonly InboxRow[]>>;
  getAttachment(
    part: { readonly inboxId: string; readonly partId: string; readonly maxBytes: number },
    signal?: AbortSignal,
  ): Promise<PhoneResult<{ readonly bytes: Uint8Array; readonly contentType: string }>>;
  refreshInbox(
    range: { readonly since: number; readonly until: number; readonly types: readonly ('SMS' | 'MMS')[] },
    signal?: AbortSignal,
  ): Promise<PhoneResult<null>>;
  listWebhooks(signal?: AbortSignal): Promise<PhoneResult<readonly WebhookAnswer[]>>;
  /** Makes it, or replaces the one of the same id. */
  saveWebhook(
    hook: { readonly id: string; readonly url: string; readonly event: string },
    signal?: AbortSignal,
  ): Promise<PhoneResult<null>>;
  deleteWebhook(id: string, signal?: AbortSignal): Promise<PhoneResult<null>>;
  /** Oldest first; can be large. */
  readLogs(
    range: { readonly from: number; readonly to: number },
    signal?: AbortSignal,
  ): Promise<PhoneResult<readonly LogEntry[]>>;
  patchSettings(settings: unknown, signal?: AbortSignal): Promise<PhoneResult<null>>;
  issueToken(scopes: readonly string[], ttlSeconds: number, signal?: AbortSignal): Promise<PhoneResult<TokenAnswer>>;
  /** Signs with the refresh token itself, which works once. */
  refreshToken(refreshToken: string, signal?: AbortSignal): Promise<PhoneResult<TokenAnswer>>;
}

/** A picture over a slow Wi-Fi, ms. */
const FILE_TIMEOUT_MS = 60_000;

type Call = Omit<PhoneRequest, 'authorization' | 'signal'>;

/** A client of one phone. */
export function createPhoneClient(deps: PhoneHttpDeps, options: PhoneClientOptions): PhoneClient {
  const request = async <T>(call: Call & { authorization?: string }, read: Reader<T>, signal?: AbortSignal) =>
    interpret(await callPhone(deps, options.baseUrl, { ...call, signal }), read);
  const signedIn = async <T>(call: Call, read: Reader<T>, signal?: AbortSignal): Promise<PhoneResult<T>> => {
    const first = await request({ ...call, authorization: await options.auth.header(signal) }, read, signal);
    if (first.ok || first.status !== 401 || !(await options.auth.renew(signal))) return first;
    return request({ ...call, authorization: await options.auth.header(signal) }, read, signal);
  };
  const messagePath = (id: string): string => `/messages/${encodeURIComponent(id)}`;

  return {
    health: (signal) => request({ method: 'GET', path: '/health', timeoutMs: PROBE_TIMEOUT_MS }, readHealth, signal),
    device: (signal) => signedIn({ method: 'GET', path: '/device' }, readAs(DeviceAnswer), signal),
    sendMessage: (body, signal) => signedIn({ method: 'POST', path: '/messages', body }, readAs(MessageAnswer), signal),
    getMessage: (id, signal, timeoutMs) =>
      signedIn(
        { method: 'GET', path: messagePath(id), ...(timeoutMs === undefined ? {} : { timeoutMs }) },
        readAs(MessageAnswer),
        signal,
      ),
    listMessages: (query, signal) =>
      signedIn({ method: 'GET', path: `/messages?${listParameters(query)}` }, readAs(MessageListAnswer), signal),
    cancelMessage: (id, signal) => signedIn({ method: 'DELETE', path: messagePath(id) }, readNothing, signal),
    listInbox: ({ type = 'SMS', ...query }, signal) => {
      const kind = type === 'SMS' ? 'type=SMS' : `type=${type}&includeAttachments=true`;
      return signedIn({ method: 'GET', path: `/inbox?${kind}&${listParameters(query)}` }, readAs(InboxAnswer), signal);
    },
    getAttachment: ({ inboxId, partId, maxBytes }, signal) =>
      signedIn(
        {
          method: 'GET',
          path: `/inbox/${encodeURIComponent(inboxId)}/attachments/${partId}`,
          maxBytes,
          timeoutMs: FILE_TIMEOUT_MS,
        },
        readFile,
        signal,
      ),
    refreshInbox: ({ since, until, types }, signal) => {
      const body = {
        since: toIso(since),
        until: toIso(until),
        messageTypes: types,
        triggerWebhooks: false,
      };
      return signedIn({ method: 'POST', path: '/inbox/refresh', body }, readNothing, signal);
    },
    listWebhooks: (signal) => signedIn({ method: 'GET', path: '/webhooks' }, readAs(WebhookListAnswer), signal),
    saveWebhook: (body, signal) => signedIn({ method: 'POST', path: '/webhooks', body }, readNothing, signal),
    deleteWebhook: (id, signal) =>
      signedIn({ method: 'DELETE', path: `/webhooks/${encodeURIComponent(id)}` }, readNothing, signal),
    readLogs: ({ from, to }, signal) => {
      const range = new URLSearchParams({ from: toIso(from), to: toIso(to) });
      return signedIn({ method: 'GET', path: `/logs?${range.toString()}` }, readAs(LogAnswer), signal);
    },
    patchSettings: (body, signal) => signedIn({ method: 'PATCH', path: '/settings', body }, readNothing, signal),
    issueToken: (scopes, ttl, signal) =>
      signedIn({ method: 'POST', path: '/auth/token', body: { scopes, ttl } }, readAs(TokenAnswer), signal),
    refreshToken: (token, signal) =>
      request(
        { method: 'POST', path: '/auth/token/refresh', authorization: `Bearer ${token}` },
        readAs(TokenAnswer),
        signal,
      ),
  };
}

function listParameters(query: ListQuery): string {
  const parameters = new URLSearchParams({
    ...(query.from === undefined ? {} : { from: toIso(query.from) }),
    to: toIso(query.to),
    limit: String(query.limit),
    offset: String(query.offset),
  });
  return parameters.toString();
}
