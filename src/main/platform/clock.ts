/**
 * The machine's clock. Owns the only reads of the system time in the core; decides nothing about it.
 */
import type { Clock } from './ports.ts';

/** The real clock: wall time in UTC ms, and a monotonic reading that no clock change can move back. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
  };
}
