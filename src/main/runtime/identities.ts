/** Makes the places where people sign in, over the accounts of the store, and writes into the trail when somebody's time there ends. */
import { createAccountDirectory } from '../features/accounts/directory.ts';
import type { LockReason } from '../features/feature.ts';
import type { Platform } from '../platform/ports.ts';
import type { Actor } from '../rpc/actor.ts';
import { createIdentity } from '../rpc/identity.ts';
import type { Identity } from '../rpc/identity.ts';
import type { Store } from '../store/store.ts';

/** A function that makes a place. They live in the machine's own time: the demo's fast clock locks nobody out. */
export function createIdentities({ clock, timers, log }: Platform, store: Store): () => Identity {
  const accounts = createAccountDirectory({ store });
  const onLocked = (actor: Actor, reason: LockReason): void => {
    const at = clock.now();
    try {
      store.write(actor.name, (tx) => {
        tx.accounts.update(actor.id, { lastSeenAt: at });
        tx.audit.append({ at, action: 'account.locked', entity: 'account', entityId: actor.id, data: { reason } });
      });
    } catch (error) {
      // The lock itself must hold, whatever the disk does.
      log.error({ kind: error instanceof Error ? error.name : typeof error }, 'accounts.lockNotWritten');
    }
  };
  return () => createIdentity({ accounts, clock, timers, onLocked });
}
