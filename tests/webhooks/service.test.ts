import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { TunnelConfig } from '../../src/main/features/tunnel/config.ts';
import { dateAt, endOfTurn, isPrivate } from '../../src/main/platform/network.ts';
import type { Fetch, Platform } from '../../src/main/platform/ports.ts';
import { createRuntime } from '../../src/main/runtime.ts';
import { serverCertificate } from '../../src/main/webhooks/certificate.ts';
import { createWebhooks } from '../../src/main/webhooks/service.ts';
import type { Webhooks, WebhooksDeps } from '../../src/main/webhooks/service.ts';
import { createScriptedProcesses } from '../fakes/scriptedProcesses.ts';
import { createSignedHooks, signPost } from '../fakes/signedHooks.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import type { TestPlatform } from '../fakes/testPlatform.ts';
import { KEY, ORIGIN } from './harness.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const GATEWAY = 'phone-1';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}

interface Service {
  readonly webhooks: Webhooks;
  readonly platform: TestPlatform;
  readonly config: { current: TunnelConfig };
  readonly stored: string[];
  readonly changes: () => number;
}

async function createService(config: Partial<TunnelConfig>, more: Partial<WebhooksDeps> = {}): Promise<Service> {
  const platform = createTestPlatform();
  cleanUps.push(platform.dispose);
  const port = await freePort();
  const plain: TunnelConfig = { kind: 'off', publicUrl: null, port, lan: false, pictures: false };
  const current = { current: { ...plain, ...config } };
  const stored: string[] = [];
  let changes = 0;
  const webhooks = createWebhooks({
    ...platform,
    gatewayClock: platform.clock,
    dataDir: platform.paths.dataDir,
    tokenSecret: 'tunnel.token',
    readConfig: () => current.current,
    kindOf: () => 'phone',
    hooksOf: async (id) => (id === GATEWAY ? createSignedHooks(KEY) : undefined),
    store: (events) => events.map(({ target }) => (stored.push(target), 'new')),
    onStored: () => undefined,
    onChange: () => void (changes += 1),
    // What the internet does: the public address leads to the port.
    fetch: leadTo(() => current.current.port),
    machine: { endOfTurn, dateAt, isPrivate, ownAddresses: () => ['192.168.1.20'], ownName: () => 'desk-pc' },
    ...more,
  });
  cleanUps.push(() => webhooks.stop());
  return { webhooks, platform, config: current, stored, changes: () => changes };
}

function leadTo(port: () => number): Fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return fetch(`http://127.0.0.1:${port()}${url.pathname}`, init);
  };
}

describe('what listens', () => {
  it('is nothing unless somebody wants it', async () => {
    const { webhooks, config } = await createService({});
    await webhooks.apply();
    expect(webhooks.live()).toMatchObject({ state: 'off', publicUrl: null, lan: { on: false } });
    expect(webhooks.publicHookUrl(GATEWAY, 'inbound')).toBeNull();
    await expect(fetch(`http://127.0.0.1:${config.current.port}/`)).rejects.toThrow();
  });

  it('follows what is saved, and gateways are told addresses that are hard to guess and stay the same', async () => {
    const { webhooks, config, stored, platform } = await createService({ kind: 'own', publicUrl: ORIGIN });
    await webhooks.apply();
    const url = webhooks.publicHookUrl(GATEWAY, 'status') ?? '';
    expect(url).toMatch(/^https:\/\/hooks\.lakeside\.example\/hooks\/[\w-]{24}\/phone-1\/status$/);
    expect(webhooks.publicHookUrl(GATEWAY, 'inbound')).toBe(url.replace('/status', '/inbound'));
    expect(webhooks.publicHookUrl(GATEWAY, 'events')).toBe(url.replace('/status', ''));
    const post = signPost(KEY, url, platform.clock.now(), { id: 'a' });
    const local = `http://127.0.0.1:${config.current.port}${new URL(url).pathname}`;
    expect((await fetch(local, { method: 'POST', ...post })).status).toBe(204);
    expect(stored).toEqual(['/phone-1/status']);
    config.current = { ...config.current, kind: 'off' };
    await webhooks.apply();
    await expect(fetch(local, { method: 'POST', ...post })).rejects.toThrow();
    config.current = { ...config.current, kind: 'own' };
    await webhooks.apply();
    expect(webhooks.publicHookUrl(GATEWAY, 'status')).toBe(url);
    await webhooks.stop();
    expect(webhooks.publicHookUrl(GATEWAY, 'status')).toBeNull();
  });

  it('says which port is taken, and takes it once it is free', async () => {
    const service = await createService({ kind: 'own', publicUrl: ORIGIN });
    const { webhooks, config, platform } = service;
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(config.current.port, '127.0.0.1', () => resolve()));
    await webhooks.apply();
    expect(webhooks.live()).toMatchObject({
      state: 'down',
      text: expect.stringContaining('is taken by another program'),
    });
    await new Promise((resolve) => void other.close(resolve));
    await platform.clock.advance(MINUTE);
    // Listening takes real time.
    await webhooks.apply();
    expect(webhooks.live().state).toBe('up');
  });
});

describe('the look from outside', () => {
  it('finds itself through the public address, and says then that gateways may be told', async () => {
    let told = 0;
    const onReachable = (): void => void (told += 1);
    const { webhooks } = await createService({ kind: 'own', publicUrl: ORIGIN }, { onReachable });
    await webhooks.apply();
    expect(told).toBe(0);
    await webhooks.check(new AbortController().signal);
    expect(webhooks.live().lastCheck).toMatchObject({ ok: true, text: expect.stringContaining('leads here') });
    expect(webhooks.live().counts).toMatchObject({ accepted: 0, refused: 0 });
    expect(told).toBe(1);
  });

  it.each<[what: string, answer: () => Promise<Response>, words: RegExp]>([
    ['another program that says yes to everything', async () => new Response('ok'), /Another program answered/],
    [
      'another program that knows no such page',
      async () => new Response('', { status: 404 }),
      /Another program answered/,
    ],
    ['a redirect', async () => new Response(null, { status: 308 }), /leads on to another/],
    ['a sign-in page', async () => new Response('', { status: 403 }), /asks for a sign-in/],
    ['a tunnel that leads nowhere', async () => new Response('', { status: 502 }), /does not reach this computer/],
    ['an unknown name', () => fault('ENOTFOUND'), /not known on the internet/],
    ['a certificate of its own', () => fault('DEPTH_ZERO_SELF_SIGNED_CERT'), /not trusted/],
    ['a closed door', () => fault('ECONNREFUSED'), /refuses connections/],
  ])('says in words that it found %s', async (_what, answer, words) => {
    const onReachable = (): never => {
      throw new Error('told although nobody was heard');
    };
    const { webhooks } = await createService({ kind: 'own', publicUrl: ORIGIN }, { fetch: answer, onReachable });
    await webhooks.apply();
    await webhooks.check(new AbortController().signal);
    expect(webhooks.live().lastCheck).toMatchObject({ ok: false, text: expect.stringMatching(words) });
  });

  it('gives up after ten seconds of silence', async () => {
    const silent: Fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const { webhooks, platform } = await createService({ kind: 'own', publicUrl: ORIGIN }, { fetch: silent });
    await webhooks.apply();
    const checked = webhooks.check(new AbortController().signal);
    await platform.clock.advance(10_000);
    await checked;
    expect(webhooks.live().lastCheck).toMatchObject({ ok: false, text: expect.stringContaining('Nobody answered') });
  });

  it('starts a tunnel anew through which nothing is heard', async () => {
    const processes = createScriptedProcesses('cloudflared');
    const nobody: Fetch = async () => new Response('', { status: 530 });
    const { webhooks, platform } = await createService({ kind: 'cloudflared' }, { processes, fetch: nobody });
    await webhooks.apply();
    await platform.clock.settle();
    processes.runs[0]?.say('https://one.trycloudflare.com', 'INF Registered tunnel connection');
    await platform.clock.advance(3 * MINUTE);
    expect(processes.runs[0]?.alive).toBe(false);
    expect(processes.runs).toHaveLength(2);
    expect(webhooks.live().text).toContain('did not lead back');
  });
});

describe('phones of the same network', () => {
  it('post over TLS that the authority vouches for, at the address of this computer', async () => {
    const { webhooks, config, platform, stored } = await createService({ lan: true });
    await webhooks.apply();
    const { lan } = webhooks.live();
    expect(lan).toMatchObject({ on: true, address: `https://192.168.1.20:${config.current.port + 1}` });
    const url = webhooks.publicHookUrl(GATEWAY, 'events') ?? '';
    expect(url.startsWith(lan.address ?? '')).toBe(true);
    expect(webhooks.publicHookUrl(GATEWAY, 'inbound')).toBeNull();
    const { body, headers } = signPost(KEY, url, platform.clock.now(), { id: 'a' });
    const { pathname } = new URL(url);
    const options = { host: '127.0.0.1', port: config.current.port + 1, path: pathname, method: 'POST', headers };
    const status = await new Promise((resolve, reject) => {
      request({ ...options, ca: lan.authority ?? '', agent: false }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end(body);
    });
    expect(status).toBe(204);
    expect(stored).toEqual(['/phone-1']);
  });
});

describe('certificates', () => {
  const make = (platform: Platform, addresses: readonly string[]) =>
    serverCertificate({ ...platform, dateAt, name: 'desk-pc' }, addresses);

  it('are kept while they fit, and made anew by the same authority when they do not', async () => {
    const platform = createTestPlatform();
    cleanUps.push(platform.dispose);
    const first = await make(platform, ['192.168.1.20', '10.0.0.5']);
    const leaf = new X509Certificate(first.cert);
    expect(leaf.checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(leaf.checkHost('desk-pc')).toBe('desk-pc');
    expect(leaf.verify(new X509Certificate(first.authority).publicKey)).toBe(true);
    expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(await make(platform, ['10.0.0.5', '192.168.1.20'])).toEqual(first);
    const moved = await make(platform, ['192.168.1.77']);
    expect(moved.authority).toBe(first.authority);
    expect(new X509Certificate(moved.cert).checkIP('192.168.1.20')).toBeUndefined();
    platform.clock.sleepThrough(334 * DAY);
    expect(await make(platform, ['192.168.1.77'])).toEqual(moved);
    platform.clock.sleepThrough(2 * DAY);
    const renewed = await make(platform, ['192.168.1.77']);
    expect(renewed.cert).not.toBe(moved.cert);
    expect(renewed.authority).toBe(first.authority);
  });
});

describe('the tunnel page', () => {
  async function open(processes = createScriptedProcesses()) {
    const platform = createTestPlatform({ processes });
    cleanUps.push(platform.dispose);
    const runtime = await createRuntime(platform);
    cleanUps.push(() => runtime.stop());
    await runtime.start();
    const call = async (verb: string, input: object = {}, role: 'manager' | 'frontDesk' = 'manager') => {
      const { signal } = new AbortController();
      const actor = { id: 'ana', name: 'Ana', role };
      return runtime.rpc.router.call({ procedure: `tunnel.${verb}`, input, actor, signal });
    };
    return { call, platform, processes };
  }

  it('shows "off" at first, and is for managers', async () => {
    const { call } = await open();
    expect(await call('getTunnel')).toMatchObject({
      ok: true,
      value: { kind: 'off', state: 'off', hasToken: false, waiting: 0, lastEventAt: null, lan: { on: false } },
    });
    expect(await call('getTunnel', {}, 'frontDesk')).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });

  it.each([
    [{ kind: 'own' }, 'publicUrl'],
    [{ kind: 'own', publicUrl: 'http://hooks.example.com' }, 'publicUrl'],
    [{ kind: 'own', publicUrl: 'https://hooks.example.com/desk' }, 'publicUrl'],
    [{ kind: 'cloudflared', token: 'a-token-of-a-tunnel' }, 'publicUrl'],
    [{ kind: 'ngrok' }, 'token'],
  ])('refuses %j and names the field %s', async (input, field) => {
    const { call } = await open();
    expect(await call('saveTunnel', input)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field } });
    expect(await call('getTunnel')).toMatchObject({ value: { kind: 'off', hasToken: false } });
  });

  it('starts what is saved, says what is missing, and never gives the token out again', async () => {
    const { call, platform } = await open();
    const token = 'a-token-that-stays-inside';
    const input = { kind: 'cloudflared', token, publicUrl: 'https://hooks.example.com/', port: await freePort() };
    const saved = await call('saveTunnel', input);
    expect(saved).toMatchObject({ ok: true, value: { kind: 'cloudflared', hasToken: true } });
    expect(await call('getTunnel')).toMatchObject({
      value: { state: 'missing', text: expect.stringContaining('Install it') },
    });
    expect(JSON.stringify([saved, await call('getTunnel'), platform.log.entries])).not.toContain(token);
    expect(await call('saveTunnel', { kind: 'off', token: null })).toMatchObject({
      value: { state: 'off', hasToken: false },
    });
  });
});

function fault(code: string): Promise<Response> {
  return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
}
