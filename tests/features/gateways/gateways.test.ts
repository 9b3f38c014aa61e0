import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../../src/main/features/feature.ts';
import type { GatewaysDeps } from '../../../src/main/features/gateways/deps.ts';
import { createGatewaysFeature } from '../../../src/main/features/gateways/index.ts';
import type { GatewayHealth } from '../../../src/main/providers/gateway.ts';
import { createTestStore } from '../../fakes/testStore.ts';
import { createFakePhones, paired } from './fakePhones.ts';

const context: CallContext = {
  actor: { id: 'dana', name: 'Dana', role: 'owner' },
  signal: new AbortController().signal,
  commandId: null,
};
const input = { address: '127.0.0.1', username: 'sms', password: 'secret-word', replace: true, add: false };
const healthy: GatewayHealth = {
  reachable: true,
  problem: null,
  version: '1.75.0',
  deviceId: 'device-1',
  deviceName: 'Pixel',
  batteryPercent: 80,
  charging: true,
  clockSkewMs: 0,
  roundTripMs: 10,
  canReceive: true,
};

const notAsked = (): never => {
  throw new Error('Twilio is not asked here.');
};
const noTwilio: GatewaysDeps['twilio'] = {
  connect: notAsked,
  test: notAsked,
  setWebhooks: notAsked,
  templates: notAsked,
  startVerification: notAsked,
  checkVerification: notAsked,
};

async function create(overrides: Partial<GatewaysDeps> = {}) {
  const { store, clock, platform } = await createTestStore();
  const forgotten: string[] = [];
  const feature = createGatewaysFeature({
    store,
    clock,
    ids: platform.ids,
    timers: platform.timers,
    takeBack: () => false,
    routes: () => [],
    phones: createFakePhones(),
    hookUrl: () => null,
    twilio: noTwilio,
    checkHealth: () => Promise.resolve(healthy),
    forget: (id) => {
      forgotten.push(id);
      return Promise.resolve();
    },
    changed: () => undefined,
    simulated: false,
    ...overrides,
  });
  return { store, feature, forgotten };
}

describe('pairing a phone', () => {
  test('a phone that passed every check is connected and shown', async () => {
    const { feature } = await create();
    const { gateway, checks } = await feature.pairPhone(context, input);
    expect(gateway).toMatchObject({
      state: 'up',
      label: 'Pixel',
      address: '127.0.0.1:8080',
      ownNumber: '+12065550100',
      version: '1.75.0',
    });
    expect(checks.every(({ ok }) => ok)).toBe(true);
    expect((await feature.listGateways(context, {})).items).toHaveLength(1);
  });

  test('no credential reaches the database or the audit trail', async () => {
    const { store, feature } = await create();
    await feature.pairPhone(context, input);
    const seen = store.read((tx) => JSON.stringify([tx.gateways.list(), tx.audit.list({ cursor: null, limit: 50 })]));
    expect(seen).not.toContain('secret-word');
  });

  test.each([
    ['wrongPassword', 'GATEWAY_REFUSED', 'password'],
    ['unreachable', 'GATEWAY_UNREACHABLE', 'address'],
    ['notTheApp', 'GATEWAY_UNSUITABLE', 'address'],
    ['versionTooOld', 'GATEWAY_UNSUITABLE', 'address'],
    ['badAddress', 'INVALID_INPUT', 'address'],
  ] as const)('%s is refused as %s at the field %s, and nothing is kept', async (problem, code, field) => {
    const { feature } = await create({
      phones: createFakePhones({ pair: () => Promise.resolve({ ok: false, problem, detail: '' }) }),
    });
    await expect(feature.pairPhone(context, input)).rejects.toMatchObject({ code, field });
    expect((await feature.listGateways(context, {})).items).toEqual([]);
  });

  test('pairing again keeps the gateway; another device is asked about when told to', async () => {
    let device = 'device-1';
    const { feature } = await create({
      phones: createFakePhones({ pair: () => Promise.resolve({ ...paired, deviceId: device }) }),
    });
    const first = await feature.pairPhone(context, input);
    expect((await feature.pairPhone(context, input)).gateway.id).toBe(first.gateway.id);
    device = 'device-2';
    await expect(feature.pairPhone(context, { ...input, replace: false })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await feature.pairPhone(context, input)).gateway.id).toBe(first.gateway.id);
    expect((await feature.listGateways(context, {})).items).toHaveLength(1);
  });

  describe('with a phone connected already', () => {
    async function withOne() {
      const pairedAs: string[] = [];
      let device = 'device-1';
      const made = await create({
        phones: createFakePhones({
          identify: () => Promise.resolve(device),
          pair: (id) => {
            pairedAs.push(id);
            return Promise.resolve({ ...paired, deviceId: device });
          },
        }),
      });
      const { gateway } = await made.feature.pairPhone(context, input);
      return { ...made, pairedAs, first: gateway, turnInto: (other: string) => void (device = other) };
    }

    test('another one is added beside it', async () => {
      const { feature, store, first, turnInto } = await withOne();
      turnInto('device-2');
      const { gateway, checks } = await feature.pairPhone(context, { ...input, add: true, label: 'Back office' });
      expect(gateway.id).not.toBe(first.id);
      expect(checks.map(({ text }) => text).join(' ')).not.toContain('already');
      const { items } = await feature.listGateways(context, {});
      const labels = new Map(items.map(({ id, label }) => [id, label]));
      expect(labels).toEqual(
        new Map([
          [first.id, first.label],
          [gateway.id, 'Back office'],
        ]),
      );
      const { items: trail } = store.read((tx) => tx.audit.list({ cursor: null, limit: 50, entityId: gateway.id }));
      expect(trail.map(({ action }) => action)).toEqual(['gateway.added']);
    });

    test('the same device is not added twice: it is set up again under its own id, and the check says so', async () => {
      const { feature, pairedAs, first } = await withOne();
      const { gateway, checks } = await feature.pairPhone(context, { ...input, add: true });
      expect(gateway.id).toBe(first.id);
      expect(pairedAs).toEqual([first.id, first.id]);
      expect(checks.at(-1)?.text).toContain('connected already');
      expect((await feature.listGateways(context, {})).items).toHaveLength(1);
    });

    test('of two phones each is paired again as itself, whichever was first', async () => {
      const { feature, first, turnInto } = await withOne();
      turnInto('device-2');
      const second = await feature.pairPhone(context, { ...input, add: true });
      expect((await feature.pairPhone(context, input)).gateway.id).toBe(second.gateway.id);
      turnInto('device-1');
      expect((await feature.pairPhone(context, input)).gateway.id).toBe(first.id);
    });

    test('another one that may not replace it is refused before anything of the first is touched', async () => {
      const { feature, pairedAs, first, turnInto } = await withOne();
      turnInto('device-2');
      const refused = feature.pairPhone(context, { ...input, replace: false });
      await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(pairedAs).toEqual([first.id]);
    });
  });

  test('a version that loses replies is connected with a warning', async () => {
    const { feature } = await create({
      phones: createFakePhones({ pair: () => Promise.resolve({ ...paired, warning: 'versionLosesTexts' }) }),
    });
    const { gateway, checks } = await feature.pairPhone(context, input);
    expect(gateway).toMatchObject({ canReceive: false, problem: 'versionLosesTexts' });
    expect(checks.find(({ name }) => name === 'version')?.ok).toBe(false);
  });
});

describe('looking after a gateway', () => {
  test.each([
    [{ ...healthy, reachable: false, problem: 'unreachable' as const }, 'reach'],
    [{ ...healthy, problem: 'wrongPassword' as const }, 'signIn'],
    [{ ...healthy, batteryPercent: 9 }, 'battery'],
    [{ ...healthy, canReceive: false }, 'receive'],
  ])('a test names the check that failed: %#', async (health, name) => {
    const { feature } = await create({ checkHealth: () => Promise.resolve(health) });
    const { gateway } = await feature.pairPhone(context, input);
    const { checks } = await feature.testGateway(context, { id: gateway.id });
    expect(checks.filter(({ ok }) => !ok).map((check) => check.name)).toEqual([name]);
  });

  test('pausing and removing: paused shows as such, removed forgets the credentials', async () => {
    const { feature, forgotten } = await create();
    const { gateway } = await feature.pairPhone(context, input);
    await feature.setPaused(context, { id: gateway.id, paused: true });
    expect((await feature.listGateways(context, {})).items[0]).toMatchObject({ state: 'paused', problem: 'paused' });
    await feature.removeGateway(context, { id: gateway.id, evenIfKept: false });
    expect([(await feature.listGateways(context, {})).items, forgotten]).toEqual([[], [gateway.id]]);
    await expect(feature.testGateway(context, { id: gateway.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
