import { afterEach, describe, expect, it } from 'vitest';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import type { PhoneSimulatorOptions } from '../../src/main/demo/phone/simulator.ts';
import { parsePhoneAddress } from '../../src/main/providers/capcom6/address.ts';
import { pairPhone } from '../../src/main/providers/capcom6/pairPhone.ts';
import { atLeast, parseVersion, versionProblem } from '../../src/main/providers/capcom6/version.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import { PASSWORD, startPhone } from './phoneHarness.ts';

const clock = createVirtualClock();
const deps = { fetch: globalThis.fetch, clock, timers: clock, log: createSilentLogger() };
let phone: PhoneSimulator | undefined;
afterEach(async () => {
  await phone?.stop();
  phone = undefined;
});

async function pair(
  options: PhoneSimulatorOptions = {},
  password = PASSWORD,
  prepare?: (phone: PhoneSimulator) => void,
) {
  phone = await startPhone(clock, options);
  prepare?.(phone);
  return pairPhone(deps, { address: phone.url, username: 'sms', password });
}

describe('the address as typed', () => {
  it.each([
    ['192.168.1.24', 'http://192.168.1.24:8080'],
    [' 192.168.1.24 : 9090 ', 'http://192.168.1.24:9090'],
    ['http://192.168.1.24/', 'http://192.168.1.24:8080'],
    ['http://192.168.1.24:8080/health?x=1', 'http://192.168.1.24:8080'],
    ['HTTP:192.168.1.24:80', 'http://192.168.1.24:80'],
    ['pixel.local', 'http://pixel.local:8080'],
    ['[fe80::1]:8081', 'http://[fe80::1]:8081'],
  ])('%j is %s', (typed, baseUrl) => {
    expect(parsePhoneAddress(typed)).toBe(baseUrl);
  });

  it.each([
    '',
    '   ',
    'https://192.168.1.24',
    'sms:pw@192.168.1.24',
    '192.168.1.24:99999',
    'http://',
    ':8080',
    '300.1.1.1',
  ])('%j is none', (typed) => {
    expect(parsePhoneAddress(typed)).toBeNull();
  });
});

describe('versions', () => {
  it.each([
    ['1.58.9', 'versionTooOld'],
    ['1.59.0', null],
    ['1.62.4', null],
    ['1.63.0', 'versionLosesTexts'],
    ['1.66.1', 'versionLosesTexts'],
    ['1.66.2', null],
    ['1.75.0-beta', null],
    ['2.0', null],
    ['soon', 'versionTooOld'],
  ])('%s: %s', (version, problem) => {
    expect(versionProblem(parseVersion(version))).toBe(problem);
  });

  it('compare by number, not by letter', () => {
    expect(atLeast([1, 100, 0], [1, 99, 9])).toBe(true);
  });
});

describe('pairing', () => {
  it('finds device, SIM and number, sets the order to first in first out, and signs in with a token', async () => {
    const paired = await pair();
    expect(paired).toMatchObject({
      ok: true,
      version: '1.75.0',
      deviceName: 'Google/oriole',
      phoneNumber: '+12065550100',
      warning: null,
      batteryPercent: 88,
      sims: [{ simNumber: 1, phoneNumber: '+12065550100' }],
      credentials: { username: 'sms', tokens: { accessToken: expect.any(String) as string } },
    });
    if (!paired.ok) return;
    const bearer = (path: string): Promise<Response> =>
      fetch(`${paired.baseUrl}${path}`, {
        headers: { authorization: `Bearer ${paired.credentials.tokens?.accessToken}` },
      });
    expect((await bearer('/inbox')).status).toBe(200);
    expect((await bearer('/settings')).status).toBe(403);
    const settings = await fetch(`${paired.baseUrl}/settings`, {
      headers: { authorization: `Basic ${Buffer.from(`sms:${PASSWORD}`).toString('base64')}` },
    });
    expect(await settings.json()).toMatchObject({
      messages: { processing_order: 'FIFO' },
      webhooks: { internet_required: false },
    });
  });

  it('says what is wrong, in the words of the wizard', async () => {
    expect(await pairPhone(deps, { address: 'https://x', username: 'sms', password: 'x' })).toMatchObject({
      problem: 'badAddress',
    });
    expect(await pairPhone(deps, { address: '127.0.0.1:1', username: 'sms', password: 'x' })).toMatchObject({
      problem: 'unreachable',
    });
    expect(await pair({}, 'wrong')).toMatchObject({ ok: false, problem: 'wrongPassword' });
  });

  it.each([
    ['html', 'notTheApp'],
    ['garbage', 'notTheApp'],
    ['error500', 'notTheApp'],
    ['closeBeforeStoring', 'unreachable'],
  ] as const)('with a host that answers %s: %s', async (kind, problem) => {
    expect(await pair({}, PASSWORD, (one) => one.failRequests({ kind }))).toMatchObject({ ok: false, problem });
  });

  it('works although the phone reports itself unwell for want of internet', async () => {
    expect(await pair({}, PASSWORD, (one) => one.change({ internet: false }))).toMatchObject({ ok: true });
  });

  it('refuses an app that cannot read incoming texts, and a phone without a SIM', async () => {
    expect(await pair({ profile: '1.57' })).toMatchObject({ ok: false, problem: 'versionTooOld' });
    await phone?.stop();
    expect(await pair({ simCards: [] })).toMatchObject({ ok: false, problem: 'noSim' });
  });

  it('sends no password to a host that is not the app', async () => {
    const headers: (string | null)[] = [];
    const spying: typeof fetch = async (input, init) => {
      headers.push(new Headers(init?.headers).get('authorization'));
      return globalThis.fetch(input, init);
    };
    phone = await startPhone(clock);
    phone.failRequests({ kind: 'html', times: null });
    await pairPhone({ ...deps, fetch: spying }, { address: phone.url, username: 'sms', password: PASSWORD });
    expect(headers).toEqual([null]);
  });
});
