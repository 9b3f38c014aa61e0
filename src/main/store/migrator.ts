/**
 * Brings a database to the newest schema: numbered SQL files, each applied once, in order, in its own transaction.
 * Refuses a database that is newer or whose history differs; copies an existing one before touching it (model-codebases.md 3.10).
 * No ANALYZE: plans are proven by tests without statistics, and with them (STAT4) every binding would plan a statement anew.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import type { Connection } from './driver.ts';
import { flushFile } from './durableFile.ts';
import { translateSqliteError } from './sqliteErrors.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  /** Where the copy goes that is made before an existing database is changed; null: the file is a copy itself. */
  readonly backupFile: ((fromSchema: number) => string) | null;
  readonly now: () => number;
  /** Hit before and after each file's commit. */
  readonly crashPoint: (name: string) => void;
}

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** The number of the last migration a database has had; 0 for none. */
export function schemaOf(connection: Connection): number {
  return readApplied(connection).at(-1)?.number ?? 0;
}

/** Whether `migrate` would take it. Throws what that throws before it changes anything. */
export function assertKnown(connection: Connection, migrations: readonly Migration[]): void {
  assertKnownHistory(readApplied(connection), migrations);
}

/** The numbered files of `directory` in order. Throws a defect for a number twice, not in tens, or a name that does not fit. */
export function readMigrations(directory: string): readonly Migration[] {
  const migrations = readdirSync(directory)
    .filter((name) => name.endsWith('.sql') && name !== 'schema.snapshot.sql')
    .map((name) => readMigration(directory, name))
    .sort((a, b) => a.number - b.number);
  migrations.forEach((migration, at) => {
    if (migration.number === migrations[at - 1]?.number)
      throw new Error(`Two migrations have the number ${migration.number}.`);
  });
  return migrations;
}

function readMigration(directory: string, name: string): Migration {
  const number = Number(FILE_NAME.exec(name)?.[1]);
  if (!(number > 0 && number % 10 === 0))
    throw new Error(`Migration ${name} is not named like 0010_init.sql, in tens.`);
  // A checkout on Windows may have other line ends; they are no change.
  const sql = readFileSync(join(directory, name), 'utf8').replace(/\r\n/g, '\n');
  return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

/**
 * Applies what is missing and returns the schema's number. Throws DATA_FROM_FUTURE, or DATA_DAMAGED when the applied history is not
 * ours; DISK_FULL and the like as they come; any other failure names the copy that was made.
 */
export function migrate(connection: Connection, options: MigrateOptions): number {
  const applied = readApplied(connection);
  assertKnownHistory(applied, options.migrations);
  const missing = options.migrations.slice(applied.length);
  const current = applied.at(-1)?.number ?? 0;
  if (missing.length === 0) return current;
  const { backupFile } = options;
  const backup = applied.length === 0 || backupFile === null ? null : copyDatabase(connection, backupFile(current));
  for (const migration of missing) applyOne(connection, migration, options, backup);
  return missing.at(-1)?.number ?? current;
}

function readApplied(connection: Connection): readonly AppliedMigration[] {
  const known = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'`).get();
  if (known === undefined) return [];
  return connection
    .prepare<[], AppliedMigration>('SELECT number, name, sha256 FROM schema_migration ORDER BY number')
    .all();
}

function assertKnownHistory(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.number ?? 0;
  const last = applied.at(-1)?.number ?? 0;
  if (last > newest) {
    throw new DomainError(
      'DATA_FROM_FUTURE',
      'The data was last used by a newer Deskbell. Install that version or a newer one; nothing was changed.',
      { details: { schema: last, supported: newest } },
    );
  }
  applied.forEach((row, at) => {
    const ours = migrations[at];
    if (ours?.number !== row.number || ours.sha256 !== row.sha256) {
      throw new DomainError(
        'DATA_DAMAGED',
        `The data was made by a different build of Deskbell (${row.name} differs). Install the build that was used before; nothing was changed.`,
        { details: { migration: row.number } },
      );
    }
  });
}

function copyDatabase(connection: Connection, file: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    connection.prepare('VACUUM INTO ?').run(file);
    flushFile(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return file;
}

const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS schema_migration (
  number     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`;

function applyOne(connection: Connection, migration: Migration, options: MigrateOptions, backup: string | null): void {
  // Off while tables are rebuilt; a transaction cannot switch it, and the check before the commit stands in for it.
  connection.pragma('foreign_keys = OFF');
  try {
    connection.exec('BEGIN IMMEDIATE');
    connection.exec(CREATE_HISTORY);
    connection.exec(migration.sql);
    assertForeignKeys(connection, migration);
    connection
      .prepare('INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)')
      .run(migration.number, migration.name, migration.sha256, options.now());
    options.crashPoint('store.migration.beforeCommit');
    connection.exec('COMMIT');
    options.crashPoint('store.migration.afterCommit');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw describeFailure(error, migration, backup);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

function assertForeignKeys(connection: Connection, migration: Migration): void {
  const broken = connection.pragma('foreign_key_check') as readonly unknown[];
  if (broken.length > 0)
    throw new Error(`Migration ${migration.name} leaves ${broken.length} rows that point to nothing.`);
}

function describeFailure(error: unknown, migration: Migration, backup: string | null): unknown {
  const worded = translateSqliteError(error);
  if (worded instanceof DomainError) return worded;
  const kept = backup === null ? 'No data was there before.' : `The data is unchanged; a copy of it is ${backup}.`;
  return new Error(`Updating the data to this version failed at ${migration.name}. ${kept}`, { cause: error });
}
