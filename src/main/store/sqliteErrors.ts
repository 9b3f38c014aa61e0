/**
 * Turns SQLite's result codes into refusals a person can act on. Owns the words; never includes SQL, values or file content.
 * A code that is not listed stays what it is: a defect.
 */
import { DomainError } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';

interface Wording {
  readonly code: ErrorCode;
  readonly text: string;
}

const DAMAGED: Wording = {
  code: 'DATA_DAMAGED',
  text: 'The data file is damaged. Close Deskbell, keep the file, and restore the newest backup.',
};
const WRONG_KEY: Wording = {
  code: 'DATA_WRONG_KEY',
  text: 'The data cannot be unlocked with this key. Enter the recovery code; if that is refused too, restore the newest backup.',
};
const READ_ONLY: Wording = {
  code: 'DATA_READ_ONLY',
  text: 'The data folder cannot be written to. Give this user the right to write there, then start Deskbell again.',
};
const DISK_FULL: Wording = {
  code: 'DISK_FULL',
  text: 'The disk is full, so nothing was saved. Make room on it and try again.',
};
const DISK_ERROR: Wording = {
  code: 'DATA_DAMAGED',
  text: 'The disk reported an error, so nothing was saved. Check the disk, then start Deskbell again.',
};
const LOCKED: Wording = {
  code: 'DATA_LOCKED',
  text: 'Another program keeps the data busy. Close it and try again.',
};

const BY_RESULT: readonly (readonly [prefix: string, wording: Wording])[] = [
  ['SQLITE_FULL', DISK_FULL],
  ['SQLITE_READONLY', READ_ONLY],
  ['SQLITE_CANTOPEN', READ_ONLY],
  ['SQLITE_PERM', READ_ONLY],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
  ['SQLITE_IOERR', DISK_ERROR],
  ['SQLITE_BUSY', LOCKED],
];

/** What the file system itself says about the data folder. */
const BY_ERRNO: Readonly<Record<string, Wording>> = {
  EACCES: READ_ONLY,
  EPERM: READ_ONLY,
  EROFS: READ_ONLY,
  ENOTDIR: READ_ONLY,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
};

/** The refusal for a SQLite failure while running, or the error itself when it is a defect. */
export function translateSqliteError(error: unknown): unknown {
  const code = sqliteCode(error);
  const wording = code === undefined ? undefined : BY_RESULT.find(([prefix]) => code.startsWith(prefix))?.[1];
  return wording === undefined || code === undefined ? error : refusal(wording, code);
}

/** The same while opening, where a file that "is not a database" means a wrong key far more often than damage. */
export function translateOpenError(error: unknown): unknown {
  if (sqliteCode(error)?.startsWith('SQLITE_NOTADB')) return refusal(WRONG_KEY, 'SQLITE_NOTADB');
  return translateFileError(translateSqliteError(error));
}

/** The refusal for a failure of the file system, or the error itself. */
export function translateFileError(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const wording = code === undefined ? undefined : BY_ERRNO[code];
  return wording === undefined || code === undefined ? error : refusal(wording, code);
}

/** SQLite's result code (`SQLITE_FULL`), or undefined when the error is not from SQLite. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function refusal(wording: Wording, cause: string): DomainError {
  return new DomainError(wording.code, wording.text, { details: { cause } });
}
