/**
 * The phone as the registry sees it: gateways from stored config, hooks, and everything that concerns a phone rather than a text. Keeps
 * keys in memory only inside what it made.
 */
import { z } from 'zod';
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { NetworkAddress, Processes, Random, Secrets } from '../../platform/ports.ts';
import type { Gateway, GatewayResult } from '../gateway.ts';
import type { GatewayHooks, PublicHookUrl } from '../hooks.ts';
import { parsePhoneAddress } from './address.ts';
import { createBasicAuth, createCredentialStore, phoneSecretName } from './credentials.ts';
import { searchPhones } from './discovery.ts';
import type { PhoneSearch } from './discovery.ts';
import { createPhoneHooks } from './hooks.ts';
import type { PhoneLogLine } from './logs.ts';
import { pairPhone } from './pairPhone.ts';
import type { PairedPhone, PairingFailure, PairPhoneInput } from './pairPhone.ts';
import { createPhoneClient } from './phoneClient.ts';
import { createPhoneGateway } from './phoneGateway.ts';
import type { PhoneGateway } from './phoneGateway.ts';
import type { PhoneHttpDeps } from './phoneHttp.ts';
import { createKeyStore, newSigningKey, phoneKeysName } from './phoneKeys.ts';
import type { KeyStore } from './phoneKeys.ts';
import { forwardUsb, openUsbPhones } from './usb.ts';
import type { UsbPhone } from './usb.ts';
import type { ForeignWebhook, WebhookReport } from './webhooks.ts';

export interface PhonePartsDeps extends PhoneHttpDeps {
  readonly secrets: Secrets;
  readonly random: Random;
  /** This computer's addresses, for the search. */
  readonly networks: () => readonly NetworkAddress[];
  /** For a phone on a USB cable. */
  readonly processes: Processes;
  readonly publicHookUrl: PublicHookUrl;
  /** The live gateway of this id, as the registry has it. */
  readonly live: (gatewayId: string) => Gateway | undefined;
  /** Its credentials changed: what was made of the old ones must go. */
  readonly forgetClient: (gatewayId: string) => void;
}

/** What can be done with a phone beside texting; all of it by the id of its gateway. Null: not a phone any more. */
export interface Phones {
  /** The id of the device at this address, signed in with what was typed; null: it does not say, pairing will tell why. Changes nothing. */
  identify(
    input: Pick<PairPhoneInput, 'address' | 'username' | 'password'>,
    signal: AbortSignal,
  ): Promise<string | null>;
  /** Pairs; the credentials are kept under `gatewayId` when that worked. Never throws for the network. */
  pair(
    gatewayId: string,
    input: PairPhoneInput,
    signal: AbortSignal,
  ): Promise<(Omit<PairedPhone, 'credentials'> & { readonly usb: UsbPhone | null }) | PairingFailure>;
  /**
   * Looks through this computer's private networks, without any credential; at phones on a USB cable, where adb is here; and at
   * `alsoTry` (`host:port`).
   */
  search(alsoTry: readonly string[], signal: AbortSignal): Promise<PhoneSearch & { readonly usb: readonly string[] }>;
  /**
   * Whether the phone we know (`deviceId`) answers at this address. Signs in there with its password, so a person must have confirmed
   * the address first.
   */
  checkAddress(
    gatewayId: string,
    input: { readonly address: string; readonly deviceId: string | null },
    signal: AbortSignal,
  ): Promise<CheckedAddress | PairingFailure>;
  readLogs(
    gatewayId: string,
    range: { readonly from: number; readonly to: number },
    signal: AbortSignal,
  ): Promise<GatewayResult<readonly PhoneLogLine[]> | null>;
  /** Tells the phone to post what happens to us, or to stop. `noAddress`: nobody can reach this computer. */
  setWebhooks(
    gatewayId: string,
    on: boolean,
    signal: AbortSignal,
  ): Promise<GatewayResult<WebhookReport> | 'noAddress' | null>;
  /** Registrations at the phone that are not ours. */
  foreignWebhooks(gatewayId: string, signal: AbortSignal): Promise<readonly ForeignWebhook[]>;
  hasPassphrase(gatewayId: string): Promise<boolean>;
  /** The passphrase of encrypted texts; null takes it away. */
  setPassphrase(gatewayId: string, passphrase: string | null): Promise<void>;
}

export interface CheckedAddress {
  readonly ok: true;
  readonly baseUrl: string;
  readonly version: string;
}

export interface PhoneParts {
  /** Undefined: a config this version cannot use. */
  make(gatewayId: string, config: Readonly<Record<string, unknown>>): PhoneGateway | undefined;
  /** Undefined: no signing key is known, so nothing that is posted could be proved. */
  hooksOf(gatewayId: string): Promise<GatewayHooks | undefined>;
  secretName(gatewayId: string): string;
  forget(gatewayId: string): Promise<void>;
  readonly phones: Phones;
}

/** What pairing stored, and what a person set since. Also read by the features that show it. */
export const PhoneConfig = z.object({
  baseUrl: z.string(),
  deviceId: z.string().nullable().default(null),
  version: z.string().nullable().catch(null).default(null),
  sims: z
    .array(z.object({ simNumber: z.int(), phoneNumber: z.string().nullable(), carrierName: z.string().nullable() }))
    .catch([])
    .default([]),
  sim: z.int().nullable().catch(null).default(null),
  encryption: z.boolean().default(false),
  usb: z.object({ serial: z.string(), port: z.int() }).nullable().catch(null).default(null),
});

/** Everything about phones, for one registry. */
export function createPhoneParts(deps: PhonePartsDeps): PhoneParts {
  const hooks = new Map<string, GatewayHooks>();
  const drop = (gatewayId: string): void => {
    hooks.delete(gatewayId);
    deps.forgetClient(gatewayId);
  };
  const keysOf = (gatewayId: string) => createKeyStore(deps.secrets, gatewayId);
  const phoneOf = (gatewayId: string): PhoneGateway | null => {
    const gateway = deps.live(gatewayId);
    return gateway !== undefined && isPhone(gateway) ? gateway : null;
  };
  return {
    make(gatewayId, stored) {
      const config = PhoneConfig.safeParse(stored).data;
      if (config === undefined) return undefined;
      const { usb } = config;
      return createPhoneGateway(
        {
          ...deps,
          credentials: createCredentialStore(deps.secrets, gatewayId),
          keys: keysOf(gatewayId),
          ...(usb === null ? {} : { reconnect: () => forwardUsb(deps, usb) }),
        },
        { id: gatewayId, ...config },
      );
    },
    async hooksOf(gatewayId) {
      const known = hooks.get(gatewayId);
      if (known !== undefined) return known;
      const { signingKey } = await keysOf(gatewayId).load();
      if (signingKey === null) return undefined;
      const made = createPhoneHooks({ signingKey, skewMs: () => phoneOf(gatewayId)?.clockSkewMs() ?? null });
      hooks.set(gatewayId, made);
      return made;
    },
    secretName: phoneSecretName,
    async forget(gatewayId) {
      drop(gatewayId);
      await deps.secrets.delete(phoneSecretName(gatewayId));
      await deps.secrets.delete(phoneKeysName(gatewayId));
    },
    phones: createPhones(deps, { keysOf, phoneOf, drop }),
  };
}

/** What the two halves share. */
interface PhoneTools {
  readonly keysOf: (gatewayId: string) => KeyStore;
  readonly phoneOf: (gatewayId: string) => PhoneGateway | null;
  readonly drop: (gatewayId: string) => void;
}

function createPhones(deps: PhonePartsDeps, { keysOf, phoneOf, drop }: PhoneTools): Phones {
  /** Phones on a cable as the last search opened them, by the address they answer at. */
  const cables = new Map<string, UsbPhone>();
  return {
    identify: (input, signal) => identify(deps, input, signal),
    async pair(gatewayId, input, signal) {
      const paired = await pair(deps, gatewayId, input, drop, signal);
      return paired.ok ? { ...paired, usb: cables.get(hostOf(paired.baseUrl)) ?? null } : paired;
    },
    async search(alsoTry, signal) {
      cables.clear();
      for (const phone of await openUsbPhones(deps)) cables.set(`127.0.0.1:${phone.port}`, phone);
      const usb = [...cables.keys()];
      const options = { interfaces: deps.networks(), alsoTry: [...usb, ...alsoTry] };
      return { ...(await searchPhones(deps, options, signal)), usb };
    },
    checkAddress: (gatewayId, input, signal) => checkAddress(deps, gatewayId, input, signal),
    readLogs: async (gatewayId, range, signal) => (await phoneOf(gatewayId)?.readLogs(range, signal)) ?? null,
    async setWebhooks(gatewayId, on, signal) {
      const phone = phoneOf(gatewayId);
      const url = on ? deps.publicHookUrl(gatewayId, 'events') : null;
      if (phone === null) return null;
      return on && url === null ? 'noAddress' : phone.setWebhooks(url, signal);
    },
    async foreignWebhooks(gatewayId, signal) {
      const found = await phoneOf(gatewayId)?.foreignWebhooks(signal);
      return found?.ok ? found.value : [];
    },
    hasPassphrase: async (gatewayId) => (await keysOf(gatewayId).load()).passphrase !== null,
    async setPassphrase(gatewayId, passphrase) {
      await keysOf(gatewayId).save({ passphrase });
    },
  };
}

function hostOf(baseUrl: string): string {
  return baseUrl.replace(/^http:\/\//, '');
}

function isPhone(gateway: Gateway): gateway is PhoneGateway {
  return gateway.kind === 'phone' && 'readLogs' in gateway;
}

/** The signing key stays the same over pairings, so that posts on their way are still proved. */
async function pair(
  deps: PhonePartsDeps,
  gatewayId: string,
  input: PairPhoneInput,
  drop: (gatewayId: string) => void,
  signal: AbortSignal,
): Promise<Omit<PairedPhone, 'credentials'> | PairingFailure> {
  const keys = createKeyStore(deps.secrets, gatewayId);
  const signingKey = (await keys.load()).signingKey ?? newSigningKey(deps.random);
  const paired = await pairPhone(deps, { ...input, signingKey }, signal);
  if (!paired.ok) return paired;
  const { credentials, ...phone } = paired;
  await keys.save({ signingKey });
  await createCredentialStore(deps.secrets, gatewayId).save(credentials);
  // The client may hold a token of before.
  drop(gatewayId);
  return phone;
}

/** First without, then with the password, as in pairing. */
async function identify(
  deps: PhonePartsDeps,
  { address, username, password }: Pick<PairPhoneInput, 'address' | 'username' | 'password'>,
  signal: AbortSignal,
): Promise<string | null> {
  const baseUrl = parsePhoneAddress(address);
  if (baseUrl === null) return null;
  const client = createPhoneClient(deps, { baseUrl, auth: createBasicAuth(username, password) });
  const health = await client.health(signal);
  const device = health.ok ? await client.device(signal) : health;
  return device.ok ? device.value.id : null;
}

/** First without, then with the password: something that is not the app never gets it. */
async function checkAddress(
  deps: PhonePartsDeps,
  gatewayId: string,
  { address, deviceId }: { readonly address: string; readonly deviceId: string | null },
  signal: AbortSignal,
): Promise<CheckedAddress | PairingFailure> {
  const baseUrl = parsePhoneAddress(address);
  const credentials = await createCredentialStore(deps.secrets, gatewayId).load();
  const refuse = (problem: GatewayProblem | 'badAddress', detail: string): PairingFailure => ({
    ok: false,
    problem,
    detail,
  });
  if (baseUrl === null) return refuse('badAddress', 'Type the address as the phone shows it.');
  if (credentials === null) return refuse('notConfigured', 'no credentials');
  const client = createPhoneClient(deps, {
    baseUrl,
    auth: createBasicAuth(credentials.username, credentials.password),
  });
  const health = await client.health(signal);
  if (!health.ok) return refuse(health.problem, health.detail);
  const device = await client.device(signal);
  if (!device.ok) return refuse(device.problem, device.detail);
  if (deviceId !== null && device.value.id !== deviceId) return refuse('otherDevice', 'another device id');
  return { ok: true, baseUrl, version: health.value.version };
}
