/** The checkpoint thread: copies the log into the database whenever it is told to, and says when it is done. A failure ends it. */
import type { MessagePort } from 'node:worker_threads';
import { openConnection } from './driver.ts';
import type { CheckpointMessage, TaskFiles } from './workerProtocol.ts';

/** Commits made during a copy are copied after it, so that the log can begin anew; each time there are fewer. */
const MOST_ROUNDS = 4;

export function serveCheckpoints(files: TaskFiles, port: MessagePort | null): void {
  const connection = openConnection(files.database, { key: files.key, mustExist: true });
  // Every page passes through once.
  connection.pragma('cache_size = -256');
  // PASSIVE waits for nobody and holds up nobody.
  const checkpoint = connection.prepare<[], { readonly log: number; readonly checkpointed: number }>(
    'PRAGMA wal_checkpoint(PASSIVE)',
  );
  const copyLog = (): void => {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const pages = checkpoint.get();
      if (pages === undefined || pages.checkpointed >= pages.log) return;
    }
  };
  port?.on('message', (message: CheckpointMessage) => {
    if (message === 'end') {
      connection.close();
      port.close();
      return;
    }
    copyLog();
    port.postMessage('done');
  });
}
