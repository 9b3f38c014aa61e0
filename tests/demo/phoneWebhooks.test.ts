import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_DELAYS } from '../../src/main/demo/phone/radio.ts';
import type { PhoneSimulatorOptions } from '../../src/main/demo/phone/simulator.ts';
import { openHookSink, signatureOf } from './hookSink.ts';
import type { HookSink } from './hookSink.ts';
import { message, startPhoneApi } from './phoneApi.ts';
import type { PhoneApi } from './phoneApi.ts';

const KEY = 'k'.repeat(32);
let api: PhoneApi;
let sink: HookSink;

beforeEach(async () => {
  sink = await openHookSink();
});
afterEach(async () => {
  await api.phone.stop();
  await sink.close();
});

async function start(events: readonly string[], options: PhoneSimulatorOptions = {}): Promise<void> {
  api = await startPhoneApi({ radioDelays: NO_DELAYS, ...options });
  await api.call('PATCH', '/settings', { webhooks: { signing_key: KEY, retry_count: 3, internet_required: false } });
  for (const event of events) await api.call('POST', '/webhooks', { id: `fd-${event}`, url: sink.url, event });
}

/** Real requests on virtual time: waits in real time until `done`, moving the clock on by `stepMs` each turn. */
async function until(done: () => boolean, stepMs = 0): Promise<void> {
  for (let turn = 0; turn < 400 && !done(); turn += 1) {
    await new Promise((resolve) => void setTimeout(resolve, 5));
    if (stepMs > 0) await api.clock.advance(stepMs);
  }
  expect(done()).toBe(true);
}

const none = (): boolean => api.phone.counts().hooksWaiting === 0;

describe('webhooks of the simulated phone', () => {
  it('tell of a text that came in, signed, with the ids the app uses', async () => {
    await start(['sms:received']);
    api.phone.inject('+33612345678', "J'arrive", { sentAt: 1_795_161_600_000 });
    await until(none);
    const [hook] = sink.taken;
    expect(hook?.json).toMatchObject({
      event: 'sms:received',
      webhookId: 'fd-sms:received',
      payload: { message: "J'arrive", sender: '+33612345678', phoneNumber: '+33612345678', simNumber: 1 },
    });
    expect(hook?.body).toContain(String.raw`J\u0027arrive`);
    expect(hook?.headers['x-signature']).toBe(hook && signatureOf(hook, KEY));
    expect(hook?.headers['user-agent']).toBe('me.capcom.smsgateway/1.75.0');
    const inbox = (await api.call('GET', '/inbox')).json as { id: string }[];
    const hash = Number(inbox[0]?.id.slice('text:'.length)) >>> 0;
    expect(hook?.json.payload['messageId']).toBe(hash.toString(16));
  });

  it('tell every state of an outgoing text, each part by itself', async () => {
    await start(['sms:sent', 'sms:delivered', 'sms:failed', 'sms:cancelled']);
    await api.call('POST', '/messages', message({ id: 'two-parts', textMessage: { text: 'a'.repeat(200) } }));
    await api.call('POST', '/messages', message({ id: 'bad', phoneNumbers: ['+12065550191'] }));
    await until(none);
    expect(sink.events()).toEqual(['sms:sent', 'sms:sent', 'sms:delivered', 'sms:delivered', 'sms:failed']);
    expect(sink.taken[0]?.json.payload).toMatchObject({
      messageId: 'two-parts',
      partsCount: 2,
      recipient: '+12065550101',
    });
    expect(sink.taken[4]?.json.payload['reason']).toContain('RESULT_ERROR_GENERIC_FAILURE');
    await api.phone.setFault('sendingHeld', true);
    await api.call('POST', '/messages', message({ id: 'back' }));
    await api.call('DELETE', '/messages/back');
    await until(none);
    expect(sink.taken.at(-1)?.json).toMatchObject({ event: 'sms:cancelled', payload: { messageId: 'back' } });
  });

  it('try again after 5, 10 and 20 seconds with the same id and a new time, then give up', async () => {
    await start(['sms:received']);
    sink.answer(500);
    const started = api.clock.now();
    api.phone.inject('+12065550102', 'hello');
    await until(none, 1_000);
    expect(sink.taken).toHaveLength(4);
    expect(new Set(sink.taken.map((hook) => hook.body)).size).toBe(1);
    const seconds = sink.taken.map((hook) => Number(hook.headers['x-timestamp']) - Math.floor(started / 1000));
    expect(seconds[0]).toBe(0);
    const waits = seconds.slice(1).map((at, index) => at - (seconds[index] ?? 0));
    expect(waits.map((wait, index) => wait - 5 * 2 ** index)).toEqual(
      [0, 0, 0].map(() => expect.closeTo(0, -1) as number),
    );
    expect(sink.taken.every((hook) => hook.headers['x-signature'] === signatureOf(hook, KEY))).toBe(true);
  });

  it('wait for the internet where that is required, and are delivered in a burst when it is back', async () => {
    await start(['sms:received']);
    await api.call('PATCH', '/settings', { webhooks: { internet_required: true } });
    await api.phone.setFault('internetOff', true);
    for (const text of ['one', 'two']) api.phone.inject('+12065550102', text);
    await api.clock.advance(60_000);
    expect(sink.taken).toEqual([]);
    await api.phone.setFault('internetOff', false);
    await until(none);
    expect(sink.taken).toHaveLength(2);
  });

  it.each([
    ['hooksDoubled', 4],
    ['hooksDropped', 0],
    ['hooksNewestFirst', 2],
    ['hooksForged', 2],
  ] as const)('misbehave on request: %s', async (fault, count) => {
    await start(['sms:received']);
    await api.phone.setFault('hooksHeld', true);
    await api.phone.setFault(fault, true);
    for (const text of ['one', 'two']) api.phone.inject('+12065550102', text);
    await api.phone.setFault('hooksHeld', false);
    await until(() => none() && sink.taken.length >= count);
    expect(sink.taken).toHaveLength(count);
    const words = sink.taken.map((hook) => hook.json.payload['message']);
    if (fault === 'hooksNewestFirst') expect(words).toEqual(['two', 'one']);
    const signed = sink.taken.every((hook) => hook.headers['x-signature'] === signatureOf(hook, KEY));
    expect(signed).toBe(fault !== 'hooksForged');
  });

  it('are silent while the phone sleeps', async () => {
    await start(['sms:received']);
    await api.phone.setFault('asleep', true);
    api.phone.inject('+12065550102', 'hello');
    await api.clock.advance(120_000);
    expect(sink.taken).toEqual([]);
    await api.phone.setFault('asleep', false);
    await until(none);
    expect(sink.events()).toEqual(['sms:received']);
  });

  it('tell of a start, and of the health where a ping is set', async () => {
    await start(['app:started', 'system:ping']);
    await api.call('PATCH', '/settings', { ping: { interval_seconds: 60 } });
    await api.phone.reboot();
    await until(() => sink.taken.length === 2);
    expect(sink.taken[0]?.json).toMatchObject({ event: 'app:started', payload: { simCards: [{ simNumber: 1 }] } });
    expect(sink.taken[1]?.json).toMatchObject({ event: 'system:ping', payload: { health: { status: 'pass' } } });
    await until(() => sink.taken.length === 3, 30_000);
  });

  it('stay quiet for a refresh unless asked, and come in batches where that is asked', async () => {
    await start(['sms:received', 'sms:batch:received']);
    await api.phone.setFault('deaf', true);
    for (const text of ['a', 'b', 'c']) api.phone.inject('+12065550102', text);
    const period = { since: '2026-11-20T13:00:00Z', until: '2026-11-20T15:00:00Z' };
    await api.call('POST', '/inbox/refresh', { ...period, webhookDelivery: 'Batch' });
    await api.call('POST', '/messages/inbox/export', period);
    await until(none);
    expect(sink.events()).toEqual(['sms:batch:received']);
    expect(sink.taken[0]?.json.payload['messages']).toHaveLength(3);
  });
});

describe('pictures', () => {
  const picture = { contentType: 'image/png', name: 'a"b.png', bytes: Uint8Array.of(1, 2, 3, 250) };

  it('come in as a notice, then as content that can be downloaded', async () => {
    await start(['mms:received', 'mms:downloaded']);
    api.phone.injectMms('+12065550102', { text: 'My card', parts: [picture], downloadMs: 3_000 });
    await until(() => sink.taken.length === 2, 1_000);
    expect(sink.events()).toEqual(['mms:received', 'mms:downloaded']);
    expect(sink.taken[1]?.json.payload).toMatchObject({
      body: 'My card',
      attachments: [{ contentType: 'image/png', size: 4, data: 'AQID+g==' }],
    });
    const query = 'to=2030-01-01T00:00:00Z';
    const listed = (await api.call('GET', `/inbox?type=MMS_DOWNLOADED&includeAttachments=true&${query}`)).json as {
      id: string;
      contentPreview: string;
      attachments: { partId: number }[];
    }[];
    expect(listed).toMatchObject([{ contentPreview: 'My card', attachments: [{ name: 'a"b.png', size: 4 }] }]);
    expect((await api.call('GET', `/inbox?type=SMS&${query}`)).json).toEqual([]);
    const path = `/inbox/${encodeURIComponent(listed[0]?.id ?? '')}/attachments/${listed[0]?.attachments[0]?.partId ?? 0}`;
    const file = await fetch(`${api.phone.url}${path}`, {
      headers: { authorization: `Basic ${Buffer.from('sms:demo-pass').toString('base64')}` },
    });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([1, 2, 3, 250]);
    expect((await api.call('GET', `${path}9`)).status).toBe(404);
    expect((await api.call('GET', `${path}x`)).status).toBe(400);
  });

  it('go out from 1.74 on, and are refused when empty or too large', async () => {
    await start([]);
    const send = (mmsMessage: unknown, id: string): Promise<{ status: number }> =>
      api.call('POST', '/messages', { id, phoneNumbers: ['+12065550101'], mmsMessage });
    expect(
      (await send({ text: 'Here', attachments: [{ contentType: 'image/png', data: 'AQID' }] }, 'pic')).status,
    ).toBe(202);
    expect(api.phone.sent()).toMatchObject([
      { id: 'pic', body: 'Here', media: [{ contentType: 'image/png', sizeBytes: 3 }] },
    ]);
    expect((await send({}, 'empty')).status).toBe(400);
    expect(
      (await send({ attachments: [{ contentType: 'image/png', data: 'A'.repeat(2_097_153) }] }, 'big')).status,
    ).toBe(400);
    await api.phone.stop();
    await start([], { profile: '1.68' });
    expect((await send({ text: 'Here' }, 'old')).status).toBe(400);
  });
});

describe('encrypted messages', () => {
  const text =
    '$aes-256-cbc/pbkdf2-sha1$i=300000$AAECAwQFBgcICQoLDA0ODw==$7TMIFhiN8ks9xU57ZRzQBwFM108TLctvLOSBVCo+x2g=';

  it('are read with the passphrase, and fail in the app’s words without it or with another', async () => {
    await start([]);
    const send = (id: string): Promise<unknown> =>
      api.call('POST', '/messages?skipPhoneValidation=true', {
        id,
        phoneNumbers: [text],
        textMessage: { text },
        isEncrypted: true,
      });
    const error = async (id: string): Promise<unknown> =>
      ((await api.call('GET', `/messages/${id}`)).json as { recipients: { error?: string }[] }).recipients[0]?.error;
    await send('none');
    expect(await error('none')).toBe("Can't send message: Passphrase is not set");
    await api.call('PATCH', '/settings', { encryption: { passphrase: 'another' } });
    await send('wrong');
    expect(await error('wrong')).toContain('BAD_DECRYPT');
    await api.call('PATCH', '/settings', { encryption: { passphrase: 'front-desk passphrase' } });
    await send('right');
    expect(api.phone.sent()).toMatchObject([{ id: 'right', body: 'Votre RDV est demain à 9h' }]);
    expect(await api.call('GET', '/messages/right')).toMatchObject({ json: { recipients: [{ phoneNumber: text }] } });
  });
});

describe('a phone in trouble', () => {
  it('loses what was on its way to the air when it reboots, and takes up what waited', async () => {
    await start([], { radioDelays: { processedMs: 0, sentMs: 1_000, perPartMs: 0, deliveredMs: 2_000 } });
    await api.call('POST', '/messages', message({ id: 'on-its-way' }));
    await api.phone.setFault('sendingHeld', true);
    await api.call('POST', '/messages', message({ id: 'waiting' }));
    await api.phone.reboot();
    await api.phone.setFault('sendingHeld', false);
    await api.clock.advance(10_000);
    expect(api.phone.sent().map((one) => one.id)).toEqual(['waiting']);
    expect(await api.call('GET', '/messages/on-its-way')).toMatchObject({ json: { state: 'Processed' } });
  });

  it('can send twice when it died at the wrong moment', async () => {
    await start([], {
      radioDelays: { processedMs: 0, sentMs: 0, perPartMs: 0, deliveredMs: 2_000 },
      radioScript: onAirAndSilent,
    });
    await api.call('POST', '/messages', message({ id: 'a' }));
    await api.phone.reboot({ sendsTwice: true });
    expect(api.phone.sent()).toMatchObject([{ id: 'a', count: 2 }]);
  });

  it('says in the app’s words that a SIM, or the permission to send, is gone', async () => {
    await start([], { simCards: [1, 2].map((simNumber) => ({ simNumber, phoneNumber: null, carrierName: null })) });
    const error = async (id: string, more: Record<string, unknown> = {}): Promise<unknown> => {
      await api.call('POST', '/messages', message({ id, ...more }));
      return ((await api.call('GET', `/messages/${id}`)).json as { recipients: { error?: string }[] }).recipients[0]
        ?.error;
    };
    expect(await error('both', { simNumber: 2 })).toBeUndefined();
    api.phone.change({ simCards: [{ simNumber: 1, phoneNumber: null, carrierName: null }] });
    expect(await error('second', { simNumber: 2 })).toBe("Can't send message: SIM 2 not found");
    api.phone.change({ smsPermission: false });
    expect(await error('forbidden')).toContain('android.permission.SEND_SMS');
  });

  it('forgets what it sent and keeps what came in', async () => {
    await start([]);
    await api.call('POST', '/messages', message({ id: 'a' }));
    api.phone.inject('+12065550102', 'hello');
    api.phone.forgetSent();
    expect((await api.call('GET', '/messages/a')).status).toBe(404);
    expect(api.phone.counts()).toMatchObject({ messages: 0, incoming: 1 });
  });

  it('keeps a log with numbers in it, by time', async () => {
    await start([]);
    await api.call('POST', '/messages', message({ id: 'a' }));
    const entries = (await api.call('GET', '/logs')).json as { module: string; context?: { phoneNumber?: string } }[];
    expect(entries.some((entry) => entry.context?.phoneNumber === '+12065550101')).toBe(true);
    expect((await api.call('GET', '/logs?from=2029-01-01T00:00:00Z&to=2030-01-01T00:00:00Z')).json).toEqual([]);
    expect((await api.call('GET', '/logs?from=2030-01-01T00:00:00Z')).status).toBe(400);
  });
});

function onAirAndSilent() {
  return { onAir: true, steps: [{ kind: 'silence', part: 1, afterMs: 0 } as const] };
}
