/**
 * The app's sign-in: Basic, and signed tokens with scopes (capcom6.md 3.10).
 */
import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids, Random } from '../../platform/ports.ts';
import { ApiError } from './apiError.ts';

export const LOCAL_SCOPES = [
  'all:any',
  'messages:send',
  'messages:read',
  'messages:export',
  'messages:cancel',
  'inbox:list',
  'inbox:read',
  'inbox:refresh',
  'devices:list',
  'webhooks:list',
  'webhooks:write',
  'webhooks:delete',
  'settings:read',
  'settings:write',
  'logs:read',
  'tokens:manage',
] as const;

const DAY_S = 86_400;
const LONGEST_S = 365 * DAY_S;
const ISSUER = 'me.capcom.smsgateway';

interface Claims {
  readonly jti: string;
  readonly scopes: readonly string[];
  readonly token_use: 'access' | 'refresh';
  readonly exp: number;
  /** The other half of the pair, so that revoking one revokes both. */
  readonly pair: string;
}

export interface IssuedTokens {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** UTC ms by the phone's clock. */
  readonly expiresAt: number;
}

export interface PhoneTokens {
  issue(body: unknown): IssuedTokens;
  /** One use per refresh token; a second is refused with 401. */
  refresh(refreshToken: string): IssuedTokens;
  revoke(id: string): void;
  /** The scopes of a valid access token, or null. */
  scopesOf(token: string): readonly string[] | null;
  /** "Regenerate JWT secret": every token is dead. */
  revokeAll(): void;
}

/** Tokens signed with a key of this phone; `now` is the phone's clock (UTC ms). */
export function createPhoneTokens(deps: {
  readonly random: Random;
  readonly ids: Ids;
  readonly now: () => number;
}): PhoneTokens {
  let key = deps.random.bytes(32);
  const revoked = new Set<string>();
  const used = new Set<string>();
  const sign = (head: string): Buffer => createHmac('sha256', key).update(head).digest();
  const seal = (claims: Claims): string => {
    const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: ISSUER, ...claims })}`;
    return `${head}.${sign(head).toString('base64url')}`;
  };
  const open = (token: string): Claims | null => {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const right = sign(`${header}.${payload}`);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
    return claims.exp * 1000 <= deps.now() || revoked.has(claims.pair) ? null : claims;
  };
  const pairOf = (scopes: readonly string[], ttlS: number): IssuedTokens => {
    const [id, refreshId, nowS] = [deps.ids.next(), deps.ids.next(), Math.floor(deps.now() / 1000)];
    const common = { scopes, pair: id };
    return {
      id,
      expiresAt: (nowS + ttlS) * 1000,
      accessToken: seal({ ...common, jti: id, token_use: 'access', exp: nowS + ttlS }),
      refreshToken: seal({
        ...common,
        jti: refreshId,
        token_use: 'refresh',
        exp: nowS + Math.min(LONGEST_S, ttlS * 7),
      }),
    };
  };

  return {
    issue: (body) => pairOf(scopesIn(body), ttlIn(body)),
    refresh: (refreshToken) => {
      const claims = open(refreshToken);
      if (claims?.token_use !== 'refresh') throw new ApiError(401);
      if (used.has(claims.jti)) throw new ApiError(401, 'refresh token replay detected');
      used.add(claims.jti);
      return pairOf(claims.scopes, DAY_S);
    },
    revoke: (id) => void revoked.add(id),
    scopesOf: (token) => {
      const claims = open(token);
      return claims?.token_use === 'access' ? claims.scopes : null;
    },
    revokeAll: () => void (key = deps.random.bytes(32)),
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

function scopesIn(body: unknown): readonly string[] {
  const scopes = (body as { scopes?: unknown } | null)?.scopes;
  if (!Array.isArray(scopes) || scopes.length === 0) throw new ApiError(400, 'scopes must not be empty');
  const known: readonly unknown[] = LOCAL_SCOPES;
  if (!scopes.every((scope) => known.includes(scope))) throw new ApiError(400, 'unsupported scope provided');
  return scopes as string[];
}

function ttlIn(body: unknown): number {
  const ttl = (body as { ttl?: unknown } | null)?.ttl ?? DAY_S;
  if (typeof ttl !== 'number' || ttl <= 0 || ttl > LONGEST_S) throw new ApiError(400, 'invalid ttl');
  return ttl;
}
