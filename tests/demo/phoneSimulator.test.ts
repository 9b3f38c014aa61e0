import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_DELAYS, USUAL_DELAYS } from '../../src/main/demo/phone/radio.ts';
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

describe('the simulated phone refuses as the app does', () => {
  beforeEach(() => start());

  it.each([
    [
      { phoneNumbers: ['+12065550101'] },
      400,
      'Must specify exactly one of: textMessage, dataMessage, mmsMessage, or message',
    ],
    [message({ message: 'x' }), 400, 'Cannot specify multiple message types simultaneously'],
    [message({ textMessage: { text: '' } }), 400, 'Text message is empty'],
    [
      message({ textMessage: null, dataMessage: { data: 'AA==', port: 70_000 } }),
      400,
      'Port must be between 0 and 65535',
    ],
    [message({ textMessage: null, dataMessage: { data: '', port: 1 } }), 400, 'Data message cannot be empty'],
    [message({ phoneNumbers: [] }), 400, 'Empty phone numbers list'],
    [message({ simNumber: 0 }), 400, 'SIM number cannot be less than 1'],
    [message({ scheduleAt: '2020-01-01T00:00:00Z' }), 400, 'scheduleAt must be in the future'],
    [message({ deviceId: 'other' }), 400, 'Invalid device ID'],
    [message({ ttl: 60, validUntil: '2030-01-01T00:00:00Z' }), 400, 'fields conflict: ttl and validUntil'],
    [message({ validUntil: '2020-01-01T00:00:00Z' }), 400, 'message already expired'],
    [message({ phoneNumbers: ['+12065550101', '+12065550101'] }), 409, 'Message with the same ID already exists'],
  ])('%j with %i', async (body, status, words) => {
    expect(await call('POST', '/messages', body)).toMatchObject({ status, json: { message: words } });
  });

  it('answers missing members with a 500, as a null pointer does', async () => {
    expect((await call('POST', '/messages', { textMessage: { text: 'Hello' } })).status).toBe(500);
    expect((await call('POST', '/messages', message({ textMessage: {} }))).status).toBe(500);
  });

  it('challenges strangers with an empty 401, and lets everybody see its health', async () => {
    const refused = await call('GET', '/device', undefined, null);
    expect([refused.status, refused.text]).toEqual([401, '']);
    expect(refused.headers.get('www-authenticate')).toBe('Basic realm="Access to SMS Gateway", charset=UTF-8');
    expect(await call('GET', '/health', undefined, null)).toMatchObject({ status: 200, json: { version: '1.75.0' } });
  });

  it('tells unknown paths from wrong methods, both without words', async () => {
    expect(await call('GET', '/state')).toMatchObject({ status: 404, text: '' });
    expect(await call('PUT', '/settings')).toMatchObject({ status: 405, text: '' });
    expect(await call('GET', '/messages/none')).toMatchObject({ status: 404, text: '' });
    expect((await call('GET', '/devices')).status).toBe(404);
  });

  it('answers /health with 500 when there is no internet, with the same body', async () => {
    await phone.setFault('internetOff', true);
    expect(await call('GET', '/health')).toMatchObject({ status: 500, json: { status: 'fail', version: '1.75.0' } });
  });
});

describe('the simulated phone answers as the app does', () => {
  beforeEach(() => start({ utcOffsetMinutes: 60 }));

  it('leaves nulls out, escapes as Gson and dates in its own zone', async () => {
    const posted = await call('POST', '/messages', message({ id: 'a', textMessage: { text: "It's <9>" } }));
    expect(posted.status).toBe(202);
    expect(posted.text).toContain(String.raw`It\u0027s \u003c9\u003e`);
    expect(posted.text).not.toContain('null');
    expect(posted.json).toMatchObject({ state: 'Pending', states: {}, recipients: [{ state: 'Pending' }] });
    const read = await call('GET', '/messages/a');
    expect(read.json).toMatchObject({ states: { Pending: '2026-11-20T15:00:00.000+01:00' } });
    expect(read.headers.get('date')).toBe('Fri, 20 Nov 2026 14:00:00 GMT');
  });

  it('knows its aliases', async () => {
    expect((await call('POST', '/message', message({ id: 'b' }))).status).toBe(202);
    expect((await call('GET', '/message/b')).status).toBe(200);
    expect((await call('GET', '/webhook')).status).toBe(200);
  });

  it('refuses a known id with 409 and keeps the first', async () => {
    await call('POST', '/messages', message({ id: 'c' }));
    expect((await call('POST', '/messages', message({ id: 'c', textMessage: { text: 'other' } }))).status).toBe(409);
    expect(await call('GET', '/messages/c')).toMatchObject({ json: { textMessage: { text: 'Hello' } } });
  });

  it('lists newest first with the whole count, without content', async () => {
    for (const id of ['1', '2', '3']) {
      await call('POST', '/messages', message({ id }));
      await clock.advance(10);
    }
    const listed = await call('GET', '/messages?limit=2');
    expect(listed.headers.get('x-total-count')).toBe('3');
    expect((listed.json as { id: string }[]).map((one) => one.id)).toEqual(['3', '2']);
    expect(listed.text).not.toContain('textMessage');
    expect(await call('GET', '/messages?from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z')).toMatchObject({
      status: 400,
      json: { message: 'Start date cannot be after end date' },
    });
    expect((await call('GET', '/messages?state=Nonsense')).status).toBe(400);
  });

  it('replaces a webhook of the same id, and deletes unknown ones without complaint', async () => {
    const hook = (url: string): unknown => ({ id: 'w', url, event: 'sms:received' });
    expect((await call('POST', '/webhooks', hook('https://desk.example/a'))).status).toBe(201);
    await call('POST', '/webhooks', hook('http://127.0.0.1:9/b'));
    expect(await call('GET', '/webhooks')).toMatchObject({
      json: [{ id: 'w', url: 'http://127.0.0.1:9/b', source: 'Local' }],
    });
    expect((await call('DELETE', '/webhooks/unknown')).status).toBe(204);
    expect(await call('POST', '/webhooks', hook('http://localhost/c'))).toMatchObject({
      status: 400,
      json: { message: 'url must start with https:// or http://127.0.0.1' },
    });
  });

  it('changes settings in part, never shows secrets, and changes nothing when one value is wrong', async () => {
    const patched = await call('PATCH', '/settings', {
      messages: { processing_order: 'FIFO', unknown_key: 1 },
      webhooks: { signing_key: 'very-secret-key' },
    });
    expect(patched).toMatchObject({ status: 200, json: { messages: { processing_order: 'FIFO' } } });
    expect(patched.text).not.toMatch(/signing_key|passphrase|private_token/);
    const wrong = await call('PATCH', '/settings', { messages: { processing_order: 'LIFO', limit_period: 'Weekly' } });
    expect(wrong.status).toBe(400);
    expect(await call('GET', '/settings')).toMatchObject({ json: { messages: { processing_order: 'FIFO' } } });
  });
});

describe('the send queue', () => {
  const order = (): string[] => phone.sent().map((text) => text.id);

  it.each([
    ['LIFO', ['c', 'b', 'a']],
    ['FIFO', ['a', 'b', 'c']],
  ])('is %s when set so', async (processing_order, expected) => {
    await start();
    await call('PATCH', '/settings', { messages: { processing_order } });
    await phone.setFault('sendingHeld', true);
    for (const id of ['a', 'b', 'c']) await call('POST', '/messages', message({ id }));
    await phone.setFault('sendingHeld', false);
    await clock.advance(10_000);
    expect(order()).toEqual(expected);
  });

  it('lets a higher priority overtake', async () => {
    await start();
    await phone.setFault('sendingHeld', true);
    await call('POST', '/messages', message({ id: 'low' }));
    await call('POST', '/messages', message({ id: 'high', priority: 100 }));
    await call('POST', '/messages', message({ id: 'newest' }));
    await phone.setFault('sendingHeld', false);
    await clock.advance(10_000);
    expect(order()[0]).toBe('high');
  });

  it('walks through the states at the usual times', async () => {
    await start({ radioDelays: USUAL_DELAYS });
    await call('POST', '/messages', message({ id: 'a' }));
    const state = async (): Promise<unknown> => ((await call('GET', '/messages/a')).json as { state: string }).state;
    expect(await state()).toBe('Pending');
    await clock.advance(150);
    expect([await state(), phone.sent().length]).toEqual(['Processed', 0]);
    await clock.advance(1500);
    expect([await state(), phone.sent().length]).toEqual(['Sent', 1]);
    await clock.advance(4000);
    expect(await state()).toBe('Delivered');
  });

  it('stops at its limit until a period after the last message', async () => {
    await start({ radioDelays: NO_DELAYS });
    await call('PATCH', '/settings', {
      messages: { limit_period: 'PerMinute', limit_value: 2, processing_order: 'FIFO' },
    });
    for (const id of ['a', 'b', 'c']) await call('POST', '/messages', message({ id }));
    expect(order()).toEqual(['a', 'b']);
    await clock.advance(60_000);
    expect(order()).toEqual(['a', 'b']);
    await clock.advance(1_000);
    expect(order()).toEqual(['a', 'b', 'c']);
  });

  it('lets a text die whose time ran out before its turn', async () => {
    await start();
    await phone.setFault('sendingHeld', true);
    await call('POST', '/messages', message({ id: 'a', ttl: 5 }));
    await clock.advance(6_000);
    await phone.setFault('sendingHeld', false);
    await clock.advance(6_000);
    expect(await call('GET', '/messages/a')).toMatchObject({
      json: { state: 'Failed', recipients: [{ error: 'TTL expired' }] },
    });
    expect(order()).toEqual([]);
  });

  it('cancels what is pending, again and again, and nothing else', async () => {
    await start();
    await phone.setFault('sendingHeld', true);
    await call('POST', '/messages', message({ id: 'a' }));
    for (const _ of [1, 2])
      expect(await call('DELETE', '/messages/a')).toMatchObject({ status: 200, json: { state: 'Cancelled' } });
    await phone.setFault('sendingHeld', false);
    await call('POST', '/messages', message({ id: 'b' }));
    await clock.advance(10_000);
    expect(order()).toEqual(['b']);
    expect(await call('DELETE', '/messages/b')).toMatchObject({
      status: 400,
      json: { message: 'Message b is not in Pending state' },
    });
    expect(await call('DELETE', '/messages/none')).toMatchObject({ status: 404, text: '' });
  });

  it.each([
    ['+12065550191', 'Failed', 'RESULT_ERROR_GENERIC_FAILURE', 0],
    ['+12065550192', 'Failed', 'RESULT_ERROR_LIMIT_EXCEEDED', 0],
    ['+12065550193', 'Sent', undefined, 1],
    ['+12065550194', 'Failed', 'Delivery result from SC', 1],
    ['+12065550196', 'Processed', undefined, 1],
    ['+12065550198', 'Failed', 'RESULT_ERROR_NONE', 1],
    ['+12065550199', 'Failed', 'RESULT_ERROR_NO_SERVICE', 0],
    ['555', 'Failed', 'sendSMS: Invalid phone number', 0],
  ])('plays the script of %s: %s', async (number, state, error, onAir) => {
    await start();
    await call('POST', '/messages', message({ id: 'a', phoneNumbers: [number] }));
    await clock.advance(20_000);
    const { recipients } = (await call('GET', '/messages/a')).json as {
      recipients: { state: string; error?: string }[];
    };
    expect(recipients[0]?.state).toBe(state);
    if (error === undefined) expect(recipients[0]?.error).toBeUndefined();
    else expect(recipients[0]?.error).toContain(error);
    expect(phone.sent()).toHaveLength(onAir);
  });

  it('takes two thousand texts and sends each once', async () => {
    await start({ radioDelays: NO_DELAYS });
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) => call('POST', '/messages', message({ id: `m${batch}-${index}` }))),
      );
    }
    expect(phone.counts()).toMatchObject({ messages: 2000, pending: 0, transmissions: 2000 });
    expect(phone.sent().every((text) => text.count === 1)).toBe(true);
  });
});
