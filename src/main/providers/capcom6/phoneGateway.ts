/**
 * The Android phone on the counter as a gateway (SMSGate by capcom6, local server mode).
 * Wires client, sign-in and the single concerns beside this file; holds no queue and no rule of ours.
 */
import type { Gateway, GatewayResult, GatewayTraits, SendOutcome } from '../gateway.ts';
import { createBasicAuth, createTokenAuth } from './credentials.ts';
import type { CredentialStore } from './credentials.ts';
import { lookAtPhone } from './health.ts';
import { fetchInbox } from './inbox.ts';
import { createPhoneClient } from './phoneClient.ts';
import type { PhoneClient } from './phoneClient.ts';
import type { PhoneHttpDeps } from './phoneHttp.ts';
import { reconcileText, sendText } from './sending.ts';
import { fetchStatuses, toGatewayFailure } from './statuses.ts';

export interface PhoneGatewayConfig {
  /** Our id of this gateway. */
  readonly id: string;
  /** From pairing: `http://host:port`. */
  readonly baseUrl: string;
  /** The device we are paired with; null accepts any. */
  readonly deviceId: string | null;
}

export interface PhoneGatewayDeps extends PhoneHttpDeps {
  readonly credentials: CredentialStore;
}

const TRAITS: GatewayTraits = {
  idempotentSend: true,
  canList: true,
  // The app's own scheduling is reliable from 1.74.1 only; our outbox holds texts instead.
  canSchedule: false,
  canCancel: true,
  carriesMarketing: false,
  answersKeywords: false,
  carriesWhatsApp: false,
  carriesMedia: false,
};

/** After this long without a word from the phone, a send looks whether it is there first. */
const QUIET_MS = 15_000;
const RETRY_AFTER_MS = 5_000;

/** A gateway for one paired phone. */
export function createPhoneGateway(deps: PhoneGatewayDeps, config: PhoneGatewayConfig): Gateway {
  const { contact, http } = trackContact(deps);
  const client = createPhoneClient(http, {
    baseUrl: config.baseUrl,
    auth: createTokenAuth({
      clock: deps.clock,
      log: deps.log,
      store: deps.credentials,
      clientWithPassword: (username, password) =>
        createPhoneClient(http, { baseUrl: config.baseUrl, auth: createBasicAuth(username, password) }),
    }),
  });
  const parts = { client, clock: deps.clock, deviceId: config.deviceId };

  return {
    id: config.id,
    kind: 'phone',
    traits: TRAITS,
    checkHealth: (signal) => lookAtPhone(client, config.deviceId, signal),
    async send(text, signal) {
      const absent = deps.clock.monotonic() - contact.lastAt > QUIET_MS ? await lookFirst(client, signal) : null;
      return absent ?? sendText(parts, text, signal);
    },
    reconcile: (text, attemptedAt, signal) => reconcileText(parts, text, attemptedAt, signal),
    fetchStatuses: (query, signal) => fetchStatuses(parts, query, signal),
    fetchInbox: (cursor, options, signal) => fetchInbox(parts, cursor, options, signal),
    async refreshInbox(range, signal) {
      const result = await client.refreshInbox(range, signal);
      return result.ok ? { ok: true, value: null } : toGatewayFailure(result);
    },
    cancel: (id, signal) => cancelText(client, id, signal),
  };
}

/** Notes when the phone last answered anything, on the way of every request. */
function trackContact(deps: PhoneHttpDeps): { readonly contact: { lastAt: number }; readonly http: PhoneHttpDeps } {
  const contact = { lastAt: Number.NEGATIVE_INFINITY };
  const fetch: PhoneHttpDeps['fetch'] = async (input, init) => {
    const response = await deps.fetch(input, init);
    contact.lastAt = deps.clock.monotonic();
    return response;
  };
  return { contact, http: { fetch, clock: deps.clock, timers: deps.timers, log: deps.log } };
}

/**
 * A phone that is simply not there should cost a clean "not sent", not an attempt in doubt: fetch cannot tell us whether a
 * connection was made before time ran out, a harmless look can.
 */
async function lookFirst(client: PhoneClient, signal?: AbortSignal): Promise<SendOutcome | null> {
  const health = await client.health(signal);
  return health.ok ? null : { kind: 'retry', afterMs: RETRY_AFTER_MS, code: health.problem, detail: health.detail };
}

async function cancelText(
  client: PhoneClient,
  id: string,
  signal?: AbortSignal,
): Promise<GatewayResult<'cancelled' | 'tooLate' | 'notFound'>> {
  const result = await client.cancelMessage(id, signal);
  if (result.ok) return { ok: true, value: 'cancelled' };
  if (result.problem === 'notTheApp') return toGatewayFailure(result);
  if (result.status === 404) return { ok: true, value: 'notFound' };
  // 405: an app before 1.67 cannot recall, so the text will go out.
  if (result.status === 400 || result.status === 405) return { ok: true, value: 'tooLate' };
  return toGatewayFailure(result);
}
