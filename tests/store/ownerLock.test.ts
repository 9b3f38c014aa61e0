import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/main/store/openStore.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';

const holders: ChildProcess[] = [];
afterEach(() => holders.splice(0).forEach((holder) => holder.kill('SIGKILL')));

/** Another process that has the store of `dataDir` open and has made `commits` commits. */
async function holderOf(dataDir: string, commits = 0): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./processes/holdStore.ts', import.meta.url));
  const holder = spawn(process.execPath, [script, dataDir, `${commits}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  await once(holder.stdout, 'data');
  return holder;
}

describe('the owner lock', () => {
  it('tells a second starter which process holds the data, where and since when', async () => {
    const { platform, store } = await createTestStore();
    await store.close();
    const holder = await holderOf(platform.paths.dataDir);
    await expect(openStore(platform, { key: TEST_KEY })).rejects.toMatchObject({
      code: 'DATA_LOCKED',
      message: expect.stringContaining(`${holder.pid}`),
      details: { pid: holder.pid, host: hostname() },
    });
  });

  it('is free at once when its owner is killed, with every commit it made', async () => {
    const opened = await createTestStore();
    await opened.store.close();
    const holder = await holderOf(opened.platform.paths.dataDir, 25);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const again = await opened.reopen();
    expect(again.store.read((tx) => tx.settings.get('last'))).toBe(24);
    expect(again.store.info().endedCleanly).toBe(false);
    expect((await again.reopen()).store.info().endedCleanly).toBe(true);
  });

  it('holds against the same process too, and is given up by closing', async () => {
    const { platform, store } = await createTestStore();
    await expect(openStore(platform, { key: TEST_KEY })).rejects.toMatchObject({
      code: 'DATA_LOCKED',
      details: { pid: process.pid, since: platform.clock.now() },
    });
    store.write('Ana', (tx) => tx.settings.set('still', 'open', 1));
    await store.close();
    await store.close();
    expect(existsSync(join(platform.paths.dataDir, 'deskbell.owner.json'))).toBe(false);
    await (await openStore(platform, { key: TEST_KEY })).close();
  });
});
