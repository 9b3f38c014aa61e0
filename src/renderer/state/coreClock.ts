/**
 * The time of the core, as this page knows it: the clocks of the two may differ, and the demo's clock runs fast.
 * Relative words ("2 min", "Today") must use this, never the PC's own clock.
 */

export interface CoreClock {
  /** UTC milliseconds now, by the core's clock. */
  now(): number;
  /** The core said that it is `now`, running at `speed` virtual ms per real one. */
  sync(now: number, speed?: number): void;
  /** Milliseconds of the core in one real one: 1, or more in the demo. */
  speed(): number;
  /** Told after each `sync`: what was worded with the old time is wrong now. Returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** A clock that follows `wall` (UTC ms) until the core says otherwise; `monotonic` in ms measures what has passed since. */
export function createCoreClock(deps: { wall: () => number; monotonic: () => number }): CoreClock {
  let known: { at: number; mark: number; speed: number } | undefined;
  const listeners = new Set<() => void>();
  return {
    now() {
      return known ? Math.round(known.at + (deps.monotonic() - known.mark) * known.speed) : deps.wall();
    },
    sync(now, speed = known?.speed ?? 1) {
      known = { at: now, mark: deps.monotonic(), speed };
      for (const listener of listeners) listener();
    },
    speed: () => known?.speed ?? 1,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
