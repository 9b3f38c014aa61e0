import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_TIMES, USUAL_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import { OWN, PERSON, startTwilioApi } from './twilioApi.ts';
import type { TwilioApi } from './twilioApi.ts';

let api: TwilioApi;

async function start(options: TwilioSimulatorOptions = {}): Promise<void> {
  api = await startTwilioApi({ controlPort: null, ...options });
}
afterEach(() => api.stop());

const service = (): string => api.twilio.account.services[0]!.sid;
const statusOf = async (sid: string): Promise<string> =>
  (await api.call('GET', `api/Messages/${sid}.json`)).json.status;

describe('a text sent by a simulated Twilio', () => {
  it('is created queued, with strings for every value and a 201', async () => {
    await start();
    const created = await api.send();
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      from: OWN,
      to: PERSON,
      num_segments: '1',
      num_media: '0',
      date_sent: null,
      date_created: 'Fri, 20 Nov 2026 14:00:00 +0000',
      error_code: null,
      price: null,
      messaging_service_sid: null,
    });
    expect(created.json.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(created.headers.get('twilio-request-id')).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(created.headers.get('date')).toBe('Fri, 20 Nov 2026 14:00:00 GMT');
  });

  it('walks to delivered and gets its price minutes later', async () => {
    await start();
    const { sid } = (await api.send()).json;
    await api.clock.advance(10_000);
    expect((await api.call('GET', `api/Messages/${sid}.json`)).json).toMatchObject({
      status: 'delivered',
      price: null,
    });
    await api.clock.advance(900_000);
    expect((await api.call('GET', `api/Messages/${sid}.json`)).json.price).toBe('-0.00830');
    expect(api.twilio.sent()).toMatchObject([{ sid, to: PERSON, from: OWN, body: 'Hello', segments: 1 }]);
    expect(api.twilio.tally()).toEqual([{ to: PERSON, body: 'Hello', created: 1, onAir: 1 }]);
  });

  it('begins as accepted without a sender when a messaging service is to choose one', async () => {
    await start();
    const created = await api.send({ From: '', MessagingServiceSid: service() });
    expect(created.json).toMatchObject({ status: 'accepted', from: null, num_segments: '0' });
    await api.clock.advance(10_000);
    expect((await api.call('GET', `api/Messages/${created.json.sid}.json`)).json).toMatchObject({
      status: 'delivered',
      from: OWN,
      num_segments: '1',
    });
  });

  it('ends as its number scripts it', async () => {
    await start({ times: NO_TIMES });
    api.twilio.setOutcome('+12065550111', { status: 'undelivered', code: 30410 });
    const ends: unknown[] = [];
    for (const to of ['0191', '0193', '0194', '0197', '0198', '0199', '0111']) {
      const { sid } = (await api.send({ To: `+1206555${to}` })).json;
      const { status, error_code: code } = (await api.call('GET', `api/Messages/${sid}.json`)).json;
      ends.push([to, status, code]);
    }
    expect(ends).toEqual([
      ['0191', 'undelivered', 30008],
      ['0193', 'sent', null],
      ['0194', 'undelivered', 30003],
      ['0197', 'undelivered', 30005],
      ['0198', 'undelivered', 30006],
      ['0199', 'undelivered', 30007],
      ['0111', 'undelivered', 30410],
    ]);
    expect(api.twilio.sent().map(({ to }) => to)).toEqual(['+12065550193']);
  });

  it('fails with 30034 from a long code that is not registered', async () => {
    await start({ times: NO_TIMES });
    api.twilio.account.registrations.campaign = null;
    const { sid } = (await api.send()).json;
    expect((await api.call('GET', `api/Messages/${sid}.json`)).json).toMatchObject({
      status: 'undelivered',
      error_code: 30034,
    });
  });

  it('waits its turn at one segment a second, and expires in the queue when its validity is shorter', async () => {
    await start({ times: { ...USUAL_TIMES, sentMs: [0, 0] } });
    const long = 'x'.repeat(459);
    await api.send({ Body: long });
    const second = (await api.send({ Body: 'second' })).json.sid as string;
    const third = (await api.send({ Body: 'third', ValidityPeriod: '3' })).json.sid as string;
    await api.clock.advance(2000);
    expect(await statusOf(second)).toBe('queued');
    await api.clock.advance(1500);
    expect(await statusOf(second)).not.toBe('queued');
    await api.clock.advance(60_000);
    expect(api.twilio.record(third)).toMatchObject({ status: 'failed', errorCode: 30036 });
    expect(api.twilio.sent().map(({ body }) => body.slice(0, 6))).toEqual(['xxxxxx', 'second']);
  });

  it('can be scheduled and taken back, and only then', async () => {
    await start({ times: NO_TIMES });
    const when = { MessagingServiceSid: service(), ScheduleType: 'fixed', SendAt: '2026-11-20T15:00:00Z' };
    const first = (await api.send(when)).json;
    const second = (await api.send(when)).json;
    expect(first.status).toBe('scheduled');
    const canceled = await api.call('POST', `api/Messages/${first.sid}.json`, { Status: 'canceled' });
    expect([canceled.status, canceled.json.status]).toEqual([200, 'canceled']);
    await api.clock.advance(3_600_000);
    expect([await statusOf(first.sid), await statusOf(second.sid)]).toEqual(['canceled', 'delivered']);
    expect((await api.call('POST', `api/Messages/${second.sid}.json`, { Status: 'canceled' })).json.code).toBe(30409);
  });

  it('can be redacted and deleted once it is done, not before', async () => {
    await start();
    const { sid } = (await api.send()).json;
    expect((await api.call('DELETE', `api/Messages/${sid}.json`)).json.code).toBe(20009);
    expect((await api.call('POST', `api/Messages/${sid}.json`, { Body: '' })).json.code).toBe(20009);
    await api.clock.advance(10_000);
    expect((await api.call('POST', `api/Messages/${sid}.json`, { Body: '' })).json.body).toBe('');
    expect(await api.call('DELETE', `api/Messages/${sid}.json`)).toMatchObject({ status: 204, text: '' });
    expect((await api.call('GET', `api/Messages/${sid}.json`)).json).toMatchObject({ code: 20404, status: 404 });
    expect(api.twilio.sent()).toMatchObject([{ body: 'Hello' }]);
  });
});

describe('the words of a text', () => {
  beforeEach(() => start({ times: NO_TIMES }));

  it('are sent and not stored where the account may discard them', async () => {
    api.twilio.account.messagePrivacy = true;
    const { sid } = (await api.send({ ContentRetention: 'discard' })).json;
    expect(api.twilio.record(sid)?.body).toBe('');
    expect(api.twilio.sent()).toMatchObject([{ sid, body: 'Hello' }]);
  });

  it('count in segments as handsets get them', async () => {
    const curly = `${'x'.repeat(99)}\u2019`;
    expect((await api.send({ Body: curly })).json.num_segments).toBe('2');
    expect((await api.send({ Body: curly, SmartEncoded: 'true' })).json).toMatchObject({
      num_segments: '1',
      body: curly,
    });
    expect(api.twilio.sent().map(({ body }) => body.at(-1))).toEqual(['\u2019', "'"]);
  });
});

describe('a create call that a simulated Twilio refuses', () => {
  beforeEach(() => start({ times: NO_TIMES }));

  it.each([
    [{ To: '' }, 21604],
    [{ From: '' }, 21603],
    [{ Body: '' }, 21602],
    [{ Body: 'x'.repeat(1601) }, 21617],
    [{ To: '12345' }, 21211],
    [{ To: OWN }, 21266],
    [{ To: '+15005550001' }, 21211],
    [{ To: '+15005550002' }, 21612],
    [{ To: '+15005550003' }, 21408],
    [{ To: '+15005550004' }, 21610],
    [{ To: '+15005550009' }, 21614],
    [{ To: '+442079460000' }, 21408],
    [{ From: '+15005550001' }, 21212],
    [{ From: '+15005550007' }, 21606],
    [{ From: '+15005550008' }, 21611],
    [{ From: '+12065550150' }, 21606],
    [{ MessagingServiceSid: `MG${'0'.repeat(32)}` }, 21701],
    [{ StatusCallback: 'http://bad_host.example/x' }, 21609],
    [{ ValidityPeriod: '36001' }, 21624],
    [{ MediaUrl: 'ftp://clinic.example/a.png' }, 21620],
    [{ ScheduleType: 'fixed', SendAt: '2026-11-20T15:00:00Z' }, 35118],
    [{ ContentSid: `HX${'0'.repeat(32)}` }, 21655],
    [{ ContentRetention: 'discard' }, 30029],
    [{ To: 'whatsapp:+12065550101', From: `whatsapp:${OWN}` }, 63007],
  ])('%j gives %i', async (fields, code) => {
    const answer = await api.send(fields);
    expect(answer.json).toEqual({
      code,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status: answer.status,
    });
    expect(api.twilio.counts()).toMatchObject({ messages: 0, created: 0, onAir: 0 });
  });

  it('takes any text from the magic sender', async () => {
    expect((await api.send({ From: '+15005550006' })).status).toBe(201);
  });

  it('needs schedules whole, and between 15 minutes and 35 days', async () => {
    const by = { MessagingServiceSid: service() };
    expect((await api.send({ ...by, SendAt: '2026-11-20T15:00:00Z' })).json.code).toBe(35111);
    expect((await api.send({ ...by, ScheduleType: 'fixed', SendAt: '2026-11-20T14:10:00Z' })).json.code).toBe(35114);
    expect((await api.send({ ...by, ScheduleType: 'fixed', SendAt: '2026-12-26T14:00:00Z' })).json.code).toBe(35114);
  });

  it('reaches only verified numbers on a trial account', async () => {
    api.twilio.account.type = 'Trial';
    expect((await api.send()).json.code).toBe(21608);
    api.twilio.account.verifiedNumbers = [PERSON];
    expect((await api.send()).json.body).toBe('Sent from your Twilio trial account - Hello');
  });

  it('stores nothing under test credentials and lets them do nothing else', async () => {
    const { test } = api.twilio.account;
    const as = `${test.sid}:${test.authToken}`;
    const path = `api/2010-04-01/Accounts/${test.sid}/Messages.json`;
    const text = { To: PERSON, From: '+15005550006', Body: 'Hello' };
    const sent = await api.call('POST', path, text, as);
    expect([sent.status, sent.json.status]).toEqual([201, 'queued']);
    expect((await api.call('POST', path, { ...text, From: OWN }, as)).json.code).toBe(21606);
    expect((await api.call('GET', path, undefined, as)).json).toMatchObject({ code: 20008, status: 403 });
    expect(api.twilio.counts()).toMatchObject({ messages: 0, created: 0, onAir: 0 });
  });
});

describe('the message list of a simulated Twilio', () => {
  const bodies = async (query = ''): Promise<string[]> =>
    (await api.call('GET', `api/Messages.json${query}`)).json.messages.map(({ body }: { body: string }) => body);

  beforeEach(async () => {
    await start({ times: { ...NO_TIMES, sentMs: [1000, 1000] } });
    await api.send({ Body: 'one' });
    await api.clock.advance(86_400_000);
    await api.send({ Body: 'two', To: '+12065550102' });
    await api.clock.advance(86_400_000);
    await api.send({ Body: 'three' });
  });

  it('is newest first and filters by address', async () => {
    expect(await bodies()).toEqual(['three', 'two', 'one']);
    expect(await bodies(`?To=${encodeURIComponent(PERSON)}`)).toEqual(['three', 'one']);
    expect(await bodies(`?From=${encodeURIComponent(PERSON)}`)).toEqual([]);
  });

  it('filters by day or instant of sending, which a waiting text does not have', async () => {
    expect(await bodies('?DateSent%3E=2026-11-21')).toEqual(['two']);
    expect(await bodies('?DateSent%3C=2026-11-21')).toEqual(['one']);
    expect(await bodies('?DateSent=2026-11-20')).toEqual(['one']);
    expect(await bodies('?DateSent%3E=2026-11-21T14:00:02Z')).toEqual([]);
    await api.clock.advance(2000);
    expect(await bodies('?DateSent%3E=2026-11-21')).toEqual(['three', 'two']);
  });

  it('ignores filters that do not exist, without a word', async () => {
    const all = ['three', 'two', 'one'];
    expect(await bodies('?Status=failed&Direction=inbound&DateCreated%3E=2030-01-01')).toEqual(all);
    expect(await bodies('?DateSent=%3E%3D2030-01-01')).toEqual(all);
  });

  it('comes in pages that stay right while new texts arrive', async () => {
    const first = (await api.call('GET', 'api/Messages.json?PageSize=2')).json;
    expect(first).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1 });
    await api.send({ Body: 'four' });
    const second = await api.call(
      'GET',
      `api${first.next_page_uri}`.replace(/^api\/2010-04-01\/Accounts\/AC\w+\//, 'api/'),
    );
    expect(second.json.messages).toMatchObject([{ body: 'one' }]);
    expect(second.json.next_page_uri).toBeNull();
  });
});
