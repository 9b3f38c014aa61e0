import { describe, expect, test } from 'vitest';
import type { IncomingText, StatusReport } from '../../src/main/providers/gateway.ts';
import type { GatewayHooks } from '../../src/main/providers/hooks.ts';
import { createSignedHooks } from '../fakes/signedHooks.ts';
import type { Post } from '../fakes/signedHooks.ts';
import { createDeskHandlers } from './deskHandlers.ts';
import { fictionNumber } from './seed.ts';
import { World } from './world.ts';
import type { WorldOptions } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const GATEWAY = 'phone-1';

const hooks = createSignedHooks('key');

function createWorld(options: WorldOptions & { readonly hooks?: GatewayHooks | undefined } = {}): Promise<World> {
  const read = 'hooks' in options ? options.hooks : hooks;
  return World.create({ hooksOf: async () => read, ...options });
}

/** Stores a post as the listener does. */
function post(world: World, content: Post | string, gatewayId = GATEWAY): void {
  const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const eventKey = typeof content === 'string' ? content : content.id;
  const event = { gatewayId, eventKey, target: `/${gatewayId}`, contentType: 'application/json', body };
  world.write((tx) => void tx.hookEvents.add({ ...event, receivedAt: world.clock.now() }));
}

function text(world: World, id: string, body: string, from = fictionNumber(7)): IncomingText {
  return { gatewayMessageId: id, from, body, sentAt: world.clock.now(), sim: 1, kind: 'sms' };
}

function report(gatewayMessageId: string, status: StatusReport['status']): StatusReport {
  return { gatewayMessageId, status, error: null, at: null };
}

function bodies(world: World, from = fictionNumber(7)): string[] {
  return world.store.read((tx) => {
    const conversation = tx.conversations.getByAddress(from);
    const page = tx.messages.list({ conversationId: conversation?.id ?? '', cursor: null, limit: 100 });
    return page.items.map((message) => message.body);
  });
}

const waiting = (world: World): number => world.store.read((tx) => tx.hookEvents.countWaiting(1_000));

function onlyAttempt(world: World, messageId: string) {
  return world.store.read((tx) => {
    const job = tx.outbox.getByMessage(messageId);
    const attempt = job === undefined ? undefined : tx.outbox.lastAttempt(job.id);
    if (job === undefined || attempt === undefined) throw new Error('no attempt');
    return { job, attempt };
  });
}

describe('posted texts', () => {
  test('are taken in as polled ones are, once, however often and in whatever order they come', async () => {
    const world = await createWorld();
    post(world, { id: 'b', texts: [text(world, 'in:2', 'second')] });
    post(world, { id: 'a', texts: [text(world, 'in:1', 'first')] });
    post(world, { id: 'a-again', texts: [text(world, 'in:1', 'first')] });
    world.start();
    world.jobs.wake('hook');
    await world.run(MINUTE);
    expect(bodies(world).toSorted()).toEqual(['first', 'second']);
    expect(waiting(world)).toBe(0);
    expect(world.store.read((tx) => tx.gateways.get(GATEWAY)?.lastInboundAt)).not.toBeNull();
  });

  test('that polling finds as well are one text', async () => {
    const world = await createWorld();
    const polled = world.gateway.receive(fictionNumber(7), 'both ways');
    post(world, { id: 'a', texts: [polled] });
    world.start();
    await world.run(MINUTE);
    expect(bodies(world)).toEqual(['both ways']);
  });

  test('stored by a run that died before reading them are read by the next', async () => {
    const world = await createWorld();
    for (let at = 0; at < 35; at += 1) post(world, { id: `e${at}`, texts: [text(world, `in:${at}`, `Text ${at}`)] });
    world.killAt('hooks.inCommit', 2);
    world.start();
    await world.run(MINUTE);
    expect(world.dead).toBe(true);
    await world.restart();
    await world.run(MINUTE);
    expect(bodies(world)).toHaveLength(35);
    expect(waiting(world)).toBe(0);
  });

  test('that cannot be read, or whose reading throws, are put aside with a problem; the others are taken', async () => {
    const world = await createWorld({
      handlers: createDeskHandlers({
        receive: (body) => {
          if (body === 'poison') throw new Error('a defect in the handler');
        },
      }),
    });
    post(world, 'not json');
    post(world, '{"id":"x","throws":true}');
    post(world, { id: 'p', texts: [text(world, 'in:1', 'poison')] });
    post(world, { id: 'g', texts: [text(world, 'in:2', 'good')] });
    world.start();
    await world.run(MINUTE);
    expect(bodies(world)).toEqual(['good']);
    expect(waiting(world)).toBe(0);
    const logged = world.platform.log.entries.map(({ event }) => event);
    expect(logged).toContain('hooks.unreadable');
    expect(logged).toContain('hooks.defect');
  });

  test('of a gateway that is gone are put aside', async () => {
    const world = await createWorld({ hooks: undefined });
    post(world, { id: 'a', texts: [text(world, 'in:1', 'late')] });
    world.start();
    await world.run(MINUTE);
    expect(waiting(world)).toBe(0);
    expect(bodies(world)).toEqual([]);
  });

  test('wait while the credentials cannot be read', async () => {
    let broken = true;
    const world = await World.create({
      hooksOf: async () => (broken ? Promise.reject(new Error('locked')) : hooks),
    });
    post(world, { id: 'a', texts: [text(world, 'in:1', 'patience')] });
    world.start();
    await world.run(MINUTE);
    expect(waiting(world)).toBe(1);
    broken = false;
    await world.run(MINUTE);
    expect(bodies(world)).toEqual(['patience']);
  });

  test('are forgotten seven days after they were read', async () => {
    const world = await createWorld();
    post(world, { id: 'a', texts: [text(world, 'in:1', 'old')] });
    world.start();
    await world.run(2_000);
    world.clock.sleepThrough(8 * DAY);
    await world.run(30 * MINUTE, MINUTE);
    expect(world.store.read((tx) => tx.hookEvents.lastReceivedAt())).toBeNull();
  });
});

describe('posted reports', () => {
  test('move a text upwards only, in whatever order they come', async () => {
    const world = await createWorld();
    world.gateway.setStatus('t1', 'pending');
    world.queue({ id: 't1', to: fictionNumber(1) });
    world.start();
    await world.run(10_000);
    post(world, { id: 'd', reports: [report('t1', 'delivered')] });
    post(world, { id: 's', reports: [report('t1', 'sent')] });
    world.jobs.wake('hook');
    await world.run(1_000);
    expect(world.message('t1').status).toBe('delivered');
    expect(waiting(world)).toBe(0);
  });

  test('that come before the answer to the send are kept until it is there', async () => {
    const world = await createWorld();
    world.gateway.setStatus('t1', 'pending');
    world.gateway.setLatency(10_000);
    world.queue({ id: 't1', to: fictionNumber(1) });
    world.start();
    for (let tries = 0; world.gateway.sends.length === 0 && tries < 400; tries += 1) await world.run(1_000);
    post(world, { id: 's', reports: [report('t1', 'sent')] });
    world.jobs.wake('hook');
    await world.run(2_000);
    expect(waiting(world)).toBe(1);
    expect(world.message('t1').status).toBe('sending');
    await world.run(25_000);
    expect(world.message('t1').status).toBe('sent');
    expect(waiting(world)).toBe(0);
  });

  test('about texts of somebody else concern nobody', async () => {
    const world = await createWorld();
    post(world, { id: 's', reports: [report('not-ours', 'sent')] });
    world.start();
    await world.run(5_000);
    expect(waiting(world)).toBe(0);
  });
});

describe('word of an attempt', () => {
  /** A gateway that took the text, whose answer was lost, and which cannot be asked for now. */
  async function inDoubt(): Promise<World> {
    const world = await createWorld({ gateway: { traits: { idempotentSend: false } } });
    world.gateway.script('acceptSilently');
    world.queue({ id: 't1', to: fictionNumber(1) });
    world.start();
    for (let tries = 0; world.gateway.transmissions.length === 0 && tries < 100; tries += 1) await world.run(250);
    world.gateway.setReachable(false);
    world.gateway.setStatus('t1', 'pending');
    await world.run(30_000);
    expect(onlyAttempt(world, 't1').job.state).toBe('unknown');
    return world;
  }

  test('settles it without asking, and twice is once', async () => {
    const world = await inDoubt();
    const { attempt } = onlyAttempt(world, 't1');
    const accepted = [{ attemptId: attempt.id, report: report('SM1', 'sent') }];
    post(world, { id: 'a', accepted });
    post(world, { id: 'b', accepted });
    world.jobs.wake('hook');
    await world.run(1_000);
    expect(onlyAttempt(world, 't1')).toMatchObject({ job: { state: 'done' }, attempt: { outcome: 'accepted' } });
    expect(world.message('t1')).toMatchObject({ status: 'sent', gatewayMessageId: 'SM1' });
    post(world, { id: 'c', accepted: [{ attemptId: attempt.id, report: report('SM1', 'delivered') }] });
    world.jobs.wake('hook');
    await world.run(1_000);
    expect(world.message('t1').status).toBe('delivered');
    expect(world.gateway.transmissions).toHaveLength(1);
  });

  test('from another gateway says nothing', async () => {
    const world = await inDoubt();
    const { attempt } = onlyAttempt(world, 't1');
    post(world, { id: 'a', accepted: [{ attemptId: attempt.id, report: report('SM1', 'delivered') }] }, 'other');
    world.jobs.wake('hook');
    await world.run(1_000);
    expect(onlyAttempt(world, 't1').job.state).toBe('unknown');
  });

  test('that comes when a person has been asked already answers for them', async () => {
    const world = await inDoubt();
    world.clock.sleepThrough(DAY);
    await world.run(10 * MINUTE, MINUTE);
    const { attempt, job } = onlyAttempt(world, 't1');
    expect(job.state).toBe('needsReview');
    post(world, { id: 'a', accepted: [{ attemptId: attempt.id, report: report('SM1', 'pending') }] });
    post(world, { id: 'b', accepted: [{ attemptId: attempt.id, report: report('SM1', 'delivered') }] });
    world.jobs.wake('hook');
    await world.run(1_000);
    expect(onlyAttempt(world, 't1').job.state).toBe('done');
    expect(world.message('t1').status).toBe('delivered');
  });

  test('during the call waits for the end of it', async () => {
    const world = await createWorld({ gateway: { traits: { idempotentSend: false } } });
    world.gateway.setLatency(10_000);
    world.queue({ id: 't1', to: fictionNumber(1) });
    world.start();
    for (let tries = 0; world.gateway.sends.length === 0 && tries < 400; tries += 1) await world.run(1_000);
    const { attempt } = onlyAttempt(world, 't1');
    post(world, { id: 'a', accepted: [{ attemptId: attempt.id, report: report('SM1-t1', 'sent') }] });
    world.jobs.wake('hook');
    await world.run(2_000);
    expect(waiting(world)).toBe(1);
    await world.run(15_000);
    expect(waiting(world)).toBe(0);
    expect(world.message('t1')).toMatchObject({ gatewayMessageId: 'SM1-t1' });
    expect(world.gateway.transmissions).toHaveLength(1);
  });
});

test('A post that only says "look" makes the gateway be looked at', async () => {
  const world = await createWorld();
  world.start();
  await world.run(10_000);
  const before = world.gateway.calls.inbox;
  post(world, { id: 'l', look: true });
  world.jobs.wake('hook');
  await world.clock.advance(0);
  expect(world.gateway.calls.inbox).toBe(before + 1);
});
