import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_DELAYS } from '../../src/main/demo/phone/radio.ts';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import type { PhoneSimulatorOptions } from '../../src/main/demo/phone/simulator.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';
import { message, startPhoneApi } from './phoneApi.ts';
import type { PhoneApi } from './phoneApi.ts';

let clock: VirtualClock;
let phone: PhoneSimulator;
let call: PhoneApi['call'];

async function start(options: PhoneSimulatorOptions = {}): Promise<void> {
  ({ clock, phone, call } = await startPhoneApi(options));
}
afterEach(() => phone.stop());

describe('incoming texts', () => {
  const bodies = async (query = 'to=2030-01-01T00:00:00Z'): Promise<string[]> =>
    ((await call('GET', `/inbox?${query}`)).json as { contentPreview: string }[]).map((row) => row.contentPreview);

  it('are counted as a whole, listed newest first by network time, and hidden when from the future', async () => {
    await start();
    phone.inject('+12065550102', 'first');
    await clock.advance(5_000);
    phone.inject('+12065550102', 'second');
    phone.inject('+12065550103', 'late', { sentAt: clock.now() - 86_400_000 });
    phone.inject('+12065550104', 'future', { sentAt: clock.now() + 3_600_000 });
    const limited = await call('GET', '/inbox?type=SMS&limit=1&to=2030-01-01T00:00:00Z');
    expect(limited.headers.get('x-total-count')).toBe('4');
    expect(await bodies()).toEqual(['future', 'second', 'first', 'late']);
    expect(await bodies('')).toEqual(['second', 'first', 'late']);
    expect((await call('GET', '/inbox?limit=501')).status).toBe(400);
    expect((await call('GET', '/inbox?type=FAX')).json).toEqual({ message: 'Invalid type' });
  });

  it('reach a deaf phone only by a refresh', async () => {
    await start();
    await phone.setFault('deaf', true);
    phone.inject('+12065550102', 'unheard');
    expect(await bodies()).toEqual([]);
    const range = { since: '2026-11-20T13:00:00Z', until: '2026-11-20T15:00:00Z' };
    expect(await call('POST', '/inbox/refresh', range)).toMatchObject({ status: 202, text: '' });
    expect(await bodies()).toEqual(['unheard']);
    expect((await call('POST', '/inbox/refresh', {})).json).toEqual({ message: 'since is required' });
  });

  it('vanish in 1.65.2 when the same person writes the same again', async () => {
    await start({ profile: '1.65.2' });
    phone.inject('+12065550102', 'ok');
    await clock.advance(86_400_000);
    phone.inject('+12065550102', 'ok');
    expect(await bodies()).toEqual(['ok']);
  });
});

describe('tokens', () => {
  beforeEach(() => start());
  interface Tokens {
    access_token: string;
    refresh_token: string;
    id: string;
  }
  const issue = async (scopes: string[]): Promise<Tokens> =>
    (await call('POST', '/auth/token', { scopes })).json as Tokens;

  it('open only what their scopes name', async () => {
    const { access_token } = await issue(['messages:read']);
    expect((await call('GET', '/messages', undefined, `Bearer ${access_token}`)).status).toBe(200);
    expect(await call('GET', '/settings', undefined, `Bearer ${access_token}`)).toMatchObject({
      status: 403,
      json: { message: 'Insufficient permissions' },
    });
    expect((await call('POST', '/auth/token', { scopes: ['messages:list'] })).json).toEqual({
      message: 'unsupported scope provided',
    });
  });

  it('refresh once, end by time, and end when revoked', async () => {
    const first = await issue(['messages:read']);
    const second = await call('POST', '/auth/token/refresh', undefined, `Bearer ${first.refresh_token}`);
    expect(second.status).toBe(200);
    expect(await call('POST', '/auth/token/refresh', undefined, `Bearer ${first.refresh_token}`)).toMatchObject({
      status: 401,
      json: { message: 'refresh token replay detected' },
    });
    const read = async (token: string): Promise<number> =>
      (await call('GET', '/messages', undefined, `Bearer ${token}`)).status;
    expect(await read(first.access_token)).toBe(200);
    expect((await call('DELETE', `/auth/token/${first.id}`)).status).toBe(204);
    expect(await read(first.access_token)).toBe(401);
    const renewed = (second.json as Tokens).access_token;
    expect(await read(renewed)).toBe(200);
    clock.sleepThrough(25 * 3_600_000);
    expect(await read(renewed)).toBe(401);
  });
});

describe('older versions', () => {
  it('1.57 ignores a known id, shows Pending at once, and has no inbox', async () => {
    await start({ profile: '1.57' });
    const first = await call('POST', '/messages', message({ id: 'a' }));
    expect(first.json).toMatchObject({ states: { Pending: expect.any(String) as string } });
    expect(first.text).not.toContain('textMessage');
    expect((await call('POST', '/messages', message({ id: 'a' }))).status).toBe(202);
    await clock.advance(10_000);
    expect(phone.sent()).toMatchObject([{ id: 'a', count: 1 }]);
    expect((await call('GET', '/inbox')).status).toBe(404);
    expect((await call('DELETE', '/messages/a')).status).toBe(405);
  });
});

describe('the control API', () => {
  it('does what the handle does', async () => {
    await start({ radioDelays: NO_DELAYS });
    const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const response = await fetch(`${phone.controlUrl}${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return response.json();
    };
    await control('POST', '/inject', { from: '+12065550102', text: 'hi' });
    await call('POST', '/messages', message({ id: 'a' }));
    expect(await control('GET', '/sent')).toMatchObject([{ id: 'a', to: '+12065550101', body: 'Hello', count: 1 }]);
    expect(await control('POST', '/fault', { fault: 'internetOff', on: true })).toEqual({ faults: ['internetOff'] });
    expect((await call('GET', '/health')).status).toBe(500);
    await control('POST', '/clear');
    expect(await control('GET', '/state')).toMatchObject({ messages: 1, incoming: 1, transmissions: 0, faults: [] });
    expect(await control('POST', '/fault', { fault: 'flood', on: true })).toHaveProperty('message');
    expect((await fetch(`${phone.url}/sent`)).status).toBe(404);
  });
});
