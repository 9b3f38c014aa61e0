/**
 * The certificates of the listener in the own network: an authority of this practice, which the phone is told to trust once, and a short
 * lived certificate by it for the addresses this computer has now. Keys are secrets; nothing here is trusted by anybody else.
 */
import { X509Certificate } from 'node:crypto';
import type { generate as generateType } from 'selfsigned';
import { z } from 'zod';
import type { Clock, Secrets } from '../platform/ports.ts';

const SECRET = 'webhooks.certificates';
const DAY_MS = 24 * 3_600_000;
const AUTHORITY_DAYS = 10 * 365;
const LEAF_DAYS = 365;
const RENEW_BEFORE_DAYS = 30;
/** Phones' clocks may be behind. */
const BACKDATED_DAYS = 1;

const Pair = z.object({ key: z.string(), cert: z.string() });
const Stored = z.object({ authority: Pair, leaf: Pair, names: z.array(z.string()) });
type Pair = z.infer<typeof Pair>;
type Stored = z.infer<typeof Stored>;

export interface ServerCertificate {
  readonly key: string;
  /** The leaf, and the authority behind it. */
  readonly cert: string;
  readonly authority: string;
  /** SHA-256 of the authority, `AB:CD:...`. */
  readonly fingerprint: string;
}

export interface CertificateDeps {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly dateAt: (instant: number) => Date;
  /** What this computer is called. */
  readonly name: string;
}

/** The certificate for these addresses: the stored one while it fits and lasts, else a new one by the same authority. */
export async function serverCertificate(
  deps: CertificateDeps,
  addresses: readonly string[],
): Promise<ServerCertificate> {
  const names = [...addresses].toSorted();
  const stored = parse(await deps.secrets.get(SECRET));
  const now = deps.clock.now();
  const authority = stored && lasts(stored.authority, now) ? stored.authority : await makeAuthority(deps);
  const fits = stored !== undefined && authority === stored.authority && stored.names.join() === names.join();
  const leaf = fits && lasts(stored.leaf, now) ? stored.leaf : await makeLeaf(deps, authority, names);
  if (leaf !== stored?.leaf)
    await deps.secrets.set(SECRET, JSON.stringify({ authority, leaf, names } satisfies Stored));
  return {
    key: leaf.key,
    cert: `${leaf.cert}\n${authority.cert}`,
    authority: authority.cert,
    fingerprint: new X509Certificate(authority.cert).fingerprint256,
  };
}

function lasts({ cert }: Pair, now: number): boolean {
  return Date.parse(new X509Certificate(cert).validTo) - now > RENEW_BEFORE_DAYS * DAY_MS;
}

function parse(text: string | undefined): Stored | undefined {
  try {
    return Stored.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}

async function makeAuthority(deps: CertificateDeps): Promise<Pair> {
  return make(deps, `Deskbell on ${deps.name}`, AUTHORITY_DAYS, {
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

async function makeLeaf(deps: CertificateDeps, authority: Pair, addresses: readonly string[]): Promise<Pair> {
  return make(deps, deps.name, LEAF_DAYS, {
    ca: authority,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: deps.name },
          { type: 2, value: 'localhost' },
          ...[...addresses, '127.0.0.1'].map((ip) => ({ type: 7, ip }) as const),
        ],
      },
    ],
  });
}

type Options = NonNullable<Parameters<typeof generateType>[1]>;

/** An EC P-256 pair. The library is loaded only when one has to be made. */
async function make(deps: CertificateDeps, commonName: string, days: number, more: Options): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const now = deps.clock.now();
  const made = await generate([{ name: 'commonName', value: commonName.slice(0, 64) }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: deps.dateAt(now - BACKDATED_DAYS * DAY_MS),
    notAfterDate: deps.dateAt(now + days * DAY_MS),
    ...more,
  });
  return { key: made.private, cert: made.cert };
}
