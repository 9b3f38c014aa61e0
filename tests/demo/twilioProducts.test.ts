import { Buffer } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import { fetchSimulatedTwilio } from '../../src/main/demo/twilio/outsideFetch.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import { OWN, PERSON, PUBLIC_URL, startTwilioApi } from './twilioApi.ts';
import type { Answer, Json, TwilioApi } from './twilioApi.ts';

let api: TwilioApi;

async function start(options: TwilioSimulatorOptions = {}): Promise<void> {
  api = await startTwilioApi({ controlPort: null, times: NO_TIMES, ...options });
}
afterEach(() => api.stop());

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

describe('signing in to a simulated Twilio', () => {
  beforeEach(() => start());
  const list = (credentials: string | null): Promise<Answer> =>
    api.call('GET', 'api/Messages.json', undefined, credentials);
  const keys = (): { standard: string; restricted: string } => {
    const [standard, restricted] = api.twilio.account.keys.map(({ sid, secret }) => `${sid}:${secret}`);
    return { standard: standard!, restricted: restricted! };
  };

  it('works with token, second token, and both kinds of key', async () => {
    const { account } = api.twilio;
    account.secondaryToken = 'second';
    for (const pair of [
      `${account.sid}:${account.authToken}`,
      `${account.sid}:second`,
      keys().standard,
      keys().restricted,
    ]) {
      expect((await list(pair)).status).toBe(200);
    }
  });

  it('is refused with 20003 for anything else, the key with the account’s token included', async () => {
    const { account } = api.twilio;
    const wrong = [
      null,
      'x',
      `${account.sid}:wrong`,
      `${account.keys[1]!.sid}:${account.authToken}`,
      `${account.sid}:${account.keys[1]!.secret}`,
    ];
    for (const pair of wrong) {
      const answer = await list(pair);
      expect(answer).toMatchObject({ status: 401, json: { code: 20003, status: 401 } });
    }
  });

  it('is refused for the path of another account', async () => {
    const path = `api/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;
    expect((await api.call('GET', path)).json.code).toBe(20003);
  });

  it('gives a restricted key what it lists and 70051 for the rest', async () => {
    api.twilio.account.keys[1]!.permissions = ['messages/read', 'messages/list'];
    expect((await list(keys().restricted)).status).toBe(200);
    const fields = { To: PERSON, From: OWN, Body: 'Hello' };
    const sent = await api.call('POST', 'api/Messages.json', fields, keys().restricted);
    expect(sent).toMatchObject({ status: 403, json: { code: 70051 } });
    expect(api.twilio.counts().created).toBe(0);
  });

  it('shows the account only to its token, and only that of a suspended one', async () => {
    const path = `api/2010-04-01/Accounts/${api.twilio.account.sid}.json`;
    expect((await api.call('GET', path)).json).toMatchObject({
      status: 'active',
      friendly_name: 'Larkspur Family Practice',
    });
    expect((await api.call('GET', path, undefined, keys().standard)).json.code).toBe(20003);
    api.twilio.account.status = 'suspended';
    expect((await api.call('GET', path)).json.status).toBe('suspended');
    expect((await api.call('GET', 'api/Balance.json')).json.code).toBe(20005);
    api.twilio.account.status = 'closed';
    expect((await api.call('GET', path)).json.code).toBe(20003);
  });

  it('tells unknown paths from wrong methods', async () => {
    expect((await api.call('GET', 'api/Nothing.json')).json).toMatchObject({ code: 20404, status: 404 });
    expect((await api.call('DELETE', 'api/Messages.json')).json).toMatchObject({ code: 20004, status: 405 });
  });
});

describe('pictures at a simulated Twilio', () => {
  const picture = (): string => {
    const sid = api.twilio.receive(PERSON, 'Look', { media: [{ contentType: 'image/png', bytes: PNG }] });
    expect(sid).toMatch(/^MM/);
    return `api/Messages/${sid}/Media`;
  };

  it('are missing for a moment, then redirect to a host that wants no credentials', async () => {
    await start({ times: { ...NO_TIMES, mediaMs: [2000, 2000] }, mediaOrigin: 'self' });
    const path = picture();
    const listed = (await api.call('GET', `${path}.json`)).json;
    expect(listed.media_list).toMatchObject([{ content_type: 'image/png' }]);
    const file = `${path}/${listed.media_list[0].sid}`;
    expect((await api.call('GET', file)).json.code).toBe(20404);
    await api.clock.advance(2000);
    expect((await api.call('GET', file, undefined, null)).status).toBe(401);
    const redirect = await api.call('GET', file);
    expect(redirect.status).toBe(307);
    const location = redirect.headers.get('location') ?? '';
    expect(new URL(location).origin).toBe(api.twilio.mediaUrl);
    expect((await fetch(location, { headers: { authorization: 'Basic x' } })).status).toBe(400);
    const fetched = await fetch(location);
    expect([fetched.headers.get('content-type'), Buffer.from(await fetched.arrayBuffer())]).toEqual([
      'image/png',
      Buffer.from(PNG),
    ]);
  });

  it('redirect to Twilio’s own file host, which a mapped fetch finds here', async () => {
    await start();
    const path = picture();
    const [file] = (await api.call('GET', `${path}.json`)).json.media_list;
    const location = (await api.call('GET', `${path}/${file.sid}`)).headers.get('location') ?? '';
    expect(new URL(location).host).toBe('mms.twiliocdn.com');
    expect((await fetchSimulatedTwilio(api.twilio, fetch)(location)).status).toBe(200);
  });

  it('go with their message', async () => {
    await start({ mediaOrigin: 'self' });
    const path = picture();
    const [file] = (await api.call('GET', `${path}.json`)).json.media_list;
    const location = (await api.call('GET', `${path}/${file.sid}`)).headers.get('location') ?? '';
    expect((await api.call('DELETE', path.replace('/Media', '.json'))).status).toBe(204);
    expect((await fetch(location)).status).toBe(404);
  });

  it('are fetched by Twilio when they go out, and a failure shows later', async () => {
    await start({ mediaOrigin: 'self' });
    const path = picture();
    const [file] = (await api.call('GET', `${path}.json`)).json.media_list;
    const location = (await api.call('GET', `${path}/${file.sid}`)).headers.get('location') ?? '';
    const sent = await api.send({ MediaUrl: location });
    expect(sent.json).toMatchObject({ num_media: '1', status: 'queued' });
    expect(sent.json.sid).toMatch(/^MM/);
    while (api.twilio.sent().length === 0) await api.clock.settle();
    expect(api.twilio.sent()).toMatchObject([{ media: [{ contentType: 'image/png', sizeBytes: 4 }] }]);
    const { sid } = (await api.send({ MediaUrl: `${api.twilio.mediaUrl}/none` })).json;
    while (api.twilio.record(sid)?.status === 'queued') await api.clock.settle();
    expect(api.twilio.record(sid)).toMatchObject({ status: 'failed', errorCode: 11_200 });
  });
});

describe('numbers and services of a simulated Twilio', () => {
  beforeEach(() => start());

  it('lists its numbers and sets where their texts are announced', async () => {
    const listed = (await api.call('GET', `api/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(OWN)}`)).json;
    const [number] = listed.incoming_phone_numbers;
    expect(number).toMatchObject({ phone_number: OWN, sms_url: '', capabilities: { sms: true, mms: true } });
    const path = `api/IncomingPhoneNumbers/${number.sid}.json`;
    const url = `${PUBLIC_URL}/hooks/inbound#rc=3`;
    expect((await api.call('POST', path, { SmsUrl: url, SmsMethod: 'POST' })).json).toMatchObject({ sms_url: url });
    expect((await api.call('POST', path, { SmsFallbackUrl: url })).json).toMatchObject({
      sms_url: url,
      sms_fallback_url: url,
    });
    expect((await api.call('POST', path, { SmsUrl: 'nowhere' })).json.code).toBe(21502);
    expect((await api.call('GET', path)).json.sms_url).toBe(url);
  });

  it('shows a service with its trap and its numbers', async () => {
    const listed = (await api.call('GET', 'messaging/v1/Services')).json;
    const [service] = listed.services;
    expect(listed.meta).toMatchObject({ key: 'services', next_page_url: null });
    expect(service).toMatchObject({ use_inbound_webhook_on_number: true, inbound_request_url: null });
    const path = `messaging/v1/Services/${service.sid}`;
    const changed = (await api.call('POST', path, { UseInboundWebhookOnNumber: 'false' })).json;
    expect(changed.use_inbound_webhook_on_number).toBe(false);
    expect(api.twilio.receive(PERSON, 'Hello')).toBeNull();
    expect((await api.call('GET', `${path}/PhoneNumbers`)).json.phone_numbers).toMatchObject([{ phone_number: OWN }]);
  });

  it('pages the newer products by full addresses', async () => {
    api.twilio.addNumber({ phoneNumber: '+12065550141' });
    const path = `messaging/v1/Services/${api.twilio.account.services[0]!.sid}/PhoneNumbers`;
    const first = (await api.call('GET', `${path}?PageSize=1`)).json;
    expect(first.phone_numbers).toHaveLength(1);
    expect(first.meta.next_page_url).toMatch(/^https:\/\/messaging\.twilio\.com\/v1\/Services\//);
    const next = await fetchSimulatedTwilio(api.twilio, fetch)(first.meta.next_page_url, {
      headers: {
        authorization: `Basic ${Buffer.from(`${api.twilio.account.sid}:${api.twilio.account.authToken}`).toString('base64')}`,
      },
    });
    expect(await next.json()).toMatchObject({
      phone_numbers: [{ phone_number: '+12065550141' }],
      meta: { next_page_url: null },
    });
  });

  it('knows the states of registration', async () => {
    api.twilio.addNumber({ phoneNumber: '+18005550143', kind: 'tollFree' });
    const service = api.twilio.account.services[0]!.sid;
    const paths = [`Services/${service}/Compliance/Usa2p`, 'a2p/BrandRegistrations', 'Tollfree/Verifications'];
    const read = (): Promise<Json[]> =>
      Promise.all(paths.map(async (path) => (await api.call('GET', `messaging/v1/${path}`)).json));
    const [campaigns, brands, tollFree] = await read();
    expect(campaigns.compliance).toMatchObject([{ campaign_status: 'VERIFIED' }]);
    expect(brands.data).toMatchObject([{ status: 'APPROVED', identity_status: 'VERIFIED' }]);
    expect(tollFree.verifications).toMatchObject([{ status: 'TWILIO_APPROVED' }]);
    Object.assign(api.twilio.account.registrations, { brand: null, campaign: null, tollFree: null });
    expect((await read()).map((page) => page[page.meta.key])).toEqual([[], [], []]);
  });

  it('says which countries are switched on', async () => {
    const read = async (code: string): Promise<unknown> =>
      (await api.call('GET', `accounts/v1/Messaging/GeoPermissions?CountryCode=${code}`)).json.permissions[0].enabled;
    expect([await read('US'), await read('GB')]).toEqual([true, false]);
  });
});

describe('one-time codes of a simulated Twilio', () => {
  beforeEach(() => start());
  const path = (rest: string): string => `verify/v2/Services/${api.twilio.account.verifyServiceSid}/${rest}`;
  const begin = (to = PERSON): Promise<Answer> => api.call('POST', path('Verifications'), { To: to, Channel: 'sms' });
  const check = (code: string): Promise<Answer> =>
    api.call('POST', path('VerificationCheck'), { To: PERSON, Code: code });
  const wrong = (): string => (api.twilio.verificationCode(PERSON) === '000000' ? '111111' : '000000');

  it('are texted, never returned, and approved once', async () => {
    const begun = await begin();
    expect(begun).toMatchObject({ status: 201, json: { status: 'pending', valid: false, channel: 'sms' } });
    const code = api.twilio.verificationCode(PERSON) ?? '';
    expect(begun.text).not.toContain(code);
    expect(api.twilio.sent()).toMatchObject([{ to: PERSON, body: expect.stringContaining(code) }]);
    expect((await check(wrong())).json).toMatchObject({ status: 'pending', valid: false });
    expect((await check(code)).json).toMatchObject({ status: 'approved', valid: true });
    expect((await check(code)).json).toMatchObject({ code: 20404, status: 404 });
    expect((await api.call('GET', path(`Verifications/${begun.json.sid}`))).status).toBe(404);
  });

  it('stop after five checks with 60202 and after five sends with 60203', async () => {
    await begin();
    for (let tries = 0; tries < 5; tries += 1) expect((await check(wrong())).status).toBe(200);
    expect((await check(wrong())).json).toMatchObject({ code: 60202, status: 429 });
    for (let sends = 1; sends < 5; sends += 1) expect((await begin()).status).toBe(201);
    expect((await begin()).json).toMatchObject({ code: 60203, status: 429 });
  });

  it('are the same again while they live, and gone after ten minutes', async () => {
    const first = (await begin()).json.sid;
    const code = api.twilio.verificationCode(PERSON) ?? '';
    expect((await begin()).json.sid).toBe(first);
    expect(api.twilio.verificationCode(PERSON)).toBe(code);
    await api.clock.advance(600_000);
    expect((await check(code)).json.code).toBe(20404);
    expect((await begin()).json.sid).not.toBe(first);
  });

  it('are refused for bad fields, landlines and blocked numbers', async () => {
    api.twilio.refuse('+12065550102', 60410);
    expect((await begin('12345')).json.code).toBe(60200);
    expect((await begin('+12065550198')).json.code).toBe(60205);
    expect((await begin('+12065550102')).json.code).toBe(60410);
    expect((await api.call('POST', path('Verifications'), { To: PERSON })).json.code).toBe(60200);
    expect((await check('')).json.code).toBe(60200);
  });

  it('can be canceled', async () => {
    const { sid } = (await begin()).json;
    expect((await api.call('POST', path(`Verifications/${sid}`), { Status: 'canceled' })).json.status).toBe('canceled');
    expect(api.twilio.verificationCode(PERSON)).toBeNull();
  });
});

describe('templates of a simulated Twilio', () => {
  beforeEach(() => start());

  it('are listed with their approval', async () => {
    const { sid } = api.twilio.addTemplate({
      friendlyName: 'Visit reminder',
      body: 'See you on {{1}}',
      variables: { 1: 'Monday' },
    });
    api.twilio.addTemplate({ friendlyName: 'Rejected', body: 'Buy now', status: 'rejected' });
    const listed = (await api.call('GET', 'content/v1/Content')).json.contents;
    expect(listed.map((one: { friendly_name: string }) => one.friendly_name)).toEqual(['Rejected', 'Visit reminder']);
    expect((await api.call('GET', `content/v1/Content/${sid}`)).json.types).toEqual({
      'twilio/text': { body: 'See you on {{1}}' },
    });
    const approval = (await api.call('GET', `content/v1/Content/${sid}/ApprovalRequests`)).json;
    expect(approval.whatsapp).toMatchObject({ status: 'approved', category: 'UTILITY', name: 'visit_reminder' });
    const both = (await api.call('GET', 'content/v1/ContentAndApprovals')).json.contents;
    expect(both[0].approval_requests.status).toBe('rejected');
  });
});

describe('the control API of a simulated Twilio', () => {
  it('does what the handle does', async () => {
    await start({ controlPort: 0 });
    const control = async (path: string, body?: unknown): Promise<Json> => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      return (await fetch(`${api.twilio.controlUrl}${path}`, init)).json();
    };
    expect((await control('/receive', { from: PERSON, body: 'STOP' })).sid).toMatch(/^SM/);
    expect(await control('/state')).toMatchObject({ messages: 2, onAir: 1, faults: [] });
    await control('/outcome', { number: '+12065550102', outcome: 'landline' });
    const { sid } = (await api.send({ To: '+12065550102' })).json;
    expect(api.twilio.record(sid)?.errorCode).toBe(30006);
    await control('/fail', { kind: 'error500', match: 'POST /Messages' });
    expect((await api.send()).status).toBe(500);
    expect(await control('/fault', { fault: 'hooksLost', on: true })).toEqual({ faults: ['hooksLost'] });
    await control('/account', { status: 'suspended' });
    expect(api.twilio.account.status).toBe('suspended');
    expect(await control('/nothing')).toEqual({ message: 'Unknown control' });
  });
});
