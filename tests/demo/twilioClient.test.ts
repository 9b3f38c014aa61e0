/**
 * The vendor's own client against the simulator: proof that both speak the same protocol.
 */
import twilio from 'twilio';
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import type TwilioResponse from 'twilio/lib/http/response.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import { simulatedAddress } from '../../src/main/demo/twilio/outsideFetch.ts';
import { OWN, PERSON, startTwilioApi } from './twilioApi.ts';
import type { TwilioApi } from './twilioApi.ts';

/** The vendor's http client with the simulator in place of twilio.com. */
class SimulatedHttp extends twilio.RequestClient {
  readonly #api: TwilioApi;

  constructor(api: TwilioApi) {
    super({ timeout: 5000, keepAlive: false });
    this.#api = api;
  }

  override request<T>(options: RequestOptions<T>): Promise<TwilioResponse<T>> {
    const uri = simulatedAddress(new URL(options.uri), this.#api.twilio);
    if (uri === null) throw new Error('an address outside Twilio');
    return super.request({ ...options, uri });
  }
}

let api: TwilioApi;
let client: twilio.Twilio;

beforeEach(async () => {
  api = await startTwilioApi({ controlPort: null, times: NO_TIMES });
  const { account } = api.twilio;
  const [, key] = account.keys;
  const options = { accountSid: account.sid, httpClient: new SimulatedHttp(api) };
  client = twilio(key!.sid, key!.secret, options);
});
afterEach(() => api.stop());

const code = (error: unknown): unknown => (error as { code?: number }).code;
const send = (fields: Partial<Parameters<typeof client.messages.create>[0]> = {}) =>
  client.messages.create({ to: PERSON, from: OWN, body: 'Hello', ...fields });

describe('the vendor’s client', () => {
  it('sends and reads a text, dates included', async () => {
    const created = await send({ statusCallback: 'https://clinic.example/hooks/status', validityPeriod: 600 });
    expect(created).toMatchObject({ status: 'queued', to: PERSON, from: OWN, numSegments: '1', errorCode: null });
    expect(created.dateCreated).toEqual(new Date(api.clock.now()));
    const fetched = await client.messages(created.sid).fetch();
    expect(fetched).toMatchObject({ status: 'delivered', body: 'Hello', dateSent: new Date(api.clock.now()) });
  });

  it('gets Twilio’s codes as its own errors', async () => {
    const refused = await send({ to: '+15005550004' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 400, code: 21610, moreInfo: 'https://www.twilio.com/docs/errors/21610' });
    api.twilio.failRequests({ kind: 'html502' });
    const proxied = await send().catch((error: unknown) => error);
    expect([proxied, code(proxied)]).toMatchObject([{ status: 502 }, undefined]);
    api.twilio.failRequests({ kind: 'resetAfterStoring' });
    expect(code(await send().catch((error: unknown) => error))).toBe('ECONNRESET');
  });

  it('walks the pages of a list and filters by address and date', async () => {
    for (let text = 0; text < 5; text += 1) await send({ body: String(text) });
    const all = await client.messages.list({ to: PERSON, pageSize: 2, limit: 20 });
    expect(all.map(({ body }) => body)).toEqual(['4', '3', '2', '1', '0']);
    const later = new Date(api.clock.now() + 1000);
    expect(await client.messages.list({ dateSentAfter: later, limit: 20 })).toEqual([]);
    expect(await client.messages.list({ dateSentBefore: later, limit: 20 })).toHaveLength(5);
  });

  it('cancels, redacts and deletes', async () => {
    const [service] = api.twilio.account.services;
    const scheduled = await send({
      from: undefined as never,
      messagingServiceSid: service!.sid,
      scheduleType: 'fixed',
      sendAt: new Date(api.clock.now() + 3_600_000),
    });
    expect((await client.messages(scheduled.sid).update({ status: 'canceled' })).status).toBe('canceled');
    const { sid } = await send();
    expect((await client.messages(sid).update({ body: '' })).body).toBe('');
    expect(await client.messages(sid).remove()).toBe(true);
    expect(
      code(
        await client
          .messages(sid)
          .fetch()
          .catch((error: unknown) => error),
      ),
    ).toBe(20404);
  });

  it('sends pictures as repeated fields and lists those that came', async () => {
    await send({ mediaUrl: [`${api.twilio.mediaUrl}/a`, `${api.twilio.mediaUrl}/b`] }).then(({ numMedia }) =>
      expect(numMedia).toBe('2'),
    );
    const sid =
      api.twilio.receive(PERSON, '', { media: [{ contentType: 'image/png', bytes: Uint8Array.of(1) }] }) ?? '';
    const [file] = await client.messages(sid).media.list({ limit: 5 });
    expect(file).toMatchObject({ contentType: 'image/png', parentSid: sid });
  });

  it('reads and changes how the account is set up', async () => {
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: OWN, limit: 5 });
    const changed = await client
      .incomingPhoneNumbers(number!.sid)
      .update({ smsUrl: 'https://clinic.example/hooks/in' });
    expect(changed.smsUrl).toBe('https://clinic.example/hooks/in');
    const [service] = await client.messaging.v1.services.list({ limit: 5 });
    const changedService = await client.messaging.v1
      .services(service!.sid)
      .update({ useInboundWebhookOnNumber: false });
    expect(changedService.useInboundWebhookOnNumber).toBe(false);
    expect(await client.messaging.v1.services(service!.sid).phoneNumbers.list({ limit: 5 })).toMatchObject([
      { phoneNumber: OWN },
    ]);
    expect(await client.messaging.v1.services(service!.sid).usAppToPerson.list({ limit: 5 })).toMatchObject([
      { campaignStatus: 'VERIFIED' },
    ]);
    expect(await client.messaging.v1.brandRegistrations.list({ limit: 5 })).toMatchObject([{ status: 'APPROVED' }]);
    expect(await client.balance.fetch()).toMatchObject({ balance: '41.20', currency: 'USD' });
    expect((await client.accounts.v1.messagingGeopermissions.fetch({ countryCode: 'US' })).permissions).toMatchObject([
      { enabled: true },
    ]);
  });

  it('verifies that a person holds a number', async () => {
    const service = client.verify.v2.services(api.twilio.account.verifyServiceSid);
    expect(await service.verifications.create({ to: PERSON, channel: 'sms' })).toMatchObject({
      status: 'pending',
      valid: false,
    });
    const read = api.twilio.verificationCode(PERSON) ?? '';
    expect(await service.verificationChecks.create({ to: PERSON, code: read })).toMatchObject({
      status: 'approved',
      valid: true,
    });
    expect(
      code(await service.verificationChecks.create({ to: PERSON, code: read }).catch((error: unknown) => error)),
    ).toBe(20404);
  });

  it('reads templates and their approval', async () => {
    const { sid } = api.twilio.addTemplate({
      friendlyName: 'Reminder',
      body: 'See you on {{1}}',
      status: 'unsubmitted',
    });
    expect(await client.content.v1.contents.list({ limit: 5 })).toMatchObject([{ sid, friendlyName: 'Reminder' }]);
    const path = `content/v1/Content/${sid}/ApprovalRequests/whatsapp`;
    const submission = JSON.stringify({ name: 'reminder', category: 'UTILITY' });
    expect((await api.call('POST', path, submission)).json).toMatchObject({ status: 'received', category: 'UTILITY' });
    const fetched = await client.content.v1.contents(sid).approvalFetch().fetch();
    expect(fetched.whatsapp).toMatchObject({ status: 'received', category: 'UTILITY' });
  });
});
