/**
 * Who may act here, kept at hand: every call asks it, so it reads the store only after something has changed. Decides nothing about
 * PINs; it is what `rpc/identity.ts` is handed.
 */
import type { Role } from '../../../contract/roles.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface AccountDirectory {
  mustSignIn(): boolean;
  find(accountId: string): { readonly name: string; readonly role: Role; readonly stamp: string } | undefined;
  lockAfterMs(): number;
  locksWithSystem(): boolean;
  onChange(listener: () => void): () => void;
}

interface Known {
  readonly people: ReadonlyMap<string, { readonly name: string; readonly role: Role; readonly stamp: string }>;
  readonly lockAfterMs: number;
  readonly locksWithSystem: boolean;
}

const MINUTE_MS = 60_000;

export function createAccountDirectory({ store }: { readonly store: Store }): AccountDirectory {
  const listeners = new Set<() => void>();
  let known: Known | undefined;
  store.onCommit(({ changes }) => {
    if (!changes.some(({ topic }) => topic === 'account.changed' || topic === 'settings.changed')) return;
    known = undefined;
    for (const listener of [...listeners]) listener();
  });
  const now = (): Known => (known ??= store.read(read));
  return {
    mustSignIn: () => now().people.size > 0,
    find: (accountId) => now().people.get(accountId),
    lockAfterMs: () => now().lockAfterMs,
    locksWithSystem: () => now().locksWithSystem,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function read(tx: ReadTx): Known {
  const { lockAfterMinutes, lockWithSystem } = readSettings(tx).privacy;
  const people = new Map(
    tx.accounts.list().flatMap(({ id, name, role, pinHash, disabledAt }) => {
      return pinHash === null || disabledAt !== null ? [] : [[id, { name, role, stamp: pinHash }] as const];
    }),
  );
  return { people, lockAfterMs: lockAfterMinutes * MINUTE_MS, locksWithSystem: lockWithSystem };
}
