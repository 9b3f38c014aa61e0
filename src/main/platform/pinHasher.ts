/**
 * PINs as argon2id hashes, with the parameters OWASP gives for it (19 MiB, two passes). The work is done on the library's own threads,
 * one PIN after the other: a client that tries many at once costs the desk one core and 19 MiB, not all of them.
 */
import { hash, verify } from '@node-rs/argon2';
import type { PinHasher } from './ports.ts';

/** KiB, passes, lanes. The hash names them, so a later change leaves hashes of today readable. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function createPinHasher(): PinHasher {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    hash: (pin) => inTurn(() => hash(pin, COST)),
    // A damaged hash is one that no PIN fits.
    verify: (hashed, pin) => inTurn(() => verify(hashed, pin).catch(() => false)),
  };
}
