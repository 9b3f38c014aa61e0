/**
 * One bounded HTTP request to the phone: time limit, size limit, and every way to fail as a value.
 * Knows nothing of what the answers mean, and never retries.
 */
import { Buffer } from 'node:buffer';
import type { Clock, Fetch, Logger, Timers } from '../../platform/ports.ts';

export interface PhoneHttpDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

export interface PhoneRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query; ids in it are encoded already. */
  readonly path: string;
  readonly body?: unknown;
  readonly authorization?: string;
  /** For the whole request, body included; ms. */
  readonly timeoutMs?: number;
  /** Longest answer that is read; more is a silence. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The request was answered, whatever the answer says. */
export interface PhoneAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** `bytes` as UTF-8. */
  readonly text: string;
  /** Lower case, without parameters; empty when absent. */
  readonly contentType: string;
  /** Value of X-Total-Count, null when absent. */
  readonly total: number | null;
  /** The phone's clock minus ours, ms, from the `Date` header (whole seconds); null when absent. */
  readonly clockSkewMs: number | null;
  readonly roundTripMs: number;
}

/**
 * No whole answer came. `notSent`: the connection was never made, so the phone did nothing. `maybeSent`: it may have
 * acted. `aborted` by the caller: as maybeSent. `detail` names no person and no credential.
 */
export interface PhoneSilence {
  readonly reach: 'notSent' | 'maybeSent';
  readonly aborted: boolean;
  readonly detail: string;
}

export type PhoneHttpResult =
  | { readonly answered: true; readonly answer: PhoneAnswer }
  | { readonly answered: false; readonly silence: PhoneSilence };

/** Whole requests, by reference section 15. */
export const TOTAL_TIMEOUT_MS = 10_000;
/** For looks at whether the phone is there at all. Fetch hides the connecting phase, so it limits all of it. */
export const PROBE_TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Makes one request; never throws for anything the network or the phone does. */
export async function callPhone(deps: PhoneHttpDeps, baseUrl: string, request: PhoneRequest): Promise<PhoneHttpResult> {
  if (request.signal?.aborted) {
    return { answered: false, silence: { reach: 'notSent', aborted: true, detail: 'stopped by us' } };
  }
  const limit = new AbortController();
  const bell = deps.timers.after(request.timeoutMs ?? TOTAL_TIMEOUT_MS, () => limit.abort(new PhoneTimeout()));
  const signal = request.signal ? AbortSignal.any([request.signal, limit.signal]) : limit.signal;
  const startedAt = deps.clock.monotonic();
  const sentAt = deps.clock.now();
  try {
    const response = await deps.fetch(`${baseUrl}${request.path}`, initOf(request, signal));
    const bytes = await readBounded(response, request.maxBytes ?? MAX_ANSWER_BYTES);
    const roundTripMs = deps.clock.monotonic() - startedAt;
    const answer: PhoneAnswer = {
      status: response.status,
      bytes,
      get text() {
        return new TextDecoder().decode(bytes);
      },
      contentType: (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
      total: wholeNumber(response.headers.get('x-total-count')),
      clockSkewMs: skewOf(response.headers.get('date'), sentAt + roundTripMs / 2),
      roundTripMs,
    };
    return { answered: true, answer };
  } catch (error) {
    const silence = describeSilence(error, request.signal?.aborted === true, limit.signal.aborted);
    deps.log.debug({ method: request.method, reach: silence.reach, reason: silence.detail }, 'phone did not answer');
    return { answered: false, silence };
  } finally {
    bell.cancel();
  }
}

class PhoneTimeout extends Error {}

function initOf(request: PhoneRequest, signal: AbortSignal): RequestInit {
  return {
    method: request.method,
    signal,
    // A redirect would carry the password to another host; the app never sends one.
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(request.authorization === undefined ? {} : { authorization: request.authorization }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
}

async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new RangeError('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Errors after which the phone surely got nothing: the connection was never made. Node's codes, then Electron's. */
const NEVER_CONNECTED =
  /\b(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)\b|net::ERR_(?:CONNECTION_REFUSED|CONNECTION_TIMED_OUT|ADDRESS_UNREACHABLE|ADDRESS_INVALID|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NETWORK_CHANGED)\b/;

function describeSilence(error: unknown, aborted: boolean, timedOut: boolean): PhoneSilence {
  if (aborted) return { reach: 'maybeSent', aborted, detail: 'stopped by us' };
  if (timedOut) return { reach: 'maybeSent', aborted, detail: 'no answer in time' };
  const code = codeOf(error);
  return { reach: NEVER_CONNECTED.test(code) ? 'notSent' : 'maybeSent', aborted, detail: code };
}

/** The innermost system code, or the error's own words; fetch wraps the cause, and a list of causes per address. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { code, cause, errors } = error as Error & { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string') return code;
  if (errors?.[0] !== undefined) return codeOf(errors[0]);
  return cause instanceof Error ? codeOf(cause) : error.message;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** A clock minus ours, from a `Date` header; null when it is none. The header has whole seconds, so its moment is taken as the middle of that second. */
export function skewOf(date: string | null, ourMoment: number): number | null {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(theirs) ? null : Math.round(theirs + 500 - ourMoment);
}
