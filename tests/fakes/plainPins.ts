/** A PIN hasher that costs nothing: the hash is the PIN, reversed. Only tests of who may do what use it. */
import type { PinHasher } from '../../src/main/platform/ports.ts';

export function createPlainPins(): PinHasher {
  const hashOf = (pin: string): string => `plain:${[...pin].toReversed().join('')}`;
  return {
    hash: (pin) => Promise.resolve(hashOf(pin)),
    verify: (hashed, pin) => Promise.resolve(hashed === hashOf(pin)),
  };
}
