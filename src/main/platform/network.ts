/** What this machine is called and where it is reached in its own network; and the end of a turn of the event loop. */
import { hostname, networkInterfaces } from 'node:os';

/** Private IPv4 addresses of this machine, the likeliest first: those of 192.168, then 10, then 172.16 to 31. */
export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const own = all.filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address));
  return own.map(({ address }) => address).toSorted((a, b) => rank(a) - rank(b));
}

export function ownName(): string {
  return hostname();
}

/** Whether a peer is of a network like ours; also as IPv6 writes such an address. Loopback counts. */
export function isPrivate(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(plain) || plain === '::1';
}

function rank(address: string): number {
  return ['192.', '10.', '172.'].findIndex((start) => address.startsWith(start));
}

/** Runs `work` after everything that arrived in this turn of the event loop has been handled. */
export function endOfTurn(work: () => void): void {
  setImmediate(work);
}

/** An instant (UTC ms) as the object that some libraries want. */
export function dateAt(instant: number): Date {
  return new Date(instant);
}
