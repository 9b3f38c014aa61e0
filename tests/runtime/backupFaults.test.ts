import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import { newRecoveryCode } from '../../src/main/store/keyring.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { DAY, NOW, samplePerson } from '../store/samples.ts';
import { carry, cutTo, damageAt, openDesk } from './restoreDesk.ts';
import type { Desk } from './restoreDesk.ts';

const signal = new AbortController().signal;
const look = (desk: Desk, file: string, code: string | null = null) => desk.vault.look(file, code, signal);

let made: { readonly desk: Desk; readonly file: string };
let copies = 0;

beforeAll(async () => {
  const desk = await openDesk();
  desk.store.write('Ana', (tx) => {
    for (let at = 0; at < 100; at += 1)
      tx.people.insert(samplePerson({ id: `person-${String(at)}`, externalId: null }));
    tx.audit.append({ at: NOW, action: 'test.made' });
  });
  made = { desk, file: await desk.backUp() };
});

/** One practice, and a copy of its backup for each test to spoil. */
function deskWithBackup() {
  const file = join(made.desk.dataDir, `copy-${String((copies += 1))}.backup`);
  cpSync(made.file, file);
  cpSync(`${made.file}.keys.json`, `${file}.keys.json`);
  return { desk: made.desk, file };
}

describe('a look at a backup', () => {
  it('says what is in a whole one', async () => {
    const { desk, file } = deskWithBackup();
    expect(await look(desk, file)).toMatchObject({
      fault: null,
      content: { older: false, people: 100, texts: 0, visits: 0, lastEntryAt: expect.any(Number) },
      lost: { textsIn: 0, textsOut: 0, visits: 0, people: 0, optOuts: 0, peopleBack: 0 },
    });
  });

  it('knows one that was not copied to its end, wherever it was cut', async () => {
    const { desk, file } = deskWithBackup();
    const { size } = statSync(file);
    for (const bytes of [size - 4096, Math.floor(size / 2 / 4096) * 4096, size - 1000, 4096]) {
      cutTo(file, bytes);
      const { fault, text } = await look(desk, file);
      expect([bytes, fault]).toEqual([bytes, 'cutOff']);
      expect(text).toMatch(/cut off.*Choose another one/);
    }
    cutTo(file, 100);
    expect((await look(desk, file)).fault).toBe('notABackup');
    await expect(desk.vault.askRestore({ file, code: null, by: 'Ana' })).rejects.toMatchObject({
      code: 'DATA_DAMAGED',
    });
    expect(desk.vault.pending()).toBeNull();
  });

  it('finds 64 damaged bytes anywhere, the first page included', async () => {
    const { desk, file } = deskWithBackup();
    const { size } = statSync(file);
    for (const offset of [0, 600, 5000, Math.floor(size / 2), size - 200]) {
      const copy = join(desk.dataDir, `damaged-${String(offset)}.backup`);
      cpSync(file, copy);
      cpSync(`${file}.keys.json`, `${copy}.keys.json`);
      damageAt(copy, offset);
      expect([offset, (await look(desk, copy)).fault]).toEqual([offset, 'damaged']);
    }
  });

  it('refuses one from a newer program and one from another build, naming what to install', async () => {
    const { desk, file } = deskWithBackup();
    const change = (sql: string): void => {
      const copy = openConnection(file, { key: desk.keys.key, mustExist: true, journal: 'none' });
      copy.exec(sql);
      copy.close();
    };
    change(`UPDATE schema_migration SET sha256 = 'other' WHERE number = 20`);
    expect(await look(desk, file)).toMatchObject({ fault: 'otherBuild', text: /Install the build/ });
    change(`INSERT INTO schema_migration VALUES (9990, '9990_future.sql', 'x', 0)`);
    expect(await look(desk, file)).toMatchObject({ fault: 'newer', text: /Install that version/ });
    await expect(desk.vault.askRestore({ file, code: null, by: 'Ana' })).rejects.toMatchObject({
      code: 'DATA_FROM_FUTURE',
    });
  });

  it('takes nothing else for a backup', async () => {
    const { desk } = deskWithBackup();
    const text = join(desk.dataDir, 'letter.backup');
    writeFileSync(text, `SQLite format 3\0${'x'.repeat(9000)}`);
    expect((await look(desk, text)).fault).toBe('notABackup');
    expect((await look(desk, join(desk.dataDir, 'nothing.backup'))).fault).toBe('missing');
    writeFileSync(text, '');
    expect((await look(desk, text)).fault).toBe('notABackup');
  });

  it('opens another computer’s by its recovery code alone, and says which code is missing', async () => {
    const { desk, file } = deskWithBackup();
    const there = await openDesk();
    const carried = carry(file, there);
    expect(await look(there, carried)).toMatchObject({ fault: 'otherKey', text: /recovery code/ });
    expect(await look(there, carried, desk.recoveryCode)).toMatchObject({ fault: null, content: { people: 100 } });
    const wrong = newRecoveryCode(createSeededRandom(99));
    await expect(look(there, carried, wrong)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY', field: 'code' });
    await expect(look(there, carried, 'ABCD-EFGH')).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'code' });
    rmSync(`${carried}.keys.json`);
    expect(await look(there, carried, desk.recoveryCode)).toMatchObject({ fault: 'otherKey', text: /\.keys\.json/ });
  });

  it('brings one of an older schema up to date, in the test of a restore and in the restore', async () => {
    const oldMigrations = mkdtempSync(join(tmpdir(), 'deskbell-migrations-'));
    const { migrationsDir } = createPaths();
    for (const name of readdirSync(migrationsDir)) {
      if (/^\d{4}_/.test(name) && Number(name.slice(0, 4)) <= 90)
        cpSync(join(migrationsDir, name), join(oldMigrations, name));
    }
    const now = createTestPlatform({ start: NOW });
    const old = { ...now, paths: { ...now.paths, migrationsDir: oldMigrations } };
    const { prepareDataFolder } = await import('../../src/main/runtime/dataFolder.ts');
    const { keys } = await prepareDataFolder(old, false);
    const { migrate, readMigrations } = await import('../../src/main/store/migrator.ts');
    const file = join(now.paths.dataDir, 'old.backup');
    const made = openConnection(file, { key: keys.key, journal: 'none' });
    migrate(made, {
      migrations: readMigrations(oldMigrations),
      backupFile: null,
      now: () => NOW,
      crashPoint: () => undefined,
    });
    made.exec(
      `INSERT INTO consent_event (id, at, number, kind, channel, method, actor) VALUES ('c1', 1, '+12065550101', 'revoke', 'sms', 'spoken', 'Ana')`,
    );
    made.close();
    rmSync(oldMigrations, { recursive: true });
    const desk = await openDesk(now);
    await now.clock.advance(DAY);
    expect(await look(desk, file)).toMatchObject({
      fault: null,
      content: { older: true, schema: 90 },
      text: /brought up/,
    });
    expect(await desk.vault.rehearse(file, signal)).toMatchObject({ people: 0, trailWhole: true });
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    const after = await desk.restart();
    expect(after.change).toMatchObject({ kind: 'restore', done: true });
    expect(after.store.info().schema).toBe(desk.store.info().schema);
    expect(await after.store.maintenance.verifyAudit()).toMatchObject({ ok: true });
  });
});

function createPaths() {
  const platform = createTestPlatform();
  platform.dispose();
  return platform.paths;
}
