/**
 * The npm package, tamed: loaded on first use, nothing taken from environment variables, one use per call so that no request outlives
 * it, and every failure as a value of ours (twilio.md section 12: the package's own errors hold the password and the text).
 */
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { Twilio } from 'twilio';
import { requestTwilio } from './twilioHttp.ts';
import type { Exchange, TwilioHttpDeps } from './twilioHttp.ts';
import type { TwilioCredentials } from './credentials.ts';

/** The package's client of one call. */
export type TwilioSdk = Twilio;

export interface TwilioSuccess<T> {
  readonly ok: true;
  readonly value: T;
  readonly clockSkewMs: number | null;
  readonly roundTripMs: number;
}

/** Why there is no value: what is known of the request, or that nobody has signed in yet. */
export type TwilioFailure = { readonly ok: false; readonly signedIn: boolean } & Exchange;
export type TwilioResult<T> = TwilioSuccess<T> | TwilioFailure;

export interface TwilioClient {
  /**
   * Runs `work` with the package, and `read` over what it brings back; null from `read` means an answer that cannot be understood.
   * Never throws for the network or for Twilio; throws when `work` made no request at all, which is a defect of ours.
   */
  call<T>(
    work: (sdk: TwilioSdk, accountSid: string) => Promise<unknown>,
    read: (answer: unknown) => T | null,
    signal?: AbortSignal,
  ): Promise<TwilioResult<T>>;
}

const NOT_SIGNED_IN: TwilioFailure = {
  ok: false,
  signedIn: false,
  reach: 'notSent',
  status: null,
  code: null,
  requestId: null,
  retryAfterMs: null,
  clockSkewMs: null,
  roundTripMs: 0,
  detail: 'no credentials',
};

/** A client that asks `credentials` on every call; they are not kept here. */
export function createTwilioClient(
  deps: TwilioHttpDeps,
  credentials: () => Promise<TwilioCredentials | null>,
): TwilioClient {
  return {
    async call(work, read, signal) {
      const known = await credentials();
      if (known === null) return NOT_SIGNED_IN;
      const exchanges: Exchange[] = [];
      const sdk = await openSdk(deps, known, signal, (exchange) => exchanges.push(exchange));
      const outcome = await settle(work(sdk, known.accountSid));
      const last = exchanges.at(-1);
      if (last === undefined) throw new Error('The Twilio package refused a call before any request.');
      const value = outcome.done && isSuccess(last.status) ? read(outcome.value) : null;
      if (value === null) return { ok: false, signedIn: true, ...unreadable(last) };
      return { ok: true, value, clockSkewMs: last.clockSkewMs, roundTripMs: last.roundTripMs };
    },
  };
}

/** The package's errors are dropped unseen: what they say is in the exchange already, what else they hold must not get out. */
async function settle(
  work: Promise<unknown>,
): Promise<{ readonly done: true; readonly value: unknown } | { readonly done: false }> {
  try {
    return { done: true, value: await work };
  } catch {
    return { done: false };
  }
}

function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

function unreadable(exchange: Exchange): Exchange {
  return isSuccess(exchange.status) ? { ...exchange, detail: `${exchange.detail}, unreadable` } : exchange;
}

/**
 * Everything the package would otherwise look up in the environment is given, empty where it has no meaning for us: a stray variable on
 * a clinic's PC must not redirect texts.
 */
async function openSdk(
  deps: TwilioHttpDeps,
  { user, password, accountSid }: TwilioCredentials,
  signal: AbortSignal | undefined,
  record: (exchange: Exchange) => void,
): Promise<TwilioSdk> {
  const { default: twilio } = await import('twilio');
  const http = { request: (options: RequestClient.RequestOptions) => requestTwilio(deps, options, signal, record) };
  return twilio(user, password, {
    accountSid,
    edge: '',
    region: '',
    logLevel: '',
    env: {},
    autoRetry: false,
    // The package asks for its own class, and calls nothing of it but `request`.
    httpClient: http as unknown as RequestClient,
  });
}
