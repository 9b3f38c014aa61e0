/**
 * A clock and timers that move only when a test says so. One object serves both ports.
 * `advance` rings what is due in order and lets promises settle between rings, so code under test runs as it would.
 */
import { createSleep } from '../../src/main/platform/sleep.ts';
import type { Clock, TimerHandle, Timers } from '../../src/main/platform/ports.ts';

/** Friday, 20 November 2026, 09:00 in New York. */
export const DEFAULT_START = Date.UTC(2026, 10, 20, 14, 0, 0);

export interface VirtualClock extends Clock, Timers {
  /** Moves both clocks on by `ms`, ringing due timers in order; resolves once their work has settled. */
  advance(ms: number): Promise<void>;
  /** Moves to an instant (UTC ms) that is not in the past, as `advance` does. */
  advanceTo(instant: number): Promise<void>;
  /** Changes wall time only, as NTP or a person does. Timers and `monotonic` take no notice. */
  jumpWallClock(ms: number): void;
  /** Moves both clocks without ringing anything, as a sleeping PC does; overdue timers ring on the next `advance`. */
  sleepThrough(ms: number): void;
  /** Lets pending promises and I/O callbacks run without moving time. */
  settle(): Promise<void>;
  /** How many timers wait. */
  pendingTimers(): number;
}

interface Bell {
  dueAt: number;
  readonly order: number;
  readonly period: number | null;
  readonly ring: () => void;
}

/** A virtual clock that shows `start` (UTC ms) until advanced. */
export function createVirtualClock(options: { readonly start?: number } = {}): VirtualClock {
  let wall = options.start ?? DEFAULT_START;
  let steady = 0;
  let order = 0;
  const bells = new Set<Bell>();

  const add = (delayMs: number, period: number | null, ring: () => void): TimerHandle => {
    const bell: Bell = { dueAt: steady + Math.max(0, delayMs), order: (order += 1), period, ring };
    bells.add(bell);
    return { cancel: () => void bells.delete(bell) };
  };
  const move = (ms: number): void => {
    steady += ms;
    wall += ms;
  };
  const ringBell = (bell: Bell): void => {
    if (bell.period === null) bells.delete(bell);
    else bell.dueAt = steady + bell.period;
    bell.ring();
  };
  const advance = async (ms: number): Promise<void> => {
    const end = steady + ms;
    await settle();
    for (let bell = earliest(bells, end); bell !== undefined; bell = earliest(bells, end)) {
      move(Math.max(0, bell.dueAt - steady));
      ringBell(bell);
      await settle();
    }
    move(end - steady);
    await settle();
  };

  return {
    now: () => wall,
    monotonic: () => steady,
    after: (delayMs, ring) => add(delayMs, null, ring),
    every: (periodMs, ring) => add(periodMs, Math.max(1, periodMs), ring),
    sleep: createSleep((delayMs, ring) => add(delayMs, null, ring)),
    advance,
    advanceTo: (instant) => advance(instant - wall),
    jumpWallClock: (ms) => void (wall += ms),
    sleepThrough: move,
    settle,
    pendingTimers: () => bells.size,
  };
}

function earliest(bells: ReadonlySet<Bell>, until: number): Bell | undefined {
  let found: Bell | undefined;
  for (const bell of bells) {
    if (bell.dueAt > until) continue;
    if (found === undefined || bell.dueAt < found.dueAt || (bell.dueAt === found.dueAt && bell.order < found.order)) {
      found = bell;
    }
  }
  return found;
}

/** A few turns of the event loop: enough for chains of promises; real I/O is awaited by the test itself. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}
