import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Store } from '../../src/main/store/store.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { createTestStore, TEST_KEY } from '../fakes/testStore.ts';
import { NOW } from './samples.ts';

/** Twelve commits of half a megabyte: more than the thousand pages that make a log long. */
function writeMuch(store: Store): void {
  for (let at = 0; at < 12; at += 1) {
    store.write('Ana', (tx) => tx.settings.set(`large.${at}`, 'x'.repeat(500_000), NOW));
  }
}

function logOf(dataDir: string): { readonly log: number; readonly checkpointed: number } {
  const connection = openConnection(join(dataDir, 'deskbell.db'), { key: TEST_KEY, mustExist: true });
  try {
    const [pages] = connection.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    return pages ?? { log: -1, checkpointed: -1 };
  } finally {
    connection.close();
  }
}

describe('a long log', () => {
  it('is copied into the database by another thread, and begins anew', async () => {
    const { store, platform } = await createTestStore();
    writeMuch(store);
    const { dataDir } = platform.paths;
    // Not by the commits themselves: they return before the thread has even started.
    expect(logOf(dataDir).log).toBeGreaterThan(1000);
    expect(logOf(dataDir).checkpointed).toBe(0);
    await vi.waitFor(() => expect(logOf(dataDir).checkpointed).toBeGreaterThan(1000), { timeout: 20_000 });
    store.write('Ana', (tx) => tx.settings.set('small', 1, NOW));
    await vi.waitFor(() => {
      store.write('Ana', (tx) => tx.settings.set('small', 2, NOW));
      expect(logOf(dataDir).log).toBeLessThan(1000);
    });
    expect(store.read((tx) => tx.settings.get('large.11'))).toHaveLength(500_000);
  });

  it('is copied by the commits again when the thread cannot be had', async () => {
    const platform = createTestPlatform();
    const paths = { ...platform.paths, storeWorker: pathToFileURL(join(platform.paths.dataDir, 'missing.js')) };
    const { store } = await createTestStore({ platform: { ...platform, paths } });
    writeMuch(store);
    await vi.waitFor(() => {
      store.write('Ana', (tx) => tx.settings.set('small', Math.random(), NOW));
      expect(logOf(paths.dataDir).checkpointed).toBe(logOf(paths.dataDir).log);
    });
    await store.close();
    platform.dispose();
  });
});
