/** A place where always the same person acts: for tests of transports, which are not about people. */
import type { Actor } from '../../src/main/rpc/actor.ts';
import type { Identity } from '../../src/main/rpc/identity.ts';

export function fixedIdentity(actor: Actor): Identity {
  return {
    actor: () => actor,
    justLocked: () => null,
    state: () => ({ kind: 'device', accountId: null, elevatedId: null }),
    signIn: (write) => void write(),
    elevate: () => undefined,
    endElevation: () => undefined,
    lock: () => undefined,
    noteActivity: () => undefined,
    onChange: () => () => undefined,
    close: () => undefined,
  };
}
