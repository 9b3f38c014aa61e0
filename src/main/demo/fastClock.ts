/**
 * The demo's clock: real time times a factor, and a jump that rings every bell on the way. Serves as Clock and Timers for the whole
 * practice in a box. Knows nothing of what it drives but how many requests are under way.
 */
import { createSleep } from '../platform/sleep.ts';
import type { Clock, EpochMs, TimerHandle, Timers } from '../platform/ports.ts';

export interface FastClock extends Clock, Timers {
  readonly speed: number;
  setSpeed(speed: number): void;
  /** Moves forward, ringing due bells in order. Between rings real requests may finish, so that time never outruns them. */
  advance(ms: number): Promise<void>;
  /** Stops ringing for good. */
  stop(): void;
}

export interface FastClockDeps {
  readonly real: Clock;
  readonly realTimers: Timers;
  /** Requests on the way now; while there are any, a jump waits (at most `GRACE_MS` of real time). */
  readonly underWay: () => number;
}

/** A request that takes longer in reality is one that is never answered: virtual time may pass it. */
const GRACE_MS = 400;
/** Delays of the machine's own timers: shorter ones are not worth a timer. */
const SHORTEST_MS = 1;

interface Bell {
  dueAt: number;
  readonly order: number;
  readonly period: number | null;
  readonly ring: () => void;
}

/** A clock that shows `start` (UTC ms) now and runs `speed` times as fast as the real one. */
export function createFastClock(
  deps: FastClockDeps,
  options: { readonly start: EpochMs; readonly speed: number },
): FastClock {
  const bells = createBells();
  const hands = createHands(deps.real, options.speed);
  let wake: TimerHandle | undefined;
  let stopped = false;

  const schedule = (): void => {
    wake?.cancel();
    wake = undefined;
    const next = bells.next();
    if (next === undefined || stopped || hands.standing()) return;
    wake = deps.realTimers.after(Math.max(SHORTEST_MS, (next - hands.elapsed()) / hands.speed()), () => {
      bells.ringUpTo(hands.elapsed());
      schedule();
    });
  };
  const add = (delayMs: number, period: number | null, ring: () => void): TimerHandle => {
    const handle = bells.add(hands.elapsed() + Math.max(0, delayMs), period, ring);
    schedule();
    return handle;
  };

  return {
    get speed() {
      return hands.speed();
    },
    now: () => options.start + Math.round(hands.elapsed()),
    monotonic: hands.elapsed,
    after: (delayMs, ring) => add(delayMs, null, ring),
    every: (periodMs, ring) => add(periodMs, Math.max(1, periodMs), ring),
    sleep: createSleep((delayMs, ring) => add(delayMs, null, ring)),
    setSpeed(speed) {
      hands.setSpeed(speed);
      schedule();
    },
    async advance(ms) {
      const end = hands.hold() + ms;
      try {
        await settle(deps);
        for (let due = bells.next(); due !== undefined && due <= end; due = bells.next()) {
          hands.moveTo(due);
          bells.ringUpTo(hands.elapsed());
          await settle(deps);
        }
        hands.moveTo(end);
      } finally {
        hands.release();
        schedule();
      }
    },
    stop() {
      stopped = true;
      wake?.cancel();
      bells.clear();
    },
  };
}

/** Lets requests under way finish, and the promises behind them. */
async function settle(deps: FastClockDeps): Promise<void> {
  const since = deps.real.monotonic();
  do await deps.realTimers.sleep(SHORTEST_MS);
  while (deps.underWay() > 0 && deps.real.monotonic() - since < GRACE_MS);
}

/** Where virtual time stands: running with the real clock, or held and moved by a jump. */
function createHands(real: Clock, initialSpeed: number) {
  let anchor = { virtual: 0, real: real.monotonic() };
  let speed = initialSpeed;
  let held = false;
  const elapsed = (): number => (held ? anchor.virtual : anchor.virtual + (real.monotonic() - anchor.real) * speed);
  const anchorAt = (virtual: number): void => {
    anchor = { virtual, real: real.monotonic() };
  };
  return {
    elapsed,
    speed: () => speed,
    standing: () => held || speed === 0,
    setSpeed(next: number) {
      anchorAt(elapsed());
      speed = next;
    },
    hold() {
      anchorAt(elapsed());
      held = true;
      return anchor.virtual;
    },
    moveTo(virtual: number) {
      anchorAt(Math.max(anchor.virtual, virtual));
    },
    release() {
      anchorAt(anchor.virtual);
      held = false;
    },
  };
}

/** The bells that wait, by due time. */
function createBells() {
  const bells = new Set<Bell>();
  let order = 0;
  const earliest = (): Bell | undefined => {
    let found: Bell | undefined;
    for (const bell of bells) {
      const sooner = found === undefined || bell.dueAt < found.dueAt;
      if (sooner || (bell.dueAt === found?.dueAt && bell.order < found.order)) found = bell;
    }
    return found;
  };
  return {
    add(dueAt: number, period: number | null, ring: () => void): TimerHandle {
      const bell: Bell = { dueAt, order: (order += 1), period, ring };
      bells.add(bell);
      return { cancel: () => void bells.delete(bell) };
    },
    next: () => earliest()?.dueAt,
    ringUpTo(now: number) {
      for (let bell = earliest(); bell !== undefined && bell.dueAt <= now; bell = earliest()) {
        if (bell.period === null) bells.delete(bell);
        else bell.dueAt = now + bell.period;
        bell.ring();
      }
    },
    clear: () => {
      bells.clear();
    },
  };
}
