/**
 * The machine's clock, moved: it begins at noon of a working day wherever the bench runs, so that no quiet hours get in the way, and it
 * can be set ahead, as after a week with the PC off. It runs at the machine's speed.
 */
import type { Clock } from '../../../src/main/platform/ports.ts';

/** Tuesday, 17 November 2026, 13:00 in New York. */
export const NOON = Date.UTC(2026, 10, 17, 18, 0, 0);

export interface DayClock extends Clock {
  skip(ms: number): void;
}

export function createDayClock(): DayClock {
  const startedAt = performance.now();
  let skipped = 0;
  return {
    now: () => NOON + skipped + Math.floor(performance.now() - startedAt),
    monotonic: () => performance.now(),
    skip: (ms) => void (skipped += ms),
  };
}
