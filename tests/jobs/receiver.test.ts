import { describe, expect, test } from 'vitest';
import { applyReport } from '../../src/main/jobs/statusTracker.ts';
import { createDeskHandlers } from './deskHandlers.ts';
import { fictionNumber } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const A = fictionNumber(1);
const B = fictionNumber(2);

function inbox(world: World, address: string): string[] {
  return world.store.read((tx) => {
    const conversation = tx.conversations.getByAddress(address);
    if (conversation === undefined) return [];
    return tx.messages
      .list({ conversationId: conversation.id, cursor: null, limit: 200 })
      .items.filter((message) => message.direction === 'in')
      .map((message) => message.body)
      .toReversed();
  });
}

describe('receiving', () => {
  test('shows a text within seconds, once', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.receive(A, 'Hello');
    await world.run(3_500);
    expect(inbox(world, A)).toEqual(['Hello']);
    await world.run(25 * MINUTE, 2_000);
    expect(inbox(world, A)).toEqual(['Hello']);
  });

  test('takes a page oldest first, whatever order the gateway lists it in', async () => {
    const seen: string[] = [];
    const world = await World.create({ handlers: createDeskHandlers({ receive: (body) => seen.push(body) }) });
    const now = world.clock.now();
    world.gateway.receive(A, 'third', now - 1_000);
    world.gateway.receive(A, 'first', now - 3_000);
    world.gateway.receive(A, 'second', now - 2_000);
    world.start();
    await world.run(4_000);
    expect(seen.slice(0, 3)).toEqual(['first', 'second', 'third']);
  });

  test('reads page after page of a long absence, and finds them all again after a restart without doubling one', async () => {
    const world = await World.create({ gateway: { pageSize: 50 } });
    for (let index = 0; index < 730; index += 1) world.gateway.receive(fictionNumber(index % 40), `Text ${index}`);
    world.start();
    await world.run(10_000);
    const all = (): number =>
      Array.from({ length: 40 }, (_, index) => inbox(world, fictionNumber(index)).length).reduce((a, b) => a + b, 0);
    expect(all()).toBe(730);
    await world.restart();
    await world.run(10_000);
    expect(all()).toBe(730);
  });

  test('a text that trips a defect stops no other, and is tried again', async () => {
    let broken = true;
    const receive = (body: string): void => {
      if (broken && body === 'poison') throw new TypeError('defect');
    };
    const world = await World.create({ handlers: createDeskHandlers({ receive }) });
    world.start();
    await world.run(5_000);
    world.gateway.receive(A, 'before');
    world.gateway.receive(A, 'poison');
    world.gateway.receive(A, 'after');
    await world.run(5_000);
    expect(inbox(world, A)).toEqual(['before', 'after']);
    broken = false;
    await world.run(12 * MINUTE, 2_000);
    expect(inbox(world, A).toSorted()).toEqual(['after', 'before', 'poison']);
  });

  test('gets its rules ready before the first text of a run, a task for each step', async () => {
    const order: string[] = [];
    const steps = ['one', 'two'].map((name) => () => void order.push(name));
    const handlers = createDeskHandlers({ receive: (body) => order.push(body) });
    const world = await World.create({ handlers: { ...handlers, warmUp: () => steps } });
    world.gateway.receive(A, 'Hello');
    world.start();
    await world.run(4_000);
    expect(order).toEqual(['one', 'two', 'Hello']);
  });

  test('writes nothing while there is nothing to tell', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    const before = world.store.lastSeq();
    const reads = world.gateway.calls.inbox;
    await world.run(5 * MINUTE, 1_000);
    expect(world.gateway.calls.inbox - reads).toBeGreaterThan(90);
    expect(world.store.lastSeq()).toBe(before);
  });

  test('looks less often at a gateway that does not answer, and at once when it is back', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.setReachable(false);
    const before = world.gateway.calls.inbox;
    await world.run(HOUR, 2_000);
    expect(world.gateway.calls.inbox - before).toBeLessThan(150);
    world.gateway.receive(A, 'while away');
    world.gateway.setReachable(true);
    world.jobs.wake('network');
    await world.run(4_000);
    expect(inbox(world, A)).toEqual(['while away']);
  });
});

describe('following what was accepted', () => {
  test('asks often at first, seldom later, and stops after three days', async () => {
    const world = await World.create();
    world.gateway.setStatus('one', 'sent');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(2 * MINUTE, 500);
    const young = world.gateway.calls.statuses;
    expect(young).toBeGreaterThan(30);
    await world.run(10 * MINUTE, 1_000);
    const older = world.gateway.calls.statuses - young;
    expect(older).toBeLessThan(50);
    await world.run(HOUR, 5_000);
    expect(world.gateway.calls.statuses - young - older).toBeLessThan(90);
    const before = world.gateway.calls.statuses;
    world.clock.sleepThrough(70 * HOUR);
    await world.run(10 * MINUTE, 1_000);
    const after = world.gateway.calls.statuses;
    expect(after - before).toBeGreaterThan(0);
    world.clock.sleepThrough(HOUR);
    await world.run(10 * MINUTE, 1_000);
    expect(world.gateway.calls.statuses).toBe(after);
    expect(world.message('one').status).toBe('sent');
  });

  test('tells a text that failed before it left from one that was not delivered', async () => {
    const world = await World.create();
    world.gateway.setStatus('never', 'failed', 'Send result: RESULT_ERROR_NO_SERVICE (No service)');
    world.gateway.setStatus('lost', 'sent');
    world.start();
    world.queue({ id: 'never', to: A }, { id: 'lost', to: B });
    await world.run(10_000);
    expect(world.message('never')).toMatchObject({ status: 'failed', reasonCode: 'noSignal' });
    world.gateway.setStatus('lost', 'failed', 'Delivery result: refused');
    await world.run(10_000);
    expect(world.message('lost')).toMatchObject({ status: 'undelivered', reasonCode: 'refusedByNetwork' });
    expect(world.gateway.calls.send).toBe(2);
  });

  test('puts the known false failure before a person and never sends again', async () => {
    const world = await World.create();
    world.gateway.setStatus('one', 'failed', 'Send result: RESULT_ERROR_NONE (No error)');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(MINUTE);
    expect(world.message('one')).toMatchObject({ status: 'needsReview', reasonCode: 'probablySent' });
    expect(world.gateway.calls.send).toBe(1);
  });

  test('tells a person of a text that was taken and of which nobody says more, and believes word that comes late', async () => {
    const world = await World.create();
    world.gateway.setStatus('stuck', 'processed');
    world.gateway.setStatus('inQueue', 'pending');
    world.start();
    world.queue({ id: 'stuck', to: A }, { id: 'inQueue', to: B });
    await world.run(9 * MINUTE, 1_000);
    expect(world.message('stuck').status).toBe('sending');
    await world.run(3 * MINUTE, 1_000);
    expect(world.message('stuck')).toMatchObject({ status: 'needsReview', reasonCode: 'noWord' });
    const counts = () => world.store.read((tx) => tx.outbox.counts(world.clock.now()));
    expect(counts().needsReview).toBe(1);
    // The phone's own queue is an answer.
    expect(world.message('inQueue').status).toBe('sending');
    const late = { gatewayMessageId: 'stuck', status: 'delivered', error: null, at: world.clock.now() } as const;
    world.write((tx) => void applyReport({ handlers: createDeskHandlers() }, tx, 'phone-1', late, world.clock.now()));
    expect(world.message('stuck').status).toBe('delivered');
    expect(counts().needsReview).toBe(0);
    expect(world.gateway.calls.send).toBe(2);
  });
});
