/**
 * Dies at every named place, the first time and the third, starts again on the same data, and looks at what the gateway put on the air.
 */
import { describe, expect, test } from 'vitest';
import { CRASH_POINTS } from '../../src/main/jobs/crashPoints.ts';
import type { CrashPointName } from '../../src/main/jobs/crashPoints.ts';
import type { IncomingText } from '../../src/main/providers/gateway.ts';
import { createSignedHooks } from '../fakes/signedHooks.ts';
import { fictionNumber, seedReminder } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const TEXTS = 12;

/** Work that passes every crash point: sends, lost answers, reports, texts coming in, a reminder, and something too late. */
async function busyWorld(): Promise<World> {
  const hooks = createSignedHooks('key');
  const world = await World.create({ gateway: { pageSize: 3 }, hooksOf: async () => hooks });
  // Two answers are lost after the text went out, two before; each only once.
  const lost = new Set(['t1', 't4', 't6', 't9']);
  world.gateway.onSend(({ id }) => (lost.delete(id) ? (id < 't5' ? 'acceptSilently' : 'loseBefore') : 'accept'));
  const now = world.clock.now();
  for (let index = 0; index < TEXTS; index += 1) world.queue({ id: `t${index}`, to: fictionNumber(index % 4) });
  world.queue({ id: 'late', to: fictionNumber(50), sendBy: now - 1 });
  world.queue({ id: 'free', to: fictionNumber(60), gatewayId: null });
  world.write((tx) => {
    for (let index = 0; index < 3; index += 1) {
      seedReminder(tx, {
        id: `r${index}`,
        number: fictionNumber(20 + index),
        dueAt: now - 1,
        sendBy: now + 60 * MINUTE,
        now,
      });
    }
  });
  for (let index = 0; index < 8; index += 1) {
    const text = world.gateway.receive(fictionNumber(30 + (index % 3)), `Text ${index}`);
    // Half of them are posted as well, and more of those than fit in one commit.
    if (index % 2 === 0) for (const copy of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) postText(world, text, copy);
  }
  return world;
}

function postText(world: World, text: IncomingText, copy: string): void {
  const eventKey = `${text.gatewayMessageId}${copy}`;
  const body = Buffer.from(JSON.stringify({ id: eventKey, texts: [text] }));
  const event = { gatewayId: 'phone-1', eventKey, target: '/phone-1', contentType: 'application/json', body };
  world.write((tx) => void tx.hookEvents.add({ ...event, receivedAt: world.clock.now() }));
}

function expectAllDone(world: World): void {
  const wanted = [...Array.from({ length: TEXTS }, (_, index) => `t${index}`), 'free', 'msg-r0', 'msg-r1', 'msg-r2'];
  const sent = world.gateway.transmissions.map((one) => one.id);
  expect(sent.toSorted()).toEqual(wanted.toSorted());
  for (const id of wanted) expect(world.message(id).status).toBe('delivered');
  expect(world.message('late').status).toBe('expired');
  for (let lane = 0; lane < 4; lane += 1) {
    const order = sent.filter((id) => /^t\d+$/.test(id) && Number(id.slice(1)) % 4 === lane);
    expect(order).toEqual(order.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
  }
  expect(world.store.read((tx) => tx.hookEvents.countWaiting(1))).toBe(0);
  const incoming = world.store.read((tx) =>
    [30, 31, 32].flatMap((index) => {
      const conversation = tx.conversations.getByAddress(fictionNumber(index));
      const list = tx.messages.list({ conversationId: conversation?.id ?? '', cursor: null, limit: 100 });
      return list.items.map((message) => message.body);
    }),
  );
  expect(incoming.toSorted()).toEqual(Array.from({ length: 8 }, (_, index) => `Text ${index}`));
  const { leased, unknown, needsReview, ready, waiting } = world.store.read((tx) =>
    tx.outbox.counts(world.clock.now()),
  );
  expect({ leased, unknown, needsReview, ready, waiting }).toEqual({
    leased: 0,
    unknown: 0,
    needsReview: 0,
    ready: 0,
    waiting: 0,
  });
}

describe('dying', () => {
  test('never: the work passes every named place but one', async () => {
    const world = await busyWorld();
    world.start();
    await world.run(90_000, 500);
    expectAllDone(world);
    // Leases are only reclaimed after a death.
    const missed = CRASH_POINTS.filter((point) => !world.passed.has(point));
    expect(missed).toEqual(['dispatcher.afterReclaim']);
  });

  test.for(CRASH_POINTS.flatMap((point) => [1, 3].map((nth) => [point, nth] as const)))(
    'at %s, time %i: nothing is lost, nothing goes twice',
    async ([point, nth]) => {
      const world = await busyWorld();
      world.start();
      if (point === 'dispatcher.afterReclaim') await dieOnce(world, 'dispatcher.beforeCall');
      world.killAt(point, nth);
      await world.run(90_000, 500);
      if (world.dead) {
        await world.restart();
        await world.run(90_000, 500);
      }
      expectAllDone(world);
    },
  );

  test('again and again at every place in turn', async () => {
    const world = await busyWorld();
    world.start();
    for (const point of CRASH_POINTS) await dieOnce(world, point);
    await world.run(5 * MINUTE, 500);
    expectAllDone(world);
  });
});

async function dieOnce(world: World, point: CrashPointName): Promise<void> {
  world.killAt(point);
  await world.run(30_000, 500);
  await world.restart();
}
