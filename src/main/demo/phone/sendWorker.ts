/**
 * The app's send queue: one message at a time, by priority, then newest or oldest first (capcom6.md 4.7, 8.1, 16.3).
 * Owns whose turn it is and when; handing a text to the radio is handOver's.
 */
import type { Random, TimerHandle, Timers } from '../../platform/ports.ts';
import { handOver } from './handOver.ts';
import type { HandOverDeps } from './handOver.ts';
import type { RadioDelays } from './radio.ts';
import type { OutgoingMessage } from './store.ts';

const EXPEDITED = 100;
const PERIODS: Readonly<Record<string, number>> = {
  PerMinute: 60_000,
  Per30Minutes: 1_800_000,
  PerHour: 3_600_000,
  PerDay: 86_400_000,
};

export interface SendWorkerDeps extends HandOverDeps {
  readonly timers: Timers;
  readonly random: Random;
  readonly delays: RadioDelays;
}

export interface SendWorker {
  /** Looks for work, unless it is busy or held. */
  wake(): void;
  /** Held, everything stays Pending. */
  hold(on: boolean): void;
  /** Forgets what it was doing, as a reboot does. */
  reset(): void;
}

/** The worker of one phone. */
export function createSendWorker(deps: SendWorkerDeps): SendWorker {
  const processedAt: number[] = [];
  let busy = false;
  let held = false;
  let lastPriority = Number.NEGATIVE_INFINITY;
  let scheduled: TimerHandle | null = null;

  const pauseFor = (ms: number, then: () => void): void => {
    busy = true;
    deps.timers.after(ms, () => {
      busy = false;
      then();
    });
  };
  const wake = (): void => {
    while (!busy && !held) {
      const next = pickNext(deps);
      if (next === null) return waitForScheduled();
      const expedited = next.priority >= EXPEDITED && next.priority > lastPriority;
      const pause = expedited ? 0 : limitPause(deps, processedAt);
      if (pause > 0) return pauseFor(pause, wake);
      lastPriority = next.priority;
      const finish = (): void => {
        if (handOver(deps, next)) processedAt.push(deps.now());
        const delay = expedited ? 0 : randomDelay(deps);
        if (delay > 0) pauseFor(delay, wake);
      };
      if (deps.delays.processedMs <= 0) finish();
      else
        return pauseFor(deps.delays.processedMs, () => {
          finish();
          wake();
        });
    }
  };
  const waitForScheduled = (): void => {
    scheduled?.cancel();
    const times = [...deps.store.pending].flatMap((message) =>
      message.scheduleAt === null ? [] : [message.scheduleAt],
    );
    if (times.length > 0) scheduled = deps.timers.after(Math.max(0, Math.min(...times) - deps.now()), wake);
  };

  return {
    wake,
    hold: (on) => {
      held = on;
      wake();
    },
    reset: () => {
      busy = false;
      scheduled = null;
    },
  };
}

/** The next in order whose time has come. Before 1.74.1 one that waits for its time keeps back what is behind it. */
function pickNext({ store, settings, now, profile }: SendWorkerDeps): OutgoingMessage | null {
  const newestFirst = settings.get('messages.processing_order') !== 'FIFO';
  const time = now();
  const isAhead = ({ scheduleAt }: OutgoingMessage): boolean => scheduleAt !== null && scheduleAt > time;
  let best: OutgoingMessage | null = null;
  for (const message of store.pending) {
    if (isAhead(message) && profile.scheduling !== 'blocksQueue') continue;
    if (best === null || message.priority > best.priority) best = message;
    else if (message.priority === best.priority && newestFirst) best = message;
  }
  return best === null || isAhead(best) ? null : best;
}

/** How long the app's own limit makes it wait: a full period after the last message, plus a second. */
function limitPause({ settings, now }: SendWorkerDeps, processedAt: number[]): number {
  const period = PERIODS[String(settings.get('messages.limit_period'))];
  const limit = settings.number('messages.limit_value') ?? 0;
  if (period === undefined || limit <= 0) return 0;
  const time = now();
  const inPeriod = processedAt.filter((at) => at > time - period);
  const last = inPeriod.at(-1);
  return last === undefined || inPeriod.length < limit ? 0 : last + period + 1000 - time;
}

function randomDelay({ settings, random }: SendWorkerDeps): number {
  const most = settings.number('messages.send_interval_max');
  const least = settings.number('messages.send_interval_min') ?? 0;
  return most === null || most < least ? 0 : (least + random.fraction() * (most - least)) * 1000;
}
