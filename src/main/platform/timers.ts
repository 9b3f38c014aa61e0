/**
 * The machine's timers. Owns setTimeout for the core, and hides its limit: a delay over 2^31-1 ms would ring at once,
 * so long delays are walked in legs.
 */
import type { TimerHandle, Timers } from './ports.ts';
import { createSleep } from './sleep.ts';

const LONGEST_LEG_MS = 2 ** 31 - 1;

/** The real timers. A period rings from its start without catching up: missed rings are not made up for. */
export function createSystemTimers(): Timers {
  return { after, every, sleep: createSleep(after) };
}

function after(delayMs: number, ring: () => void): TimerHandle {
  let left = Math.max(0, delayMs);
  let timeout: NodeJS.Timeout;
  const walk = (): void => {
    const leg = Math.min(left, LONGEST_LEG_MS);
    left -= leg;
    timeout = setTimeout(left > 0 ? walk : ring, leg);
  };
  walk();
  return { cancel: () => clearTimeout(timeout) };
}

function every(periodMs: number, ring: () => void): TimerHandle {
  // A period of zero would spin; 1 ms is the shortest that setInterval itself honours.
  const period = Math.max(1, periodMs);
  let current: TimerHandle;
  const next = (): void => {
    current = after(period, () => {
      next();
      ring();
    });
  };
  next();
  return { cancel: () => current.cancel() };
}
