/**
 * One owner per data folder. The lock is SQLite's own on a file of its own: the system takes it back when the process dies, on
 * every platform, so there is nothing stale to recognise. A note beside it says who holds it; the note alone means nothing.
 */
import Database from 'better-sqlite3';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import { sqliteCode } from './sqliteErrors.ts';

export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** UTC ms. */
  readonly since: number;
  /** Tells two starts with the same process id apart. */
  readonly token: string;
}

export interface OwnerLock {
  readonly owner: LockOwner;
  /** False when the owner before this one died without closing the store. */
  readonly predecessorClosed: boolean;
  /** Harmless when called twice. */
  release(): void;
}

const LOCK_FILE = 'deskbell.lock';
const NOTE_FILE = 'deskbell.owner.json';

/**
 * Takes the lock of `dataDir` or throws DATA_LOCKED naming process, computer and time of the owner (in `details` too).
 */
export function acquireOwnerLock(dataDir: string, start: { readonly now: number; readonly token: string }): OwnerLock {
  const note = join(dataDir, NOTE_FILE);
  const connection = takeLock(join(dataDir, LOCK_FILE), note);
  const predecessorClosed = !existsSync(note);
  const owner: LockOwner = { pid: process.pid, host: hostname(), since: start.now, token: start.token };
  try {
    writeFileSync(note, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    owner,
    predecessorClosed,
    release: () => {
      if (!connection.open) return;
      if (readNote(note)?.token === owner.token) rmSync(note, { force: true });
      connection.close();
    },
  };
}

function takeLock(file: string, note: string): Database.Database {
  let connection: Database.Database | undefined;
  try {
    connection = new Database(file, { timeout: 0 });
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection?.close();
    throw sqliteCode(error)?.startsWith('SQLITE_BUSY') ? lockedBy(readNote(note)) : error;
  }
}

function lockedBy(owner: LockOwner | undefined): DomainError {
  if (owner === undefined) {
    return new DomainError(
      'DATA_LOCKED',
      'Deskbell is already running on this data. Use that window, or close it first.',
    );
  }
  const since = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(owner.since);
  return new DomainError(
    'DATA_LOCKED',
    `Deskbell is already running on this data, on ${owner.host} since ${since} (process ${owner.pid}). Use that window, or close it first.`,
    { details: { pid: owner.pid, host: owner.host, since: owner.since } },
  );
}

function readNote(file: string): LockOwner | undefined {
  try {
    const note = JSON.parse(readFileSync(file, 'utf8')) as Partial<LockOwner>;
    const whole =
      typeof note.pid === 'number' &&
      typeof note.host === 'string' &&
      typeof note.since === 'number' &&
      typeof note.token === 'string';
    return whole ? (note as LockOwner) : undefined;
  } catch {
    return undefined;
  }
}
