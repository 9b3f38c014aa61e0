/**
 * The way of every request to Twilio: the npm package's `httpClient` over the injected fetch, with time limit, size limit, a fixed list
 * of hosts and no redirects (twilio.md section 12). Tells what can be known about a failure, and keeps nothing of what was sent.
 */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import type { Clock, Fetch, Logger, Timers } from '../../platform/ports.ts';

export interface TwilioHttpDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /**
   * Stands for `https://api.twilio.com`, and with `/messaging`, `/verify` ... for the other hosts (DESKBELL_TWILIO_API_URL): simulators and
   * proxies. Left out: Twilio itself.
   */
  readonly twilioApiUrl?: string | undefined;
}

/** What one request came to, free of credentials, texts and numbers. */
export interface Exchange {
  /** `notSent`: no connection was made, so Twilio did nothing. `unclear`: it may have acted. `answered`: with `status`. */
  readonly reach: 'notSent' | 'unclear' | 'answered';
  readonly status: number | null;
  /** Twilio's own code of a refusal; null when the answer was not Twilio's JSON. */
  readonly code: number | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  /** Twilio's clock minus ours, ms, by the `Date` header; null when there is none. */
  readonly clockSkewMs: number | null;
  readonly roundTripMs: number;
  /** A system's error code or a fixed phrase of ours. */
  readonly detail: string;
}

/** Twilio gives up after about 26 s by itself; less than 30 would manufacture doubts (twilio.md section 3). */
export const REQUEST_TIMEOUT_MS = 35_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

const ErrorAnswer = z.object({ code: z.int(), message: z.string() });

/** One request of the npm package. The answer's body stays text; the package parses it. */
export interface PackageAnswer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What keeps a request from being made at all: a defect of ours, or an answer that points to a foreign host. */
class Refusal extends Error {}
class TimeIsUp extends Error {}

/** Makes one request and tells `record` what came of it; throws when there is no answer, with nothing of the request in the error. */
export async function requestTwilio(
  deps: TwilioHttpDeps,
  options: RequestOptions,
  signal: AbortSignal | undefined,
  record: (exchange: Exchange) => void,
): Promise<PackageAnswer> {
  const limit = new AbortController();
  const bell = deps.timers.after(REQUEST_TIMEOUT_MS, () => limit.abort(new TimeIsUp('no answer in time')));
  const startedAt = deps.clock.monotonic();
  const sentAt = deps.clock.now();
  const roundTrip = (): number => deps.clock.monotonic() - startedAt;
  try {
    if (signal?.aborted === true) throw new Refusal('stopped by us');
    const address = addressOf(options, deps.twilioApiUrl);
    const both = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
    const response = await deps.fetch(address, initOf(options, both));
    const body = await readBounded(response);
    record(answered(response, body, { sentAt, roundTripMs: roundTrip() }));
    return { statusCode: response.status, body, headers: Object.fromEntries(response.headers) };
  } catch (error) {
    const silence = silenceOf(error, signal?.aborted === true, limit.signal.aborted);
    deps.log.debug({ method: options.method, ...silence }, 'twilio did not answer');
    record({ ...NOTHING_HEARD, ...silence, roundTripMs: roundTrip() });
    throw new Error(silence.detail);
  } finally {
    bell.cancel();
  }
}

const NOTHING_HEARD = { status: null, code: null, requestId: null, retryAfterMs: null, clockSkewMs: null } as const;

/** The address with its query; only Twilio's own hosts, or the one that stands for them, may get our credentials. */
function addressOf(options: RequestOptions, twilioApiUrl: string | undefined): string {
  const url = new URL(options.uri);
  const stand = twilioApiUrl === undefined ? null : new URL(twilioApiUrl);
  const isTwilio = url.protocol === 'https:' && url.port === '' && /^[a-z0-9-]+\.twilio\.com$/.test(url.hostname);
  const isStand = stand !== null && url.origin === stand.origin;
  if (!isTwilio && !isStand) throw new Refusal('an address outside Twilio');
  for (const [name, value] of fields(options.params)) url.searchParams.append(name, value);
  if (stand === null || isStand) return url.href;
  const product = url.hostname.slice(0, url.hostname.indexOf('.'));
  const place = stand.pathname.replace(/\/$/, '') + (product === 'api' ? '' : `/${product}`);
  return `${stand.origin}${place}${url.pathname}${url.search}`;
}

function initOf(options: RequestOptions, signal: AbortSignal): RequestInit {
  const { username = '', password = '', method } = options;
  const data: unknown = options.data;
  const headers = new Headers(Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]));
  headers.set('authorization', `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`);
  const isForm = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  const body =
    data === undefined ? {} : { body: isForm ? new URLSearchParams(fields(data)).toString() : JSON.stringify(data) };
  // A redirect would carry the credentials elsewhere; the API never sends one.
  return { method: method.toUpperCase(), headers, signal, redirect: 'manual', ...body };
}

/** Form fields as Twilio wants them: lists repeat the name, dates are ISO, what is undefined is left out. */
function fields(data: unknown): [string, string][] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one): [string, string][] => {
      if (one === undefined || one === null) return [];
      return [[name, fieldText(one)]];
    }),
  );
}

function fieldText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new RangeError('the answer is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function answered(
  { status, headers }: Response,
  body: string,
  when: { readonly sentAt: number; readonly roundTripMs: number },
): Exchange {
  const requestId = headers.get('twilio-request-id');
  return {
    reach: 'answered',
    status,
    code: status >= 400 ? errorCodeOf(body) : null,
    requestId: requestId !== null && /^RQ[0-9a-f]{32}$/i.test(requestId) ? requestId : null,
    retryAfterMs: retryAfterOf(headers.get('retry-after')),
    clockSkewMs: skewOf(headers.get('date'), when.sentAt + when.roundTripMs / 2),
    roundTripMs: when.roundTripMs,
    detail: `HTTP ${String(status)}`,
  };
}

/** Null for anything that is not Twilio's own way to refuse: a proxy's page, half a JSON. */
function errorCodeOf(body: string): number | null {
  try {
    return ErrorAnswer.safeParse(JSON.parse(body)).data?.code ?? null;
  } catch {
    return null;
  }
}

/** Only whole seconds; a date would need two clocks that agree. */
function retryAfterOf(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header.trim()) ? Number(header.trim()) * 1_000 : null;
}

/** The header has whole seconds, so its moment is taken as the middle of that second. */
function skewOf(date: string | null, ourMoment: number): number | null {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(theirs) ? null : Math.round(theirs + 500 - ourMoment);
}

/**
 * Errors after which Twilio surely got nothing: no name, no connection, no handshake. Node's codes, then Chromium's. A code that can also
 * come in the middle of a request is not in the list.
 */
const NEVER_SENT =
  /^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|EAI_NODATA|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_(?:HAS_EXPIRED|NOT_YET_VALID|REVOKED|UNTRUSTED|REJECTED|SIGNATURE_FAILURE|CHAIN_TOO_LONG)|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID|ERR_TLS_HANDSHAKE_TIMEOUT|ERR_SSL_(?:WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG|NO_PROTOCOLS_AVAILABLE|TLSV1_ALERT_PROTOCOL_VERSION|(?:SSL\/TLS|SSLV3|TLSV1)_ALERT_HANDSHAKE_FAILURE|TLSV1_UNRECOGNIZED_NAME))$|net::ERR_(?:CONNECTION_REFUSED|CONNECTION_TIMED_OUT|ADDRESS_UNREACHABLE|ADDRESS_INVALID|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|CERT_[A-Z_]+|SSL_VERSION_OR_CIPHER_MISMATCH)\b/;
/** Node gives the code of a reset to a handshake that was cut off; only its words tell. */
const CUT_HANDSHAKE = /before secure TLS connection was established/;

type Silence = Pick<Exchange, 'detail'> & { readonly reach: 'notSent' | 'unclear' };

function silenceOf(error: unknown, aborted: boolean, timedOut: boolean): Silence {
  if (error instanceof Refusal) return { reach: 'notSent', detail: error.message };
  if (aborted) return { reach: 'unclear', detail: 'stopped by us' };
  if (timedOut) return { reach: 'unclear', detail: 'no answer in time' };
  const causes = causesOf(error);
  const code = causes.map(codeOf).find((one) => one !== null) ?? 'no whole answer';
  const sent =
    causes.length === 0 || !causes.every((cause) => NEVER_SENT.test(codeOf(cause) ?? '') || isCutHandshake(cause));
  return { reach: sent ? 'unclear' : 'notSent', detail: code };
}

/** The innermost errors: fetch wraps the cause, and a list of causes when a name has several addresses. */
function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const { cause, errors } = error as Error & { errors?: readonly unknown[] };
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap(causesOf);
  return cause instanceof Error ? causesOf(cause) : [error];
}

/** A system's error code, and nothing that could hold a word of the request. */
function codeOf(error: Error): string | null {
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_/]{2,60}$/.test(code)) return code;
  return /\bnet::ERR_[A-Z_]+/.exec(error.message)?.[0] ?? null;
}

function isCutHandshake(error: Error): boolean {
  return CUT_HANDSHAKE.test(error.message);
}
