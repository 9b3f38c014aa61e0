/**
 * Sign-in to one phone: the password kept for renewal, and a scoped token for daily use (capcom6.md 3.10, 11.2).
 * Owns when a token is renewed; the values live in the platform's secrets.
 */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Clock, Logger, Secrets } from '../../platform/ports.ts';
import type { PhoneAuth, PhoneClient, PhoneResult } from './phoneClient.ts';
import type { TokenAnswer } from './wire.ts';

export const TokenBundle = z.object({
  /** Names the token at the phone, to revoke it. */
  id: z.string(),
  accessToken: z.string(),
  /** Works once; null where the app cannot refresh (before 1.64). */
  refreshToken: z.string().nullable(),
  /** UTC ms, by our clock: the phone's own expiry date may be off by its skew. */
  obtainedAt: z.number(),
});
export type TokenBundle = z.infer<typeof TokenBundle>;

export const PhoneCredentials = z.object({
  username: z.string(),
  password: z.string(),
  /** Null: sign in with the password each time. */
  tokens: TokenBundle.nullable(),
});
export type PhoneCredentials = z.infer<typeof PhoneCredentials>;

/** Where one gateway's credentials are kept. */
export interface CredentialStore {
  load(): Promise<PhoneCredentials | null>;
  save(credentials: PhoneCredentials): Promise<void>;
}

/** Keeps the credentials of gateway `gatewayId` in `secrets`, under one name. */
export function createCredentialStore(secrets: Secrets, gatewayId: string): CredentialStore {
  const name = phoneSecretName(gatewayId);
  return {
    async load() {
      const text = await secrets.get(name);
      if (text === undefined) return null;
      const parsed = PhoneCredentials.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    },
    save: (credentials) => secrets.set(name, JSON.stringify(credentials)),
  };
}

/** The name under which a phone's credentials are kept; delete it when the gateway is removed. */
export function phoneSecretName(gatewayId: string): string {
  return `gateway.${gatewayId}.phone`;
}

/** What a front desk's daily work needs, and nothing that changes the phone (capcom6.md 11.2). */
export const DAILY_SCOPES = [
  'messages:send',
  'messages:read',
  'messages:cancel',
  'inbox:list',
  'inbox:read',
  'inbox:refresh',
  'devices:list',
  'logs:read',
] as const;
/** Scopes that apps before 1.67 refuse as unknown. */
const NEWER_SCOPES: readonly string[] = ['messages:cancel', 'inbox:read'];

export const TOKEN_TTL_SECONDS = 7 * 86_400;
const RENEW_AFTER_MS = 86_400_000;

/** Basic sign-in; non-Latin passwords are sent as UTF-8. */
export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Sign-in by password only, for pairing and for minting tokens. */
export function createBasicAuth(username: string, password: string): PhoneAuth {
  return { header: async () => basicHeader(username, password), renew: async () => false };
}

/** A new token by password, with the widest set of daily scopes that this version knows. */
export async function mintToken(
  client: PhoneClient,
  clock: Clock,
  signal?: AbortSignal,
): Promise<PhoneResult<TokenBundle>> {
  const first = await client.issueToken(DAILY_SCOPES, TOKEN_TTL_SECONDS, signal);
  const older = DAILY_SCOPES.filter((scope) => !NEWER_SCOPES.includes(scope));
  const result = !first.ok && first.status === 400 ? await client.issueToken(older, TOKEN_TTL_SECONDS, signal) : first;
  return result.ok ? { ...result, value: toBundle(result.value, clock) } : result;
}

function toBundle(answer: TokenAnswer, clock: Clock): TokenBundle {
  return {
    id: answer.id,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    obtainedAt: clock.now(),
  };
}

export interface TokenAuthDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: CredentialStore;
  /** The phone we are paired with; null accepts any. */
  readonly deviceId: string | null;
  /** A client of the same phone that signs in with this password. */
  readonly clientWithPassword: (username: string, password: string) => PhoneClient;
}

/**
 * Sign-in with a token that is renewed daily, and after a 401: by its refresh token, else by the password. Falls back to the
 * password where the app has no tokens. Renewals run one at a time, because a refresh token works once.
 */
export function createTokenAuth(deps: TokenAuthDeps): PhoneAuth {
  let current: PhoneCredentials | null = null;
  let renewing: Promise<boolean> | null = null;
  const load = async (): Promise<PhoneCredentials | null> => (current ??= await deps.store.load());
  const adopt = async (credentials: PhoneCredentials, tokens: TokenBundle): Promise<true> => {
    current = { ...credentials, tokens };
    await deps.store.save(current);
    deps.log.info({}, 'phone token renewed');
    return true;
  };
  const renewNow = async (
    credentials: PhoneCredentials,
    afterRefusal: boolean,
    signal?: AbortSignal,
  ): Promise<boolean> => {
    const client = deps.clientWithPassword(credentials.username, credentials.password);
    const refreshToken = credentials.tokens?.refreshToken ?? null;
    if (refreshToken !== null && !afterRefusal) {
      const refreshed = await client.refreshToken(refreshToken, signal);
      if (refreshed.ok) return adopt(credentials, toBundle(refreshed.value, deps.clock));
    }
    if (!(await isOurs(client, signal))) return false;
    const minted = await mintToken(client, deps.clock, signal);
    return minted.ok && adopt(credentials, minted.value);
  };
  /** Two phones of a practice may share a password, and an address: texts must not leave by the other. */
  const isOurs = async (client: PhoneClient, signal?: AbortSignal): Promise<boolean> => {
    if (deps.deviceId === null) return true;
    const device = await client.device(signal);
    return device.ok && device.value.id === deps.deviceId;
  };
  const renew = (credentials: PhoneCredentials, afterRefusal: boolean, signal?: AbortSignal): Promise<boolean> => {
    renewing ??= renewNow(credentials, afterRefusal, signal).finally(() => (renewing = null));
    return renewing;
  };

  return {
    async header(signal) {
      const credentials = await load();
      if (credentials === null) return '';
      if (credentials.tokens === null) return basicHeader(credentials.username, credentials.password);
      // A failed renewal is no reason to stop: the old token lives for days, and a 401 would tell.
      if (deps.clock.now() - credentials.tokens.obtainedAt > RENEW_AFTER_MS) await renew(credentials, false, signal);
      return `Bearer ${current?.tokens?.accessToken ?? ''}`;
    },
    async renew(signal) {
      // Pairing again, elsewhere in the program, may have replaced what was read: then that is worth a try first.
      const before = current;
      current = await deps.store.load();
      if (current === null) return false;
      if (JSON.stringify(current) !== JSON.stringify(before)) return true;
      return current.tokens !== null && renew(current, true, signal);
    },
  };
}
