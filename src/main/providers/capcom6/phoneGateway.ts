/**
 * The Android phone on the counter as a gateway (SMSGate by capcom6, local server mode).
 * Wires client, sign-in and the single concerns beside this file; holds no queue and no rule of ours.
 */
import type { Random } from '../../platform/ports.ts';
import { CANNOT_HOLD } from '../gateway.ts';
import type { Gateway, GatewayHealth, GatewayResult, GatewayTraits, Scheduling, SendOutcome } from '../gateway.ts';
import { createBasicAuth, createTokenAuth } from './credentials.ts';
import type { CredentialStore } from './credentials.ts';
import { lookAtPhone } from './health.ts';
import { decryptValue, encryptValue } from './crypto.ts';
import { createInboxReader } from './inbox.ts';
import { readPhoneLog } from './logs.ts';
import type { PhoneLogLine } from './logs.ts';
import { fetchPart } from './media.ts';
import { createPhoneClient } from './phoneClient.ts';
import type { PhoneClient } from './phoneClient.ts';
import { skewOf } from './phoneHttp.ts';
import type { PhoneHttpDeps } from './phoneHttp.ts';
import type { KeyStore } from './phoneKeys.ts';
import { reconcileText, sendText } from './sending.ts';
import type { SimChoice, TextEncryption } from './sending.ts';
import { fetchStatuses, toGatewayFailure } from './statuses.ts';
import { holdsTexts, parseVersion, sendsMedia } from './version.ts';
import type { AppVersion } from './version.ts';
import { auditWebhooks, registerWebhooks, unregisterWebhooks } from './webhooks.ts';
import type { ForeignWebhook, WebhookReport } from './webhooks.ts';

export interface PhoneGatewayConfig {
  /** Our id of this gateway. */
  readonly id: string;
  /** From pairing: `http://host:port`. */
  readonly baseUrl: string;
  /** The device we are paired with; null accepts any. */
  readonly deviceId: string | null;
  /** Of the app, as last seen; null: not known, nothing new is expected of it. */
  readonly version?: string | null;
  /** The SIM texts leave by where they do not say, 1-based; null: the phone's own choice. */
  readonly sim?: number | null;
  readonly sims?: readonly { readonly simNumber: number; readonly phoneNumber: string | null }[];
  /** Words and numbers leave encrypted; the passphrase is in `keys`. */
  readonly encryption?: boolean;
}

export interface PhoneGatewayDeps extends PhoneHttpDeps {
  readonly credentials: CredentialStore;
  /** For encryption; without them it cannot be switched on. */
  readonly keys?: KeyStore;
  readonly random?: Random;
  /** Of a phone on a cable: opens its port again. True: worth another look. */
  readonly reconnect?: () => Promise<boolean>;
}

/** What a phone can do beside carrying texts; asked for by a person. */
export interface PhoneGateway extends Gateway {
  /** The phone's clock minus ours, ms, as its last answer showed; null: none yet. */
  clockSkewMs(): number | null;
  /** The app's own log without numbers and words, newest first. */
  readLogs(
    range: { readonly from: number; readonly to: number },
    signal?: AbortSignal,
  ): Promise<GatewayResult<readonly PhoneLogLine[]>>;
  /** Tells the phone where to post, or (null) to stop. Signs in with the password: daily tokens may not do this. */
  setWebhooks(url: string | null, signal?: AbortSignal): Promise<GatewayResult<WebhookReport>>;
  /** Registrations of others; signs in with the password, too. */
  foreignWebhooks(signal?: AbortSignal): Promise<GatewayResult<readonly ForeignWebhook[]>>;
}

const TRAITS: Omit<GatewayTraits, 'carriesMedia' | 'canSchedule'> = {
  idempotentSend: true,
  canList: true,
  canCancel: true,
  carriesMarketing: false,
  answersKeywords: false,
  carriesWhatsApp: false,
};

/** The app only asks for "in the future"; two minutes are room for a clock that is a little off. No upper bound is its own. */
const SCHEDULING: Scheduling = { possible: true, minLeadMs: 2 * 60_000, maxLeadMs: 35 * 86_400_000 };
const NO_SCHEDULING: Scheduling = {
  possible: false,
  why: 'The app on the phone keeps texts until their time only from version 1.74.1 on. Update the app.',
};

const KEEPS_NOTHING: SendOutcome = {
  kind: 'retry',
  afterMs: 0,
  code: CANNOT_HOLD,
  detail: 'This app cannot keep a text until its time.',
};

function traitsOf(version: AppVersion | null): GatewayTraits {
  return {
    ...TRAITS,
    carriesMedia: version !== null && sendsMedia(version),
    canSchedule: version !== null && holdsTexts(version) ? SCHEDULING : NO_SCHEDULING,
  };
}

/** After this long without a word from the phone, a send looks whether it is there first. */
const QUIET_MS = 15_000;
const RETRY_AFTER_MS = 5_000;

/** A gateway for one paired phone. */
export function createPhoneGateway(deps: PhoneGatewayDeps, config: PhoneGatewayConfig): PhoneGateway {
  const { contact, http } = trackContact(deps);
  const { baseUrl, deviceId } = config;
  const clientWithPassword = (username: string, password: string): PhoneClient =>
    createPhoneClient(http, { baseUrl, auth: createBasicAuth(username, password) });
  const client = createPhoneClient(http, {
    baseUrl,
    auth: createTokenAuth({ clock: deps.clock, log: deps.log, store: deps.credentials, deviceId, clientWithPassword }),
  });
  const asOwner = async (): Promise<PhoneClient | null> => {
    const credentials = await deps.credentials.load();
    return credentials && clientWithPassword(credentials.username, credentials.password);
  };
  /** A sign-in that is refused may only mean that this is not our phone (credentials.ts). */
  const tellWhose = async (health: GatewayHealth, signal?: AbortSignal): Promise<GatewayHealth> => {
    if (health.problem !== 'wrongPassword' || deviceId === null) return health;
    const device = await (await asOwner())?.device(signal);
    if (device?.ok !== true || device.value.id === deviceId) return health;
    return { ...health, problem: 'otherDevice', deviceId: device.value.id, canReceive: false };
  };
  const parts = {
    client,
    clock: deps.clock,
    deviceId,
    sims: simChoice(config),
    encryption: encryptionOf(deps, config),
  };
  const readInbox = createInboxReader(parts);
  let version = parseVersion(config.version ?? '');

  return {
    id: config.id,
    kind: 'phone',
    get traits() {
      return traitsOf(version);
    },
    clockSkewMs: () => contact.skewMs,
    async checkHealth(signal) {
      const first = await lookAtPhone(client, deviceId, signal);
      const again = first.problem === 'unreachable' && (await deps.reconnect?.()) === true;
      const health = await tellWhose(again ? await lookAtPhone(client, deviceId, signal) : first, signal);
      version = health.version === null ? version : parseVersion(health.version);
      return health;
    },
    async send(text, signal) {
      if (text.sendAt !== undefined && !traitsOf(version).canSchedule.possible) return KEEPS_NOTHING;
      const absent = deps.clock.monotonic() - contact.lastAt > QUIET_MS ? await lookFirst(client, signal) : null;
      return absent ?? sendText(parts, text, signal);
    },
    reconcile: (text, attemptedAt, signal) => reconcileText(parts, text, attemptedAt, signal),
    fetchStatuses: (query, signal) => fetchStatuses(parts, query, signal),
    fetchInbox: readInbox,
    refreshInbox: (range, signal) => refreshInbox(client, range, signal),
    fetchMedia: (ref, limitBytes, signal) => fetchPart(client, ref, limitBytes, signal),
    cancel: (id, signal) => cancelText(client, id, signal),
    readLogs: (range, signal) => readPhoneLog(client, range, signal),
    async setWebhooks(url, signal) {
      const owner = await asOwner();
      if (owner === null) return NO_CREDENTIALS;
      if (url !== null) return registerWebhooks(owner, config.id, url, signal);
      const gone = await unregisterWebhooks(owner, config.id, signal);
      return gone.ok ? { ok: true, value: { registered: [], unknown: [], foreign: [] } } : gone;
    },
    async foreignWebhooks(signal) {
      const owner = await asOwner();
      return owner === null ? NO_CREDENTIALS : auditWebhooks(owner, config.id, signal);
    },
  };
}

const NO_CREDENTIALS = { ok: false, problem: 'notConfigured', detail: 'no credentials' } as const;

function simChoice({ sim = null, sims = [] }: PhoneGatewayConfig): SimChoice {
  const numbered = sims.flatMap(({ simNumber, phoneNumber }) =>
    phoneNumber === null ? [] : [[phoneNumber, simNumber] as const],
  );
  return { usual: sim, byNumber: new Map(numbered) };
}

function encryptionOf({ keys, random }: PhoneGatewayDeps, config: PhoneGatewayConfig): TextEncryption | null {
  if (config.encryption !== true) return null;
  const passphrase = async (): Promise<string | null> => (await keys?.load())?.passphrase ?? null;
  return {
    ready: async () => random !== undefined && (await passphrase()) !== null,
    async encrypt(text) {
      const words = await passphrase();
      // `ready` was asked before: whoever comes here without is a defect, and nothing may leave in clear.
      if (words === null || random === undefined) throw new Error('no passphrase to encrypt with');
      return encryptValue(text, words, random.bytes(16));
    },
    async decrypt(value) {
      const words = await passphrase();
      return words === null ? null : decryptValue(value, words);
    },
  };
}

/** Also picture messages, where this version takes them. */
async function refreshInbox(
  client: PhoneClient,
  range: { readonly since: number; readonly until: number },
  signal?: AbortSignal,
): Promise<GatewayResult<null>> {
  const both = await client.refreshInbox({ ...range, types: ['SMS', 'MMS'] }, signal);
  const result =
    !both.ok && both.status === 400 ? await client.refreshInbox({ ...range, types: ['SMS'] }, signal) : both;
  return result.ok ? { ok: true, value: null } : toGatewayFailure(result);
}

/** Notes when the phone last answered anything, and what its clock said then, on the way of every request. */
function trackContact(deps: PhoneHttpDeps): {
  readonly contact: { lastAt: number; skewMs: number | null };
  readonly http: PhoneHttpDeps;
} {
  const contact: { lastAt: number; skewMs: number | null } = { lastAt: Number.NEGATIVE_INFINITY, skewMs: null };
  const fetch: PhoneHttpDeps['fetch'] = async (input, init) => {
    const response = await deps.fetch(input, init);
    contact.lastAt = deps.clock.monotonic();
    contact.skewMs = skewOf(response.headers.get('date'), deps.clock.now()) ?? contact.skewMs;
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
