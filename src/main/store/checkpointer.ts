/**
 * Keeps the write-ahead log short from another thread. SQLite would copy its pages into the database inside whichever commit makes the
 * log long: decrypting, encrypting and flushing four megabytes, on the main thread. Owns that thread; knows no table.
 */
import { Worker } from 'node:worker_threads';
import type { Logger } from '../platform/ports.ts';
import type { Connection } from './driver.ts';
import type { CheckpointMessage, CheckpointsRequest, TaskFiles } from './workerProtocol.ts';

/** SQLite's own default: pages in the log that are not in the database yet. */
const LONG_LOG_PAGES = 1000;

export interface Checkpointer {
  /** To be called after each commit: looks how long the log is (20 us) and has it copied when it is long. */
  afterCommit(): void;
  /** Ends the thread; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Takes checkpoints away from `connection`; it gets them back when the thread fails. */
export function createCheckpointer(
  { worker: module, log }: { readonly worker: URL; readonly log: Logger },
  connection: Connection,
  files: TaskFiles,
): Checkpointer {
  connection.pragma('wal_autocheckpoint = 0');
  const look = connection.prepare<[], { readonly log: number; readonly checkpointed: number }>(
    'PRAGMA wal_checkpoint(NOOP)',
  );
  let thread: Worker | undefined;
  let atWork = false;
  let over = false;

  const giveUp = (error: string): void => {
    if (over) return;
    over = true;
    log.warn({ error }, 'store.checkpointsOnMainThread');
    connection.pragma(`wal_autocheckpoint = ${LONG_LOG_PAGES}`);
  };
  const start = (): Worker => {
    const request: CheckpointsRequest = { kind: 'checkpoints' };
    const started = new Worker(module, { workerData: { files, request } });
    started.on('message', () => void (atWork = false));
    started.on('error', (error: Error) => giveUp(error.name));
    started.on('exit', () => giveUp('ended'));
    started.unref();
    return started;
  };
  const tell = (message: CheckpointMessage): void => {
    thread ??= start();
    thread.postMessage(message);
  };

  return {
    afterCommit() {
      if (over || atWork) return;
      try {
        const pages = look.get();
        if (pages === undefined || pages.log - pages.checkpointed < LONG_LOG_PAGES) return;
        atWork = true;
        tell('checkpoint');
      } catch (error) {
        // The commit has happened; its caller must not believe otherwise.
        giveUp(error instanceof Error ? error.name : 'unknown');
      }
    },
    async stop() {
      over = true;
      const ending = thread;
      if (ending === undefined || ending.threadId < 0) return;
      const gone = new Promise((resolve) => ending.once('exit', resolve));
      tell('end');
      await gone;
    },
  };
}
