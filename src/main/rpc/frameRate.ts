/** Counts frames in windows of ten seconds, to tell a flood from a busy client. Knows nothing of what they hold. */
import type { Clock } from '../platform/ports.ts';

const WINDOW_MS = 10_000;

/** A function to call once per frame: true when more than `most` came within the current window. */
export function createFrameRate(clock: Clock, most: number): () => boolean {
  let windowStart = clock.monotonic();
  let count = 0;
  return () => {
    const now = clock.monotonic();
    if (now - windowStart >= WINDOW_MS) {
      windowStart = now;
      count = 0;
    }
    count += 1;
    return count > most;
  };
}
