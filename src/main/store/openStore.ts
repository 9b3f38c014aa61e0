/**
 * Opens the store: owner lock, encrypted connection, newest schema, repositories, change feed, maintenance. And closes it in reverse.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, CrashPoint, Ids, Logger, Paths, Timers } from '../platform/ports.ts';
import { createAnchorKeeper } from './auditAnchor.ts';
import { deriveAuditKey } from './auditChain.ts';
import { RESTORE_ACTION } from './auditVerify.ts';
import { createChangeFeed } from './changeFeed.ts';
import { createCheckpoints } from './checkpoints.ts';
import { openConnection } from './driver.ts';
import type { Connection } from './driver.ts';
import { createLedgerSealer } from './ledgerSeal.ts';
import { createMaintenance } from './maintenance.ts';
import { migrate, readMigrations } from './migrator.ts';
import { acquireOwnerLock } from './ownerLock.ts';
import type { OwnerLock } from './ownerLock.ts';
import { createRepositories } from './repositories/index.ts';
import { createSqlSession } from './sql.ts';
import { translateOpenError } from './sqliteErrors.ts';
import type { Store } from './store.ts';
import { createUnitOfWork } from './unitOfWork.ts';

export const DATABASE_FILE = 'deskbell.db';

const RESTORED_SINCE = 'SELECT 1 FROM audit_entry WHERE action = @action AND at >= @at AND seq <= @seq LIMIT 1';

export interface StoreDeps {
  readonly paths: Paths;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: Logger;
  readonly crashPoint: CrashPoint;
}

export interface StoreOptions {
  /** The raw 256-bit key (`keyring.ts`). */
  readonly key: Uint8Array;
  /** Signs the audit chain; derived from `key` when absent. */
  readonly auditKey?: Uint8Array;
}

/**
 * Opens or makes the database in `paths.dataDir`.
 * Throws DATA_LOCKED, DATA_WRONG_KEY, DATA_FROM_FUTURE, DATA_DAMAGED, DATA_READ_ONLY or DISK_FULL, having changed nothing.
 */
export async function openStore(deps: StoreDeps, options: StoreOptions): Promise<Store> {
  const { dataDir } = deps.paths;
  let lock: OwnerLock | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    lock = acquireOwnerLock(dataDir, { now: deps.clock.now(), token: deps.ids.next() });
    return openOwned(deps, options, lock);
  } catch (error) {
    lock?.release();
    throw translateOpenError(error);
  }
}

function openOwned(deps: StoreDeps, options: StoreOptions, lock: OwnerLock): Store {
  const path = join(deps.paths.dataDir, DATABASE_FILE);
  const connection = openConnection(path, { key: options.key });
  try {
    const schema = bringUpToDate(connection, deps);
    return assemble(deps, options, lock, connection, { path, schema });
  } catch (error) {
    connection.close();
    throw error;
  }
}

function bringUpToDate(connection: Connection, deps: StoreDeps): number {
  const { paths, clock, crashPoint } = deps;
  return migrate(connection, {
    migrations: readMigrations(paths.migrationsDir),
    backupFile: (from) => join(paths.dataDir, 'backups', `before-update-from-${from}-${clock.now()}.db`),
    now: () => clock.now(),
    crashPoint,
  });
}

function assemble(
  deps: StoreDeps,
  options: StoreOptions,
  lock: OwnerLock,
  connection: Connection,
  file: { readonly path: string; readonly schema: number },
): Store {
  const { paths, clock, timers, log, crashPoint } = deps;
  const auditKey = options.auditKey ?? deriveAuditKey(options.key);
  const sql = createSqlSession(connection);
  const feed = createChangeFeed(sql, log);
  const ledger = createLedgerSealer(connection, sql, auditKey);
  const { read, write } = createUnitOfWork({
    sql,
    feed,
    clock,
    log,
    crashPoint,
    repositories: (actor) => createRepositories(sql, actor, auditKey),
    beforeCommit: (tx, now) => ledger.sealWritten(tx.audit, now),
  });
  write('system', (tx) => ledger.sealOlder(tx.audit, clock.now()));
  const anchor = createAnchorKeeper({ dataDir: paths.dataDir, clock, timers, log }, auditKey, {
    head: () => read((tx) => tx.audit.head()),
    putAside: ({ seq, at }) => read(() => sql.get(RESTORED_SINCE, { action: RESTORE_ACTION, seq, at }) !== undefined),
  });
  const maintenance = createMaintenance(
    { worker: paths.storeWorker, clock },
    { database: file.path, dataDir: paths.dataDir, key: options.key, auditKey },
    anchor,
  );
  const checkpoints = createCheckpoints({ connection, log, run: maintenance.checkpoint });
  let open = true;

  return {
    read,
    write: (actor, work) => {
      const result = write(actor, work);
      checkpoints.afterCommit();
      return result;
    },
    onCommit: feed.onCommit,
    changesSince: (seq) => read(() => feed.changesSince(seq)),
    lastSeq: () => feed.lastSeq(),
    maintenance: maintenance.port,
    info: () => ({
      path: file.path,
      sizeBytes: statSync(file.path).size,
      schema: file.schema,
      encrypted: true,
      synchronous: 'FULL',
      endedCleanly: lock.predecessorClosed,
    }),
    close: async () => {
      if (!open) return;
      if (sql.mode() !== 'none') throw new Error('The store was closed inside a transaction.');
      open = false;
      await maintenance.settle();
      anchor.stop();
      connection.pragma('wal_checkpoint(TRUNCATE)');
      connection.close();
      lock.release();
    },
  };
}
