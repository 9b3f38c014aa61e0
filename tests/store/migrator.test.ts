import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { migrate, readMigrations } from '../../src/main/store/migrator.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW } from './samples.ts';

const SHIPPED = fileURLToPath(new URL('../../migrations/', import.meta.url));
const SNAPSHOT = join(SHIPPED, 'schema.snapshot.sql');

let folder: string;
let files: string;
const database = () => join(folder, 'test.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskbell-migrations-'));
  files = join(folder, 'migrations');
  mkdirSync(files);
  writeFileSync(join(files, '0010_init.sql'), 'CREATE TABLE visit (id INTEGER PRIMARY KEY, note TEXT) STRICT;');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function withDatabase<T>(work: (connection: Connection) => T): T {
  const connection = openConnection(database(), { key: TEST_KEY });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}
function migrateAll(crashPoint: (name: string) => void = () => undefined): number {
  return withDatabase((connection) =>
    migrate(connection, {
      migrations: readMigrations(files),
      backupFile: (from) => join(folder, 'backups', `from-${from}.db`),
      now: () => NOW,
      crashPoint,
    }),
  );
}
function add(name: string, sql: string): void {
  writeFileSync(join(files, name), sql);
}
const all = (query: string) => withDatabase((connection) => connection.prepare(query).all());

const MADE_BY_FTS = /_search_(data|idx|content|docsize|config)$/u;

/** Every object of the schema: tables, indexes, triggers, each by name; without what SQLite makes for itself. */
function schemaOf(connection: Connection): string {
  const objects = connection
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL
        ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name`,
    )
    .all()
    .filter(({ type, name }) => !name.startsWith('sqlite_') && !(type === 'table' && MADE_BY_FTS.test(name)));
  return `${objects.map(({ sql }) => `${sql};`).join('\n\n')}\n`;
}

describe('the shipped migrations', () => {
  it('make exactly the schema of migrations/schema.snapshot.sql (UPDATE_SNAPSHOT=1 writes it)', () => {
    cpSync(SHIPPED, files, { recursive: true, force: true });
    migrateAll();
    const schema = withDatabase(schemaOf);
    if (process.env.UPDATE_SNAPSHOT === '1') writeFileSync(SNAPSHOT, schema);
    expect(schema).toBe(readFileSync(SNAPSHOT, 'utf8').replaceAll('\r\n', '\n'));
  });

  it('keep states, flags and relations by the database’s own rules', async () => {
    const { store, platform } = await createTestStore();
    await store.close();
    const connection = openConnection(join(platform.paths.dataDir, 'deskbell.db'), { key: TEST_KEY });
    const tables = connection
      .prepare<[], { name: string; strict: number }>(
        `SELECT name, strict FROM pragma_table_list
          WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%'`,
      )
      .all();
    connection.close();
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ strict }) => strict === 0)).toEqual([]);
  });
});

describe('migrating', () => {
  it('applies each file once, in order, and remembers it', () => {
    add('0030_third.sql', 'ALTER TABLE visit ADD COLUMN place TEXT;');
    add('0020_second.sql', "INSERT INTO visit (note) VALUES ('from 20');");
    expect(migrateAll()).toBe(30);
    expect(migrateAll()).toBe(30);
    expect(all('SELECT number, name FROM schema_migration')).toEqual([
      { number: 10, name: '0010_init.sql' },
      { number: 20, name: '0020_second.sql' },
      { number: 30, name: '0030_third.sql' },
    ]);
    expect(all('SELECT * FROM visit')).toEqual([{ id: 1, note: 'from 20', place: null }]);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  it('brings the rows of the version before along, after copying them', () => {
    migrateAll();
    withDatabase((connection) => {
      connection.exec(
        `INSERT INTO visit (note) VALUES ('plain'), (NULL), (''), ('naïve — 東京 🦷'), (char(0) || 'nul')`,
      );
    });
    const before = all('SELECT id, note FROM visit');
    add(
      '0020_split_note.sql',
      `CREATE TABLE visit_new (id INTEGER PRIMARY KEY, note TEXT NOT NULL, empty INTEGER NOT NULL) STRICT;
       INSERT INTO visit_new SELECT id, coalesce(note, ''), coalesce(note, '') = '' FROM visit;
       DROP TABLE visit;
       ALTER TABLE visit_new RENAME TO visit;`,
    );
    expect(migrateAll()).toBe(20);
    expect(all('SELECT id, note, empty FROM visit').slice(0, 3)).toEqual([
      { id: 1, note: 'plain', empty: 0 },
      { id: 2, note: '', empty: 1 },
      { id: 3, note: '', empty: 1 },
    ]);
    const copy = openConnection(join(folder, 'backups', 'from-10.db'), { key: TEST_KEY, readonly: true });
    expect(copy.prepare('SELECT id, note FROM visit').all()).toEqual(before);
    copy.close();
  });

  it('refuses data of a newer version and leaves it as it is', () => {
    add('0020_second.sql', 'ALTER TABLE visit ADD COLUMN place TEXT;');
    migrateAll();
    rmSync(join(files, '0020_second.sql'));
    expect(migrateAll).toThrow(
      expect.objectContaining({ code: 'DATA_FROM_FUTURE', details: { schema: 20, supported: 10 } }),
    );
    expect(all('SELECT place FROM visit')).toEqual([]);
  });

  it('refuses data whose history is not ours', () => {
    migrateAll();
    add('0010_init.sql', 'CREATE TABLE visit (id INTEGER PRIMARY KEY, other TEXT) STRICT;');
    expect(migrateAll).toThrow(expect.objectContaining({ code: 'DATA_DAMAGED' }));
  });

  it('takes a checkout with Windows line ends for the same file', () => {
    add('0020_second.sql', 'ALTER TABLE visit\n  ADD COLUMN place TEXT;\n');
    migrateAll();
    add('0020_second.sql', 'ALTER TABLE visit\r\n  ADD COLUMN place TEXT;\r\n');
    expect(migrateAll()).toBe(20);
  });

  it('undoes a file that fails half-way and names the copy', () => {
    migrateAll();
    add('0020_broken.sql', `CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);`);
    expect(migrateAll).toThrow(/0020_broken\.sql.*unchanged.*from-10\.db/);
    expect(all(`SELECT name FROM sqlite_schema WHERE name = 'half'`)).toEqual([]);
    expect(all('SELECT max(number) AS number FROM schema_migration')).toEqual([{ number: 10 }]);
  });

  it('refuses a file that leaves rows pointing to nothing', () => {
    migrateAll();
    add(
      '0020_dangling.sql',
      `CREATE TABLE reminder (id INTEGER PRIMARY KEY, visit_id INTEGER NOT NULL REFERENCES visit (id)) STRICT;
       INSERT INTO reminder (visit_id) VALUES (7);`,
    );
    expect(migrateAll).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: expect.stringMatching(/point to nothing/) }),
      }),
    );
  });

  it('enforces relations again afterwards', () => {
    withDatabase((connection) => {
      migrate(connection, {
        migrations: readMigrations(files),
        backupFile: () => '',
        now: () => NOW,
        crashPoint: () => undefined,
      });
      expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
    });
  });

  it('refuses files that are not numbered in tens, or numbered twice', () => {
    add('0015_odd.sql', '');
    expect(() => readMigrations(files)).toThrow(/in tens/);
    rmSync(join(files, '0015_odd.sql'));
    add('0010_again.sql', '');
    expect(() => readMigrations(files)).toThrow(/number 10/);
  });
});

describe('a process killed while it migrates', () => {
  const script = fileURLToPath(new URL('./processes/migrateAndDie.ts', import.meta.url));

  it.each([0, 1, 2, 3, 4])('after %i statements leaves the old schema or the new one, never between', (statements) => {
    migrateAll();
    withDatabase((connection) => connection.exec(`INSERT INTO visit (note) VALUES ('kept')`));
    add(
      '0020_rebuild.sql',
      `CREATE TABLE visit_new (id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
       INSERT INTO visit_new SELECT id, note FROM visit;
       DROP TABLE visit;
       ALTER TABLE visit_new RENAME TO visit;`,
    );
    const died = spawnSync(process.execPath, [script, database(), files, `${statements}`]);
    expect([died.status === 0, died.stderr.toString()]).toEqual([false, '']);
    expect(all('SELECT note FROM visit')).toEqual([{ note: 'kept' }]);
    expect(all('SELECT max(number) AS number FROM schema_migration')).toEqual([{ number: 10 }]);
    expect(migrateAll()).toBe(20);
    expect(all('SELECT note FROM visit')).toEqual([{ note: 'kept' }]);
    expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('at its commit has the whole change or none of it', () => {
    migrateAll();
    add('0020_second.sql', 'ALTER TABLE visit ADD COLUMN place TEXT;');
    const crash = (at: string) => () =>
      migrateAll((name) => {
        if (name === at) throw new Error(`crash at ${name}`);
      });
    expect(crash('store.migration.beforeCommit')).toThrow();
    expect(all('SELECT max(number) AS number FROM schema_migration')).toEqual([{ number: 10 }]);
    rmSync(join(folder, 'backups'), { recursive: true });
    expect(crash('store.migration.afterCommit')).toThrow();
    expect(all('SELECT max(number) AS number FROM schema_migration')).toEqual([{ number: 20 }]);
    expect(readdirSync(join(folder, 'backups'))).toEqual(['from-10.db']);
  });
});
