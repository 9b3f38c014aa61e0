import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../../src/main/features/feature.ts';
import type { GatewaysDeps } from '../../../src/main/features/gateways/deps.ts';
import { createGatewaysFeature } from '../../../src/main/features/gateways/index.ts';
import type { GatewayHealth } from '../../../src/main/providers/gateway.ts';
import { createTestStore } from '../../fakes/testStore.ts';
import { createFakePhones } from './fakePhones.ts';

const context: CallContext = {
  actor: { id: 'dana', name: 'Dana', role: 'owner' },
  signal: new AbortController().signal,
  commandId: null,
};
const AC = `AC${'a'.repeat(32)}`;
const SECRET = 'secret-of-the-key';
const input = {
  accountSid: AC,
  keySid: `SK${'b'.repeat(32)}`,
  keySecret: SECRET,
  sender: '(206) 555-0140',
  replace: true,
};
const healthy: GatewayHealth = {
  reachable: true,
  problem: null,
  version: null,
  deviceId: AC,
  deviceName: 'Larkspur',
  batteryPercent: null,
  charging: null,
  clockSkewMs: 0,
  roundTripMs: 40,
  canReceive: true,
};

type Twilio = GatewaysDeps['twilio'];
type Asked = Parameters<Twilio['connect']>[1];

async function create(twilio: Partial<Twilio> = {}, health: GatewayHealth | null = healthy) {
  const { store, clock, platform } = await createTestStore();
  const asked: Asked[] = [];
  const notAsked = (): never => {
    throw new Error('not asked here');
  };
  const connect: Twilio['connect'] = (_id, account) => {
    asked.push(account);
    const { accountSid, sender } = account;
    return Promise.resolve({
      ok: true,
      config: {
        accountSid,
        sender,
        numbers: ['+12065550140'],
        whatsAppNumber: null,
        erase: 'redact',
        verifyServiceSid: null,
      },
      accountName: 'Larkspur',
      clockSkewMs: 5,
      warning: null,
      checks: [{ name: 'reach', ok: true, problem: null, text: 'Twilio answers.' }],
    });
  };
  const deps: Partial<GatewaysDeps> & Pick<GatewaysDeps, 'store' | 'clock' | 'twilio'> = {
    store,
    clock,
    ids: platform.ids,
    routes: () => [],
    phones: createFakePhones(),
    hookUrl: () => null,
    checkHealth: () => Promise.resolve(health),
    forget: () => Promise.resolve(),
    changed: () => undefined,
    simulated: false,
    twilio: {
      connect,
      test: () => Promise.resolve([{ name: 'sender', ok: true, problem: null, text: 'Fine.' }]),
      setWebhooks: () => Promise.resolve({ ok: true, changed: true }),
      templates: notAsked,
      startVerification: notAsked,
      checkVerification: notAsked,
      ...twilio,
    },
  };
  // What the phone half needs beside these is never asked for here.
  return { store, feature: createGatewaysFeature(deps as GatewaysDeps), asked };
}

describe('connecting Twilio', () => {
  test('an account that passed every check is connected and shown', async () => {
    const { feature, asked } = await create();
    const { gateway, checks } = await feature.connectTwilio(context, input);
    expect(asked).toMatchObject([{ sender: '+12065550140', country: 'US' }]);
    expect(gateway).toMatchObject({ kind: 'twilio', label: 'Twilio', state: 'up', ownNumber: '+12065550140' });
    expect(checks).toHaveLength(1);
    expect((await feature.listGateways(context, {})).items).toHaveLength(1);
  });

  test('no credential reaches the database or the audit trail', async () => {
    const { store, feature } = await create();
    await feature.connectTwilio(context, { ...input, authToken: 'd'.repeat(32) });
    const seen = store.read((tx) => JSON.stringify([tx.gateways.list(), tx.audit.list({ cursor: null, limit: 50 })]));
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain('d'.repeat(32));
  });

  test.each([
    ['accountSid', { accountSid: 'AC123' }],
    ['accountSid', { accountSid: '' }],
    ['keySid', { keySid: AC }],
    ['keySid', { keySid: '', keySecret: '' }],
    ['keySid', { keySid: ' ', keySecret: SECRET }],
    ['keySecret', { keySecret: '' }],
    ['authToken', { authToken: 'short' }],
    ['secondaryAuthToken', { authToken: 'd'.repeat(32), secondaryAuthToken: 'short' }],
    ['authToken', { secondaryAuthToken: 'e'.repeat(32) }],
    ['sender', { sender: 'the front desk' }],
    ['whatsAppNumber', { whatsAppNumber: '12' }],
    ['verifyServiceSid', { verifyServiceSid: 'XX' }],
  ])('a wrong %s is named before anybody is asked (%o)', async (field, more) => {
    const { feature, asked } = await create();
    await expect(feature.connectTwilio(context, { ...input, ...more })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field,
    });
    expect(asked).toEqual([]);
  });

  test('the auth token alone will do, and a messaging service in place of a number', async () => {
    const { feature, asked } = await create();
    const sender = `MG${'c'.repeat(32)}`;
    await feature.connectTwilio(context, { accountSid: AC, authToken: 'd'.repeat(32), sender, replace: true });
    expect(asked).toMatchObject([{ sender, authToken: 'd'.repeat(32) }]);
    expect(asked[0]).not.toHaveProperty('keySid');
  });

  test.each([
    ['wrongPassword', 'GATEWAY_REFUSED', 'Twilio does not accept our sign-in.'],
    ['unreachable', 'GATEWAY_UNREACHABLE', 'No answer from Twilio.'],
    ['suspended', 'GATEWAY_REFUSED', 'The Twilio account is suspended'],
    ['senderRefused', 'GATEWAY_UNSUITABLE', 'Twilio does not know this number'],
  ] as const)('a failure as %s says so in words about the account, not the phone', async (problem, code, words) => {
    const connect: Twilio['connect'] = () =>
      Promise.resolve({ ok: false, problem, field: 'sender', detail: 'HTTP 401' });
    const { feature, store } = await create({ connect });
    const failing = feature.connectTwilio(context, input);
    await expect(failing).rejects.toMatchObject({ code, field: 'sender', details: { problem } });
    await expect(failing).rejects.toThrow(words);
    await expect(failing).rejects.not.toThrow(/phone (gave|did)|app on the phone/);
    expect(store.read((tx) => tx.gateways.list())).toEqual([]);
  });

  test('another account takes the place of the one before only when asked to', async () => {
    const { feature } = await create();
    const { gateway } = await feature.connectTwilio(context, input);
    const other = { ...input, accountSid: `AC${'e'.repeat(32)}` };
    await expect(feature.connectTwilio(context, { ...other, replace: false })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const second = await feature.connectTwilio(context, other);
    expect(second.gateway.id).toBe(gateway.id);
    expect((await feature.listGateways(context, {})).items).toHaveLength(1);
  });
});

describe('an account that is connected', () => {
  test('is tested with the checks of the set-up page', async () => {
    const { feature } = await create();
    const { gateway } = await feature.connectTwilio(context, input);
    const { checks } = await feature.testGateway(context, { id: gateway.id });
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['reach', true],
      ['signIn', true],
      ['sender', true],
    ]);
  });

  test.each([
    [{ ...healthy, reachable: false, problem: 'unreachable' as const }, 'reach', 'No answer from Twilio'],
    [{ ...healthy, problem: 'wrongPassword' as const }, 'signIn', 'Twilio does not accept'],
    [null, 'signIn', 'No Twilio account is connected'],
  ])('says in its own words what is wrong', async (health, name, words) => {
    const { feature } = await create({}, health);
    const { gateway } = await feature.connectTwilio(context, input);
    const { checks } = await feature.testGateway(context, { id: gateway.id });
    expect(checks.at(-1)).toMatchObject({ name, ok: false });
    expect(checks.at(-1)?.text).toContain(words);
  });

  test('has its webhooks set, and says in words why they cannot be', async () => {
    const answers: Awaited<ReturnType<Twilio['setWebhooks']>>[] = [
      { ok: true, changed: true },
      'noAddress',
      'noToken',
      { ok: false, problem: 'forbidden', detail: 'HTTP 403' },
    ];
    const { feature } = await create({ setWebhooks: () => Promise.resolve(answers.shift() ?? null) });
    const { gateway } = await feature.connectTwilio(context, input);
    const set = () => feature.setWebhooks(context, { id: gateway.id, on: true });
    expect(gateway.account).toMatchObject({ accountSid: AC, webhooks: null });
    expect(await set()).toMatchObject({ changed: true });
    const { items } = await feature.listGateways(context, {});
    expect(items[0]?.account).toMatchObject({ accountSid: AC, webhooks: true });
    await expect(set()).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    await expect(set()).rejects.toMatchObject({ code: 'NOT_AVAILABLE', field: 'authToken' });
    await expect(set()).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' });
    await expect(set()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
