/** Timers that can all be cancelled at once, so that a stopped simulator leaves nothing behind. */
import type { TimerHandle, Timers } from '../../platform/ports.ts';

export interface ScopedTimers extends Timers {
  cancelAll(): void;
}

/** A scope over `timers`; sleeping callers are rejected by `cancelAll`. */
export function scopeTimers(timers: Timers): ScopedTimers {
  const handles = new Set<TimerHandle>();
  let scope = new AbortController();
  return {
    after(delayMs, ring) {
      const handle = timers.after(delayMs, () => {
        handles.delete(tracked);
        ring();
      });
      const tracked: TimerHandle = {
        cancel: () => {
          handles.delete(tracked);
          handle.cancel();
        },
      };
      handles.add(tracked);
      return tracked;
    },
    every: (periodMs, ring) => {
      const handle = timers.every(periodMs, ring);
      handles.add(handle);
      return handle;
    },
    sleep: (delayMs, signal) =>
      timers.sleep(delayMs, signal === undefined ? scope.signal : AbortSignal.any([signal, scope.signal])),
    cancelAll() {
      for (const handle of [...handles]) handle.cancel();
      handles.clear();
      scope.abort(new Error('The simulator is stopped.'));
      scope = new AbortController();
    },
  };
}
