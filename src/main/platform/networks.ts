/** This computer's addresses on its networks, as the operating system tells them now. */
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
