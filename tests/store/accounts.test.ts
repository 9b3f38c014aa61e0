import { describe, expect, it } from 'vitest';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW } from './samples.ts';

const dana = {
  id: 'account-1',
  name: 'Dana',
  nameKey: 'dana',
  role: 'frontDesk',
  pinHash: 'hash',
  pinLength: 6,
  failedTries: 0,
  lockedUntil: null,
  lastSeenAt: null,
  disabledAt: null,
  createdAt: NOW,
  updatedAt: NOW,
} as const;

describe('the people who use the program', () => {
  it('are kept with their tries over a restart', async () => {
    const test = await createTestStore();
    test.store.write('Ana', (tx) => {
      tx.accounts.insert(dana);
      tx.accounts.update(dana.id, { failedTries: 5, lockedUntil: NOW + 300_000 });
    });
    const { store } = await test.reopen();
    expect(store.read((tx) => tx.accounts.get(dana.id))).toEqual({
      ...dana,
      failedTries: 5,
      lockedUntil: NOW + 300_000,
    });
    expect(store.read((tx) => tx.accounts.byNameKey('dana')?.id)).toBe(dana.id);
    expect(store.read((tx) => tx.accounts.list()).map(({ name }) => name)).toEqual(['Dana']);
  });

  it('cannot share a name, and have a PIN whole or not at all', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => tx.accounts.insert(dana));
    const add = (more: object) => () =>
      store.write('Ana', (tx) => tx.accounts.insert({ ...dana, id: 'account-2', ...more }));
    expect(add({})).toThrow();
    expect(add({ nameKey: 'sam', pinLength: 0 })).toThrow();
    expect(add({ nameKey: 'sam', pinHash: null, pinLength: 0 })).not.toThrow();
  });
});
