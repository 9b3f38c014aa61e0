/** From what a person typed to an account that is ours to use, and what the set-up page says of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { createGatewayRegistry } from '../../src/main/providers/registry.ts';
import type { LiveGateways, StoredGateway } from '../../src/main/providers/registry.ts';
import { twilioSecretName } from '../../src/main/providers/twilio/credentials.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createScriptedProcesses } from '../fakes/scriptedProcesses.ts';
import { OWN_NUMBER, PERSON, startTwilio } from './twilioHarness.ts';
import type { TwilioBench, TwilioBenchOptions } from './twilioHarness.ts';

const HOOK = 'https://desk.example/hooks/secret/tw/inbound';
const signal = new AbortController().signal;
const benches: TwilioBench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.stop();
});

interface World {
  readonly bench: TwilioBench;
  readonly registry: LiveGateways;
  readonly secrets: ReturnType<typeof createMemorySecrets>;
  readonly stored: Map<string, StoredGateway>;
  readonly input: Parameters<LiveGateways['twilio']['connect']>[1];
  connect(more?: Partial<World['input']>): ReturnType<LiveGateways['twilio']['connect']>;
}

async function open(options: TwilioBenchOptions = {}, hook: string | null = null): Promise<World> {
  const bench = await startTwilio(options);
  benches.push(bench);
  const secrets = createMemorySecrets();
  const stored = new Map<string, StoredGateway>();
  const registry = createGatewayRegistry({
    ...bench.deps,
    secrets,
    lookUp: (id) => stored.get(id),
    publicHookUrl: () => hook,
    isBound: () => false,
    random: { fraction: () => 0, bytes: (length) => new Uint8Array(length) },
    networks: () => [],
    processes: createScriptedProcesses(),
  });
  const { accountSid, user, password } = bench.credentials;
  const input = { accountSid, keySid: user, keySecret: password, sender: bench.config.sender, country: 'US' };
  const connect: World['connect'] = async (more = {}) => {
    const connected = await registry.twilio.connect('tw', { ...input, ...more }, signal);
    if (connected.ok) stored.set('tw', { id: 'tw', kind: 'twilio', config: { ...connected.config } });
    return connected;
  };
  return { bench, registry, secrets, stored, input, connect };
}

describe('connecting', () => {
  it('finds the sender, says how it stands, and keeps the credentials apart', async () => {
    const { registry, secrets, stored, bench, connect } = await open();
    const connected = await connect();
    expect(connected).toMatchObject({ ok: true, accountName: null, warning: null });
    if (!connected.ok) return;
    expect(connected.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(connected.checks.map(({ name }) => name)).toEqual([
      'reach',
      'signIn',
      'key',
      'sender',
      'registration',
      'geo',
      'receive',
      'webhooks',
      'optOut',
      'balance',
    ]);
    expect(JSON.stringify([...stored.values(), connected])).not.toContain(bench.credentials.password);
    expect(await secrets.get(twilioSecretName('tw'))).toContain(bench.credentials.password);
    const gateway = registry.get('tw');
    expect(await gateway?.checkHealth()).toMatchObject({ problem: null });
    expect(registry.get('tw')).toBe(gateway);
    await registry.forget('tw');
    expect(await secrets.get(twilioSecretName('tw'))).toBeUndefined();
  });

  it('takes all numbers of a service', async () => {
    const { connect, bench } = await open({ service: true });
    bench.twilio.addNumber({ phoneNumber: '+12065550141' });
    expect(await connect()).toMatchObject({ ok: true, config: { numbers: [OWN_NUMBER, '+12065550141'] } });
  });

  it('warns of the master key, and names the account', async () => {
    const { connect, bench } = await open();
    const connected = await connect({
      keySid: undefined,
      keySecret: undefined,
      authToken: bench.twilio.account.authToken,
    });
    expect(connected).toMatchObject({ ok: true, accountName: 'Larkspur Family Practice' });
    if (connected.ok)
      expect(connected.checks.find(({ name }) => name === 'key')).toMatchObject({ ok: false, problem: null });
  });

  it.each([
    ['a wrong secret', { keySecret: 'f'.repeat(32) }, 'wrongPassword', 'keySecret'],
    [
      'a wrong token',
      { keySid: undefined, keySecret: undefined, authToken: 'f'.repeat(32) },
      'wrongPassword',
      'authToken',
    ],
    ['a number of somebody else', { sender: '+12065550149' }, 'senderRefused', 'sender'],
    ['a service that is gone', { sender: `MG${'0'.repeat(32)}` }, 'senderRefused', 'sender'],
  ] as const)('says what is wrong with %s, and keeps nothing', async (_name, more, problem, field) => {
    const { connect, secrets } = await open();
    expect(await connect(more)).toMatchObject({ ok: false, problem, field });
    expect(await secrets.get(twilioSecretName('tw'))).toBeUndefined();
  });

  it.each([
    ['suspended', (bench: TwilioBench): unknown => void (bench.twilio.account.status = 'suspended')],
    [
      'forbidden',
      (bench: TwilioBench): unknown => bench.twilio.account.keys.forEach((key) => void (key.permissions = [])),
    ],
    ['unreachable', (bench: TwilioBench): unknown => bench.twilio.setFault('unreachable', true)],
    ['badAnswer', (bench: TwilioBench): unknown => bench.twilio.failRequests({ kind: 'html502', times: null })],
  ] as const)('fails as %s', async (problem, change) => {
    const { bench, connect } = await open();
    await change(bench);
    expect(await connect()).toMatchObject({ ok: false, problem });
  });
});

describe('what the set-up page says', () => {
  const find = async (world: World, name: string) => {
    const connected = await world.connect();
    return connected.ok ? connected.checks.find((check) => check.name === name) : undefined;
  };

  it.each([
    ['VERIFIED', true],
    ['IN_PROGRESS', false],
    ['FAILED', false],
  ])('of a campaign that is %s', async (status, ok) => {
    const world = await open({ service: true });
    const { campaign } = world.bench.twilio.account.registrations;
    if (campaign !== null) campaign.status = status;
    expect(await find(world, 'registration')).toMatchObject({ ok, problem: ok ? null : 'unregistered' });
  });

  it('of a service without a campaign', async () => {
    const world = await open({ service: true });
    world.bench.twilio.account.registrations.campaign = null;
    expect((await find(world, 'registration'))?.text).toContain('no A2P campaign');
  });

  it.each([
    ['TWILIO_APPROVED', true],
    ['IN_REVIEW', false],
    ['TWILIO_REJECTED', false],
  ])('of a toll-free number that is %s', async (status, ok) => {
    const number = '+18885550100';
    const world = await open({
      numbers: [{ phoneNumber: number, kind: 'tollFree' }],
      config: { sender: number, numbers: [number] },
    });
    const { tollFree } = world.bench.twilio.account.registrations;
    if (tollFree !== null) tollFree.status = status;
    expect(await find(world, 'registration')).toMatchObject({ ok });
  });

  it('of a service that throws replies away', async () => {
    const world = await open({ service: true });
    for (const service of world.bench.twilio.account.services) service.useInboundWebhookOnNumber = false;
    expect(await find(world, 'receive')).toMatchObject({ ok: false, problem: 'repliesDropped' });
  });

  it('of webhooks that go to somebody else', async () => {
    const world = await open({ numbers: [{ phoneNumber: OWN_NUMBER, smsUrl: 'https://old.example/sms' }] }, HOOK);
    expect((await find(world, 'webhooks'))?.text).toContain('another address');
  });

  it('of a key that may read little: no failure, and what to look at', async () => {
    const world = await open({ permissions: ['messages/*', 'numbers/*'] });
    const connected = await world.connect();
    expect(connected).toMatchObject({ ok: true, warning: null });
    expect((await find(world, 'registration'))?.text).toContain('cannot be read');
  });

  it('again later, for an account that is connected', async () => {
    const { connect, registry } = await open();
    await connect();
    const checks = await registry.twilio.test('tw', 'US', signal);
    expect(checks?.every(({ ok }) => ok)).toBe(true);
    expect(await registry.twilio.test('nobody', 'US', signal)).toBeNull();
  });
});

describe('WhatsApp templates', () => {
  it('are those that are approved, with what has to be filled in, and are not asked for each time', async () => {
    const { connect, registry, bench } = await open();
    await connect();
    const body = 'Hi {{first_name}}, your visit is at {{2}}. Is that right, {{first_name}}?';
    bench.twilio.addTemplate({ friendlyName: 'visit', body, variables: { first_name: 'Sample', 2: '9:00' } });
    bench.twilio.addTemplate({ friendlyName: 'not yet', body: 'Hello', status: 'pending' });
    const listed = await registry.twilio.templates('tw', signal);
    expect(listed).toMatchObject({
      ok: true,
      value: [{ name: 'visit', language: 'en', body, variables: ['first_name', '2'], category: 'utility' }],
    });
    bench.twilio.addTemplate({ friendlyName: 'later', body: 'Hello' });
    expect(await registry.twilio.templates('tw', signal)).toEqual(listed);
    expect(await registry.twilio.templates('nobody', signal)).toBeNull();
  });
});

describe('webhooks', () => {
  const withToken = async (options: TwilioBenchOptions, hook: string | null = HOOK) => {
    const world = await open(options, hook);
    await world.connect({ authToken: world.bench.twilio.account.authToken });
    return world;
  };

  it('are set on the number with the retries of Twilio, and taken away again', async () => {
    const { registry, bench } = await withToken({});
    const [number] = bench.twilio.account.numbers;
    expect(await registry.twilio.setWebhooks('tw', true, signal)).toEqual({ ok: true, changed: true });
    expect(number?.smsUrl).toBe(`${HOOK}#rc=3&rp=5xx,ct,rt`);
    expect(await registry.twilio.setWebhooks('tw', true, signal)).toEqual({ ok: true, changed: false });
    expect(await registry.twilio.setWebhooks('tw', false, signal)).toEqual({ ok: true, changed: true });
    expect(number?.smsUrl).toBe('');
  });

  it('are set on the service, and taken away without throwing replies away', async () => {
    const { registry, bench } = await withToken({ service: true });
    const [service] = bench.twilio.account.services;
    await registry.twilio.setWebhooks('tw', true, signal);
    expect(service).toMatchObject({ inboundRequestUrl: `${HOOK}#rc=3&rp=5xx,ct,rt` });
    await registry.twilio.setWebhooks('tw', false, signal);
    expect(service).toMatchObject({ useInboundWebhookOnNumber: true });
    expect(service?.inboundRequestUrl ?? '').toBe('');
    bench.twilio.receive(PERSON, 'still here');
    const page = await registry.get('tw')?.fetchInbox(null, { wide: false });
    expect(page).toMatchObject({ ok: true, value: { texts: [{ body: 'still here' }] } });
  });

  it('of somebody else are never taken away', async () => {
    const { registry, bench } = await withToken({
      numbers: [{ phoneNumber: OWN_NUMBER, smsUrl: 'https://old.example/sms' }],
    });
    expect(await registry.twilio.setWebhooks('tw', false, signal)).toEqual({ ok: true, changed: false });
    expect(bench.twilio.account.numbers[0]?.smsUrl).toBe('https://old.example/sms');
  });

  it('need an address and a token to prove them', async () => {
    const unreachable = await withToken({}, null);
    expect(await unreachable.registry.twilio.setWebhooks('tw', true, signal)).toBe('noAddress');
    const world = await open({}, HOOK);
    await world.connect();
    expect(await world.registry.twilio.setWebhooks('tw', true, signal)).toBe('noToken');
    expect(await world.registry.hooksOf('tw')).toBeUndefined();
    await world.connect({ authToken: world.bench.twilio.account.authToken });
    expect(await world.registry.hooksOf('tw')).toBeDefined();
  });
});

describe('one-time codes by Verify', () => {
  const start = async () => {
    const world = await open();
    await world.connect({ verifyServiceSid: world.bench.twilio.account.verifyServiceSid });
    const started = await world.registry.twilio.startVerification('tw', { to: PERSON, locale: 'en' });
    const remoteId = started?.ok === true && started.value.kind === 'sent' ? started.value.remoteId : '';
    const check = (code: string) => world.registry.twilio.checkVerification('tw', { remoteId, code });
    return { ...world, remoteId, check };
  };

  it('are right once, and gone afterwards', async () => {
    const { bench, check, remoteId } = await start();
    expect(remoteId).toMatch(/^VE/);
    const code = bench.twilio.verificationCode(PERSON) ?? '';
    expect(await check(code === '000000' ? '111111' : '000000')).toEqual({ ok: true, value: 'wrong' });
    expect(await check('not!')).toEqual({ ok: true, value: 'wrong' });
    expect(await check(code)).toEqual({ ok: true, value: 'right' });
    expect(await check(code)).toEqual({ ok: true, value: 'gone' });
  });

  it('end after too many wrong ones', async () => {
    const { bench, check } = await start();
    const wrong = bench.twilio.verificationCode(PERSON) === '000000' ? '111111' : '000000';
    const answers: unknown[] = [];
    for (let tries = 0; tries < 7; tries += 1) answers.push(await check(wrong));
    expect(answers).toContainEqual({ ok: true, value: 'tooMany' });
    expect(answers).not.toContainEqual({ ok: true, value: 'right' });
  });

  it('do not go to a landline', async () => {
    const { bench, registry } = await start();
    bench.twilio.setOutcome('+12065550177', 'landline');
    expect(await registry.twilio.startVerification('tw', { to: '+12065550177' })).toEqual({
      ok: true,
      value: { kind: 'refused', code: 60205 },
    });
  });

  it('need a Verify service', async () => {
    const world = await open();
    await world.connect();
    expect(await world.registry.twilio.startVerification('tw', { to: PERSON })).toBeNull();
  });
});
