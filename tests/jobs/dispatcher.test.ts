import { describe, expect, test } from 'vitest';
import { createDeskHandlers } from './deskHandlers.ts';
import { fictionNumber } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const A = fictionNumber(1);
const B = fictionNumber(2);
const C = fictionNumber(3);

const ids = (world: World): string[] => world.gateway.transmissions.map((sent) => sent.id);

describe('a text that waits', () => {
  test('leaves once, and is followed until it is delivered', async () => {
    const world = await World.create();
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(10_000);
    expect(ids(world)).toEqual(['one']);
    expect(world.message('one')).toMatchObject({ status: 'delivered', gatewayId: 'phone-1', gatewayMessageId: 'one' });
    expect(world.store.read((tx) => tx.outbox.getByMessage('one')?.state)).toBe('done');
  });

  test('is durable as an attempt before the gateway hears of it', async () => {
    const world = await World.create();
    const seen: unknown[] = [];
    world.gateway.onSend((text) => {
      const job = world.store.read((tx) => tx.outbox.getByMessage(text.id));
      seen.push(job?.state, world.store.read((tx) => tx.outbox.lastAttempt(job?.id ?? ''))?.outcome);
      return 'accept';
    });
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(5_000);
    expect(seen).toEqual(['leased', 'inFlight']);
  });

  test('is stopped by the gate at the moment of sending', async () => {
    const world = await World.create();
    world.start();
    world.queue({ id: 'later', to: A, runAt: world.clock.now() + MINUTE });
    world.gateway.receive(A, 'STOP');
    await world.run(2 * MINUTE);
    expect(ids(world)).toEqual([]);
    expect(world.message('later')).toMatchObject({ status: 'cancelled', reasonCode: 'optedOut' });
  });

  test('keeps its place behind an earlier one to the same person, also while that one is tried again', async () => {
    const world = await World.create();
    world.gateway.onSend((text) =>
      text.id === 'a1' && world.gateway.calls.send < 3 ? { retry: 'slowDown', afterMs: 4_000 } : 'accept',
    );
    world.start();
    world.queue({ id: 'a1', to: A }, { id: 'a2', to: A }, { id: 'b1', to: B });
    await world.run(MINUTE);
    expect(ids(world).filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2']);
    expect(ids(world)[0]).toBe('b1');
  });

  test('whose gateway says no for good ends with the reason, and does not hold up the next', async () => {
    const world = await World.create();
    world.gateway.script({ reject: 'invalidNumber' });
    world.start();
    world.queue({ id: 'bad', to: A }, { id: 'good', to: A });
    await world.run(10_000);
    expect(world.message('bad')).toMatchObject({ status: 'failed', reasonCode: 'invalidNumber' });
    expect(world.message('good').status).toBe('delivered');
  });

  test('that trips a defect in the gate is put before a person, and the others leave', async () => {
    const decide = (message: { id: string }): null => {
      if (message.id === 'poison') throw new TypeError('defect');
      return null;
    };
    const world = await World.create({ handlers: createDeskHandlers({ decide }) });
    world.start();
    world.queue({ id: 'poison', to: A }, { id: 'fine', to: B }, { id: 'after', to: A });
    await world.run(MINUTE);
    expect(world.message('poison')).toMatchObject({ status: 'failed', reasonCode: 'defect' });
    expect(ids(world).toSorted()).toEqual(['after', 'fine']);
  });
});

describe('an answer that never came', () => {
  test('is asked after: found, it counts as sent and is not sent again', async () => {
    const world = await World.create();
    world.gateway.script('acceptSilently');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(MINUTE);
    expect(world.gateway.calls.send).toBe(1);
    expect(world.message('one').status).toBe('delivered');
  });

  test('is asked after: absent, the same id goes again', async () => {
    const world = await World.create();
    world.gateway.script('loseBefore');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(MINUTE);
    expect(world.gateway.sends.map((send) => send.id)).toEqual(['one', 'one']);
    expect(ids(world)).toEqual(['one']);
  });

  test('from a call that hangs or throws is in doubt too, and holds the lane until it is settled', async () => {
    const world = await World.create();
    world.gateway.script('hang', 'throw');
    world.start();
    world.queue({ id: 'hangs', to: A }, { id: 'next', to: A }, { id: 'throws', to: B });
    await world.run(20_000);
    expect(ids(world)).toEqual(['hangs']);
    await world.run(2 * MINUTE);
    expect(ids(world)).toEqual(['hangs', 'throws', 'next']);
    expect(world.gateway.sends.map((send) => send.id)).toEqual(['hangs', 'throws', 'next']);
  });

  test('at a gateway that was away is asked after as soon as it is back, and followed from then on', async () => {
    const world = await World.create();
    world.gateway.script('acceptSilently');
    world.gateway.setStatus('one', 'pending');
    world.gateway.onSend((text) => {
      if (text.id === 'one') world.gateway.setReachable(false);
      return undefined;
    });
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(10 * MINUTE, 5_000);
    const looks = world.gateway.calls.reconcile;
    world.gateway.setReachable(true);
    const usable = (): boolean => world.jobs.state().gateways[0]?.usable === true;
    while (!usable()) await world.run(100, 100);
    await world.run(500, 100);
    expect(world.gateway.calls.reconcile).toBe(looks + 1);
    world.gateway.setStatus('one', 'delivered');
    await world.run(5_000);
    expect(world.message('one').status).toBe('delivered');
  });

  test('where sends are not idempotent, it is looked for four times, and then a person has to say', async () => {
    const world = await World.create({ gateway: { traits: { idempotentSend: false } } });
    world.gateway.script('loseBefore', 'acceptSilently');
    world.start();
    world.queue({ id: 'lost', to: A }, { id: 'kept', to: B }, { id: 'next', to: A });
    await world.run(13 * MINUTE, 5_000);
    expect(world.message('lost').status).toBe('sending');
    expect(world.gateway.calls.reconcile).toBe(4);
    await world.run(3 * MINUTE, 5_000);
    expect(world.message('lost')).toMatchObject({ status: 'needsReview', reasonCode: 'notFound' });
    expect(world.gateway.sends.map((send) => send.id)).toEqual(['lost', 'kept', 'next']);
  });

  test('that the gateway lists twice counts as sent, and says so even when it is delivered', async () => {
    const world = await World.create({ gateway: { traits: { idempotentSend: false } } });
    const { reconcile } = world.gateway;
    world.gateway.reconcile = async (...asked) => {
      const answer = await reconcile.apply(world.gateway, asked);
      return answer.kind === 'found' ? { ...answer, possibleDuplicate: true } : answer;
    };
    world.gateway.script('acceptSilently');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(MINUTE);
    expect(world.message('one')).toMatchObject({ status: 'delivered', reasonCode: 'possibleDuplicate' });
  });

  test('where it can neither be repeated nor asked after, a person has to say', async () => {
    const world = await World.create({ gateway: { traits: { idempotentSend: false, canList: false } } });
    world.gateway.script('acceptSilently');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(5 * MINUTE);
    expect(world.gateway.calls.send).toBe(1);
    expect(world.message('one')).toMatchObject({ status: 'needsReview', reasonCode: 'unsettled' });
  });

  test('that cannot be settled in time goes to a person, never out again', async () => {
    const world = await World.create();
    world.gateway.script('acceptSilently');
    world.start();
    world.queue({ id: 'one', to: A, sendBy: world.clock.now() + 10 * MINUTE });
    await world.run(1_000);
    await world.run(2_500);
    world.gateway.setReachable(false);
    await world.run(90 * MINUTE, 5_000);
    expect(world.message('one')).toMatchObject({ status: 'needsReview', reasonCode: 'unsettled' });
    world.gateway.setReachable(true);
    await world.run(10 * MINUTE, 5_000);
    expect(world.gateway.calls.send).toBe(1);
  });
});

describe('pace and order', () => {
  test('texts leave no closer together than the pace, and no slower', async () => {
    const world = await World.create({ limits: { paceMs: 6_000 } });
    world.start();
    world.queue(...Array.from({ length: 20 }, (_, index) => ({ id: `t${index}`, to: fictionNumber(index) })));
    await world.run(3 * MINUTE);
    const times = world.gateway.transmissions.map((sent) => sent.at);
    expect(times).toHaveLength(20);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6_000);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(19 * 6_000 * 1.05);
  });

  test('an answer overtakes the queue and the pace, but the pace only once', async () => {
    const world = await World.create({ limits: { paceMs: 10_000 } });
    world.start();
    world.queue(...Array.from({ length: 5 }, (_, index) => ({ id: `t${index}`, to: fictionNumber(index) })));
    await world.run(4_000);
    const first = world.gateway.transmissions[0]?.at ?? 0;
    const [D, E] = [fictionNumber(41), fictionNumber(42)];
    world.queue({ id: 'answer1', to: D, priority: 100 }, { id: 'answer2', to: E, priority: 100 });
    await world.run(MINUTE);
    expect(ids(world).slice(0, 3)).toEqual(['t0', 'answer1', 'answer2']);
    const at = world.gateway.transmissions.map((sent) => sent.at - first);
    expect(at[1]).toBeLessThan(10_000);
    expect(at[2]).toBe(20_000);
    expect(at[3]).toBe(30_000);
  });

  test("the day's limit is told to the gate as the next local midnight", async () => {
    const busy: (number | null)[] = [];
    const base = createDeskHandlers();
    const world = await World.create({
      limits: { perDay: 2 },
      handlers: {
        ...base,
        decideSend(tx, message, gateway, now) {
          const until = gateway?.busyUntil ?? null;
          busy.push(until);
          if (until === null) return base.decideSend(tx, message, gateway, now);
          return { kind: 'delay', until, reason: { code: 'dailyCap', text: 'Tomorrow.' } };
        },
      },
    });
    world.start();
    world.queue({ id: 'one', to: A }, { id: 'two', to: B }, { id: 'three', to: C });
    await world.run(10_000);
    // 20 November 2026, 09:00 in New York: midnight is 05:00 UTC.
    expect(busy).toEqual([null, null, Date.UTC(2026, 10, 21, 5)]);
    expect(world.message('three')).toMatchObject({ status: 'queued', notBefore: Date.UTC(2026, 10, 21, 5) });
    await world.run(16 * 3_600_000, 60_000);
    expect(ids(world)).toEqual(['one', 'two', 'three']);
  });

  test('a text bound to one gateway is never moved to another', async () => {
    const world = await World.create();
    const second = world.addGateway({ id: 'phone-2' });
    world.gateway.setReachable(false);
    world.start();
    world.queue(
      { id: 'first', to: A, gatewayId: 'phone-1' },
      { id: 'second', to: B, gatewayId: 'phone-2' },
      { id: 'any', to: C },
    );
    await world.run(3 * MINUTE, 1_000);
    expect(second.transmissions.map((sent) => sent.id)).toEqual(['second']);
    world.gateway.setReachable(true);
    await world.run(3 * MINUTE, 1_000);
    expect(ids(world).toSorted()).toEqual(['any', 'first']);
  });
});

describe('a gateway in trouble', () => {
  test('costs a few probes, not an attempt for each waiting text, and one change of state', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.setReachable(false);
    world.queue(...Array.from({ length: 200 }, (_, index) => ({ id: `t${index}`, to: fictionNumber(index) })));
    let changes = 0;
    world.store.onCommit((batch) => {
      changes += batch.changes.filter((change) => change.topic === 'gateway.changed').length;
    });
    await world.run(60 * MINUTE, 2_000);
    expect(world.gateway.calls.send).toBeLessThanOrEqual(2);
    expect(world.gateway.calls.health).toBeLessThan(100);
    expect(changes).toBe(1);
    expect(world.store.read((tx) => tx.gateways.get('phone-1'))).toMatchObject({
      state: 'down',
      problem: 'unreachable',
    });
    world.gateway.setReachable(true);
    await world.run(5 * MINUTE, 1_000);
    expect(new Set(ids(world)).size).toBe(200);
    expect(ids(world)).toHaveLength(200);
    expect(world.store.read((tx) => tx.gateways.get('phone-1')?.state)).toBe('up');
  });

  test('that refuses our password stops at the first refusal and goes on when it is put right', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.setProblem('wrongPassword');
    world.queue({ id: 'one', to: A }, { id: 'two', to: B });
    await world.run(10 * MINUTE, 1_000);
    expect(world.gateway.calls.send).toBe(1);
    expect(world.message('one')).toMatchObject({ status: 'queued', reasonCode: 'wrongPassword' });
    expect(world.store.read((tx) => tx.gateways.get('phone-1'))).toMatchObject({
      state: 'refused',
      problem: 'wrongPassword',
    });
    world.gateway.setProblem(null);
    await world.run(3 * MINUTE, 1_000);
    expect(ids(world).toSorted()).toEqual(['one', 'two']);
  });

  test('that a person paused sends nothing until it is resumed', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.write((tx) => {
      tx.gateways.update('phone-1', { pausedAt: world.clock.now(), state: 'paused' });
      tx.changed('gateway.changed', 'phone-1');
    });
    world.queue({ id: 'one', to: A });
    await world.run(5 * MINUTE, 1_000);
    expect(ids(world)).toEqual([]);
    world.write((tx) => {
      tx.gateways.update('phone-1', { pausedAt: null, state: 'up' });
      tx.changed('gateway.changed', 'phone-1');
    });
    await world.run(1_000);
    expect(ids(world)).toEqual(['one']);
  });

  test('unplugged for an hour: texts wait, leave or expire by their own time, and what came in meanwhile appears', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.setReachable(false);
    const now = world.clock.now();
    world.queue(
      { id: 'short', to: A, sendBy: now + 30 * MINUTE },
      { id: 'long', to: B, sendBy: now + 5 * 60 * MINUTE },
      { id: 'stopped', to: C, sendBy: now + 5 * 60 * MINUTE },
    );
    world.gateway.receive(C, 'STOP');
    world.gateway.receive(B, 'Thanks');
    await world.run(60 * MINUTE, 2_000);
    expect(world.message('short')).toMatchObject({ status: 'expired', reasonCode: 'expired' });
    world.gateway.setReachable(true);
    await world.run(3 * MINUTE, 1_000);
    expect(ids(world)).toEqual(['long']);
    expect(world.message('stopped')).toMatchObject({ status: 'cancelled', reasonCode: 'optedOut' });
    expect(world.message('in-phone-1-in2').body).toBe('Thanks');
  });
});

describe('stopping', () => {
  test('waits for the call under way and settles it', async () => {
    const world = await World.create();
    world.gateway.setLatency(3_000);
    world.start();
    world.queue({ id: 'one', to: A }, { id: 'two', to: B });
    await world.run(12_000);
    expect(world.gateway.calls.send).toBeGreaterThan(0);
    const stopped = world.jobs.stop();
    await world.clock.advance(4_000);
    await stopped;
    const states = world.store.read((tx) => tx.outbox.counts(world.clock.now()));
    expect(states.leased).toBe(0);
    const calls = world.gateway.calls.send;
    await world.clock.advance(MINUTE);
    expect(world.gateway.calls.send).toBe(calls);
  });

  test('gives up a call that hangs after ten seconds, as unknown, and the next run settles it', async () => {
    const world = await World.create();
    world.gateway.script('hang');
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(5_000);
    const stopped = world.jobs.stop();
    await world.clock.advance(10_000);
    await stopped;
    expect(world.store.read((tx) => tx.outbox.getByMessage('one')?.state)).toBe('unknown');
    await world.restart();
    await world.run(20_000);
    expect(ids(world)).toEqual(['one']);
    expect(world.message('one').status).toBe('delivered');
  });

  test('leaves no timer behind', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    const before = world.clock.pendingTimers();
    const stopped = world.jobs.stop();
    await world.clock.advance(0);
    await stopped;
    expect(before).toBeGreaterThan(3);
    // What is left belongs to the store.
    expect(world.clock.pendingTimers()).toBeLessThanOrEqual(1);
  });
});
