/**
 * Looking for phones on this computer's own private networks (capcom6.md 12): `GET /health` only, never a credential. Started by a
 * person's click, nothing else.
 */
import type { NetworkAddress } from '../../platform/ports.ts';
import { callPhone } from './phoneHttp.ts';
import type { PhoneHttpDeps } from './phoneHttp.ts';
import { parseVersion, versionProblem } from './version.ts';
import { checkValue, HealthAnswer } from './wire.ts';

export interface FoundPhone {
  /** `192.168.1.24:8080`. */
  readonly address: string;
  readonly version: string;
  /** What its version means for use; null: fit. */
  readonly problem: 'versionTooOld' | 'versionLosesTexts' | null;
  readonly batteryPercent: number | null;
}

export interface SkippedNetwork {
  /** `10.0.0.0/8`. */
  readonly network: string;
  readonly reason: 'tooLarge' | 'tooSmall' | 'notPrivate';
}

export interface PhoneSearch {
  readonly phones: readonly FoundPhone[];
  /** Networks that were looked through. */
  readonly searched: readonly string[];
  readonly skipped: readonly SkippedNetwork[];
  /** False: stopped before the end. */
  readonly complete: boolean;
}

export interface PhoneSearchOptions {
  readonly interfaces: readonly NetworkAddress[];
  /** `host:port` to try beside the networks, such as the address a phone had before. */
  readonly alsoTry?: readonly string[];
  readonly onProgress?: (progress: { readonly looked: number; readonly of: number }) => void;
}

const PORT = 8080;
const AT_ONCE = 64;
const PER_HOST_MS = 700;
/** /22 is a thousand hosts and eleven seconds; anything larger is no clinic's network. */
const LARGEST_PREFIX = 22;
const SMALLEST_PREFIX = 30;
const PRIVATE: readonly (readonly [number, number])[] = [
  [ipv4(10, 0, 0, 0), 8],
  [ipv4(172, 16, 0, 0), 12],
  [ipv4(192, 168, 0, 0), 16],
];

/** Asks every host of the private networks for its health. Ends early, with what was found, when aborted. Never throws for the network. */
export async function searchPhones(
  deps: PhoneHttpDeps,
  options: PhoneSearchOptions,
  signal?: AbortSignal,
): Promise<PhoneSearch> {
  const { networks, skipped } = networksOf(options.interfaces);
  const own = new Set(options.interfaces.map((one) => one.address));
  const hosts = networks.flatMap((network) => hostsOf(network).filter((host) => !own.has(host)));
  const targets = [...new Set([...(options.alsoTry ?? []), ...hosts.map((host) => `${host}:${PORT}`)])];
  const phones: FoundPhone[] = [];
  let next = 0;
  let looked = 0;
  const work = async (): Promise<void> => {
    for (let target = targets[next++]; target !== undefined && !signal?.aborted; target = targets[next++]) {
      const phone = await lookFor(deps, target, signal);
      if (phone !== null) phones.push(phone);
      looked += 1;
      options.onProgress?.({ looked, of: targets.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, targets.length) }, work));
  return {
    phones: phones.toSorted((a, b) => a.address.localeCompare(b.address, 'en', { numeric: true })),
    searched: networks.map(nameOf),
    skipped,
    complete: looked === targets.length,
  };
}

/** The app's mark is its health report, with status 200 or, for want of internet, 500. */
async function lookFor(deps: PhoneHttpDeps, address: string, signal?: AbortSignal): Promise<FoundPhone | null> {
  const request = { method: 'GET', path: '/health', timeoutMs: PER_HOST_MS, signal } as const;
  const result = await callPhone(deps, `http://${address}`, request);
  if (!result.answered || (result.answer.status !== 200 && result.answer.status !== 500)) return null;
  const health = HealthAnswer.safeParse(parseJson(result.answer.text));
  if (!health.success) return null;
  const { version } = health.data;
  const batteryPercent = checkValue(health.data, 'battery:level');
  return { address, version, problem: versionProblem(parseVersion(version)), batteryPercent };
}

interface Network {
  /** First address, as a number. */
  readonly base: number;
  readonly prefix: number;
}

/** The networks worth a look, each once, and those that are left out. Pure. */
export function networksOf(interfaces: readonly NetworkAddress[]): {
  readonly networks: readonly Network[];
  readonly skipped: readonly SkippedNetwork[];
} {
  const networks = new Map<string, Network>();
  const skipped = new Map<string, SkippedNetwork>();
  for (const { address, prefix, internal } of interfaces) {
    const own = parseIpv4(address);
    if (own === null || internal) continue;
    const network = { base: firstOf(own, prefix), prefix };
    const reason = reasonAgainst(network);
    const name = nameOf(network);
    if (reason === null) networks.set(name, network);
    else skipped.set(name, { network: name, reason });
  }
  return { networks: [...networks.values()], skipped: [...skipped.values()] };
}

function reasonAgainst({ base, prefix }: Network): SkippedNetwork['reason'] | null {
  if (!PRIVATE.some(([range, bits]) => prefix >= bits && firstOf(base, bits) === range)) return 'notPrivate';
  if (prefix < LARGEST_PREFIX) return 'tooLarge';
  return prefix > SMALLEST_PREFIX ? 'tooSmall' : null;
}

/** Every host between the network's own address and its broadcast. */
function hostsOf({ base, prefix }: Network): string[] {
  const size = 2 ** (32 - prefix);
  return Array.from({ length: size - 2 }, (_, index) => formatIpv4(base + index + 1));
}

function nameOf({ base, prefix }: Network): string {
  return `${formatIpv4(base)}/${prefix}`;
}

function firstOf(address: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

function parseIpv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  return ipv4(a, b, c, d);
}

function ipv4(a: number, b: number, c: number, d: number): number {
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

function formatIpv4(address: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join('.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
