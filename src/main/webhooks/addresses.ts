/**
 * The addresses of the listener: what a gateway is told, and what a request's path means. One place, so that both always agree.
 * Knows nothing of sockets.
 */
import type { HookKind } from '../providers/hooks.ts';

/** The path below `/hooks/<secret>/` by which the program recognises itself from outside. Shorter than any gateway id. */
export const ECHO = 'echo';

const SUFFIX: Readonly<Record<HookKind, string>> = { events: '', inbound: '/inbound', status: '/status' };

/** What a gateway is told: `origin` is `https://host[:port]`, without a slash at the end. */
export function hookUrl(origin: string, secret: string, gatewayId: string, kind: HookKind): string {
  return `${origin}${hookPath(secret, `/${gatewayId}${SUFFIX[kind]}`)}`;
}

/** Where one picture can be fetched; the token is its own proof, so the secret stays out of it. */
export function mediaUrl(origin: string, token: string): string {
  return `${origin}/hooks/media/${token}`;
}

/** The whole path for a target. */
export function hookPath(secret: string, target: string): string {
  return `/hooks/${secret}${target}`;
}

/** What stands behind the secret, with its query: `/<gatewayId>/status?a=1`. It is stored; the secret never is. */
export function targetOf(path: string): string {
  const at = path.indexOf('/', '/hooks/'.length);
  return at === -1 ? '' : path.slice(at);
}
