/**
 * Notices that the computer slept or that somebody moved its clock: compares the wall clock, the monotonic clock and the beat of its own
 * timer. Decides nothing; the catch-up does.
 */
import type { Clock, TimerHandle, Timers } from '../platform/ports.ts';

export type ClockEvent =
  /** All is well. */
  | { readonly kind: 'agreed' }
  /** The timer rang much later than asked: the computer slept. */
  | { readonly kind: 'slept'; readonly ms: number }
  /** Wall and monotonic clock went different ways: the clock was set, or this system's monotonic clock stops in sleep. */
  | { readonly kind: 'jumped'; readonly ms: number };

const BEAT_MS = 5_000;
/** Clocks may drift this far between two beats (architecture.md, decision 6), ms. */
export const JUMP_MS = 5_000;
/** A beat this much too late was a sleep, not a busy moment, ms. */
const LATE_MS = 30_000;

/** Watches until cancelled. */
export function watchClocks(
  deps: { readonly clock: Clock; readonly timers: Timers },
  onEvent: (event: ClockEvent) => void,
): TimerHandle {
  let wall = deps.clock.now();
  let steady = deps.clock.monotonic();
  return deps.timers.every(BEAT_MS, () => {
    const nextWall = deps.clock.now();
    const nextSteady = deps.clock.monotonic();
    const steadyMs = nextSteady - steady;
    const drift = nextWall - wall - steadyMs;
    wall = nextWall;
    steady = nextSteady;
    if (Math.abs(drift) > JUMP_MS) onEvent({ kind: 'jumped', ms: drift });
    else if (steadyMs > BEAT_MS + LATE_MS) onEvent({ kind: 'slept', ms: steadyMs });
    else onEvent({ kind: 'agreed' });
  });
}
