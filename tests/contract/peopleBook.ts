/** A book of people who sign in, without PINs and without a store, and a place over it: to test locks and transports. */
import type { Role } from '../../src/contract/roles.ts';
import type { LockReason } from '../../src/main/features/feature.ts';
import { createIdentity } from '../../src/main/rpc/identity.ts';
import type { Identity, IdentityAccounts } from '../../src/main/rpc/identity.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';

export interface PeopleBook extends IdentityAccounts {
  /** Adds somebody, or changes their role or the stamp of their PIN. */
  add(id: string, role: Role, stamp?: string): void;
  remove(id: string): void;
  lockAfterMinutes: number;
  lockWithSystem: boolean;
}

export function createPeopleBook(): PeopleBook {
  const people = new Map<string, { name: string; role: Role; stamp: string }>();
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const book: PeopleBook = {
    lockAfterMinutes: 5,
    lockWithSystem: true,
    add(id, role, stamp = 'first') {
      people.set(id, { name: id, role, stamp });
      tell();
    },
    remove(id) {
      people.delete(id);
      tell();
    },
    mustSignIn: () => people.size > 0,
    find: (id) => people.get(id),
    lockAfterMs: () => book.lockAfterMinutes * 60_000,
    locksWithSystem: () => book.lockWithSystem,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return book;
}

/** A place over `book`, and who was locked out of it, why. */
export function createPlace(
  book: PeopleBook,
  clock: VirtualClock,
): { readonly identity: Identity; readonly lockedOut: string[] } {
  const lockedOut: string[] = [];
  const onLocked = ({ id }: { id: string }, reason: LockReason): void => void lockedOut.push(`${id}: ${reason}`);
  return { identity: createIdentity({ accounts: book, clock, timers: clock, onLocked }), lockedOut };
}
