/** Waiting as a promise, on top of any bell: the one implementation behind every `Timers.sleep`. */
import type { TimerHandle, Timers } from './ports.ts';

/** Makes `sleep` from `after`. The promise rejects with the signal's reason when aborted first, and leaves no timer behind. */
export function createSleep(after: (delayMs: number, ring: () => void) => TimerHandle): Timers['sleep'] {
  return (delayMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const stop = (): void => {
        handle.cancel();
        reject(signal?.reason as Error);
      };
      const handle = after(delayMs, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      signal?.addEventListener('abort', stop, { once: true });
    });
}
