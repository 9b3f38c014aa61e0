/**
 * Posts webhooks as Twilio does: signed, within a time budget, retried as the address asks, never following a redirect
 * (twilio.md 4.3, 4.4, 5). What is said in them is decided elsewhere.
 */
import type { Fetch, Logger, Random, Timers } from '../../platform/ports.ts';
import type { TwilioAccount } from './account.ts';
import { createHookHistory } from './hookHistory.ts';
import type { HookHistory, HookKind } from './hookHistory.ts';
import { hookPolicyOf } from './hookOverrides.ts';
import type { HookFailure, HookPolicy } from './hookOverrides.ts';
import { signRequest } from './signature.ts';
import type { Fields } from './signature.ts';

const MAX_ANSWER = 64 * 1024;

export interface HookCall {
  readonly kind: HookKind;
  /** As configured, with its fragment. */
  readonly url: string;
  readonly method: string;
  readonly fields: Fields;
}

export interface HookAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface HookCaller {
  /** Resolves with the last answer, or null when there was none. Never rejects. */
  call(call: HookCall): Promise<HookAnswer | null>;
  readonly history: HookHistory;
  /** Resolves when no call is under way. */
  idle(): Promise<void>;
  /** Sign with the secondary token from now on: nobody knows which one signs while both exist (twilio.md 5). */
  signWithSecondary(on: boolean): void;
  /** No webhook gets through while this is on, as with a tunnel that is down. */
  lose(on: boolean): void;
}

export interface HookCallerDeps {
  readonly account: TwilioAccount;
  readonly fetch: Fetch;
  readonly timers: Timers;
  readonly random: Random;
  readonly now: () => number;
  readonly log: Logger;
  readonly newToken: () => string;
}

interface Outcome {
  readonly answer: HookAnswer | null;
  readonly failure: HookFailure | null;
}

/** A caller that signs with the account's current token. */
export function createHookCaller(deps: HookCallerDeps): HookCaller {
  const history = createHookHistory(deps.now);
  let secondary = false;
  let lost = false;
  let underWay = 0;
  const waiting: (() => void)[] = [];
  const token = (): string => (secondary ? deps.account.secondaryToken : null) ?? deps.account.authToken;

  const callWithRetries = async (call: HookCall): Promise<HookAnswer | null> => {
    const policy = hookPolicyOf(call.url);
    const address = call.url.replace(/#.*$/, '');
    const idempotencyToken = deps.newToken();
    const endsAt = deps.now() + policy.totalMs;
    for (let attempt = 1; ; attempt += 1) {
      const at = deps.now();
      const request = requestFor(call, address, token(), { idempotencyToken, attempt });
      const left = Math.min(policy.tryMs, endsAt - at);
      const outcome = await tryOnce(deps, request, left);
      const result = outcome.failure ?? outcome.answer?.status ?? 0;
      history.add({ kind: call.kind, url: address, fields: call.fields, idempotencyToken, attempt, result, at });
      if (outcome.failure === null) return outcome.answer;
      if (!mayRetry(policy, outcome.failure, attempt) || deps.now() >= endsAt) {
        history.alert(outcome.answer === null && outcome.failure === 'ct' ? 11205 : 11200, address);
        return outcome.answer;
      }
    }
  };

  return {
    async call(call) {
      if (lost) {
        history.alert(11_205, call.url.replace(/#.*$/, ''));
        return null;
      }
      underWay += 1;
      try {
        return await callWithRetries(call);
      } catch (error) {
        deps.log.debug({ reason: String(error) }, 'twilio simulator could not call a webhook');
        return null;
      } finally {
        underWay -= 1;
        if (underWay === 0) for (const resolve of waiting.splice(0)) resolve();
      }
    },
    history,
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
    signWithSecondary: (on) => void (secondary = on),
    lose: (on) => void (lost = on),
  };
}

function mayRetry(policy: HookPolicy, failure: HookFailure, attempt: number): boolean {
  return attempt <= policy.retries && policy.retryOn.has(failure);
}

interface OutgoingRequest {
  readonly url: string;
  readonly init: RequestInit;
}

function requestFor(
  call: HookCall,
  address: string,
  authToken: string,
  { idempotencyToken, attempt }: { readonly idempotencyToken: string; readonly attempt: number },
): OutgoingRequest {
  const form = new URLSearchParams(call.fields.map(([name, value]): [string, string] => [name, value])).toString();
  const get = call.method === 'GET';
  const url = get ? `${address}${address.includes('?') ? '&' : '?'}${form}` : address;
  const headers: Record<string, string> = {
    'X-Twilio-Signature': signRequest(authToken, url, get ? [] : call.fields),
    'I-Twilio-Idempotency-Token': idempotencyToken,
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    ...(attempt > 1 ? { 'X-Twilio-Retry-Count': String(attempt - 1) } : {}),
    ...(get ? {} : { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
  };
  return { url, init: { method: get ? 'GET' : 'POST', headers, redirect: 'manual', ...(get ? {} : { body: form }) } };
}

async function tryOnce(deps: HookCallerDeps, request: OutgoingRequest, budgetMs: number): Promise<Outcome> {
  const abort = new AbortController();
  const limit = deps.timers.after(Math.max(0, budgetMs), () => abort.abort(new Error('out of time')));
  try {
    const response = await deps.fetch(request.url, { ...request.init, signal: abort.signal });
    const body = (await response.text()).slice(0, MAX_ANSWER);
    const contentType = response.headers.get('content-type') ?? '';
    return { answer: { status: response.status, contentType, body }, failure: failureOfStatus(response.status) };
  } catch (error) {
    return { answer: null, failure: abort.signal.aborted || !neverConnected(error) ? 'rt' : 'ct' };
  } finally {
    limit.cancel();
  }
}

/** Redirects are not followed and count as wrong answers. */
function failureOfStatus(status: number): HookFailure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 500 ? '5xx' : '4xx';
}

const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && NO_CONNECTION.has(cause.code);
}
