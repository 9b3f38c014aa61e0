/**
 * Builds the database that is to take the place of the one in use: a restored backup, or the same data under another key. Works on files
 * beside it only, so until the swap nothing has happened, and building it again from the start is always right. Maintenance thread.
 */
import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '../../../contract/errors.ts';
import { attachDatabase, changeKey, openConnection } from '../driver.ts';
import type { Connection } from '../driver.ts';
import { flushDirectory, flushFile } from '../durableFile.ts';
import { migrate, readMigrations } from '../migrator.ts';
import { sqliteCode } from '../sqliteErrors.ts';
import { isWhole } from './backupFile.ts';
import { carryOver, NOTHING_CARRIED } from './carryOver.ts';
import { settleOpenTexts } from './openTexts.ts';
import { writeRestoreNote } from './restoreNote.ts';
import type { CarriedOver, OpenTexts, Staged, StageRestore, StageStep } from './types.ts';

const OWNER_ONLY = 0o600;

/** Throws DATA_DAMAGED when the copy is not whole, and what the file system and SQLite throw. Leaves nothing half done behind. */
export function stageRestore(request: StageRestore, onStep: (step: StageStep) => void = () => undefined): Staged {
  return inPlace(request.staged, (partial) => {
    onStep('copying');
    copyFileSync(request.file, partial);
    chmodSync(partial, OWNER_ONLY);
    onStep('converting');
    giveKey(partial, request.fileKey, request.key);
    onStep('updating');
    const copy = openConnection(partial, { key: request.key, mustExist: true, journal: 'none' });
    try {
      const now = (): number => request.now;
      const migrations = readMigrations(request.migrationsDir);
      migrate(copy, { migrations, backupFile: null, now, crashPoint: () => undefined });
      onStep('checking');
      if (!isWhole(copy)) throw unreadable();
      onStep('settling');
      const lastEntryAt = lastEntry(copy) ?? request.now;
      const lost = { from: lastEntryAt, to: request.now };
      if (request.note === null) return { carried: NOTHING_CARRIED, open: { asked: 0, forPerson: 0 }, lastEntryAt };
      const staged = { ...withOld(copy, request.old, lost), lastEntryAt };
      writeRestoreNote(copy, { ...request, note: request.note }, staged);
      return staged;
    } finally {
      copy.close();
    }
  });
}

/** The same data under `next`. Folds the log of the old file into it, which is left as it is otherwise. */
export function stageKeyChange(request: {
  readonly database: string;
  readonly key: Uint8Array;
  readonly next: Uint8Array;
  readonly staged: string;
}): void {
  inPlace(request.staged, (partial) => {
    const old = openConnection(request.database, { key: request.key, mustExist: true });
    try {
      old.prepare('VACUUM INTO ?').run(partial);
    } finally {
      old.close();
    }
    chmodSync(partial, OWNER_ONLY);
    giveKey(partial, request.key, request.next);
    const copy = openConnection(partial, { key: request.next, mustExist: true, journal: 'none' });
    try {
      if (!isWhole(copy)) throw unreadable();
    } finally {
      copy.close();
    }
  });
}

function inPlace<T>(staged: string, build: (partial: string) => T): T {
  const partial = `${staged}.partial`;
  removeAll([partial, staged]);
  try {
    const result = build(partial);
    flushFile(partial);
    renameSync(partial, staged);
    flushDirectory(dirname(staged));
    return result;
  } catch (error) {
    removeAll([partial, staged]);
    throw error;
  }
}

function removeAll(files: readonly string[]): void {
  for (const file of files) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
  }
}

function giveKey(file: string, key: Uint8Array, next: Uint8Array): void {
  if (Buffer.from(key).equals(Buffer.from(next))) return;
  const connection = openConnection(file, { key, mustExist: true, journal: 'none' });
  try {
    changeKey(connection, next);
  } finally {
    connection.close();
  }
}

/** Old data that cannot be read, whole or in part, gives nothing: then every text that waits is in doubt. */
function withOld(
  copy: Connection,
  old: StageRestore['old'],
  lost: { readonly from: number; readonly to: number },
): { readonly carried: CarriedOver; readonly open: OpenTexts } {
  const carried = old === null ? NOTHING_CARRIED : (tryOld(copy, old, () => carryOver(copy)) ?? NOTHING_CARRIED);
  if (carried.readable && old !== null) {
    const open = tryOld(copy, old, () => settleOpenTexts(copy, { ...lost, known: true }));
    if (open !== null) return { carried, open };
  }
  return { carried, open: settleOpenTexts(copy, { ...lost, known: false }) };
}

function tryOld<T>(copy: Connection, old: NonNullable<StageRestore['old']>, work: () => T): T | null {
  try {
    attachDatabase(copy, old.file, old.key, 'old');
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    return null;
  }
  try {
    return work();
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined || code.startsWith('SQLITE_FULL')) throw error;
    return null;
  } finally {
    copy.exec('DETACH old');
  }
}

function lastEntry(copy: Connection): number | undefined {
  return copy.prepare<[], { at: number }>('SELECT at FROM audit_entry ORDER BY seq DESC LIMIT 1').get()?.at;
}

function unreadable(): DomainError {
  return new DomainError('DATA_DAMAGED', 'The copy could not be read back. Check the disk and try again.');
}
