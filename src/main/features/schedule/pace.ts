/** Long work in short tasks: says when it is time to let others run, and lets them. Knows nothing of the work. */
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Timers } from '../../platform/ports.ts';

export interface Pace {
  /** To be asked after each item: whether this task has lasted long enough. */
  over(): boolean;
  /** Lets other work run and begins a new task. Errors: CANCELLED when the caller no longer wants the answer. */
  rest(): Promise<void>;
}

/** Far enough from 50 ms for a PC of half the speed, and for an item that takes longer than the others. */
const TASK_MS = 12;
const MOST_ITEMS = 500;

export function createPace(
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
  signal: AbortSignal,
): Pace {
  let until = clock.monotonic() + TASK_MS;
  let items = 0;
  return {
    over() {
      items += 1;
      return items >= MOST_ITEMS || clock.monotonic() >= until;
    },
    async rest() {
      await timers.sleep(0);
      if (signal.aborted) throw new DomainError('CANCELLED', 'The import was stopped. Nothing was changed.');
      until = clock.monotonic() + TASK_MS;
      items = 0;
    },
  };
}
