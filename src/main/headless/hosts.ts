/**
 * Which Host and Origin headers are ours. A page of another site, or a name that an attacker points at this machine
 * (DNS rebinding), must not reach the console even when it runs in the clinic's own browser.
 */
import { networkInterfaces } from 'node:os';

export interface OwnHosts {
  /** The `host:port` a request was sent to is one of ours. */
  isOwnHost(host: string | undefined): boolean;
  /** The origin of the asking page is the console itself, by the name it was opened under. */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean;
}

/** True for addresses that nobody but this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The names under which a console listening on `listenHost`:`port` may be reached. */
export function createOwnHosts(listenHost: string, port: number): OwnHosts {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]', bracketed(listenHost)]);
  if (listenHost === '0.0.0.0' || listenHost === '::') {
    for (const address of ownAddresses()) names.add(bracketed(address));
  }
  const own = new Set([...names].map((name) => `${name}:${port}`));
  // Browsers leave the default port out.
  if (port === 80) for (const name of names) own.add(name);
  const isOwnHost = (host: string | undefined): boolean => host !== undefined && own.has(host.toLowerCase());
  return {
    isOwnHost,
    isOwnOrigin: (origin, host) => isOwnHost(host) && origin?.toLowerCase() === `http://${host?.toLowerCase()}`,
  };
}

/** As it stands in a URL: IPv6 addresses in brackets. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}
