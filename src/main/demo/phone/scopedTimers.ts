/**
 * The timers of one life of the phone: all of them end with it.
 */
import type { TimerHandle, Timers } from '../../platform/ports.ts';

/** Timers that can all be cancelled at once, so that a stopped phone leaves nothing behind. */
export function scopeTimers(timers: Timers): Timers & { cancelAll(): void } {
  const handles = new Set<TimerHandle>();
  const track = (handle: TimerHandle): TimerHandle => {
    const tracked = {
      cancel: () => {
        handles.delete(tracked);
        handle.cancel();
      },
    };
    handles.add(tracked);
    return tracked;
  };
  return {
    after(delayMs, ring) {
      const tracked = track(
        timers.after(delayMs, () => {
          handles.delete(tracked);
          ring();
        }),
      );
      return tracked;
    },
    every: (periodMs, ring) => track(timers.every(periodMs, ring)),
    sleep(delayMs, signal) {
      return timers.sleep(delayMs, signal);
    },
    cancelAll() {
      for (const handle of handles) handle.cancel();
    },
  };
}
