import { describe, expect, it } from 'vitest';
import { readMigrations } from '../../src/main/store/migrator.ts';
import { createTestStore } from '../fakes/testStore.ts';

describe('openStore', () => {
  it('keeps what a transaction wrote over a restart, with full durability', async () => {
    const { store, clock, platform, reopen } = await createTestStore();
    store.write('system', (tx) => {
      tx.settings.set('practice', { name: 'Harbor Clinic' }, clock.now());
      tx.audit.append({ at: clock.now(), action: 'settings.saved' });
      tx.changed('settings.changed', 'practice');
    });
    const again = await reopen();
    expect(again.store.read((tx) => tx.settings.get('practice'))).toEqual({ name: 'Harbor Clinic' });
    const schema = readMigrations(platform.paths.migrationsDir).at(-1)?.number;
    expect(again.store.info()).toMatchObject({ encrypted: true, synchronous: 'FULL', schema });
  });

  it('finds nothing wrong with its own file, on the maintenance thread', async () => {
    const { store } = await createTestStore();
    expect(await store.maintenance.integrityCheck()).toEqual({ ok: true, problems: [] });
    expect(await store.maintenance.verifyAudit()).toMatchObject({ ok: true, entries: 0 });
  });
});
