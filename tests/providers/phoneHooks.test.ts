import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createPhoneHooks } from '../../src/main/providers/capcom6/hooks.ts';
import { inboxIdOfText } from '../../src/main/providers/capcom6/inboxIds.ts';
import { webhookId } from '../../src/main/providers/capcom6/webhooks.ts';
import { openHookSink } from '../demo/hookSink.ts';
import type { HookSink, TakenHook } from '../demo/hookSink.ts';
import { aText, PASSWORD, SIGNING_KEY, startBench } from './phoneHarness.ts';
import type { PhoneBench } from './phoneHarness.ts';

const KEY = 'Q7f-_9aZ2kLmN0pX';
const AT = 1_795_161_600_000;
const HEAD =
  '{"deviceId":"ffffffffceb0b1db0000018e937c815b","event":"sms:received","id":"Ey6ECgOkVVFjz3CL48B8C","payload":{';
const BODY_1 = `${HEAD}"message":"Oui, merci","receivedAt":"2026-11-20T09:00:00.000+01:00","messageId":"1f2e3d4c","sender":"+33612345678","simNumber":1,"phoneNumber":"+33612345678"},"webhookId":"LreFUt-Z3sSq0JufY9uWB"}`;
const BODY_2 = `${HEAD}"message":"J\\u0027arrive à 9h","receivedAt":"2026-11-20T09:00:00.000+01:00","messageId":"5766721a","sender":"+33612345678","simNumber":1,"phoneNumber":"+33612345678"},"webhookId":"LreFUt-Z3sSq0JufY9uWB"}`;
const SIGNATURE_1 = 'fe68c51b9bafa9347fef559ad1b749c366f6802a1103c17c1e679facd1d0e8f9';
const SIGNATURE_2 = '07de5c9fda2f2708dcbbdbe1b92e30ff2edc24439af9655afb0888521824a600';

const hooks = (skewMs: number | null = null, signingKey = KEY) =>
  createPhoneHooks({ signingKey, skewMs: () => skewMs });
const request = (body: string, signature: string, timestamp = String(AT / 1000)) => ({
  url: 'https://desk.example/hooks/phone',
  headers: { 'x-signature': signature, 'x-timestamp': timestamp },
  contentType: 'application/json',
  body: new Uint8Array(Buffer.from(body, 'utf8')),
});
const signed = (body: string, timestamp: string) =>
  request(body, createHmac('sha256', KEY).update(body, 'utf8').update(timestamp).digest('hex'), timestamp);

describe('the signature of the app', () => {
  it.each([
    [BODY_1, SIGNATURE_1],
    [BODY_2, SIGNATURE_2],
    [BODY_2, SIGNATURE_2.toUpperCase()],
  ])('fits the published examples: %#', (body, signature) => {
    expect(hooks().verify(request(body, signature), AT)).toBe('genuine');
  });

  it('is broken by one changed byte, time or key, and by anything that is no signature', () => {
    const forged = [
      request(BODY_1.replace('Oui', 'Non'), SIGNATURE_1),
      request(BODY_1, SIGNATURE_1, String(AT / 1000 + 1)),
      request(BODY_1, SIGNATURE_2),
      request(BODY_1, ''),
      request(BODY_1, 'fe68'),
      request(BODY_1, SIGNATURE_1, ''),
      request(BODY_1, SIGNATURE_1, '1795161600.0'),
      { ...request(BODY_1, SIGNATURE_1), headers: {} },
    ];
    expect(forged.map((one) => hooks().verify(one, AT))).toEqual(forged.map(() => 'forged'));
    expect(hooks(null, 'another-key').verify(request(BODY_1, SIGNATURE_1), AT)).toBe('forged');
    const empty = createHmac('sha256', '')
      .update(BODY_1)
      .update(String(AT / 1000))
      .digest('hex');
    expect(hooks(null, '').verify(request(BODY_1, empty), AT)).toBe('forged');
  });

  it.each([
    [0, 299_000, 'genuine'],
    [0, -299_000, 'genuine'],
    [0, 301_000, 'stale'],
    [0, -301_000, 'stale'],
    // The phone's clock is an hour behind: its posts look an hour old.
    [-3_600_000, 3_700_000, 'genuine'],
    [-3_600_000, 3_901_000, 'stale'],
    [-3_600_000, -301_000, 'stale'],
    [3_600_000, -3_700_000, 'genuine'],
    [3_600_000, 301_000, 'stale'],
  ] as const)('with a clock off by %i ms, a post %i ms old is %s', (skew, age, verdict) => {
    const timestamp = String((AT - age) / 1000);
    expect(hooks(skew).verify(signed(BODY_1, timestamp), AT)).toBe(verdict);
  });
});

describe('an event of the app', () => {
  it('is known by its envelope, and by its bytes when it has none', () => {
    expect(hooks().keyOf(request(BODY_1, ''))).toBe('Ey6ECgOkVVFjz3CL48B8C');
    expect(hooks().keyOf(request('{}', ''))).toMatch(/^[0-9a-f]{64}$/);
    expect(hooks().keyOf(request('\u0000', ''))).not.toBe(hooks().keyOf(request('{}', '')));
  });

  it('brings a text under the id that the inbox list has', () => {
    expect(hooks().read(request(BODY_2, ''))).toEqual({
      ok: true,
      news: {
        texts: [
          {
            gatewayMessageId: 'text:1466331674',
            from: '+33612345678',
            body: "J'arrive à 9h",
            sentAt: Date.parse('2026-11-20T08:00:00Z'),
            sim: 1,
            kind: 'sms',
          },
        ],
        reports: [],
        accepted: [],
        look: false,
      },
    });
    expect(inboxIdOfText('c8414ae')).toBe('text:209982638');
    expect(inboxIdOfText('not-hex')).toBeNull();
  });

  const read = (event: string, payload: unknown) =>
    hooks().read(request(JSON.stringify({ id: 'e', webhookId: 'w', deviceId: 'd', event, payload }), ''));

  it.each([
    ['sms:sent', { partsCount: 2, sentAt: '2026-11-20T09:00:00.000Z' }, { status: 'sent', segments: 2, error: null }],
    ['sms:sent', { partsCount: -1, sentAt: '2026-11-20T09:00:00.000Z' }, { status: 'sent', at: 1_795_165_200_000 }],
    ['sms:delivered', { deliveredAt: 'never' }, { status: 'delivered', at: null }],
    [
      'sms:failed',
      { failedAt: '2026-11-20T09:00:00.000Z', reason: 'No service' },
      { status: 'failed', error: 'No service' },
    ],
    ['sms:cancelled', {}, { status: 'cancelled' }],
  ] as const)('%s with %j is a report', (event, payload, report) => {
    expect(read(event, { messageId: 'ours', recipient: '+12065550101', ...payload })).toMatchObject({
      ok: true,
      news: { texts: [], reports: [{ gatewayMessageId: 'ours', ...report }], look: false },
    });
  });

  it('asks for a look where the content is elsewhere, and for nothing where it is not ours to know', () => {
    expect(read('mms:received', { messageId: 't', transactionId: 't' })).toMatchObject({
      ok: true,
      news: { look: true },
    });
    expect(read('app:started', { simCards: [] })).toMatchObject({ ok: true, news: { look: true } });
    for (const event of ['system:ping', 'sms:data-received', 'future:event']) {
      expect(read(event, {})).toEqual({ ok: true, news: { texts: [], reports: [], accepted: [], look: false } });
    }
  });

  it('brings pictures by name only, and batches text by text', () => {
    const attachments = [{ partId: 7, contentType: 'image/jpeg', name: 'a.jpg', size: 3, data: 'AQID' }];
    const picture = { messageId: '12', sender: '+12065550102', receivedAt: '2026-11-20T09:00:00Z', attachments };
    expect(read('mms:downloaded', picture)).toMatchObject({
      ok: true,
      news: {
        texts: [{ gatewayMessageId: 'mms:1569', body: '', kind: 'mms', media: [{ ref: 'mms:1569/7', sizeBytes: 3 }] }],
      },
    });
    const sms = { messageId: '1', sender: '+12065550102', message: 'a', receivedAt: '2026-11-20T09:00:00Z' };
    expect(read('sms:batch:received', { messages: [sms, { odd: true }, sms] })).toMatchObject({
      ok: true,
      news: { texts: [{ body: 'a' }, { body: 'a' }], look: true },
    });
  });

  it.each([
    ['sms:received', { messageId: 'a' }],
    ['sms:sent', {}],
    ['sms:batch:received', {}],
    ['sms:received', null],
  ])('%s with %j is refused in words without content', (event, payload) => {
    expect(read(event, payload)).toEqual({ ok: false, problem: expect.any(String) as string });
  });

  it('never throws for bytes that are no event', () => {
    for (const body of ['', '[]', 'null', '{"id":1}', '\ufffd\u0000', '{"id":"a","event":"sms:received"}']) {
      expect(hooks().read(request(body, ''))).toMatchObject({ ok: false });
    }
    expect(hooks().read({ ...request('', ''), body: Uint8Array.of(0xff, 0xfe, 0x00) })).toMatchObject({ ok: false });
  });
});

describe('webhooks at the phone', () => {
  let bench: PhoneBench;
  let sink: HookSink | undefined;
  afterEach(async () => {
    await bench.stop();
    await sink?.close();
    sink = undefined;
  });
  const asRequest = (hook: TakenHook) => ({
    url: sink?.url ?? '',
    headers: hook.headers,
    contentType: 'application/json',
    body: new Uint8Array(Buffer.from(hook.body, 'utf8')),
  });
  const until = async (done: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 400 && !done(); turn += 1) await new Promise((resolve) => void setTimeout(resolve, 5));
    expect(done()).toBe(true);
  };

  it('are registered under names of ours, replaced when the address changes, and taken away', async () => {
    bench = await startBench();
    const first = await bench.gateway.setWebhooks('https://desk.example/hooks/a');
    expect(first).toMatchObject({ ok: true, value: { unknown: [], foreign: [] } });
    const again = await bench.gateway.setWebhooks('https://desk.example/hooks/b');
    expect(again.ok && again.value.registered.length).toBe(7);
    expect(await listed()).toEqual(expect.arrayContaining([webhookId('phone-1', 'sms:received')]));
    expect(await listed()).toHaveLength(7);
    await bench.gateway.setWebhooks(null);
    expect(await listed()).toEqual([]);
  });

  it('are told of those of somebody else, by host only', async () => {
    bench = await startBench();
    await call('POST', { id: 'x', url: 'https://evil.example/steal?key=secret', event: 'sms:received' });
    expect(await bench.gateway.setWebhooks('https://desk.example/hooks')).toMatchObject({
      ok: true,
      value: { foreign: [{ host: 'evil.example', event: 'sms:received' }] },
    });
    await bench.gateway.setWebhooks(null);
    expect(await listed()).toEqual(['x']);
  });

  it('leave out events that an older app does not know', async () => {
    bench = await startBench({ profile: '1.65.2' });
    expect(await bench.gateway.setWebhooks('https://desk.example/hooks')).toMatchObject({
      ok: true,
      value: { unknown: ['sms:cancelled'] },
    });
  });

  it('bring the same text that polling finds, under the same id, signed with the key set at pairing', async () => {
    sink = await openHookSink();
    bench = await startBench();
    await bench.gateway.fetchInbox(null, { wide: true });
    await bench.gateway.setWebhooks(sink.url);
    bench.phone.inject('+12065550102', "It's me 😀");
    const sent = aText();
    await bench.gateway.send(sent);
    await until(() => (sink?.taken.length ?? 0) === 3);
    const phoneHooks = createPhoneHooks({ signingKey: SIGNING_KEY, skewMs: () => bench.gateway.clockSkewMs() });
    const news = (sink?.taken ?? []).map((hook) => {
      expect(phoneHooks.verify(asRequest(hook), bench.clock.now())).toBe('genuine');
      const read = phoneHooks.read(asRequest(hook));
      if (!read.ok) throw new Error(read.problem);
      return read.news;
    });
    const polled = await bench.gateway.fetchInbox(null, { wide: true });
    expect(polled.ok && polled.value.texts).toEqual(news.flatMap((one) => one.texts));
    expect(news.flatMap((one) => one.reports)).toMatchObject([
      { gatewayMessageId: sent.id, status: 'sent', segments: 1 },
      { gatewayMessageId: sent.id, status: 'delivered' },
    ]);
    await bench.phone.setFault('hooksForged', true);
    bench.phone.inject('+12065550102', 'again');
    await until(() => (sink?.taken.length ?? 0) === 4);
    const last = sink.taken.at(-1);
    expect(last && phoneHooks.verify(asRequest(last), bench.clock.now())).toBe('forged');
  });

  const call = async (method: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${bench.phone.url}/webhooks`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`sms:${PASSWORD}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const listed = async (): Promise<string[]> => ((await call('GET')) as { id: string }[]).map((hook) => hook.id);
});
