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
  ['SQLITE_BUSY', LOCKED],
];

/** The refusal for a SQLite failure while running, or the error itself when it is a defect. */
export function translateSqliteError(error: unknown): unknown {
  return translate(error, (code) => BY_RESULT.find(([prefix]) => code.startsWith(prefix))?.[1]);
}

/** The same while opening, where a file that "is not a database" means a wrong key far more often than damage. */
export function translateOpenError(error: unknown): unknown {
  return translate(error, (code) =>
    code.startsWith('SQLITE_NOTADB') ? WRONG_KEY : BY_RESULT.find(([prefix]) => code.startsWith(prefix))?.[1],
  );
}

/** SQLite's result code (`SQLITE_FULL`), or undefined when the error is not from SQLite. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function translate(error: unknown, find: (code: string) => Wording | undefined): unknown {
  const code = sqliteCode(error);
  const wording = code === undefined ? undefined : find(code);
  if (wording === undefined) return error;
  return new DomainError(wording.code, wording.text, { details: { sqlite: code } });
}
