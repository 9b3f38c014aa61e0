/**
 * The app's send queue: one message at a time, by priority, then newest or oldest first (capcom6.md 4.7, 8.1, 16.3).
 * Owns the change Pending -> Processed and what the radio reports after it.
 */
import type { Random, TimerHandle, Timers } from '../../platform/ports.ts';
import type { PhoneProfile } from './profiles.ts';
import { partsOf } from './radio.ts';
import type { Radio, RadioDelays, RadioStep } from './radio.ts';
import type { PhoneSettings } from './settings.ts';
import { writeState } from './store.ts';
import type { OutgoingMessage, PhoneMessageState, PhoneStore, Recipient } from './store.ts';

const EXPEDITED = 100;
const PERIODS: Readonly<Record<string, number>> = {
  PerMinute: 60_000,
  Per30Minutes: 1_800_000,
  PerHour: 3_600_000,
  PerDay: 86_400_000,
};

export interface SendWorkerDeps {
  readonly timers: Timers;
  readonly random: Random;
  /** The phone's clock, UTC ms. */
  readonly now: () => number;
  readonly store: PhoneStore;
  readonly settings: PhoneSettings;
  readonly radio: Radio;
  readonly delays: RadioDelays;
  readonly profile: PhoneProfile;
  /** How many SIM cards are in the phone. */
  readonly simCount: () => number;
  /** A number the phone's own check would refuse as "not mobile". */
  readonly isLandline: (number: string) => boolean;
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
        if (process(deps, next)) processedAt.push(deps.now());
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

function pickNext({ store, settings, now }: SendWorkerDeps): OutgoingMessage | null {
  const newestFirst = settings.get('messages.processing_order') !== 'FIFO';
  const time = now();
  let best: OutgoingMessage | null = null;
  for (const message of store.pending) {
    if (message.scheduleAt !== null && message.scheduleAt > time) continue;
    if (best === null || message.priority > best.priority) best = message;
    else if (message.priority === best.priority && newestFirst) best = message;
  }
  return best;
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

/** Takes a message off the queue and hands it to the radio; false when nothing was handed over. */
function process(deps: SendWorkerDeps, message: OutgoingMessage): boolean {
  if (!deps.store.pending.delete(message)) return false; // cancelled while its turn came
  const problem = wholeMessageProblem(deps, message);
  const change = (recipient: Recipient, state: PhoneMessageState, error: string | null): void =>
    writeState(message, recipient, { state, error, at: deps.now() });
  if (problem !== null) {
    for (const recipient of message.recipients) change(recipient, 'Failed', problem);
    return false;
  }
  for (const recipient of message.recipients) {
    const refused = numberProblem(deps, message, recipient);
    if (refused !== null) {
      change(recipient, 'Failed', refused);
      continue;
    }
    change(recipient, 'Processed', null);
    transmit(deps, message, recipient, change);
  }
  return true;
}

function wholeMessageProblem(deps: SendWorkerDeps, message: OutgoingMessage): string | null {
  if (message.validUntil !== null && message.validUntil <= deps.now()) return 'TTL expired';
  if (deps.simCount() === 0) return "Can't send message: No SIMs found";
  if (message.simNumber !== null && message.simNumber > deps.simCount()) {
    return `Can't send message: SIM ${message.simNumber} not found`;
  }
  return message.isEncrypted ? "Can't send message: Passphrase is not set" : null;
}

function numberProblem(deps: SendWorkerDeps, message: OutgoingMessage, recipient: Recipient): string | null {
  if (message.skipPhoneValidation) return null;
  const number = recipient.phoneNumber.replaceAll(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{7,14}$/.test(number) && !/^[2-9]\d{9}$/.test(number)) return 'sendSMS: Invalid phone number';
  return deps.isLandline(recipient.phoneNumber) ? 'sendSMS: Invalid phone number type' : null;
}

function transmit(
  deps: SendWorkerDeps,
  message: OutgoingMessage,
  recipient: Recipient,
  change: (recipient: Recipient, state: PhoneMessageState, error: string | null) => void,
): void {
  const body = message.text ?? message.data?.data ?? '';
  const parts = partsOf(body);
  const text = { id: message.id, to: recipient.phoneNumber, body, parts, simNumber: message.simNumber };
  deps.radio.handOver(text, (step) => {
    if (step.kind === 'delivered' && !message.withDeliveryReport) return;
    const result = resultOf(step, parts, deps.profile);
    if (result !== null) change(recipient, result.state, result.error);
  });
}

/** What one callback of Android does to a recipient's state (capcom6.md 4.3). */
function resultOf(
  step: RadioStep,
  parts: number,
  profile: PhoneProfile,
): { state: PhoneMessageState; error: string | null } | null {
  switch (step.kind) {
    case 'silence':
      return null;
    case 'sent':
      return profile.sentPerPart || step.part === parts ? { state: 'Sent', error: null } : null;
    case 'sentError':
      return { state: 'Failed', error: `Send result: ${step.code}` };
    case 'delivered': {
      const words = `Delivery result from SC +12065550100: ${step.tpStatus}`;
      if (step.tpStatus >= 64) return { state: 'Failed', error: words };
      if (step.tpStatus >= 32) return null;
      return { state: 'Delivered', error: step.tpStatus > 0 ? words : null };
    }
  }
}
