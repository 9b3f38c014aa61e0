/**
 * The PC of the demo as the program sees it: while it sleeps, its timers do not ring and its steady clock stands, as on a real PC.
 * The phone and the patients have their own time and go on.
 */
import { createSleep } from '../platform/sleep.ts';
import type { Clock, TimerHandle, Timers } from '../platform/ports.ts';

export interface SleepingPc extends Clock, Timers {
  setAsleep(asleep: boolean): void;
}

export function createSleepingPc(world: Clock & Timers): SleepingPc {
  const missed = new Set<() => void>();
  let asleepSince: number | null = null;
  let sleptMs = 0;

  /** A bell that fell into the sleep rings once, at waking. */
  const whenAwake =
    (ring: () => void): (() => void) =>
    () => {
      if (asleepSince === null) ring();
      else missed.add(ring);
    };
  const guard = (handle: TimerHandle, ring: () => void): TimerHandle => ({
    cancel: () => {
      missed.delete(ring);
      handle.cancel();
    },
  });

  const after = (delayMs: number, ring: () => void): TimerHandle => guard(world.after(delayMs, whenAwake(ring)), ring);
  return {
    now: () => world.now(),
    monotonic: () => (asleepSince ?? world.monotonic()) - sleptMs,
    after,
    every: (periodMs, ring) => guard(world.every(periodMs, whenAwake(ring)), ring),
    sleep: createSleep(after),
    setAsleep(asleep) {
      if (asleep === (asleepSince !== null)) return;
      if (asleep) {
        asleepSince = world.monotonic();
        return;
      }
      sleptMs += world.monotonic() - (asleepSince ?? world.monotonic());
      asleepSince = null;
      const rings = [...missed];
      missed.clear();
      for (const ring of rings) ring();
    },
  };
}
