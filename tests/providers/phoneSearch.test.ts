import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { networksOf, searchPhones } from '../../src/main/providers/capcom6/discovery.ts';
import type { NetworkAddress } from '../../src/main/platform/ports.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import { startPhone } from './phoneHarness.ts';

const clock = createVirtualClock();
const wifi = (address: string, prefix = 24, internal = false): NetworkAddress => ({
  name: 'wlan0',
  address,
  prefix,
  internal,
});

describe('the networks worth a look', () => {
  const names = (...interfaces: NetworkAddress[]) => {
    const { networks, skipped } = networksOf(interfaces);
    return [networks.length, skipped.map(({ network, reason }) => `${network} ${reason}`)];
  };
  it.each([
    [[wifi('192.168.1.20')], [1, []]],
    [
      [wifi('192.168.1.20'), wifi('192.168.1.21')],
      [1, []],
    ],
    [
      [wifi('10.1.2.3', 22), wifi('172.31.255.1', 30)],
      [2, []],
    ],
    [[wifi('127.0.0.1', 8, true)], [0, []]],
    [[wifi('10.1.2.3', 8)], [0, ['10.0.0.0/8 tooLarge']]],
    [[wifi('10.1.2.3', 21)], [0, ['10.1.0.0/21 tooLarge']]],
    [[wifi('192.168.1.20', 31)], [0, ['192.168.1.20/31 tooSmall']]],
    [[wifi('203.0.113.5')], [0, ['203.0.113.0/24 notPrivate']]],
    [[wifi('172.32.0.1')], [0, ['172.32.0.0/24 notPrivate']]],
    [[wifi('169.254.3.4', 24)], [0, ['169.254.3.0/24 notPrivate']]],
    [[wifi('100.64.0.9', 24)], [0, ['100.64.0.0/24 notPrivate']]],
    // Its network reaches beyond what is private.
    [[wifi('192.168.1.20', 12)], [0, ['192.160.0.0/12 notPrivate']]],
    [[wifi('fe80::1', 24)], [0, []]],
  ])('%j: %j', (interfaces, expected) => {
    expect(names(...interfaces)).toEqual(expected);
  });
});

describe('looking for phones', () => {
  let phone: PhoneSimulator;
  let asked: { readonly host: string; readonly path: string; readonly authorization: string | null }[];
  let open: number;
  let most: number;
  /** A network on which every address is silent, but for those named here. */
  let hosts: Map<string, (init?: RequestInit) => Promise<Response>>;

  const fakeFetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push({ host: url.host, path: url.pathname, authorization: new Headers(init?.headers).get('authorization') });
    open += 1;
    most = Math.max(most, open);
    try {
      const host = hosts.get(url.host);
      if (host !== undefined) return await host(init);
      return await new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      });
    } finally {
      open -= 1;
    }
  };
  const deps = { fetch: fakeFetch, clock, timers: clock, log: createSilentLogger() };
  const search = async (interfaces: readonly NetworkAddress[], options = {}, signal?: AbortSignal) => {
    let done = false;
    const result = searchPhones(deps, { interfaces, ...options }, signal).finally(() => (done = true));
    while (!done) {
      await new Promise((resolve) => void setTimeout(resolve, 2));
      await clock.advance(700);
    }
    return result;
  };
  const relay =
    (path = '/health') =>
    (init?: RequestInit) =>
      fetch(`${phone.url}${path}`, init);

  beforeEach(async () => {
    phone = await startPhone(clock);
    asked = [];
    open = 0;
    most = 0;
    hosts = new Map();
  });
  afterEach(() => phone.stop());

  it('finds the app among routers, printers and silence, asking for health only and never with a password', async () => {
    hosts.set('192.168.7.24:8080', relay());
    hosts.set('192.168.7.1:8080', async () => new Response('<html>Router</html>', { status: 200 }));
    hosts.set('192.168.7.9:8080', async () => Response.json({ status: 'pass', version: '9', checks: {} }));
    hosts.set('192.168.7.10:8080', async () => Promise.reject(new TypeError('fetch failed')));
    const progress: number[] = [];
    const found = await search([wifi('192.168.7.20')], {
      onProgress: ({ looked }: { looked: number }) => progress.push(looked),
    });
    expect(found).toEqual({
      phones: [{ address: '192.168.7.24:8080', version: '1.75.0', problem: null, batteryPercent: 88 }],
      searched: ['192.168.7.0/24'],
      skipped: [],
      complete: true,
    });
    expect(asked).toHaveLength(253);
    expect(asked.every(({ path, authorization }) => path === '/health' && authorization === null)).toBe(true);
    expect(asked.some(({ host }) => host.startsWith('192.168.7.20:') || host.startsWith('192.168.7.255'))).toBe(false);
    expect(most).toBe(64);
    expect(progress.at(-1)).toBe(253);
  });

  it('recognises a phone that reports itself unwell, by status 500', async () => {
    await phone.setFault('internetOff', true);
    hosts.set('192.168.7.24:8080', relay());
    expect((await search([wifi('192.168.7.20')])).phones).toHaveLength(1);
  });

  it('also tries the address a phone had before', async () => {
    hosts.set('192.168.9.5:9090', relay());
    const found = await search([], { alsoTry: ['192.168.9.5:9090'] });
    expect(found).toMatchObject({ phones: [{ address: '192.168.9.5:9090' }], searched: [], complete: true });
  });

  it('says what it left out, and looks at nothing there', async () => {
    expect(await search([wifi('10.0.0.5', 8), wifi('203.0.113.5')])).toEqual({
      phones: [],
      searched: [],
      skipped: [
        { network: '10.0.0.0/8', reason: 'tooLarge' },
        { network: '203.0.113.0/24', reason: 'notPrivate' },
      ],
      complete: true,
    });
    expect(asked).toEqual([]);
  });

  it('can be stopped, and says that it did not end', async () => {
    const stop = new AbortController();
    hosts.set('192.168.7.3:8080', relay());
    const onProgress = ({ looked }: { looked: number }): void => {
      if (looked >= 64) stop.abort();
    };
    const found = await search([wifi('192.168.7.20')], { onProgress }, stop.signal);
    expect(found.complete).toBe(false);
    expect(found.phones).toHaveLength(1);
    expect(asked.length).toBeLessThan(253);
  });
});
