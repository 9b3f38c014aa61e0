/**
 * What the maintenance thread can do. Each task opens a connection of its own and closes it. Long reads, short writes.
 */
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import { readAnchor } from './auditAnchor.ts';
import { verifyChain } from './auditVerify.ts';
import { openConnection } from './driver.ts';
import type { Connection } from './driver.ts';
import { flushDirectory, flushFile, writeDurably } from './durableFile.ts';
import { keysForBackup } from './keyring.ts';
import { sqliteCode } from './sqliteErrors.ts';
import type { TaskFiles, TaskRequest, TaskResults } from './workerProtocol.ts';

/** The main thread's commits come first: wait for them rather than fail. */
const BUSY_TIMEOUT_MS = 60_000;
const PRUNE_BATCH = 2000;

/** Runs one task to its end. Throws DomainError or SQLite's own errors. */
export function runMaintenanceTask(files: TaskFiles, request: TaskRequest): TaskResults[keyof TaskResults] {
  const connection = openConnection(files.database, {
    key: files.key,
    mustExist: true,
    busyTimeoutMs: BUSY_TIMEOUT_MS,
  });
  try {
    switch (request.kind) {
      case 'backup':
        return backup(connection, files, request);
      case 'integrityCheck':
        return integrityCheck(connection);
      case 'verifyAudit':
        return verifyChain(connection, files.auditKey, readAnchor(files.dataDir, files.auditKey));
      case 'checkpoint':
        // Passive: it waits for nobody, and nobody waits for it.
        return void connection.pragma('wal_checkpoint(PASSIVE)');
      case 'prune':
        return prune(connection, request);
    }
  } finally {
    connection.close();
  }
}

function backup(
  connection: Connection,
  files: TaskFiles,
  { target, partial }: Extract<TaskRequest, { readonly kind: 'backup' }>,
): TaskResults['backup'] {
  if (existsSync(target)) throw alreadyThere();
  try {
    copyInto(connection, partial);
    assertReadable(partial, files.key);
    flushFile(partial);
    moveIntoPlace(partial, target);
    flushDirectory(dirname(target));
    copyKeys(files.dataDir, target);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${partial}${suffix}`, { force: true });
  }
  return { path: target, sizeBytes: statSync(target).size };
}

function copyInto(connection: Connection, partial: string): void {
  try {
    connection.prepare('VACUUM INTO ?').run(partial);
  } catch (error) {
    if (!sqliteCode(error)?.startsWith('SQLITE_CANTOPEN')) throw error;
    throw new DomainError('DATA_READ_ONLY', 'The backup cannot be written to that folder. Choose another folder.');
  }
}

/** A backup that nobody has opened is a hope. */
function assertReadable(file: string, key: Uint8Array): void {
  const copy = openConnection(file, { key, mustExist: true, readonly: true });
  try {
    const { ok } = integrityCheck(copy);
    if (!ok) throw new DomainError('DATA_DAMAGED', 'The backup could not be read back. Check the disk and try again.');
  } finally {
    copy.close();
  }
}

/** A hard link fails when the target appeared meanwhile; not every disk has links, and there the last look must do. */
function moveIntoPlace(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(target)) throw alreadyThere();
    renameSync(partial, target);
  }
}

/** Without its key file a backup opens nowhere else, not even with the recovery code. */
function copyKeys(dataDir: string, target: string): void {
  const keys = keysForBackup(dataDir);
  if (keys !== null) writeDurably(`${target}.keys.json`, keys);
}

function alreadyThere(): DomainError {
  return new DomainError('CONFLICT', 'A file of this name is already there. Choose another name for the backup.');
}

function integrityCheck(connection: Connection): TaskResults['integrityCheck'] {
  const rows = connection.pragma('integrity_check(20)') as readonly { readonly integrity_check: string }[];
  const problems = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  return { ok: problems.length === 0, problems };
}

function prune(
  connection: Connection,
  { changesBefore, commandsBefore }: Extract<TaskRequest, { readonly kind: 'prune' }>,
): void {
  const changes = connection.prepare(
    `DELETE FROM change WHERE seq IN (SELECT seq FROM change WHERE at < ? ORDER BY seq LIMIT ${PRUNE_BATCH})`,
  );
  const commands = connection.prepare(
    `DELETE FROM command_log WHERE command_id IN (SELECT command_id FROM command_log WHERE at < ? ORDER BY at LIMIT ${PRUNE_BATCH})`,
  );
  // In small commits, so that the main thread never waits long for the write lock.
  while (changes.run(changesBefore).changes === PRUNE_BATCH);
  while (commands.run(commandsBefore).changes === PRUNE_BATCH);
}
