/**
 * The way of a text from its creation to its sender's queue: scheduling, pictures, choice of the sender, validity (twilio.md 1, 10).
 * What follows is in `deliverySteps.ts`.
 */
import { countSegments } from '../../../contract/segments.ts';
import type { TimerHandle } from '../../platform/ports.ts';
import { bareNumber, isWhatsApp, ownNumber } from './account.ts';
import type { OwnNumber, TwilioAccount } from './account.ts';
import { createDeliverySteps } from './deliverySteps.ts';
import type { StepDeps } from './deliverySteps.ts';
import type { LineTimes } from './lineTimes.ts';
import { isFinal } from './messageStore.ts';
import type { MessageRecord } from './messageStore.ts';
import { failing } from './outcomes.ts';
import type { DeliveryPlan } from './outcomes.ts';
import { createSenderQueues } from './senderQueues.ts';

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

export interface LineDeps extends StepDeps {
  readonly account: TwilioAccount;
}

/** The line of one account. Steps without delay happen at once, in order. */
export function createLine(deps: LineDeps): Line {
  const { account, timers, times, now } = deps;
  const { after, reach, deliver } = createDeliverySteps(deps);
  const queues = createSenderQueues(timers, now);
  const schedules = new Map<string, TimerHandle>();

  const expireLater = (record: MessageRecord): void => {
    timers.after(Math.max(0, record.expiresAt - now()), () => void reach(record, 'failed', 30_036));
  };
  const leaveQueue = (record: MessageRecord, walk: Walk): void => {
    if (isFinal(record.status)) return;
    const plan = account.status === 'active' ? walk.plan(record) : failing(['failed'], 30_002);
    if (plan.stuck) expireLater(record);
    else deliver(record, plan);
  };
  const enqueue = (record: MessageRecord, walk: Walk): void => {
    const from = record.from ?? '';
    if (queues.turnOf(from) > record.expiresAt) return expireLater(record);
    const text = { segments: record.segments ?? 1, perSecond: rateOf(times, ownNumber(account, from)) };
    queues.join(from, text, () => leaveQueue(record, walk));
  };
  const chooseSender = (record: MessageRecord, walk: Walk): void => {
    record.from ??= senderFor(account, record);
    if (record.from === null) return void reach(record, 'failed', 21_703);
    record.segments = segmentsOf(record);
    reach(record, 'queued');
    enqueue(record, walk);
  };
  const accept = (record: MessageRecord, walk: Walk): void => {
    if (record.serviceSid === null || record.direction !== 'outbound-api') enqueue(record, walk);
    else after(times.acceptedMs, () => chooseSender(record, walk));
  };
  const prepare = (record: MessageRecord, walk: Walk): void => {
    schedules.delete(record.sid);
    if (walk.prepare === null) return accept(record, walk);
    void walk.prepare(record).then((code) => {
      if (code === null) accept(record, walk);
      else reach(record, 'failed', code);
    });
  };

  return {
    start(record, walk) {
      if (walk.sendAt === null) return prepare(record, walk);
      schedules.set(
        record.sid,
        timers.after(walk.sendAt - now(), () => prepare(record, walk)),
      );
    },
    cancel(record) {
      if (!reach(record, 'canceled')) return false;
      schedules.get(record.sid)?.cancel();
      schedules.delete(record.sid);
      return true;
    },
    queued: queues.length,
  };
}

/** Segments as the record counts them; a text with pictures is one message. */
export function segmentsOf(record: { readonly text: string; readonly numMedia: number; readonly to: string }): number {
  return record.numMedia > 0 || isWhatsApp(record.to) ? 1 : Math.max(1, countSegments(record.text).parts);
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
