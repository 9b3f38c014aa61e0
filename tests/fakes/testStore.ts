/**
 * A real store for tests: an encrypted file in a folder of its own, virtual time, closed and removed after each test.
 */
import { openStore } from '../../src/main/store/openStore.ts';
import type { StoreOptions } from '../../src/main/store/openStore.ts';
import type { Store } from '../../src/main/store/store.ts';
import { layDownDatabase, TEST_KEY } from './newDatabase.ts';
import { whenTestEnds } from './testEnd.ts';
import { createTestPlatform } from './testPlatform.ts';
import type { TestPlatform, TestPlatformOverrides } from './testPlatform.ts';

export interface TestStore {
  readonly store: Store;
  readonly platform: TestPlatform;
  readonly clock: TestPlatform['clock'];
  /** Closes this store and opens another on the same data and clock, as a restart does. */
  reopen(options?: Partial<StoreOptions>): Promise<TestStore>;
}

export interface TestStoreOverrides extends TestPlatformOverrides, Partial<StoreOptions> {
  /** Use this platform instead of making one; the caller disposes of it. */
  readonly platform?: TestPlatform;
}

/** Opens a store. Importing this file is enough to have every store of a test file closed and removed after each test. */
export async function createTestStore(overrides: TestStoreOverrides = {}): Promise<TestStore> {
  const { platform: given, key = TEST_KEY, auditKey, ...platformOverrides } = overrides;
  const platform = given ?? createTestPlatform(platformOverrides);
  layDownDatabase(platform.paths.dataDir, key);
  const store = await openStore(platform, auditKey === undefined ? { key } : { key, auditKey });
  opened.push({ store, dispose: given === undefined ? platform.dispose : () => undefined });
  return {
    store,
    platform,
    clock: platform.clock,
    reopen: async (options = {}) => {
      await store.close();
      return createTestStore({ platform, key, ...options });
    },
  };
}

const opened: { readonly store: Store; readonly dispose: () => void }[] = [];

whenTestEnds(async () => {
  for (const { store } of opened.toReversed()) await store.close();
  for (const { dispose } of opened) dispose();
  opened.length = 0;
});
