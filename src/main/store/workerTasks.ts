/**
 * What the maintenance thread can do. Each task opens a connection of its own and closes it. Long reads, short writes.
 */
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import { readAnchors, writeBackupAnchor } from './auditAnchor.ts';
import type { Anchor } from './auditAnchor.ts';
import { verifyChain } from './auditVerify.ts';
import { openConnection } from './driver.ts';
import type { Connection } from './driver.ts';
import { flushDirectory, flushFile, writeDurably } from './durableFile.ts';
import { eraseCopies } from './eraseCopies.ts';
import { keysForBackup } from './keyring.ts';
import { lookAtBackup } from './restore/backupFile.ts';
import { rehearseRestore } from './restore/rehearse.ts';
import { stageKeyChange, stageRestore } from './restore/stage.ts';
import type { StageStep } from './restore/types.ts';
import { sqliteCode } from './sqliteErrors.ts';
import type { TaskFiles, TaskRequest, TaskResults } from './workerProtocol.ts';

/** The main thread's commits come first: wait for them rather than fail. */
const BUSY_TIMEOUT_MS = 60_000;
const PRUNE_BATCH = 2000;

/** Runs one task to its end. Throws DomainError or SQLite's own errors. */
export function runMaintenanceTask(
  files: TaskFiles,
  request: TaskRequest,
  onStep: (step: StageStep) => void = () => undefined,
): TaskResults[keyof TaskResults] {
  switch (request.kind) {
    case 'stageRestore':
      return stageRestore(request, onStep);
    case 'stageKeyChange':
      return stageKeyChange({ ...request, database: files.database, key: files.key });
    case 'rehearseRestore':
      return rehearseRestore(request);
    case 'lookAtBackup':
      return request.compare ? withDatabase(files, (now) => lookAtBackup(request, now)) : lookAtBackup(request, null);
    default:
      return withDatabase(files, (connection) => runOnDatabase(connection, files, request));
  }
}

type OnDatabase = Exclude<
  TaskRequest,
  { readonly kind: 'stageRestore' | 'stageKeyChange' | 'rehearseRestore' | 'lookAtBackup' }
>;

function withDatabase<T>(files: TaskFiles, work: (connection: Connection) => T): T {
  const connection = openConnection(files.database, {
    key: files.key,
    mustExist: true,
    busyTimeoutMs: BUSY_TIMEOUT_MS,
  });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

function runOnDatabase(connection: Connection, files: TaskFiles, request: OnDatabase): TaskResults[OnDatabase['kind']] {
  switch (request.kind) {
    case 'backup':
      return backup(connection, files, request);
    case 'integrityCheck':
      return integrityCheck(connection);
    case 'verifyAudit':
      return verifyChain(connection, files.auditKey, readAnchors(files.dataDir, files.auditKey));
    case 'checkpoint':
      // Passive: it waits for nobody, and nobody waits for it.
      return void connection.pragma('wal_checkpoint(PASSIVE)');
    case 'truncateLog':
      return truncateLog(connection);
    case 'eraseCopies':
      return { ...eraseCopies(connection, request.erasureId, request.now), ...truncateLog(connection) };
    case 'prune':
      return prune(connection, request);
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
    const end = assertReadable(partial, files.key);
    flushFile(partial);
    moveIntoPlace(partial, target);
    flushDirectory(dirname(target));
    copyKeys(files.dataDir, target);
    if (end !== undefined) writeBackupAnchor(target, files.auditKey, end);
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

/** A backup that nobody has opened is a hope. Returns where its audit chain ends. */
function assertReadable(file: string, key: Uint8Array): Anchor | undefined {
  const copy = openConnection(file, { key, mustExist: true, readonly: true });
  try {
    const { ok } = integrityCheck(copy);
    if (!ok) throw new DomainError('DATA_DAMAGED', 'The backup could not be read back. Check the disk and try again.');
    return copy.prepare<[], Anchor>('SELECT seq, hash, at FROM audit_entry ORDER BY seq DESC LIMIT 1').get();
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

/** What was overwritten in the database still stands in the log until that is emptied. False: somebody was reading from it. */
function truncateLog(connection: Connection): TaskResults['truncateLog'] {
  connection.pragma('wal_checkpoint(PASSIVE)');
  const [answer] = connection.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
  return { emptied: answer?.busy === 0 };
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
