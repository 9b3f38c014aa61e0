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
import { hasTokens, parseVersion, versionProblem } from './version.ts';
import { checkValue } from './wire.ts';
import type { DeviceAnswer } from './wire.ts';

export interface PairPhoneInput {
  readonly address: string;
  readonly username: string;
  readonly password: string;
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
  /** `versionLosesTexts`: it can send, but what people answer must not be relied on. Null when all is well. */
  readonly warning: 'versionLosesTexts' | null;
  /** For the credential store of the gateway that is made of this. */
  readonly credentials: PhoneCredentials;
}

/** `problem` names the sentence to show; `detail` is for "Details". */
export interface PairingFailure {
  readonly ok: false;
  readonly problem: GatewayProblem | 'badAddress';
  readonly detail: string;
}

/** What the phone must do differently from its defaults: oldest first, and no waiting for an internet that may not be there. */
const OUR_SETTINGS = { messages: { processing_order: 'FIFO' }, webhooks: { internet_required: false } };

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
  const set = await client.patchSettings(OUR_SETTINGS, signal);
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
    warning: gate,
    credentials: { username, password, tokens },
  };
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
