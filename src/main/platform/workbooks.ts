/**
 * Reads Excel workbooks in a thread of their own, one thread per workbook: nothing waits for a large file, and a file made to do harm
 * takes only its own thread down. Knows nothing of visits.
 */
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../contract/errors.ts';
import type { Timers, Workbook, Workbooks } from './ports.ts';

/** What the thread answers: the sheets, or why not. */
export type WorkbookAnswer =
  { readonly ok: true; readonly workbook: Workbook } | { readonly ok: false; readonly reason: 'damaged' | 'tooLarge' };

/** 100,000 rows take a few seconds; longer, and the file is not what it says. */
const LONGEST_MS = 60_000;
/** Of the thread's own memory. */
const MOST_MB = 1024;

export function createWorkbooks({
  worker,
  timers,
}: {
  readonly worker: URL;
  readonly timers: Pick<Timers, 'after'>;
}): Workbooks {
  return {
    read: async (bytes, signal) => unwrap(await runThread(worker, timers, bytes, signal)),
  };
}

function unwrap(answer: WorkbookAnswer): Workbook {
  if (answer.ok) return answer.workbook;
  throw answer.reason === 'tooLarge'
    ? new DomainError(
        'TOO_LARGE',
        'This workbook is too large to be read. Save the sheet with the list as CSV and pick that file.',
      )
    : new DomainError(
        'FILE_UNREADABLE',
        'This Excel file is damaged or protected. Open it in Excel, save it again, and pick that file.',
      );
}

/** Resolves only when the thread has ended. Rejects with CANCELLED when the caller no longer wants the answer. */
function runThread(
  module: URL,
  timers: Pick<Timers, 'after'>,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<WorkbookAnswer> {
  return new Promise((resolve, reject) => {
    const copy = Uint8Array.from(bytes);
    const thread = new Worker(module, {
      workerData: copy,
      transferList: [copy.buffer],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
    });
    let answer: WorkbookAnswer = { ok: false, reason: 'damaged' };
    const end = (reason: 'tooLarge'): void => {
      answer = { ok: false, reason };
      void thread.terminate();
    };
    const bell = timers.after(LONGEST_MS, () => end('tooLarge'));
    const abort = (): void => void thread.terminate();
    signal.addEventListener('abort', abort, { once: true });
    thread.on('message', (message: WorkbookAnswer) => void (answer = message));
    // The thread ran out of its memory, or met something it was not made for: either way the file cannot be read.
    thread.on('error', (error: NodeJS.ErrnoException) => {
      answer = { ok: false, reason: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooLarge' : 'damaged' };
    });
    thread.on('exit', () => {
      bell.cancel();
      signal.removeEventListener('abort', abort);
      if (signal.aborted) reject(new DomainError('CANCELLED', 'The import was stopped. Nothing was changed.'));
      else resolve(answer);
    });
    if (signal.aborted) abort();
  });
}
