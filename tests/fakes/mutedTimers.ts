/**
 * Timers that a dead process no longer hears: after `mute` nothing rings and no sleep ends, as after kill -9.
 */
import type { TimerHandle, Timers } from '../../src/main/platform/ports.ts';

export interface MutableTimers extends Timers {
  mute(): void;
}

/** Passes everything on to `timers` until muted. */
export function createMutableTimers(timers: Timers): MutableTimers {
  let muted = false;
  const handles = new Set<TimerHandle>();
  const keep = (handle: TimerHandle): TimerHandle => {
    handles.add(handle);
    return { cancel: () => (handles.delete(handle), handle.cancel()) };
  };
  const unlessMuted = (ring: () => void) => (): void => {
    if (!muted) ring();
  };
  return {
    after: (delayMs, ring) => keep(timers.after(delayMs, unlessMuted(ring))),
    every: (periodMs, ring) => keep(timers.every(periodMs, unlessMuted(ring))),
    sleep: (delayMs, signal) =>
      muted
        ? new Promise(() => undefined)
        : timers.sleep(delayMs, signal).then(() => (muted ? new Promise<void>(() => undefined) : undefined)),
    mute() {
      muted = true;
      for (const handle of handles) handle.cancel();
    },
  };
}
