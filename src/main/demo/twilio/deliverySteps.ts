/**
 * The last part of a text's way, after its sender's queue: on air, its states with their callbacks, its price (twilio.md 1.1).
 * Carries a plan out; never chooses one.
 */
import type { Random, Timers } from '../../platform/ports.ts';
import type { Air } from './air.ts';
import { within } from './lineTimes.ts';
import type { LineTimes, Range } from './lineTimes.ts';
import type { MessageRecord, MessageStatus, MessageStore } from './messageStore.ts';
import { failureWords } from './outcomes.ts';
import type { DeliveryPlan } from './outcomes.ts';
import type { StatusCallbacks } from './statusCallbacks.ts';

/** Millionths of a US dollar per segment. */
const PRICE_MICROS = 8300;

export interface StepDeps {
  readonly timers: Timers;
  readonly random: Random;
  readonly now: () => number;
  readonly store: MessageStore;
  readonly air: Air;
  readonly callbacks: StatusCallbacks;
  readonly times: LineTimes;
}

export interface DeliverySteps {
  /** After a length drawn from the range; without a delay at once. */
  after(range: Range, next: () => void): void;
  /** Raises the state and tells the webhook; false when it is not upwards. `code` of a failure. */
  reach(record: MessageRecord, status: MessageStatus, code?: number | null): boolean;
  /** From sending to the end of the plan. */
  deliver(record: MessageRecord, plan: DeliveryPlan): void;
}

/** Steps of one account. */
export function createDeliverySteps(deps: StepDeps): DeliverySteps {
  const { store, callbacks, times, now } = deps;
  const after = (range: Range, next: () => void): void => {
    const ms = within(range, range[1] > range[0] ? deps.random.fraction() : 0);
    if (ms <= 0) next();
    else deps.timers.after(ms, next);
  };
  const reach = (record: MessageRecord, status: MessageStatus, code: number | null = null, held = false): boolean => {
    const error = code === null ? undefined : { code, words: failureWords(code) };
    if (!store.raise(record, status, error)) return false;
    // "sending" is hardly ever called back (twilio.md 1.1).
    if (status !== 'sending') callbacks.report(record, held);
    return true;
  };
  const settlePrice = (record: MessageRecord): void => {
    after(times.priceMs, () => {
      record.price = (-(PRICE_MICROS * (record.segments ?? 1)) / 1_000_000).toFixed(5);
      record.dateUpdated = now();
    });
  };
  const take = (record: MessageRecord, plan: DeliveryPlan, step: number): void => {
    const status = plan.statuses[step];
    if (status === undefined) return;
    const sent = status === 'sent';
    const fails = status === 'undelivered' || status === 'failed';
    if (sent && plan.onAir) deps.air.transmit(airText(record, now()));
    reach(record, status, fails ? plan.code : null, plan.reordered && sent);
    if (sent) settlePrice(record);
    const next = plan.statuses[step + 1];
    if (next !== undefined)
      after(next === 'read' ? times.readMs : times.deliveredMs, () => take(record, plan, step + 1));
  };
  return {
    after,
    reach: (record, status, code) => reach(record, status, code),
    deliver(record, plan) {
      reach(record, 'sending');
      after(times.sentMs, () => take(record, plan, 0));
    },
  };
}

function airText(record: MessageRecord, at: number): Parameters<Air['transmit']>[0] {
  const { sid, to, text: body } = record;
  const media = record.media.map(({ contentType, sizeBytes }) => ({ contentType, sizeBytes }));
  return { sid, to, body, media, at, from: record.from ?? '', segments: record.segments ?? 1 };
}
