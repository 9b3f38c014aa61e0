import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeyring, recoverKeyring } from '../../src/main/store/keyring.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { HOUR, NOW, samplePerson } from './samples.ts';
import { renameSync } from 'node:fs';

async function storeWithPerson() {
  const opened = await createTestStore();
  opened.store.write('Ana', (tx) => tx.people.insert(samplePerson()));
  return { ...opened, target: join(opened.platform.paths.dataDir, 'copy.db') };
}
const leftovers = (dataDir: string) => readdirSync(dataDir).filter((name) => name.includes('partial'));

describe('a backup', () => {
  it('is a whole, encrypted store that opens with the same key', async () => {
    const { store, platform, target } = await storeWithPerson();
    const { path, sizeBytes } = await store.maintenance.backup(target);
    expect([path, sizeBytes > 4096, leftovers(platform.paths.dataDir)]).toEqual([target, true, []]);
    const restored = createTestPlatform();
    renameSync(target, join(restored.paths.dataDir, 'deskbell.db'));
    const copy = await openStore(restored, { key: Uint8Array.from({ length: 32 }, (_, at) => at + 1) });
    expect(copy.read((tx) => tx.people.get('person-1'))).toEqual(samplePerson());
    await copy.close();
    restored.dispose();
  });

  it('opens on another machine with the recovery code, from the key file that was put beside it', async () => {
    const platform = createTestPlatform();
    const { key, recoveryCode } = await createKeyring({ ...platform, dataDir: platform.paths.dataDir });
    const { store } = await createTestStore({ platform, key });
    store.write('Ana', (tx) => tx.people.insert(samplePerson()));
    const there = createTestPlatform();
    await store.maintenance.backup(join(there.paths.dataDir, 'deskbell.db'));
    await store.close();
    const { dataDir } = there.paths;
    renameSync(join(dataDir, 'deskbell.db.keys.json'), join(dataDir, 'deskbell.keys.json'));
    const recovered = await recoverKeyring({ ...there, dataDir, secrets: createMemorySecrets() }, recoveryCode);
    const copy = await openStore(there, recovered);
    expect(copy.read((tx) => tx.people.count())).toBe(1);
    await copy.close();
    there.dispose();
    platform.dispose();
  });

  it('never replaces a file', async () => {
    const { store, target } = await storeWithPerson();
    writeFileSync(target, 'precious');
    await expect(store.maintenance.backup(target)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(existsSync(target)).toBe(true);
  });

  it('says so when it cannot be written there, and leaves nothing half done', async () => {
    const { store, platform } = await storeWithPerson();
    const nowhere = join(platform.paths.dataDir, 'missing', 'copy.db');
    await expect(store.maintenance.backup(nowhere)).rejects.toMatchObject({
      code: 'DATA_READ_ONLY',
      message: expect.stringMatching(/another folder/),
    });
    expect(leftovers(platform.paths.dataDir)).toEqual([]);
  });

  it('can be stopped, and then leaves nothing', async () => {
    const { store, platform, target } = await storeWithPerson();
    const stop = new AbortController();
    const running = store.maintenance.backup(target, stop.signal);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(store.maintenance.backup(target, stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([existsSync(target), leftovers(platform.paths.dataDir)]).toEqual([false, []]);
  });

  it('does not hold up writing, and closing waits for it', async () => {
    const { store, target } = await storeWithPerson();
    const running = store.maintenance.backup(target);
    store.write('Ana', (tx) => tx.settings.set('meanwhile', true, NOW));
    await store.close();
    expect(existsSync(target)).toBe(true);
    await running;
  });
});

describe('pruning', () => {
  it('forgets old commands and changes, and keeps the young', async () => {
    const { store, clock } = await storeWithPerson();
    const command = (commandId: string) =>
      store.write('Ana', (tx) =>
        tx.commands.record({ commandId, procedure: 'people.savePerson', at: clock.now(), result: null }),
      );
    command('old');
    await clock.advance(2 * HOUR);
    command('young');
    await store.maintenance.prune({ changesMs: HOUR, commandsMs: HOUR });
    expect(store.read((tx) => [tx.commands.find('old'), tx.commands.find('young')?.procedure])).toEqual([
      undefined,
      'people.savePerson',
    ]);
  });
});
