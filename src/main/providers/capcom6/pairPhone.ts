/**
 * Pairing: from what a person typed to a phone that is ours to use (capcom6.md 12, ux.md 5.1).
 * Credentials go only to the address that was given; nothing is stored here.
 */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import { parsePhoneAddress } from './address.ts';
import { createBasicAuth, mintToken } from './credentials.ts';
import type { PhoneCredentials, TokenBundle } from './credentials.ts';
import { createPhoneClient } from './phoneClient.ts';
import type { PhoneClient, PhoneFailure } from './phoneClient.ts';
import type { PhoneHttpDeps } from './phoneHttp.ts';
import { hasTokens, isBelowRecommended, parseVersion, versionProblem } from './version.ts';
import { OUR_WEBHOOKS } from './webhooks.ts';
import { checkValue } from './wire.ts';
import type { DeviceAnswer, HealthAnswer } from './wire.ts';

export interface PairPhoneInput {
  readonly address: string;
  readonly username: string;
  readonly password: string;
  /** What the phone is to sign its webhooks with; left out: its own stays. */
  readonly signingKey?: string;
}

export interface PairedSim {
  /** 1-based slot. */
  readonly simNumber: number;
  readonly phoneNumber: string | null;
  readonly carrierName: string | null;
}

export interface PairedPhone {
  readonly ok: true;
  readonly baseUrl: string;
  readonly deviceId: string;
  readonly deviceName: string | null;
  readonly version: string;
  /** Empty when the app does not tell (before 1.65). */
  readonly sims: readonly PairedSim[];
  /** The first SIM's own number, where the phone knows it. */
  readonly phoneNumber: string | null;
  readonly batteryPercent: number | null;
  readonly roundTripMs: number;
  readonly clockSkewMs: number | null;
  /** Words-free advice, in the order of weight: an update is due, the battery is low and not charging, somebody else listens in. */
  readonly advice: readonly PairingAdvice[];
  /** `versionLosesTexts`: it can send, but what people answer must not be relied on. Null when all is well. */
  readonly warning: 'versionLosesTexts' | null;
  /** For the credential store of the gateway that is made of this. */
  readonly credentials: PhoneCredentials;
}

export type PairingAdvice = 'updateApp' | 'batteryLow' | 'foreignWebhook' | 'twoSims';

/** `problem` names the sentence to show; `detail` is for "Details". */
export interface PairingFailure {
  readonly ok: false;
  readonly problem: GatewayProblem | 'badAddress';
  readonly detail: string;
}

/** The phone keeps texts and logs this long: by default it would keep patients' texts for ever (capcom6.md 11.2). */
const KEEP_TEXTS_DAYS = 30;
const KEEP_LOG_DAYS = 7;
/** About five minutes of tries: this computer may be off all night, and what it misses is found by polling. */
const WEBHOOK_RETRIES = 6;

/**
 * What the phone must do differently from its defaults: oldest first; no waiting for an internet that may not be there; and no pace or
 * hours of its own, because the outbox has them: a text held back there would be out of our sight.
 */
function settingsFor(signingKey: string | undefined) {
  return {
    messages: {
      processing_order: 'FIFO',
      send_interval_min: 0,
      send_interval_max: null,
      limit_period: 'Disabled',
      work_hours_enabled: false,
      log_lifetime_days: KEEP_TEXTS_DAYS,
    },
    webhooks: {
      internet_required: false,
      retry_count: WEBHOOK_RETRIES,
      ...(signingKey === undefined ? {} : { signing_key: signingKey }),
    },
    logs: { lifetime_days: KEEP_LOG_DAYS },
    incoming: { lifetime_days: KEEP_TEXTS_DAYS },
  };
}

/** Checks address, app, version, sign-in and SIM, sets the phone up, and signs in for daily use. Never throws for the network. */
export async function pairPhone(
  deps: PhoneHttpDeps,
  input: PairPhoneInput,
  signal?: AbortSignal,
): Promise<PairedPhone | PairingFailure> {
  const baseUrl = parsePhoneAddress(input.address);
  if (baseUrl === null) return { ok: false, problem: 'badAddress', detail: 'Type the address as the phone shows it.' };
  const { username, password } = input;
  const client = createPhoneClient(deps, { baseUrl, auth: createBasicAuth(username, password) });

  const health = await client.health(signal);
  if (!health.ok) return failed(health);
  const version = parseVersion(health.value.version);
  const gate = versionProblem(version);
  if (version === null || gate === 'versionTooOld') {
    return {
      ok: false,
      problem: 'versionTooOld',
      detail: `The app is ${health.value.version}; 1.66.2 or newer is needed.`,
    };
  }
  const device = await client.device(signal);
  if (!device.ok) return failed(device);
  const sims = toSims(device.value);
  if (device.value.simCards?.length === 0)
    return { ok: false, problem: 'noSim', detail: 'The phone lists no SIM card.' };
  const set = await client.patchSettings(settingsFor(input.signingKey), signal);
  if (!set.ok) return failed(set);
  const tokens = hasTokens(version) ? await obtainToken(deps, client, signal) : null;
  if (tokens !== null && 'ok' in tokens) return tokens;
  return {
    ok: true,
    baseUrl,
    deviceId: device.value.id,
    deviceName: device.value.name ?? null,
    version: health.value.version,
    sims,
    phoneNumber: sims.find((sim) => sim.phoneNumber !== null)?.phoneNumber ?? null,
    batteryPercent: checkValue(health.value, 'battery:level'),
    roundTripMs: Math.round(device.roundTripMs),
    clockSkewMs: device.clockSkewMs,
    advice: [
      ...(isBelowRecommended(version) ? (['updateApp'] as const) : []),
      ...(isRunningDown(health.value) ? (['batteryLow'] as const) : []),
      ...((await isOverheard(client, signal)) ? (['foreignWebhook'] as const) : []),
      ...(sims.length > 1 ? (['twoSims'] as const) : []),
    ],
    warning: gate,
    credentials: { username, password, tokens },
  };
}

const LOW_BATTERY_PERCENT = 25;

function isRunningDown(health: HealthAnswer): boolean {
  const level = checkValue(health, 'battery:level');
  return level !== null && level < LOW_BATTERY_PERCENT && (checkValue(health, 'battery:charging') ?? 0) === 0;
}

/** Whether somebody outside this program is told what comes in (capcom6.md 11.2). A phone that does not say is not suspected. */
async function isOverheard(client: PhoneClient, signal?: AbortSignal): Promise<boolean> {
  const listed = await client.listWebhooks(signal);
  return listed.ok && listed.value.some(({ id, url }) => !id.startsWith(OUR_WEBHOOKS) && url.startsWith('https:'));
}

/** A token, null when the app has none after all, or why pairing cannot go on. */
async function obtainToken(
  deps: PhoneHttpDeps,
  client: PhoneClient,
  signal?: AbortSignal,
): Promise<TokenBundle | PairingFailure | null> {
  const minted = await mintToken(client, deps.clock, signal);
  if (minted.ok) return minted.value;
  if (minted.status === null || minted.status === 401) return failed(minted);
  deps.log.warn({ status: minted.status }, 'phone gives no token, the password is used');
  return null;
}

function toSims(device: DeviceAnswer): PairedSim[] {
  return (device.simCards ?? []).map((sim) => ({
    simNumber: sim.simNumber,
    phoneNumber: sim.phoneNumber ?? null,
    carrierName: sim.carrierName ?? null,
  }));
}

function failed({ problem, detail }: PhoneFailure): PairingFailure {
  return { ok: false, problem, detail };
}
