/**
 * Puts a staged database in the place of the one in use. Every step can be repeated, and each looks at the files for how far an earlier
 * try had come. The old database of a restore is kept beside the backups. Under the owner's lock only, with nobody else at the files.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CrashPoint } from '../../platform/ports.ts';
import { flushDirectory, writeDurably } from '../durableFile.ts';
import { keysForBackup } from '../keyring.ts';
import { writeKeysFile } from '../keysFile.ts';
import type { Pending } from './pending.ts';

const DATABASE = 'deskbell.db';

/** Where a new database is built. */
export function stagedFile(dataDir: string): string {
  return join(dataDir, 'deskbell.staged.db');
}

/** Where the database that a restore replaces is kept. */
export function keptFile(dataDir: string, { id }: Pick<Pending, 'id'>): string {
  return join(dataDir, 'backups', `before-restore-${id}.db`);
}

/** Whether the swap has begun: from then on the database in use may be without its log, and only the way forward is left. */
export function hasBegun(dataDir: string, pending: Pick<Pending, 'id'>): boolean {
  const kept = keptFile(dataDir, pending);
  const done = !existsSync(stagedFile(dataDir));
  return done || ['', '-wal', '.keys.json'].some((suffix) => existsSync(`${kept}${suffix}`));
}

/** Takes a staged database away again, before the swap has begun. */
export function dropStaged(dataDir: string): void {
  for (const suffix of ['', '.partial', '-wal', '-shm']) rmSync(`${stagedFile(dataDir)}${suffix}`, { force: true });
}

export function swapIn(dataDir: string, pending: Pending, crashPoint: CrashPoint): void {
  const staged = stagedFile(dataDir);
  const database = join(dataDir, DATABASE);
  if (existsSync(staged)) {
    if (existsSync(database)) setAside(dataDir, database, pending);
    crashPoint('restore.afterSetAside');
    // A log left here would be taken for the new file's.
    for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
    renameSync(staged, database);
    flushDirectory(dataDir);
    crashPoint('restore.afterRename');
  }
  if (pending.keys !== null) writeKeysFile(dataDir, pending.keys);
  crashPoint('restore.afterKeys');
}

/** Of a change of key the same data is in the new file, and nothing under the old key is to stay. */
function setAside(dataDir: string, database: string, pending: Pending): void {
  if (pending.kind === 'keyChange') return;
  const kept = keptFile(dataDir, pending);
  mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
  const keys = keysForBackup(dataDir);
  if (keys !== null && !existsSync(`${kept}.keys.json`)) writeDurably(`${kept}.keys.json`, keys);
  // A log that could not be folded in belongs to the file and goes with it.
  moveIfThere(`${database}-wal`, `${kept}-wal`);
  renameSync(database, kept);
  flushDirectory(dirname(kept));
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}
