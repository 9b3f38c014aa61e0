/**
 * Which browsers may reach the console: one-time links and the logins they open, in memory only and only as hashes. A restart ends them
 * all. Which person sits there is the identity's, one for each login. Knows no HTTP and no PIN.
 */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '../platform/ports.ts';
import type { Identity } from '../rpc/identity.ts';

/** A link that nobody opened dies after this. */
export const LINK_LIFE_MS = 60 * 60_000;
/** A browser that was not heard of for this long is signed out. */
export const IDLE_LIFE_MS = 12 * 60 * 60_000;
/** However busy, a session ends after this. */
export const WHOLE_LIFE_MS = 7 * 24 * 60 * 60_000;
const FAILURES_ALLOWED = 10;
const FAILURE_WINDOW_MS = 60_000;
const TOKEN_BYTES = 32;

export interface Login {
  /** Names the session without being able to open it. */
  readonly key: string;
  /** Who acts in this browser, in all its tabs. */
  readonly identity: Identity;
}

export type Redeemed =
  | { readonly kind: 'signedIn'; readonly token: string; readonly login: Login }
  | { readonly kind: 'refused' }
  /** Too many wrong links lately: nobody gets in by a link for a minute. */
  | { readonly kind: 'throttled' };

export interface Logins {
  /** A fresh secret for a one-time link that lets one browser in. */
  issueLink(): string;
  /** Uses a link up. */
  redeem(secret: string): Redeemed;
  /** The session of a cookie's token, and counts as a sign of life; undefined when there is none (any more). */
  find(token: string): Login | undefined;
  /** Whether the session of this key goes on; counts as a sign of life. */
  isOpen(key: string): boolean;
  signOut(key: string): void;
  /** Ends what has expired. Returns the keys of the sessions that ended. */
  sweep(): readonly string[];
  /** Ends every login. */
  close(): void;
}

interface OpenSession {
  readonly login: Login;
  readonly openedAt: number;
  heardAt: number;
}

/** An empty book of logins. */
export function createLogins(deps: {
  readonly clock: Clock;
  readonly random: Random;
  readonly createIdentity: () => Identity;
}): Logins {
  const { clock, random, createIdentity } = deps;
  const links = new Map<string, { readonly expiresAt: number }>();
  const sessions = new Map<string, OpenSession>();
  let failures: number[] = [];

  const newSecret = (): string => Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
  const isOver = (session: OpenSession, now: number): boolean =>
    now - session.heardAt > IDLE_LIFE_MS || now - session.openedAt > WHOLE_LIFE_MS;
  const throttled = (now: number): boolean => {
    failures = failures.filter((at) => now - at < FAILURE_WINDOW_MS);
    return failures.length >= FAILURES_ALLOWED;
  };
  const hear = (key: string): Login | undefined => {
    const session = sessions.get(key);
    const now = clock.now();
    if (session === undefined || isOver(session, now)) return undefined;
    session.heardAt = now;
    return session.login;
  };
  const end = (key: string): void => {
    sessions.get(key)?.login.identity.close();
    sessions.delete(key);
  };
  const open = (now: number): Redeemed => {
    const token = newSecret();
    const key = hashOf(token);
    const login = { key, identity: createIdentity() };
    sessions.set(key, { login, openedAt: now, heardAt: now });
    return { kind: 'signedIn', token, login };
  };

  return {
    issueLink() {
      const secret = newSecret();
      links.set(hashOf(secret), { expiresAt: clock.now() + LINK_LIFE_MS });
      return secret;
    },
    redeem(secret) {
      const now = clock.now();
      if (throttled(now)) return { kind: 'throttled' };
      const hash = hashOf(secret);
      const link = links.get(hash);
      links.delete(hash);
      if (link !== undefined && link.expiresAt > now) return open(now);
      failures.push(now);
      return { kind: 'refused' };
    },
    find: (token) => hear(hashOf(token)),
    isOpen: (key) => hear(key) !== undefined,
    signOut: end,
    sweep() {
      const now = clock.now();
      for (const [hash, link] of links) if (link.expiresAt <= now) links.delete(hash);
      const over = [...sessions].filter(([, session]) => isOver(session, now)).map(([key]) => key);
      over.forEach(end);
      return over;
    },
    close: () => [...sessions.keys()].forEach(end),
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
