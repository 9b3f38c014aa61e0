/**
 * When the write-ahead log is carried over to the database file: on the maintenance thread, once the log has grown. SQLite would do it in
 * whichever commit makes the log long, on the main thread: a thousand pages deciphered, enciphered and flushed, 50 to 100 ms (measured).
 * What is committed is durable in the log before; a checkpoint that fails or never runs loses nothing.
 */
import type { Logger } from '../platform/ports.ts';
import type { Connection } from './driver.ts';

/** Pages in the log that call for a checkpoint: 8 MiB. */
const PAGES = 2_000;
/** Should the thread not get to it, the commit that makes the log this long does it after all: 128 MiB. */
const MOST_PAGES = 32_000;
/** What the log file is cut to once everything in it has been carried over, bytes. */
const KEPT_BYTES = 16 * 1024 * 1024;

export interface Checkpoints {
  /** Call after a commit. */
  afterCommit(): void;
}

export interface CheckpointsDeps {
  readonly connection: Connection;
  readonly log: Logger;
  /** Runs one on the maintenance thread. */
  readonly run: () => Promise<void>;
}

/** Takes checkpoints away from the commits of `connection`. */
export function createCheckpoints({ connection, log, run }: CheckpointsDeps): Checkpoints {
  connection.pragma(`wal_autocheckpoint = ${MOST_PAGES}`);
  connection.pragma(`journal_size_limit = ${KEPT_BYTES}`);
  // "No operation": only says how many pages are in the log, and how many of them have been carried over.
  const look = connection.prepare<[], { readonly log: number; readonly checkpointed: number }>(
    'PRAGMA wal_checkpoint(NOOP)',
  );
  let running = false;
  return {
    afterCommit: () => {
      if (running) return;
      const wal = look.get();
      if (wal === undefined || wal.log - wal.checkpointed < PAGES) return;
      running = true;
      run()
        .catch((error: unknown) => {
          log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'store.checkpointFailed');
        })
        .finally(() => (running = false));
    },
  };
}
