/**
 * The maintenance thread: opens its own connection, does one task, answers, ends. Started by `maintenance.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { translateFileError, translateSqliteError } from './sqliteErrors.ts';
import { toWire } from './workerProtocol.ts';
import type { TaskAnswer, TaskFiles, TaskRequest, TaskStep } from './workerProtocol.ts';
import { runMaintenanceTask } from './workerTasks.ts';

function answer(files: TaskFiles, request: TaskRequest): TaskAnswer {
  try {
    const tell = (step: TaskStep['step']): void => parentPort?.postMessage({ step } satisfies TaskStep);
    return { ok: true, result: runMaintenanceTask(files, request, tell) };
  } catch (error) {
    return { ok: false, error: toWire(translateFileError(translateSqliteError(error))) };
  }
}

const { files, request } = workerData as { readonly files: TaskFiles; readonly request: TaskRequest };
parentPort?.postMessage(answer(files, request));
