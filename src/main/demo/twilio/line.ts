/**
 * The way of a text from "accepted" to the handset: scheduling, choice of the sender, its queue and rate, validity, states and price
 * (twilio.md 1.1, 10). Owns every change of an outgoing record's state after its creation.
 */
import { countSegments } from '../../../contract/segments.ts';
import type { Random, TimerHandle, Timers } from '../../platform/ports.ts';
import { bareNumber, isWhatsApp, ownNumber } from './account.ts';
import type { OwnNumber, TwilioAccount } from './account.ts';
import type { Air } from './air.ts';
import { within } from './lineTimes.ts';
import type { LineTimes, Range } from './lineTimes.ts';
import { failing, failureWords } from './outcomes.ts';
import type { DeliveryPlan } from './outcomes.ts';
import { isFinal } from './messageStore.ts';
import type { MessageRecord, MessageStatus, MessageStore } from './messageStore.ts';
import type { StatusCallbacks } from './statusCallbacks.ts';

/** Millionths of a US dollar per segment. */
const PRICE_MICROS = 8300;

export interface Walk {
  /** UTC ms at which a scheduled one is taken up; null: at once. */
  readonly sendAt: number | null;
  /** Decided when the text leaves the queue. */
  readonly plan: (record: MessageRecord) => DeliveryPlan;
  /** Pictures to fetch first; resolves with the code of a failure, or null. */
  readonly prepare: ((record: MessageRecord) => Promise<number | null>) | null;
}

export interface Line {
  start(record: MessageRecord, walk: Walk): void;
  /** Takes a scheduled text back; false when it is too late. */
  cancel(record: MessageRecord): boolean;
  /** Texts in the queue of a sender. */
  queued(from: string): number;
}

export interface LineDeps {
  readonly account: TwilioAccount;
  readonly timers: Timers;
  readonly random: Random;
  readonly now: () => number;
  readonly store: MessageStore;
  readonly air: Air;
  readonly callbacks: StatusCallbacks;
  readonly times: LineTimes;
}

interface Journey {
  readonly record: MessageRecord;
  readonly walk: Walk;
}

/** The line of one account. Steps without delay happen at once, in order. */
export function createLine(deps: LineDeps): Line {
  const { account, store, callbacks, times, now } = deps;
  const queues = new Map<string, { length: number; freeAt: number }>();
  const schedules = new Map<string, TimerHandle>();
  const after = (range: Range, next: () => void): void => {
    const ms = within(range, range[1] > range[0] ? deps.random.fraction() : 0);
    if (ms <= 0) next();
    else deps.timers.after(ms, next);
  };
  const queueOf = (from: string): { length: number; freeAt: number } => {
    const queue = queues.get(from) ?? { length: 0, freeAt: 0 };
    queues.set(from, queue);
    return queue;
  };
  const reach = (record: MessageRecord, status: MessageStatus, code: number | null = null, held = false): boolean => {
    const error = code === null ? undefined : { code, words: failureWords(code) };
    if (!store.raise(record, status, error)) return false;
    if (status !== 'sending') callbacks.report(record, held);
    return true;
  };

  const settlePrice = (record: MessageRecord): void => {
    after(times.priceMs, () => {
      record.price = (-(PRICE_MICROS * (record.segments ?? 1)) / 1_000_000).toFixed(5);
      record.dateUpdated = now();
    });
  };
  const takeSteps = (record: MessageRecord, plan: DeliveryPlan, step: number): void => {
    const status = plan.statuses[step];
    if (status === undefined) return;
    const fails = status === 'undelivered' || status === 'failed';
    if (status === 'sent' && plan.onAir) transmit(deps, record);
    reach(record, status, fails ? plan.code : null, plan.reordered && status === 'sent');
    if (status === 'sent') settlePrice(record);
    const next = plan.statuses[step + 1];
    if (next === undefined) return;
    after(next === 'read' ? times.readMs : times.deliveredMs, () => takeSteps(record, plan, step + 1));
  };
  const leaveQueue = ({ record, walk }: Journey): void => {
    if (isFinal(record.status)) return;
    const plan = account.status === 'active' ? walk.plan(record) : failing(['failed'], 30002);
    if (plan.stuck) return expireLater(record);
    reach(record, 'sending');
    after(times.sentMs, () => takeSteps(record, plan, 0));
  };
  const expireLater = (record: MessageRecord): void => {
    deps.timers.after(Math.max(0, record.expiresAt - now()), () => void reach(record, 'failed', 30036));
  };
  const enqueue = (journey: Journey): void => {
    const { record } = journey;
    const from = record.from ?? '';
    const queue = queueOf(from);
    const slot = Math.max(now(), queue.freeAt);
    if (slot > record.expiresAt) return expireLater(record);
    queue.freeAt = slot + ((record.segments ?? 1) * 1000) / rateOf(times, ownNumber(account, from));
    queue.length += 1;
    after([slot - now(), slot - now()], () => {
      queue.length -= 1;
      leaveQueue(journey);
    });
  };
  const chooseSender = (journey: Journey): void => {
    const { record } = journey;
    record.from ??= senderFor(account, record);
    if (record.from === null) return void reach(record, 'failed', 21703);
    record.segments = segmentsOf(record);
    reach(record, 'queued');
    enqueue(journey);
  };
  const accept = (journey: Journey): void => {
    schedules.delete(journey.record.sid);
    if (journey.record.serviceSid === null) enqueue(journey);
    else after(times.acceptedMs, () => chooseSender(journey));
  };
  const prepared = (journey: Journey): void => {
    const { record, walk } = journey;
    if (walk.prepare === null) return accept(journey);
    void walk.prepare(record).then((code) => {
      if (code === null) accept(journey);
      else reach(record, 'failed', code);
    });
  };

  return {
    start(record, walk) {
      const journey = { record, walk };
      if (walk.sendAt === null) return prepared(journey);
      schedules.set(
        record.sid,
        deps.timers.after(walk.sendAt - now(), () => prepared(journey)),
      );
    },
    cancel(record) {
      if (!reach(record, 'canceled')) return false;
      schedules.get(record.sid)?.cancel();
      schedules.delete(record.sid);
      return true;
    },
    queued: (from) => queues.get(from)?.length ?? 0,
  };
}

function transmit({ air, now }: LineDeps, record: MessageRecord): void {
  air.transmit({
    sid: record.sid,
    from: record.from ?? '',
    to: record.to,
    body: record.body,
    segments: record.segments ?? 1,
    media: record.media.map(({ contentType, sizeBytes }) => ({ contentType, sizeBytes })),
    at: now(),
  });
}

/** Segments as the record counts them; a text with pictures is one message. */
export function segmentsOf(record: { readonly body: string; readonly numMedia: number; readonly to: string }): number {
  return record.numMedia > 0 || isWhatsApp(record.to) ? 1 : Math.max(1, countSegments(record.body).parts);
}

/** A sticky sender of the pool: the same person always gets the same number. */
function senderFor(account: TwilioAccount, record: MessageRecord): string | null {
  const channel = isWhatsApp(record.to);
  const pool = account.numbers.filter(
    (number) => number.serviceSid === record.serviceSid && (!channel || number.whatsApp),
  );
  const digits = Number(bareNumber(record.to).replace(/\D/g, '').slice(-6));
  const chosen = pool[digits % Math.max(1, pool.length)];
  return chosen === undefined ? null : `${channel ? 'whatsapp:' : ''}${chosen.phoneNumber}`;
}

/** Segments per second (twilio.md 10). */
function rateOf(times: LineTimes, own: OwnNumber | undefined): number {
  return own === undefined ? times.rates.local : times.rates[own.kind];
}
