/** What Twilio posts to us: proved, named and read, from the simulator's own posts over real HTTP. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayHooks, HookRequest } from '../../src/main/providers/hooks.ts';
import { createTwilioHooks } from '../../src/main/providers/twilio/hooks.ts';
import { signatureOf } from '../../src/main/providers/twilio/signature.ts';
import { aText } from './phoneHarness.ts';
import { OWN_NUMBER, PERSON, startTwilio } from './twilioHarness.ts';
import type { TwilioBench, TwilioBenchOptions } from './twilioHarness.ts';

const PICTURE = { contentType: 'image/jpeg', bytes: new Uint8Array(4) };
const benches: (TwilioBench & { readonly server: Server })[] = [];
afterEach(async () => {
  for (const { stop, server } of benches.splice(0)) {
    await stop();
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
});

/** A Twilio that posts to a listener of ours; `taken` fills with what came. */
async function open(options: TwilioBenchOptions = {}) {
  const taken: HookRequest[] = [];
  const place = { origin: '' };
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      taken.push({
        url: `${place.origin}${request.url ?? ''}`,
        headers: request.headers as Record<string, string>,
        contentType: request.headers['content-type'] ?? '',
        body: new Uint8Array(Buffer.concat(chunks)),
      });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  place.origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const numbers = [{ phoneNumber: OWN_NUMBER, whatsApp: true, smsUrl: `${place.origin}/hooks/s/g/inbound#rc=3` }];
  const bench = await startTwilio({ numbers, ...options });
  bench.hooks.status = `${place.origin}/hooks/s/g/status`;
  benches.push({ ...bench, server });
  const hooks = createTwilioHooks({ clock: bench.clock, ...bench.credentials });
  /** Lets time pass until this many posts came. */
  const wait = async (count: number): Promise<void> => {
    for (let turn = 0; turn < 400 && taken.length < count; turn += 1) {
      await bench.clock.advance(10);
      await new Promise((resolve) => void setTimeout(resolve, 5));
    }
    await bench.twilio.idle();
    expect(taken.length).toBeGreaterThanOrEqual(count);
  };
  return { bench, hooks, taken, wait };
}

function newsOf(hooks: GatewayHooks, request: HookRequest) {
  const read = hooks.read(request);
  if (!read.ok) throw new Error(read.problem);
  return read.news;
}

/** A request as Twilio would sign it. */
function signed(hooks: { readonly accountSid: string; readonly token: string }, fields: Record<string, string>) {
  const form = new URLSearchParams({ AccountSid: hooks.accountSid, ...fields });
  const url = 'https://desk.example/hooks/s/g/status?c=attempt-1';
  return {
    url,
    headers: { 'x-twilio-signature': signatureOf(hooks.token, url, form) },
    contentType: 'application/x-www-form-urlencoded',
    body: new TextEncoder().encode(form.toString()),
  };
}

describe('a text that Twilio posts', () => {
  it('is genuine, and read as the same text that polling finds', async () => {
    const { bench, hooks, taken, wait } = await open();
    bench.twilio.receive(PERSON, 'Yes 👍 + “quotes” & more', { extra: { NewThing: 'x' } });
    await wait(1);
    const [request] = taken;
    if (request === undefined) throw new Error('nothing came');
    expect(hooks.verify(request, bench.clock.now())).toBe('genuine');
    const { texts, reports, accepted } = newsOf(hooks, request);
    const polled = await bench.gateway.fetchInbox(null, { wide: false });
    const [same] = polled.ok ? polled.value.texts : [];
    expect(texts).toEqual([{ ...same, sentAt: bench.clock.now() }]);
    expect([reports, accepted]).toEqual([[], []]);
  });

  it('brings pictures by the same refs that polling finds', async () => {
    const { bench, hooks, taken, wait } = await open();
    bench.twilio.receive(PERSON, '', { media: [PICTURE, PICTURE] });
    await wait(1);
    const [text] = taken[0] === undefined ? [] : newsOf(hooks, taken[0]).texts;
    const polled = await bench.gateway.fetchInbox(null, { wide: false });
    const [same] = polled.ok ? polled.value.texts : [];
    expect(text?.media).toHaveLength(2);
    expect(text?.kind).toBe('mms');
    expect(text?.media?.map(({ ref }) => ref).sort()).toEqual(same?.media?.map(({ ref }) => ref).sort());
  });

  it('says what Twilio took it for and answered, where it is told', async () => {
    const { bench, hooks, taken, wait } = await open({
      advancedOptOut: { stopWords: ['ARRET'], startWords: [], helpWords: [] },
    });
    bench.twilio.receive(PERSON, 'arret');
    await wait(1);
    expect(taken[0] && newsOf(hooks, taken[0]).texts).toMatchObject([{ keyword: 'stop', body: 'arret' }]);
  });

  it('says when it is of WhatsApp', async () => {
    const { bench, hooks, taken, wait } = await open();
    bench.twilio.receive(PERSON, 'hola', { channel: 'whatsApp' });
    await wait(1);
    expect(taken[0] && newsOf(hooks, taken[0]).texts).toMatchObject([
      { from: PERSON, to: OWN_NUMBER, channel: 'whatsapp' },
    ]);
  });

  it('has the same key when it is posted again', async () => {
    const { bench, hooks, taken, wait } = await open();
    bench.twilio.receive(PERSON, 'one', { copies: 3 });
    bench.twilio.receive(PERSON, 'two');
    await wait(4);
    expect(new Set(taken.map((request) => hooks.keyOf(request))).size).toBe(2);
  });
});

describe('a status that Twilio posts', () => {
  it('names our attempt, and settles it when the answer was lost', async () => {
    const { bench, hooks, taken, wait } = await open();
    bench.twilio.failRequests({ kind: 'resetAfterStoring', match: 'POST /Messages.json' });
    const text = aText({ to: PERSON, attemptId: 'attempt_7' });
    expect(await bench.gateway.send(text)).toMatchObject({ kind: 'unknown' });
    await wait(2);
    const news = taken.map((request) => newsOf(hooks, request));
    expect(taken.every((request) => hooks.verify(request, bench.clock.now()) === 'genuine')).toBe(true);
    expect(news.every(({ accepted }) => accepted[0]?.attemptId === 'attempt_7')).toBe(true);
    expect(news.flatMap(({ reports }) => reports.map(({ status }) => status))).toContain('delivered');
    const sid = bench.twilio.sent()[0]?.sid;
    expect(news[0]?.accepted[0]?.report.gatewayMessageId).toBe(sid);
    expect(new Set(taken.map((request) => hooks.keyOf(request))).size).toBe(taken.length);
  });

  it('brings the cause of a failure', async () => {
    const { bench, hooks, taken, wait } = await open();
    bench.twilio.setOutcome(PERSON, 'landline');
    await bench.gateway.send(aText({ to: PERSON }));
    await wait(2);
    const reports = taken.flatMap((request) => newsOf(hooks, request).reports);
    expect(reports).toContainEqual(expect.objectContaining({ status: 'failed', cause: 'notMobile' }));
  });
});

describe('a request that is not to be believed', () => {
  const token = '0'.repeat(32);
  const accountSid = `AC${'1'.repeat(32)}`;
  const clock = { now: () => 1_000, monotonic: () => 0 };
  const hooks = createTwilioHooks({ clock, accountSid, authTokens: ['9'.repeat(32), token] });
  const sid = `SM${'2'.repeat(32)}`;

  it('is forged when nobody signed it, or it is of another account, or a word of it was changed', () => {
    const good = signed({ accountSid, token }, { MessageSid: sid, MessageStatus: 'sent' });
    expect(hooks.verify(good, 0)).toBe('genuine');
    expect(hooks.verify({ ...good, headers: {} }, 0)).toBe('forged');
    expect(hooks.verify({ ...good, url: good.url.replace('attempt-1', 'attempt-2') }, 0)).toBe('forged');
    expect(hooks.verify({ ...good, body: new TextEncoder().encode('MessageStatus=delivered') }, 0)).toBe('forged');
    const other = signed({ accountSid: `AC${'3'.repeat(32)}`, token }, { MessageSid: sid, MessageStatus: 'sent' });
    expect(hooks.verify(other, 0)).toBe('forged');
  });

  it('is no text and no status when it names no message', () => {
    const odd = signed({ accountSid, token }, { MessageSid: 'SM1', Body: 'private words' });
    const read = hooks.read(odd);
    expect(read).toMatchObject({ ok: false });
    expect(JSON.stringify(read)).not.toContain('private');
    expect(hooks.keyOf(odd)).toMatch(/^hash\|[0-9a-f]{64}$/);
    expect(hooks.keyOf({ ...odd, headers: { 'i-twilio-idempotency-token': 'aaaa-bbbb-cccc' } })).toBe(
      'token|aaaa-bbbb-cccc',
    );
    expect(hooks.keyOf({ ...odd, body: new Uint8Array(9_000).fill(37) }).length).toBeLessThanOrEqual(200);
  });

  it('is acknowledged without effect when its state is one of the future', () => {
    const odd = signed({ accountSid, token }, { MessageSid: sid, MessageStatus: 'teleported' });
    expect(hooks.read(odd)).toEqual({ ok: true, news: { texts: [], reports: [], accepted: [], look: false } });
  });

  it('leads to no picture elsewhere, and to no attempt that is none', () => {
    const fields = {
      MessageSid: sid,
      SmsStatus: 'received',
      NumMedia: '2',
      MediaUrl0: 'https://evil.example/2010-04-01/Accounts/AC/Messages/MM1/Media/ME1',
      MediaUrl1: `https://api.twilio.com/2010-04-01/Accounts/AC${'4'.repeat(32)}/Messages/${sid}/Media/ME${'5'.repeat(32)}`,
      From: PERSON,
      To: OWN_NUMBER,
    };
    const text = newsOf(hooks, signed({ accountSid, token }, fields)).texts[0];
    expect(text).toMatchObject({ kind: 'mms' });
    expect(text).not.toHaveProperty('media');
    const status = signed({ accountSid, token }, { MessageSid: sid, MessageStatus: 'sent' });
    expect(newsOf(hooks, { ...status, url: 'https://desk.example/x?c=../../etc' }).accepted).toEqual([]);
  });
});
