/** The limits of a consumer SIM as the jobs keep them: over restarts, with words, and without starving anybody. */
import { describe, expect, test } from 'vitest';
import type { LineLimits } from '../../src/main/domain/sendLimits/limits.ts';
import { clearedKey } from '../../src/main/jobs/line.ts';
import { fictionNumber } from './seed.ts';
import { World } from './world.ts';
import type { WorldOptions } from './world.ts';

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const NONE: LineLimits = {
  perHalfHour: null,
  recipientsPerDay: null,
  sameTextPerHour: null,
  failuresInARow: null,
  spread: 0,
};

const worldWith = (line: Partial<LineLimits>, options: WorldOptions = {}): Promise<World> =>
  World.create({ ...options, limits: { line: { ...NONE, ...line } } });
const sent = (world: World): string[] => world.gateway.transmissions.map(({ id }) => id);
const many = (count: number, more: { body?: string; priority?: number; trigger?: 'automatic' | 'manual' } = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}`, to: fictionNumber(index), ...more }));
/** So many parts of 153 characters. */
const long = (parts: number): string => 'x'.repeat(153 * parts - 10);

describe("Android's half hour", () => {
  test('lets so many parts out and no more; the rest waits in its order, with words, and leaves by itself', async () => {
    const world = await worldWith({ perHalfHour: 5 });
    world.start();
    world.queue(...many(12));
    await world.run(5 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2', 't3', 't4']);
    expect(world.message('t5')).toMatchObject({ status: 'queued', reasonCode: 'halfHourFull' });
    await world.run(HALF_HOUR, 1_000);
    expect(sent(world)).toHaveLength(10);
    await world.run(HALF_HOUR, 1_000);
    expect(sent(world)).toEqual(many(12).map(({ id }) => id));
  });

  test('is counted in rows: a restart opens it no earlier', async () => {
    const world = await worldWith({ perHalfHour: 3 });
    world.start();
    world.queue(...many(6));
    await world.run(2 * MINUTE, 1_000);
    await world.restart();
    await world.run(20 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2']);
  });

  test('holds answers to people who wait as well, and lets them out first', async () => {
    const world = await worldWith({ perHalfHour: 2 });
    world.start();
    world.queue(...many(4));
    await world.run(2 * MINUTE, 1_000);
    world.queue({ id: 'answer', to: fictionNumber(50), priority: 100 });
    await world.run(20 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1']);
    await world.run(12 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 'answer', 't2']);
  });

  test('a long text waits for its own parts, nothing of its kind overtakes it, an answer that fits does', async () => {
    const world = await worldWith({ perHalfHour: 5 });
    world.start();
    world.queue(
      ...many(3),
      { id: 'long', to: fictionNumber(40), body: long(4) },
      { id: 'short', to: fictionNumber(41) },
    );
    await world.run(2 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2']);
    expect(world.message('long')).toMatchObject({ status: 'queued', reasonCode: 'halfHourFull' });
    world.queue({ id: 'answer', to: fictionNumber(42), priority: 100 });
    await world.run(2 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2', 'answer']);
    await world.run(2 * HALF_HOUR, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2', 'answer', 'long', 'short']);
  });

  test('spills over to another route where that is allowed', async () => {
    const line = { ...NONE, perHalfHour: 1 };
    const world = await World.create({ limitsOf: (id) => (id === 'phone-1' ? { line } : {}) });
    const twilio = world.addGateway({ id: 'twilio-1' });
    world.write((tx) => tx.settings.set('routing', { spill: true }, world.clock.now()));
    world.start();
    world.queue(...many(3));
    await world.run(3 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0']);
    expect(twilio.transmissions.map(({ id }) => id)).toEqual(['t1', 't2']);
    expect(world.message('t1').eventData).toMatchObject({ routedBy: 'spill' });
  });
});

describe('different people in a day', () => {
  test('are so many; those of today may be texted again, an answer goes to anybody, the rest leaves tomorrow', async () => {
    const world = await worldWith({ recipientsPerDay: 2 });
    world.start();
    world.queue(...many(3));
    await world.run(2 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1']);
    expect(world.message('t2')).toMatchObject({ status: 'queued', reasonCode: 'recipientsFull' });
    world.queue(
      { id: 'again', to: fictionNumber(0) },
      { id: 'answer', to: fictionNumber(9), trigger: 'reply', priority: 100 },
    );
    await world.run(2 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 'answer', 'again']);
    await world.run(16 * 60 * MINUTE, MINUTE);
    expect(sent(world)).toEqual(['t0', 't1', 'answer', 'again', 't2']);
  });
});

describe('the same words', () => {
  test('go to so many people an hour; other words pass', async () => {
    const world = await worldWith({ sameTextPerHour: 3 });
    world.start();
    world.queue(...many(8, { body: 'We are closed today.' }), { id: 'other', to: fictionNumber(30) });
    await world.run(5 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2', 'other']);
    expect(world.message('t3')).toMatchObject({ status: 'queued', reasonCode: 'sameText' });
    await world.run(60 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2', 'other', 't3', 't4', 't5']);
  });
});

describe('failures in a row', () => {
  async function failing(): Promise<World> {
    const world = await worldWith({ failuresInARow: 3 });
    world.start();
    world.write((tx) => {
      for (const [index, id] of ['f0', 'f1', 'f2'].entries())
        seedFailed(tx, id, world.clock.now() - 3_000 + index * 1_000);
    });
    return world;
  }

  /** A text that was handed to the phone, and that it could not send. */
  function seedFailed(tx: Parameters<Parameters<World['write']>[0]>[0], id: string, at: number): void {
    const index = Number(id.slice(1)) + 60;
    const conversationId = `conv-${id}`;
    tx.conversations.insert({
      id: conversationId,
      address: fictionNumber(index),
      status: 'done',
      unread: 0,
      sortAt: at,
      lastAt: at,
      lastMessageId: null,
      lastPreview: '',
      lastDirection: 'none',
      lastStatus: null,
      lastInboundAt: null,
      waitingSince: null,
      failed: true,
      attention: null,
      snoozedUntil: null,
      backFromSnooze: false,
      people: [],
      peopleMore: 0,
      canText: 'yes',
      visitReply: null,
      nextVisitAt: null,
      createdAt: at,
    });
    const base = {
      conversationId,
      direction: 'out',
      kind: 'reminder',
      body: id,
      purpose: 'care',
      createdAt: at,
    } as const;
    tx.messages.insert({ ...base, id, status: 'failed', reasonCode: 'noSignal', sentAt: at, gatewayId: 'phone-1' });
    const job = { id: `job-${id}`, messageId: id, dedupeKey: id, lane: fictionNumber(index), priority: 0 };
    tx.outbox.enqueue({ ...job, runAt: at, sendBy: null, gatewayId: 'phone-1' }, at);
    tx.outbox.transition(job.id, ['ready'], { state: 'done' }, at);
    const attempt = { id: `att-${id}`, jobId: job.id, messageId: id, number: 1, gatewayId: 'phone-1', claimedAt: at };
    tx.outbox.beginAttempt(attempt);
    tx.outbox.finishAttempt(attempt.id, { outcome: 'accepted', finishedAt: at });
  }

  test('stop automatic texts, with words; a person may still text, and that it goes out ends it', async () => {
    const world = await failing();
    world.queue({ id: 'reminder', to: fictionNumber(1), trigger: 'automatic' });
    await world.run(5 * MINUTE, 1_000);
    expect(sent(world)).toEqual([]);
    expect(world.message('reminder')).toMatchObject({ status: 'queued', reasonCode: 'sendsFail' });
    world.queue({ id: 'byHand', to: fictionNumber(2), trigger: 'manual', priority: 10 });
    await world.run(2 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['byHand', 'reminder']);
  });

  test('let one through after a quarter of an hour; the others follow when it went out', async () => {
    const world = await failing();
    world.queue(...many(4, { trigger: 'automatic' }));
    await world.run(14 * MINUTE, 1_000);
    expect(sent(world)).toEqual([]);
    await world.run(3 * MINUTE, 1_000);
    expect(sent(world)).toEqual(['t0', 't1', 't2', 't3']);
  });

  test('are forgiven by a person who has looked after the phone', async () => {
    const world = await failing();
    world.queue({ id: 'reminder', to: fictionNumber(1), trigger: 'automatic' });
    await world.run(MINUTE, 1_000);
    world.write((tx) => {
      tx.settings.set(clearedKey('phone-1'), world.clock.now(), world.clock.now());
      tx.changed('gateway.changed', 'phone-1');
    });
    await world.run(MINUTE, 1_000);
    expect(sent(world)).toEqual(['reminder']);
  });
});
