/**
 * Looks into a backup file: which key opens it, whether it is whole, what is in it, and what of the data of now it does not have.
 * Reads only; runs on the maintenance thread. The words are for the person who has to choose another one.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { DomainError } from '../../../contract/errors.ts';
import { openConnection, readFirstPage } from '../driver.ts';
import type { Connection } from '../driver.ts';
import { assertKnown, readMigrations, schemaOf } from '../migrator.ts';
import { sqliteCode } from '../sqliteErrors.ts';
import { compareWith } from './compare.ts';
import type { BackupContent, BackupFault, BackupLook, LookOptions } from './types.ts';

const PAGE_BYTES = 4096;
const PLAIN_HEADER = 'SQLite format 3';

const WORDS: Readonly<Record<BackupFault, string>> = {
  missing: 'The backup is not there, or may not be read. Connect the drive it is on, or choose another one.',
  cutOff: 'The backup is cut off: a part of it is missing. It was probably not copied to its end. Choose another one.',
  damaged: 'The backup is damaged and cannot be read. Choose another one.',
  newer: 'The backup was made by a newer Deskbell. Install that version or a newer one first.',
  otherBuild: 'The backup was made by a different build of Deskbell. Install the build that was used then.',
  otherKey: 'This backup has another key. Type the recovery code that belongs to it.',
  notABackup: 'This file is no backup of Deskbell. Choose a file that ends in .backup.',
};

/** Never throws for what is wrong with the file: that is the answer. `current`: the data of now, to compare with. */
export function lookAtBackup(options: LookOptions, current: Connection | null): BackupLook {
  const sizeBytes = sizeOf(options.file);
  const early = earlyFault(options.file, sizeBytes);
  if (early !== null) return faulty(early, sizeBytes);
  const opened = openWith(options.file, options.keys, sizeBytes);
  if (typeof opened === 'string') return faulty(opened, sizeBytes);
  const { connection, keyAt } = opened;
  try {
    const fault = sizeBytes % PAGE_BYTES === 0 ? faultInside(connection, options) : 'cutOff';
    if (fault !== null) return { ...faulty(fault, sizeBytes), keyAt };
    const content = contentOf(connection, options.migrationsDir);
    connection.close();
    const key = options.keys[keyAt];
    const lost = current === null || key === undefined ? null : compareWith(current, options.file, key);
    const text = content.older ? 'Whole. It is from an older version and is brought up to date.' : 'Whole.';
    return { fault: null, text, sizeBytes, keyAt, content, lost };
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    return { ...faulty('damaged', sizeBytes), keyAt };
  } finally {
    connection.close();
  }
}

/** The refusal for a backup that cannot be used. */
export function refusalOf(fault: BackupFault, text: string = WORDS[fault]): DomainError {
  const code = ({ missing: 'NOT_FOUND', newer: 'DATA_FROM_FUTURE', otherKey: 'DATA_WRONG_KEY' } as const)[
    fault as 'missing' | 'newer' | 'otherKey'
  ] as 'NOT_FOUND' | 'DATA_FROM_FUTURE' | 'DATA_WRONG_KEY' | undefined;
  return new DomainError(code ?? 'DATA_DAMAGED', text, { details: { fault } });
}

function faulty(fault: BackupFault, sizeBytes: number): BackupLook {
  return { fault, text: WORDS[fault], sizeBytes, keyAt: null, content: null, lost: null };
}

function sizeOf(file: string): number {
  try {
    const { size } = statSync(file);
    return existsSync(file) && statSync(file).isFile() ? size : 0;
  } catch {
    return 0;
  }
}

/** What can be told without a key. */
function earlyFault(file: string, sizeBytes: number): BackupFault | null {
  if (!existsSync(file)) return 'missing';
  if (sizeBytes < PAGE_BYTES) return 'notABackup';
  const start = startOf(file);
  if (start === null) return 'missing';
  return start === PLAIN_HEADER ? 'notABackup' : null;
}

function startOf(file: string): string | null {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(PLAIN_HEADER.length);
      readSync(handle, bytes, 0, bytes.length, 0);
      return bytes.toString('latin1');
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}

/** With the right key a file that is too short says so at its first page; with a wrong one every file is no database. */
function openWith(
  file: string,
  keys: readonly Uint8Array[],
  sizeBytes: number,
): { readonly connection: Connection; readonly keyAt: number } | BackupFault {
  for (const [keyAt, key] of keys.entries()) {
    try {
      readFirstPage(file, key);
    } catch (error) {
      // It says how many pages there are, and so many are not there.
      if (sqliteCode(error)?.startsWith('SQLITE_CORRUPT') === true) return 'cutOff';
    }
    try {
      return { connection: openConnection(file, { key, mustExist: true, readonly: true }), keyAt };
    } catch (error) {
      const code = sqliteCode(error);
      if (code === undefined) throw error;
      if (code.startsWith('SQLITE_NOTADB')) continue;
      return code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM') ? 'missing' : 'damaged';
    }
  }
  return sizeBytes % PAGE_BYTES === 0 ? 'otherKey' : 'notABackup';
}

function faultInside(connection: Connection, { migrationsDir, thorough }: LookOptions): BackupFault | null {
  if (schemaOf(connection) === 0) return 'notABackup';
  try {
    assertKnown(connection, readMigrations(migrationsDir));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code === 'DATA_FROM_FUTURE' ? 'newer' : 'otherBuild';
  }
  return thorough && !isWhole(connection) ? 'damaged' : null;
}

/** Every page read, every index compared with its table, every reference looked up. */
export function isWhole(connection: Connection): boolean {
  const [row, ...more] = connection.pragma('integrity_check(1)') as readonly { readonly integrity_check: string }[];
  if (more.length > 0 || row?.integrity_check !== 'ok') return false;
  return (connection.pragma('foreign_key_check') as readonly unknown[]).length === 0;
}

function contentOf(connection: Connection, migrationsDir: string): BackupContent {
  const count = (table: string, where = ''): number =>
    connection.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table} ${where}`).get()?.n ?? 0;
  const last = connection.prepare<[], { at: number }>('SELECT at FROM audit_entry ORDER BY seq DESC LIMIT 1').get();
  const schema = schemaOf(connection);
  return {
    schema,
    older: schema < (readMigrations(migrationsDir).at(-1)?.number ?? 0),
    lastEntryAt: last?.at ?? null,
    people: count('person'),
    texts: count('message', `WHERE direction IN ('in', 'out')`),
    visits: count('appointment'),
  };
}
