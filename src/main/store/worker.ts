/**
 * The store's other threads: one that opens its own connection, does one task, answers and ends (`maintenance.ts`), and one that
 * keeps the log short (`checkpointer.ts`).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { translateFileError, translateSqliteError } from './sqliteErrors.ts';
import { toWire } from './workerProtocol.ts';
import type { CheckpointsRequest, TaskAnswer, TaskFiles, TaskRequest } from './workerProtocol.ts';
import { serveCheckpoints } from './workerCheckpoints.ts';
import { runMaintenanceTask } from './workerTasks.ts';

function answer(files: TaskFiles, request: TaskRequest): TaskAnswer {
  try {
    return { ok: true, result: runMaintenanceTask(files, request) };
  } catch (error) {
    return { ok: false, error: toWire(translateFileError(translateSqliteError(error))) };
  }
}

const { files, request } = workerData as {
  readonly files: TaskFiles;
  readonly request: TaskRequest | CheckpointsRequest;
};
if (request.kind === 'checkpoints') serveCheckpoints(files, parentPort);
else parentPort?.postMessage(answer(files, request));
