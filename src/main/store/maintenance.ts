/**
 * The main thread's side of maintenance: one worker thread per task, told what to do, ended when it is done or aborted.
 * Keeps count of the tasks at work, so that closing can wait for them.
 */
import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../contract/errors.ts';
import type { Clock } from '../platform/ports.ts';
import type { AnchorKeeper } from './auditAnchor.ts';
import type { Maintenance } from './store.ts';
import { fromWire } from './workerProtocol.ts';
import type { TaskAnswer, TaskFiles, TaskRequest, TaskResults, TaskStep } from './workerProtocol.ts';

export interface MaintenanceDeps {
  /** Module of the worker thread. */
  readonly worker: URL;
  readonly clock: Clock;
}

export interface MaintenanceOwner {
  readonly port: Maintenance;
  /** Carries what is in the log over to the database file. */
  checkpoint(): Promise<void>;
  /** Resolves when no task is at work. */
  settle(): Promise<void>;
}

export function createMaintenance(deps: MaintenanceDeps, files: TaskFiles, anchor: AnchorKeeper): MaintenanceOwner {
  const running = new Set<Promise<unknown>>();
  const run = <K extends keyof TaskResults>(
    request: Extract<TaskRequest, { readonly kind: K }>,
    signal?: AbortSignal,
  ): Promise<TaskResults[K]> => {
    const task = runTask(deps.worker, files, request, signal) as Promise<TaskResults[K]>;
    const watched: Promise<unknown> = task.catch(() => undefined).finally(() => running.delete(watched));
    running.add(watched);
    return task;
  };

  return {
    port: {
      backup: async (target, signal) => {
        anchor.write();
        const partial = `${target}.${deps.clock.now()}.partial`;
        try {
          return await run({ kind: 'backup', target, partial }, signal);
        } catch (error) {
          await rm(partial, { force: true });
          throw error;
        }
      },
      integrityCheck: (signal) => run({ kind: 'integrityCheck' }, signal),
      lookAtBackup: (options, signal) => run({ kind: 'lookAtBackup', compare: true, ...options }, signal),
      rehearseRestore: (options, signal) => run({ kind: 'rehearseRestore', ...options }, signal),
      verifyAudit: (signal) => run({ kind: 'verifyAudit' }, signal),
      truncateLog: () => run({ kind: 'truncateLog' }),
      eraseCopies: (erasureId, signal) => run({ kind: 'eraseCopies', erasureId, now: deps.clock.now() }, signal),
      prune: (olderThan) => {
        const now = deps.clock.now();
        return run({
          kind: 'prune',
          changesBefore: now - olderThan.changesMs,
          commandsBefore: now - olderThan.commandsMs,
        });
      },
    },
    checkpoint: () => run({ kind: 'checkpoint' }),
    settle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** One task of the maintenance thread for somebody who has no store open. Throws as the task does. */
export function runStoreTask<K extends keyof TaskResults>(
  module: URL,
  files: TaskFiles,
  request: Extract<TaskRequest, { readonly kind: K }>,
  signal?: AbortSignal,
  onStep?: (step: TaskStep['step']) => void,
): Promise<TaskResults[K]> {
  return runTask(module, files, request, signal, onStep) as Promise<TaskResults[K]>;
}

/** Resolves or rejects only after the thread has ended, so that nothing touches the files afterwards. */
function runTask(
  module: URL,
  files: TaskFiles,
  request: TaskRequest,
  signal?: AbortSignal,
  onStep?: (step: TaskStep['step']) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError());
      return;
    }
    const worker = new Worker(module, { workerData: { files, request } });
    let answer: TaskAnswer | undefined;
    let failure: Error | undefined;
    const abort = (): void => {
      failure = abortError();
      void worker.terminate();
    };
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: TaskAnswer | TaskStep) => {
      if ('step' in message) onStep?.(message.step);
      else answer = message;
    });
    worker.on('error', (error: Error) => void (failure ??= error));
    worker.on('exit', () => {
      signal?.removeEventListener('abort', abort);
      if (failure !== undefined) reject(failure);
      else if (answer === undefined) reject(new Error('The maintenance thread ended without an answer.'));
      else if (answer.ok) resolve(answer.result);
      else reject(fromWire(answer.error));
    });
  });
}

function abortError(): DomainError {
  return new DomainError(
    'CANCELLED',
    'The task was stopped before it was done. Start it again when there is time for it.',
  );
}
