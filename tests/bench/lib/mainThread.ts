/**
 * Watches how long the main thread is away: a bell that should ring every millisecond, and the distance between its rings in wall time
 * and in this thread's own processor time. The first is what a person feels, the second is what is our doing.
 */
import { percentile } from './stats.ts';

export interface Absence {
  /** Longest distance between two rings, ms of wall time. */
  readonly longest: number;
  readonly p99: number;
  /** Most processor time of this thread between two rings, ms: the longest task that was not the machine's fault. */
  readonly busiest: number;
}

/** Starts watching; the function that is returned ends it. */
export function watchMainThread(): () => Absence {
  const gaps: number[] = [];
  let busiest = 0;
  let at = performance.now();
  let used = usedMs();
  const bell = setInterval(() => {
    const now = performance.now();
    const usedNow = usedMs();
    gaps.push(now - at);
    busiest = Math.max(busiest, Math.min(now - at, usedNow - used));
    at = now;
    used = usedNow;
  }, 1);
  return () => {
    clearInterval(bell);
    gaps.push(performance.now() - at);
    return { longest: gaps.reduce((most, gap) => Math.max(most, gap), 0), p99: percentile(gaps, 0.99), busiest };
  };
}

function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
