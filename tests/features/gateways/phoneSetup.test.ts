import { afterEach, describe, expect, it } from 'vitest';
import type { NetworkAddress } from '../../../src/main/platform/ports.ts';
import { startPhone } from '../../providers/phoneHarness.ts';
import { startPhoneWorld } from './phoneWorld.ts';
import type { PhoneWorld } from './phoneWorld.ts';

const MINUTE = 60_000;
const TWO = [1, 2].map((simNumber) => ({ simNumber, phoneNumber: `+1206555010${simNumber}`, carrierName: null }));
let world: PhoneWorld;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await world.stop();
});
const update = (change: Record<string, unknown>) => world.call('gateways.updateGateway', { id: world.id, ...change });

describe('finding phones', () => {
  const wifi: NetworkAddress = { name: 'wlan0', address: '192.168.7.2', prefix: 30, internal: false };

  it('lists the phone in use with its gateway, says what was left out, and sends no credential', async () => {
    const asked: (string | null)[] = [];
    const spying: typeof fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.pathname === '/health') asked.push(new Headers(init?.headers).get('authorization'));
      if (url.hostname.startsWith('192.168.7.')) throw new TypeError('fetch failed');
      return globalThis.fetch(input, init);
    };
    const networks = () => [wifi, { ...wifi, address: '10.0.0.2', prefix: 8 }];
    world = await startPhoneWorld({}, { fetch: spying, networks });
    asked.length = 0;
    const address = world.phone.url.replace('http://', '');
    expect(await world.call('gateways.findPhones', {})).toEqual({
      phones: [{ address, version: '1.75.0', problem: null, batteryPercent: 88, gatewayId: world.id }],
      searched: ['192.168.7.0/30'],
      skipped: [{ network: '10.0.0.0/8', reason: 'tooLarge', text: expect.stringContaining('too large') as string }],
      complete: true,
    });
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.every((authorization) => authorization === null)).toBe(true);
  });
});

describe('a phone whose address changed', () => {
  it('is taken over when a person confirms, with its settings, and works there', async () => {
    world = await startPhoneWorld();
    const { platform } = world;
    await update({ label: 'Counter' });
    const deviceId = await deviceOf(world.phone.url);
    const moved = await startPhone(platform.clock, { deviceId });
    closing.push(() => moved.stop());
    await world.phone.setFault('offline', true);
    const { gateway } = await world.call('gateways.acceptAddress', { id: world.id, address: moved.url });
    expect(gateway).toMatchObject({ address: moved.url.replace('http://', ''), label: 'Counter' });
    const { checks } = await world.call('gateways.testGateway', { id: world.id });
    expect(checks.every(({ ok }) => ok)).toBe(true);
  });

  it('is refused when another device, another program or nothing is there, and nothing changes', async () => {
    world = await startPhoneWorld();
    const other = await startPhone(world.platform.clock, { deviceId: 'another-device' });
    closing.push(() => other.stop());
    const accept = (address: string) => world.call('gateways.acceptAddress', { id: world.id, address });
    await expect(accept(other.url)).rejects.toMatchObject({
      code: 'GATEWAY_UNSUITABLE',
      details: { problem: 'otherDevice' },
    });
    other.failRequests({ kind: 'html', times: null });
    await expect(accept(other.url)).rejects.toMatchObject({ details: { problem: 'notTheApp' } });
    await expect(accept('127.0.0.1:1')).rejects.toMatchObject({ code: 'GATEWAY_UNREACHABLE', field: 'address' });
    await expect(accept('https://x')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const { items } = await world.call('gateways.listGateways', {});
    expect(items[0]?.address).toBe(world.phone.url.replace('http://', ''));
  });

  const deviceOf = async (url: string): Promise<string> => {
    const headers = { authorization: `Basic ${Buffer.from('sms:pässwörd-1').toString('base64')}` };
    return ((await (await fetch(`${url}/device`, { headers })).json()) as { id: string }[])[0]?.id ?? '';
  };
});

describe('what can be set about a phone', () => {
  it('the SIM: only one that is in it, and texts leave by it', async () => {
    world = await startPhoneWorld({ simCards: TWO });
    expect((await update({ sim: 2 })).gateway.phone).toMatchObject({ sim: 2, sims: TWO });
    await expect(update({ sim: 3 })).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'sim' });
    await world.call('gateways.startHearingTest', { id: world.id, number: '+12065550177' });
    await world.until(async () => world.phone.sent().length === 1, 2 * MINUTE);
    expect(world.phone.sent()).toMatchObject([{ simNumber: 2 }]);
    expect((await update({ sim: null })).gateway.phone?.sim).toBeNull();
  });

  it('encryption: not without a passphrase, and nothing readable crosses the network then', async () => {
    const bodies: string[] = [];
    const spying: typeof fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.pathname === '/messages' && typeof init?.body === 'string') bodies.push(init.body);
      return globalThis.fetch(input, init);
    };
    world = await startPhoneWorld({}, { fetch: spying });
    await expect(update({ encryption: true })).rejects.toMatchObject({ field: 'passphrase' });
    await expect(update({ passphrase: 'größer als' })).rejects.toMatchObject({ field: 'passphrase' });
    const { gateway } = await update({ encryption: true, passphrase: 'front-desk-passphrase' });
    expect(gateway.phone?.encryption).toBe(true);
    expect(JSON.stringify(gateway)).not.toContain('front-desk');
    await expect(update({ passphrase: '' })).rejects.toMatchObject({ field: 'passphrase' });
    await fetch(`${world.phone.url}/settings`, {
      method: 'PATCH',
      headers: {
        authorization: `Basic ${Buffer.from('sms:pässwörd-1').toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ encryption: { passphrase: 'front-desk-passphrase' } }),
    });
    await world.call('gateways.startHearingTest', { id: world.id, number: '+12065550177' });
    await world.until(async () => world.phone.sent().length === 1, 2 * MINUTE);
    expect(world.phone.sent()[0]).toMatchObject({ to: '+12065550177', count: 1 });
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).not.toMatch(/2065550177|reply/);
  });

  it('name and number, each refused where it makes no sense', async () => {
    world = await startPhoneWorld({ simCards: [{ simNumber: 1, phoneNumber: null, carrierName: null }] });
    await expect(update({ dailyHearingTest: true })).rejects.toMatchObject({ field: 'ownNumber' });
    await expect(update({ ownNumber: 'mine' })).rejects.toMatchObject({ field: 'ownNumber' });
    const { gateway } = await update({ label: 'Counter', ownNumber: '(206) 555-0100', dailyHearingTest: true });
    expect(gateway).toMatchObject({
      label: 'Counter',
      ownNumber: '+12065550100',
      phone: { dailyHearingTest: true, encryption: false, webhooks: false },
    });
  });
});

describe('looking into a phone', () => {
  it('reads its log without numbers', async () => {
    world = await startPhoneWorld();
    await world.call('gateways.startHearingTest', { id: world.id, number: '+12065550177' });
    await world.until(async () => world.phone.sent().length === 1, 2 * MINUTE);
    const { lines } = await world.call('gateways.readLogs', { id: world.id });
    expect(lines.some(({ module }) => module === 'messages')).toBe(true);
    expect(JSON.stringify(lines)).not.toContain('2065550177');
    await world.phone.setFault('offline', true);
    await expect(world.call('gateways.readLogs', { id: world.id })).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
    });
  });

  it('warns of somebody else who is told what comes in, by a test', async () => {
    world = await startPhoneWorld();
    await fetch(`${world.phone.url}/webhooks`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('sms:pässwörd-1').toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ url: 'https://elsewhere.example/x', event: 'sms:received' }),
    });
    const { checks } = await world.call('gateways.testGateway', { id: world.id });
    expect(checks.find(({ name }) => name === 'webhooks')).toMatchObject({
      ok: false,
      problem: null,
      text: expect.stringContaining('elsewhere.example') as string,
    });
  });

  it('gives advice for its make, and says that webhooks need an address', async () => {
    world = await startPhoneWorld();
    expect(await world.call('gateways.getPhoneAdvice', { id: world.id })).toMatchObject({ brand: 'Google Pixel' });
    await expect(world.call('gateways.setWebhooks', { id: world.id, on: true })).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
    });
    expect(await world.call('gateways.setWebhooks', { id: world.id, on: false })).toEqual({ changed: true });
  });
});
