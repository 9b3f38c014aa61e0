import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createCheckpoints } from '../../src/main/store/checkpoints.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';

/** More pages than a checkpoint waits for. */
const MUCH = 'x'.repeat(9 * 1024 * 1024);

function openTable() {
  const platform = createTestPlatform();
  const connection = openConnection(join(platform.paths.dataDir, 'log.db'), { key: TEST_KEY });
  connection.exec('CREATE TABLE blob (body TEXT)');
  const add = (body: string) => connection.prepare('INSERT INTO blob VALUES (?)').run(body);
  const close = () => {
    connection.close();
    platform.dispose();
  };
  return { connection, add, close };
}

describe('the write-ahead log', () => {
  it('is left alone while it is short, and by the commits themselves also when it is long', () => {
    const { connection, add, close } = openTable();
    const run = vi.fn(() => new Promise<void>(() => undefined));
    const checkpoints = createCheckpoints({ connection, log: createSilentLogger(), run });
    add('short');
    checkpoints.afterCommit();
    expect(run).not.toHaveBeenCalled();
    add(MUCH);
    checkpoints.afterCommit();
    checkpoints.afterCommit();
    expect(run).toHaveBeenCalledTimes(1);
    const [wal] = connection.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    expect(wal!.log).toBeGreaterThan(2_000);
    expect(wal!.checkpointed).toBe(0);
    close();
  });

  it('is tried again after a checkpoint that failed', async () => {
    const { connection, add, close } = openTable();
    const run = vi.fn(() => Promise.reject(new Error('no thread')));
    const checkpoints = createCheckpoints({ connection, log: createSilentLogger(), run });
    add(MUCH);
    checkpoints.afterCommit();
    await new Promise(setImmediate);
    checkpoints.afterCommit();
    expect(run).toHaveBeenCalledTimes(2);
    close();
  });

  it('is carried over to the file by the maintenance thread', async () => {
    const { store } = await createTestStore();
    const before = store.info().sizeBytes;
    store.write('system', (tx) => tx.settings.set('large', MUCH, 1));
    await vi.waitFor(() => expect(store.info().sizeBytes).toBeGreaterThan(before + MUCH.length), { timeout: 25_000 });
  });
});
