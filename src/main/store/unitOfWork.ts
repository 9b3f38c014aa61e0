/**
 * Transactions: one at a time, synchronous, whole or not at all. Publishes what changed after the commit.
 * Knows the repositories as one bag; no SQL of its own.
 */
import type { EventBatch } from '../../contract/events.ts';
import type { Clock, CrashPoint, Logger } from '../platform/ports.ts';
import type { ChangeFeed } from './changeFeed.ts';
import type { SqlSession } from './sql.ts';
import { translateSqliteError } from './sqliteErrors.ts';
import type { ReadTx, WriteTx } from './store.ts';

/** Longer than this on the main thread is felt at the desk (architecture.md, decision 9). */
const SLOW_MS = 50;

export interface UnitOfWorkDeps {
  readonly sql: SqlSession;
  readonly feed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Logger;
  readonly crashPoint: CrashPoint;
  /** The repositories; `actor` is what the current write works for. */
  readonly repositories: (actor: () => string) => Omit<WriteTx, 'changed'>;
  /** Runs last in every write, inside its transaction. */
  readonly beforeCommit?: (tx: WriteTx, now: number) => void;
}

export interface UnitOfWork {
  read<T>(work: (tx: ReadTx) => T): T;
  write<T>(actor: string, work: (tx: WriteTx) => T): T;
}

export function createUnitOfWork(deps: UnitOfWorkDeps): UnitOfWork {
  const { sql, feed, clock, log, crashPoint } = deps;
  let actor = '';
  const repositories = deps.repositories(() => actor);
  const tx: WriteTx = {
    ...repositories,
    changed: (topic, id, parentId = null) => {
      if (sql.mode() !== 'write') throw new Error('A change was recorded outside store.write().');
      feed.record({ topic, id, parentId });
    },
  };

  const timed = <T>(kind: 'read' | 'write', who: string, run: () => T): T => {
    const started = clock.monotonic();
    try {
      return run();
    } finally {
      const ms = Math.round(clock.monotonic() - started);
      if (ms > SLOW_MS) log.warn({ kind, actor: who, ms }, 'store.slowTransaction');
    }
  };
  const transact = <T>(mode: 'read' | 'write', work: () => T): T => {
    try {
      sql.begin(mode);
      const result = work();
      refusePromise(result);
      return result;
    } catch (error) {
      sql.rollback();
      throw translateSqliteError(error);
    }
  };

  const commitWrite = <T>(who: string, work: (tx: WriteTx) => T): { result: T; batch: EventBatch | null } =>
    transact('write', () => {
      actor = who;
      feed.begin();
      const result = work(tx);
      refusePromise(result);
      const now = clock.now();
      deps.beforeCommit?.(tx, now);
      const batch = feed.flush(now);
      crashPoint('store.beforeCommit');
      sql.commit();
      return { result, batch };
    });

  return {
    read: (work) => {
      // Inside another transaction a read sees what that one sees.
      if (sql.mode() !== 'none') return work(tx);
      return timed('read', 'reader', () =>
        transact('read', () => {
          const result = work(tx);
          sql.commit();
          return result;
        }),
      );
    },
    write: (who, work) => {
      if (sql.mode() !== 'none') throw new Error('store.write() was called inside another transaction.');
      const { result, batch } = timed('write', who, () => commitWrite(who, work));
      crashPoint('store.afterCommit');
      if (batch !== null) feed.publish(batch);
      return result;
    },
  };
}

/** An async function would go on after the commit, outside the transaction it believes to be in. */
function refusePromise(result: unknown): void {
  if (result instanceof Promise) {
    result.catch(() => undefined);
    throw new Error('Work in a transaction must be synchronous.');
  }
}
