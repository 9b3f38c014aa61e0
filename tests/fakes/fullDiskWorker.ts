/** The maintenance thread of a machine whose disk is full. */
import { parentPort } from 'node:worker_threads';
import type { TaskAnswer } from '../../src/main/store/workerProtocol.ts';

const refusal: TaskAnswer = {
  ok: false,
  error: { code: 'DISK_FULL', message: 'The disk is full, so nothing was saved.' },
};
parentPort?.postMessage(refusal);
