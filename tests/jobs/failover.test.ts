import { describe, expect, test } from 'vitest';
import type { ScriptedGateway } from '../fakes/scriptedGateway.ts';
import { fictionNumber, seedWroteTo } from './seed.ts';
import { World } from './world.ts';
import type { WorldOptions } from './world.ts';

const MINUTE = 60_000;
const A = fictionNumber(1);
const B = fictionNumber(2);

interface TwoRoutes {
  readonly world: World;
  readonly phone: ScriptedGateway;
  readonly twilio: ScriptedGateway;
}

const BUSINESS = { idempotentSend: false, carriesMarketing: true, carriesMedia: true } as const;

/** A phone, connected first, and a business number. Everybody has written to the phone. */
async function twoRoutes(options: WorldOptions = {}, routing: Record<string, unknown> = {}): Promise<TwoRoutes> {
  const world = await World.create(options);
  const twilio = world.addGateway({ id: 'twilio-1', traits: BUSINESS });
  world.write((tx) => {
    tx.gateways.update('phone-1', { ownNumber: '+12065550190' });
    tx.gateways.update('twilio-1', { ownNumber: '+12065550191', label: 'Twilio' });
    tx.settings.set('routing', { failoverAfterMinutes: 5, ...routing }, world.clock.now());
    for (const from of [A, B]) {
      seedWroteTo(tx, from, 'phone-1', world.clock.now() - 60 * MINUTE, { ownNumber: '+12065550190', sim: 2 });
    }
  });
  return { world, phone: world.gateway, twilio };
}

const sent = ({ transmissions }: ScriptedGateway): string[] => transmissions.map(({ id }) => id);
const movesOf = (world: World, id: string) =>
  world.store.read((tx) =>
    tx.audit
      .list({ cursor: null, limit: 100, entityId: id })
      .items.filter(({ action }) => action === 'message.moved')
      .map(({ data }) => data)
      .toReversed(),
  );

describe('while both routes are up', () => {
  test('an answer leaves by the number and SIM the person wrote to', async () => {
    const { world, phone, twilio } = await twoRoutes();
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(10_000);
    expect(phone.transmissions).toMatchObject([{ id: 'one', from: '+12065550190', sim: 2, body: 'Text one' }]);
    expect(sent(twilio)).toEqual([]);
    expect(world.message('one')).toMatchObject({ gatewayId: 'phone-1', ownNumber: '+12065550190', sim: 2 });
  });

  test('a text bound to the wrong one is put right when it is about to leave', async () => {
    const { world, phone, twilio } = await twoRoutes();
    world.start();
    world.queue({ id: 'one', to: A, gatewayId: 'twilio-1' });
    await world.run(10_000);
    expect([sent(phone), sent(twilio)]).toEqual([['one'], []]);
  });
});

describe('a route that is down', () => {
  test('is waited for, with words, and left only after the set time; then the text says who writes', async () => {
    const { world, phone, twilio } = await twoRoutes();
    phone.setReachable(false);
    world.start();
    await world.run(20_000);
    world.queue({ id: 'one', to: A });
    await world.run(4 * MINUTE, 1_000);
    expect(sent(twilio)).toEqual([]);
    expect(world.message('one')).toMatchObject({ status: 'queued', reasonCode: 'routeDown' });
    await world.run(3 * MINUTE, 1_000);
    expect(twilio.transmissions).toMatchObject([{ id: 'one', body: 'Clinic: Text one' }]);
    expect(twilio.transmissions[0]).not.toHaveProperty('from');
    expect(world.message('one')).toMatchObject({
      status: 'delivered',
      gatewayId: 'twilio-1',
      ownNumber: '+12065550191',
      eventData: { routedBy: 'failover' },
    });
    expect(movesOf(world, 'one')).toMatchObject([{ from: 'phone-1', to: 'twilio-1', why: 'failover' }]);
  });

  test('gets its texts back when it is up before they have left', async () => {
    const { world, phone, twilio } = await twoRoutes();
    phone.setReachable(false);
    world.start();
    await world.run(20_000);
    twilio.script({ retry: 'slowDown', afterMs: 10 * MINUTE });
    world.queue({ id: 'one', to: A });
    await world.run(6 * MINUTE, 1_000);
    expect(twilio.calls.send).toBe(1);
    phone.setReachable(true);
    await world.run(20 * MINUTE, 1_000);
    expect([sent(phone), sent(twilio)]).toEqual([['one'], []]);
    expect(movesOf(world, 'one').map(({ to }) => to)).toEqual(['twilio-1', 'phone-1']);
  });

  test('works the other way round, too', async () => {
    const { world, phone, twilio } = await twoRoutes();
    world.write((tx) => seedWroteTo(tx, A, 'twilio-1', world.clock.now() - MINUTE));
    twilio.setReachable(false);
    world.start();
    world.queue({ id: 'one', to: A, gatewayId: 'twilio-1' });
    await world.run(8 * MINUTE, 1_000);
    expect(sent(phone)).toEqual(['one']);
  });

  test('keeps its texts where the practice does not want it otherwise', async () => {
    const { world, phone, twilio } = await twoRoutes({}, { failover: false });
    phone.setReachable(false);
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(60 * MINUTE, 2_000);
    expect(sent(twilio)).toEqual([]);
    phone.setReachable(true);
    await world.run(3 * MINUTE, 1_000);
    expect(sent(phone)).toEqual(['one']);
  });

  test('that a person paused is left after the same time', async () => {
    const { world, twilio } = await twoRoutes();
    world.write((tx) => {
      tx.gateways.update('phone-1', { pausedAt: world.clock.now() });
      tx.changed('gateway.changed', 'phone-1');
    });
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(4 * MINUTE, 1_000);
    expect(world.message('one')).toMatchObject({ reasonCode: 'routePaused' });
    await world.run(2 * MINUTE, 1_000);
    expect(sent(twilio)).toEqual(['one']);
  });
});

describe('a text that may be out', () => {
  test('never goes by another route, however long its own is down', async () => {
    const { world, phone, twilio } = await twoRoutes();
    world.start();
    await world.run(5_000);
    phone.onSend(() => {
      phone.setReachable(false);
      return 'acceptSilently';
    });
    world.queue({ id: 'doubtful', to: A }, { id: 'other', to: B });
    await world.run(3 * 60 * MINUTE, 2_000);
    expect(sent(twilio)).toEqual(['other']);
    expect(sent(phone)).toEqual(['doubtful']);
    phone.onSend(null);
    phone.setReachable(true);
    await world.run(5 * MINUTE, 1_000);
    expect(world.message('doubtful').status).toBe('delivered');
    expect([...sent(phone), ...sent(twilio)].toSorted()).toEqual(['doubtful', 'other']);
  });

  test('holds the texts behind it to the same person, on every route', async () => {
    const { world, phone, twilio } = await twoRoutes();
    world.start();
    await world.run(5_000);
    phone.onSend(() => {
      phone.setReachable(false);
      return 'acceptSilently';
    });
    world.queue({ id: 'a1', to: A }, { id: 'a2', to: A });
    await world.run(30 * MINUTE, 2_000);
    expect(sent(twilio)).toEqual([]);
    phone.onSend(null);
    phone.setReachable(true);
    await world.run(5 * MINUTE, 1_000);
    expect([...sent(phone), ...sent(twilio)]).toEqual(['a1', 'a2']);
  });
});

describe('the daily limit of a route', () => {
  const limits = { perDay: 1 };

  test('puts the rest off, and lets it go as soon as a person raises it', async () => {
    const raised = { perDay: 1 };
    const { world, phone } = await twoRoutes({ limits: raised });
    world.start();
    world.queue({ id: 'one', to: A }, { id: 'two', to: B });
    await world.run(5 * MINUTE, 1_000);
    expect(sent(phone)).toEqual(['one']);
    expect(world.message('two').reasonCode).toBe('PROVIDER_BUSY');
    raised.perDay = 2;
    world.write((tx) => tx.changed('settings.changed', 'sending'));
    await world.run(10_000);
    expect(sent(phone)).toEqual(['one', 'two']);
    expect(world.message('two')).toMatchObject({ reasonCode: null, notBefore: null });
  });
  const isPhone = (id: string): boolean => id === 'phone-1';

  test('spills over where that is allowed, at once', async () => {
    const { world, phone, twilio } = await twoRoutes(
      { limitsOf: (id) => (isPhone(id) ? limits : {}) },
      { spill: true },
    );
    world.start();
    world.queue({ id: 'one', to: A }, { id: 'two', to: B });
    await world.run(20_000);
    expect([sent(phone), sent(twilio)]).toEqual([['one'], ['two']]);
    expect(world.message('two').eventData).toMatchObject({ routedBy: 'spill' });
  });

  test('spills over what it had put off until midnight, once that is allowed', async () => {
    const { world, phone, twilio } = await twoRoutes({ limitsOf: (id) => (isPhone(id) ? limits : {}) });
    world.start();
    world.queue({ id: 'one', to: A }, { id: 'two', to: B });
    await world.run(20_000);
    expect([sent(phone), sent(twilio)]).toEqual([['one'], []]);
    world.write((tx) => {
      tx.settings.set('routing', { spill: true }, world.clock.now());
      tx.changed('settings.changed', 'routing');
    });
    await world.run(20_000);
    expect(sent(twilio)).toEqual(['two']);
  });
});

describe('a text without a gateway', () => {
  test('leaves when the first one is connected', async () => {
    const world = await World.create({ noGateway: true });
    world.start();
    world.queue({ id: 'early', to: A });
    await world.run(2 * MINUTE, 1_000);
    expect(world.message('early')).toMatchObject({ status: 'queued', reasonCode: 'noGateway' });
    const phone = world.addGateway();
    await world.run(20_000);
    expect(sent(phone)).toEqual(['early']);
  });

  test('leaves by the one that is left when its own is removed', async () => {
    const { world, phone, twilio } = await twoRoutes();
    phone.setReachable(false);
    world.start();
    world.queue({ id: 'one', to: A });
    await world.run(20_000);
    world.gateways.delete('phone-1');
    world.write((tx) => {
      tx.gateways.remove('phone-1', world.clock.now());
      tx.changed('gateway.changed', 'phone-1');
    });
    await world.run(20_000);
    expect(sent(twilio)).toEqual(['one']);
  });
});
