import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChangeFeed } from '../../src/main/store/changeFeed.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { DATABASE_FILE, openStore } from '../../src/main/store/openStore.ts';
import { createRepositories } from '../../src/main/store/repositories/index.ts';
import { createSqlSession } from '../../src/main/store/sql.ts';
import { createUnitOfWork } from '../../src/main/store/unitOfWork.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { NOW, sampleConversation, sampleMessage, samplePerson } from './samples.ts';

/** Transactions over a connection that the test has spoilt in some way. */
function unitOver(connection: Connection, { platform }: TestStore) {
  const sql = createSqlSession(connection);
  return createUnitOfWork({
    sql,
    feed: createChangeFeed(sql, platform.log),
    clock: platform.clock,
    log: platform.log,
    crashPoint: () => undefined,
    repositories: (actor) => createRepositories(sql, actor, TEST_KEY),
  });
}

function fileOf({ platform }: TestStore): string {
  return join(platform.paths.dataDir, DATABASE_FILE);
}

describe('a full disk', () => {
  it('refuses the write in one sentence, loses nothing, keeps reading, and goes on when there is room again', async () => {
    const opened = await createTestStore();
    opened.store.write('Ana', (tx) => tx.people.insert(samplePerson()));
    await opened.store.close();
    const connection = openConnection(fileOf(opened), { key: TEST_KEY });
    try {
      const pages = connection.pragma('page_count', { simple: true }) as number;
      connection.pragma(`max_page_count = ${pages}`);
      const unit = unitOver(connection, opened);
      const fill = () => unit.write('Ana', (tx) => tx.settings.set('practice', 'x'.repeat(100_000), NOW));
      expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL', message: expect.stringMatching(/Make room/) }));
      expect(unit.read((tx) => [tx.people.count(), tx.settings.get('practice')])).toEqual([1, undefined]);
      connection.pragma(`max_page_count = ${pages + 1000}`);
      fill();
      expect(unit.read((tx) => tx.settings.get('practice'))).toHaveLength(100_000);
      expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    } finally {
      connection.close();
    }
  });
});

describe('a folder that cannot be written to', () => {
  it('is said so when a write is tried', async () => {
    const opened = await createTestStore();
    await opened.store.close();
    const connection = openConnection(fileOf(opened), { key: TEST_KEY, readonly: true });
    try {
      const unit = unitOver(connection, opened);
      expect(() => unit.write('Ana', (tx) => tx.people.insert(samplePerson()))).toThrow(
        expect.objectContaining({ code: 'DATA_READ_ONLY' }),
      );
      expect(unit.read((tx) => tx.people.count())).toBe(0);
    } finally {
      connection.close();
    }
  });

  it('is said so at the start', async () => {
    const { platform } = await createTestStore();
    const file = join(platform.paths.dataDir, 'a-file');
    writeFileSync(file, '');
    const paths = { ...platform.paths, dataDir: join(file, 'data') };
    await expect(openStore({ ...platform, paths }, { key: TEST_KEY })).rejects.toMatchObject({
      code: 'DATA_READ_ONLY',
    });
  });
});

describe('a wrong key', () => {
  it('is refused with the next step, changes nothing, and leaves the folder free', async () => {
    const opened = await createTestStore();
    opened.store.write('Ana', (tx) => tx.people.insert(samplePerson()));
    await opened.store.close();
    const before = readFileSync(fileOf(opened));
    await expect(openStore(opened.platform, { key: new Uint8Array(32) })).rejects.toMatchObject({
      code: 'DATA_WRONG_KEY',
      message: expect.stringMatching(/recovery code/),
    });
    expect(readFileSync(fileOf(opened)).equals(before)).toBe(true);
    const again = await opened.reopen();
    expect(again.store.read((tx) => tx.people.count())).toBe(1);
  });

  it('of the wrong length is a defect', async () => {
    const { platform, store } = await createTestStore();
    await store.close();
    await expect(openStore(platform, { key: new Uint8Array(16) })).rejects.toThrow(/32 bytes/);
  });
});

describe('a damaged file', () => {
  it('is found by the integrity check and named damaged when a query meets the damage', async () => {
    const opened = await createTestStore();
    opened.store.write('Ana', (tx) => {
      tx.conversations.insert(sampleConversation());
      for (let at = 0; at < 400; at += 1) {
        tx.messages.insert(sampleMessage({ id: `m${at}`, body: `word${at} `.repeat(20) }));
      }
    });
    await opened.store.close();
    spoil(fileOf(opened), 'message');
    const { store } = await opened.reopen();
    expect(await store.maintenance.integrityCheck()).toMatchObject({ ok: false });
    const readAll = () => store.read((tx) => Array.from({ length: 400 }, (_, at) => tx.messages.get(`m${at}`)?.body));
    expect(readAll).toThrow(
      expect.objectContaining({ code: 'DATA_DAMAGED', message: expect.stringMatching(/backup/) }),
    );
  });

  it('that is no database at all is refused with the next step', async () => {
    const opened = await createTestStore();
    await opened.store.close();
    writeFileSync(fileOf(opened), 'This is a text file. '.repeat(1000));
    await expect(openStore(opened.platform, { key: TEST_KEY })).rejects.toMatchObject({ code: 'DATA_WRONG_KEY' });
  });
});

describe('what is on the disk', () => {
  it('never holds a word of it in the clear, in no file of the folder', async () => {
    const opened = await createTestStore();
    const { store, platform } = opened;
    store.write('Ana', (tx) => {
      tx.people.insert(samplePerson({ note: 'canary-note' }));
      tx.conversations.insert(sampleConversation());
      tx.messages.insert(sampleMessage({ body: 'canary-body' }));
    });
    const backup = join(platform.paths.dataDir, 'copy.db');
    await store.maintenance.backup(backup);
    for (const file of [fileOf(opened), `${fileOf(opened)}-wal`, backup]) {
      expect.soft(statSync(file).size, file).toBeGreaterThan(0);
      expect.soft(readFileSync(file).includes('canary'), file).toBe(false);
      expect.soft(readFileSync(file).includes('CREATE TABLE'), file).toBe(false);
    }
  });

  it('survives a stray folder where the owner note belongs', async () => {
    const { platform, store } = await createTestStore();
    await store.close();
    mkdirSync(join(platform.paths.dataDir, 'deskbell.owner.json'));
    await expect(openStore(platform, { key: TEST_KEY })).rejects.toThrow();
    rmSync(join(platform.paths.dataDir, 'deskbell.owner.json'), { recursive: true });
    await (await openStore(platform, { key: TEST_KEY })).close();
  });
});

/** Overwrites 64 bytes in every second leaf page of a table. */
function spoil(file: string, table: string): void {
  const connection = openConnection(file, { key: TEST_KEY });
  const pages = connection
    .prepare<[string], number>(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' AND pageno % 2 = 0`)
    .pluck()
    .all(table);
  connection.close();
  const handle = openSync(file, 'r+');
  try {
    for (const page of pages) writeSync(handle, Buffer.alloc(64, 0xa5), 0, 64, (page - 1) * 4096 + 1000);
  } finally {
    closeSync(handle);
  }
}
