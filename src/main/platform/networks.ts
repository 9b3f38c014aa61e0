/** This computer's addresses on its networks, and those of other names, as the operating system tells them now. */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { NetworkAddress } from './ports.ts';

export function readNetworks(): NetworkAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ family, address, cidr, internal }): NetworkAddress[] => {
      const prefix = Number(cidr?.split('/')[1]);
      return family === 'IPv4' && Number.isInteger(prefix) ? [{ name, address, prefix, internal }] : [];
    }),
  );
}

/** Never rejects: a name that is not known has no address. */
export async function findAddresses(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
