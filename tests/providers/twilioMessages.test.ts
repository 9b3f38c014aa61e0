/** What is asked of Twilio for a text, how it is followed, and how it is taken back. */
import { afterEach, describe, expect, it } from 'vitest';
import { NO_TIMES, USUAL_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import { MessageRow, reportOf } from '../../src/main/providers/twilio/wire.ts';
import { createTwilioGateway } from '../../src/main/providers/twilio/twilioGateway.ts';
import { aText } from './phoneHarness.ts';
import { OWN_NUMBER, PERSON, startTwilio } from './twilioHarness.ts';
import type { TwilioBench, TwilioBenchOptions } from './twilioHarness.ts';

const benches: TwilioBench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.stop();
});

async function open(options: TwilioBenchOptions = {}): Promise<TwilioBench> {
  const bench = await startTwilio(options);
  benches.push(bench);
  return bench;
}

/** The form of the next text. */
async function formOf(
  options: Partial<TwilioBenchOptions>,
  text: Parameters<typeof aText>[0],
  status: string | null = null,
) {
  const bench = await open(options);
  bench.hooks.status = status;
  const asked: string[] = [];
  const noting: typeof fetch = (input, init) => {
    if (typeof init?.body === 'string') asked.push(init.body);
    return fetch(input, init);
  };
  const gateway = createTwilioGateway({ ...bench.deps, fetch: noting }, 'twilio-1', bench.config);
  const outcome = await gateway.send(aText({ to: PERSON, ...text }));
  return { bench, outcome, form: Object.fromEntries(new URLSearchParams(asked[0] ?? '')), asked };
}

describe('what is asked of Twilio', () => {
  it('is the number, the words as they are, and no rewriting', async () => {
    const { form } = await formOf({}, { body: '“Déjà vu” – see you' });
    expect(form).toEqual({ To: PERSON, From: OWN_NUMBER, Body: '“Déjà vu” – see you', SmartEncoded: 'false' });
  });

  it('is the service, and with it the number that the person wrote to', async () => {
    const { form, bench } = await formOf({ service: true }, {});
    expect(form).toMatchObject({ MessagingServiceSid: bench.config.sender });
    expect(form).not.toHaveProperty('From');
    expect((await formOf({ service: true }, { from: OWN_NUMBER })).form).toMatchObject({ From: OWN_NUMBER });
  });

  it.each([
    [60_500, '60'],
    [999, null],
    [86_400_000, '36000'],
  ])('is the time left, in whole seconds (%i ms: %s)', async (left, validity) => {
    const bench = await open();
    const sendBy = bench.clock.now() + left;
    const { form, outcome, asked } = await formOf({}, { sendBy });
    expect(form['ValidityPeriod'] ?? null).toBe(validity);
    if (validity === null) {
      expect(outcome).toMatchObject({ kind: 'rejected', code: 'expired' });
      expect(asked).toEqual([]);
    }
  });

  it('is where to post what becomes of it, by the attempt and nothing else', async () => {
    const { form } = await formOf({}, { attemptId: 'try_1-x' }, 'https://desk.example/hooks/s/g/status');
    expect(form['StatusCallback']).toBe('https://desk.example/hooks/s/g/status?c=try_1-x');
  });

  it('is a template in place of words on WhatsApp, and nothing at all while WhatsApp is off', async () => {
    const template = { contentSid: `HX${'1'.repeat(32)}`, variables: { '1': 'Tue 9:00' } };
    const off = await formOf({}, { channel: 'whatsapp', template });
    expect(off.outcome).toMatchObject({ kind: 'rejected', code: 'gatewaySettings' });
    expect(off.asked).toEqual([]);
    const { form } = await formOf({ config: { whatsAppNumber: OWN_NUMBER } }, { channel: 'whatsapp', template });
    expect(form).toMatchObject({
      To: `whatsapp:${PERSON}`,
      From: `whatsapp:${OWN_NUMBER}`,
      ContentSid: template.contentSid,
      ContentVariables: '{"1":"Tue 9:00"}',
    });
    expect(form).not.toHaveProperty('Body');
  });

  it('is a picture by its public address, or nothing when there is none', async () => {
    const media = { contentType: 'image/png', name: 'map.png', bytes: new Uint8Array(9), publicUrl: null };
    const without = await formOf({}, { media: [media] });
    expect(without.outcome).toMatchObject({ kind: 'rejected', code: 'mediaRefused' });
    expect(without.asked).toEqual([]);
    const publicUrl = 'https://desk.example/hooks/s/media/1';
    expect((await formOf({}, { media: [{ ...media, publicUrl }] })).form).toMatchObject({ MediaUrl: publicUrl });
    const eleven = Array.from({ length: 11 }, () => ({ ...media, publicUrl }));
    expect((await formOf({}, { media: eleven })).outcome).toMatchObject({ code: 'mediaRefused' });
    const large = { ...media, publicUrl, bytes: new Uint8Array(5 * 1024 * 1024 + 1) };
    expect((await formOf({}, { media: [large] })).outcome).toMatchObject({ code: 'mediaRefused' });
  });

  it('is refused as the magic numbers of Twilio say', async () => {
    const bench = await open();
    for (const [code, cause] of [
      [21211, 'invalidNumber'],
      [21612, 'senderUnsuitable'],
      [21408, 'countryOff'],
      [21610, 'optedOut'],
      [21614, 'notMobile'],
    ] as const) {
      bench.twilio.refuse(PERSON, code);
      expect(await bench.gateway.send(aText({ to: PERSON }))).toMatchObject({ kind: 'rejected', code: cause });
    }
  });
});

describe('what becomes of a text', () => {
  it('is asked for by its id, more seldom as it grows older', async () => {
    const bench = await open({ times: { ...USUAL_TIMES, sentMs: [86_400_000, 86_400_000] } });
    const outcome = await bench.gateway.send(aText({ to: PERSON }));
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    const query = { since: 0, ids: [outcome.gatewayMessageId] };
    let asked = 0;
    for (let second = 0; second < 600; second += 3) {
      const reports = await bench.gateway.fetchStatuses(query);
      asked += reports.ok ? reports.value.length : 0;
      await bench.clock.advance(3_000);
    }
    expect(asked).toBe(6);
  });

  it('brings cause, segments and price', async () => {
    const bench = await open();
    bench.twilio.setOutcome(PERSON, 'landline');
    const outcome = await bench.gateway.send(aText({ to: PERSON, body: 'x'.repeat(161) }));
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    await bench.clock.advance(1_000);
    const reports = await bench.gateway.fetchStatuses({ since: 0, ids: [outcome.gatewayMessageId] });
    expect(reports).toMatchObject({
      ok: true,
      value: [
        {
          status: 'failed',
          cause: 'notMobile',
          segments: 2,
          error: expect.stringMatching(/^Twilio 30006: /) as string,
        },
      ],
    });
  });

  it('reads states and prices as Twilio writes them', () => {
    const row = (fields: Record<string, unknown>) =>
      reportOf(MessageRow.parse({ sid: `SM${'1'.repeat(32)}`, status: 'sent', ...fields }));
    const date = new Date(Date.UTC(2026, 10, 20));
    expect(row({ status: 'read', dateUpdated: date })).toMatchObject({ status: 'delivered', readAt: date.getTime() });
    expect(row({ status: 'partially_delivered' })).toMatchObject({ status: 'sent' });
    expect(row({ status: 'canceled' })).toMatchObject({ status: 'cancelled' });
    expect(row({ status: 'something new' })).toBeNull();
    expect(row({ price: '-0.00750', priceUnit: 'USD' })?.price).toEqual({ micros: 7_500, currency: 'USD' });
    expect(row({ price: '-12', priceUnit: 'usd' })?.price).toEqual({ micros: 12_000_000, currency: 'USD' });
    expect(row({ price: null, numSegments: '0' })).not.toHaveProperty('segments');
    expect(row({ status: 'failed', errorCode: null })).toMatchObject({ cause: 'other' });
  });

  it('is no report for a text that Twilio does not know, and a failure when it does not answer', async () => {
    const bench = await open();
    const ids = [`SM${'9'.repeat(32)}`];
    expect(await bench.gateway.fetchStatuses({ since: 0, ids })).toEqual({ ok: true, value: [] });
    bench.twilio.failRequests({ kind: 'unauthorized', match: 'GET /Messages', times: null });
    const others = [`SM${'8'.repeat(32)}`];
    expect(await bench.gateway.fetchStatuses({ since: 0, ids: others })).toMatchObject({
      ok: false,
      problem: 'wrongPassword',
    });
  });
});

describe('taking back', () => {
  it('works for a text that waits for its time, and not for one under way', async () => {
    const bench = await open({ service: true });
    const sendAt = new Date(bench.clock.now() + 3_600_000).toISOString();
    const answer = await fetch(`${bench.twilio.url}/2010-04-01/Accounts/${bench.config.accountSid}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${bench.credentials.user}:${bench.credentials.password}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        To: PERSON,
        MessagingServiceSid: bench.config.sender,
        Body: 'later',
        ScheduleType: 'fixed',
        SendAt: sendAt,
      }),
    });
    const { sid } = (await answer.json()) as { sid: string };
    expect(await bench.gateway.cancel(sid)).toEqual({ ok: true, value: 'cancelled' });
    expect(await bench.gateway.cancel(sid)).toEqual({ ok: true, value: 'cancelled' });
    expect(await bench.gateway.cancel(`SM${'9'.repeat(32)}`)).toEqual({ ok: true, value: 'notFound' });
  });

  it('erases the words at Twilio once the text is over, and its pictures with them', async () => {
    const bench = await open({ times: { ...NO_TIMES, deliveredMs: [5_000, 5_000] } });
    const outcome = await bench.gateway.send(aText({ to: PERSON, body: 'private words' }));
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    const sid = outcome.gatewayMessageId;
    expect(['notYet', 'erased']).toContain(((await bench.gateway.erase?.(sid)) as { value: string }).value);
    await bench.clock.advance(6_000);
    expect(await bench.gateway.erase?.(sid)).toEqual({ ok: true, value: 'erased' });
    expect(bench.twilio.record(sid)).toMatchObject({ body: '' });
    const picture = { contentType: 'image/png', bytes: new Uint8Array(3) };
    const received = bench.twilio.receive(PERSON, 'my card', { media: [picture] }) ?? '';
    expect(await bench.gateway.erase?.(received)).toEqual({ ok: true, value: 'erased' });
    expect(bench.twilio.record(received)).toMatchObject({ body: '', media: [] });
    expect(await bench.gateway.erase?.(`SM${'9'.repeat(32)}`)).toEqual({ ok: true, value: 'notFound' });
  });

  it('deletes the whole record where the owner wishes that', async () => {
    const bench = await open({ config: { erase: 'delete' } });
    const outcome = await bench.gateway.send(aText({ to: PERSON }));
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    await bench.clock.advance(1_000);
    expect(await bench.gateway.erase?.(outcome.gatewayMessageId)).toEqual({ ok: true, value: 'erased' });
    expect(bench.twilio.record(outcome.gatewayMessageId)).toBeUndefined();
    expect(await bench.gateway.erase?.(outcome.gatewayMessageId)).toEqual({ ok: true, value: 'notFound' });
  });
});

describe('the state of the account', () => {
  it('is well although the key may not read the account itself, and named where it may', async () => {
    const bench = await open();
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: null, deviceName: null, canReceive: true });
    const owner = await open({ withAuthToken: true });
    expect(await owner.gateway.checkHealth()).toMatchObject({ problem: null, deviceName: 'Larkspur Family Practice' });
  });

  it.each([
    [
      'suspended',
      (bench: TwilioBench): void => {
        bench.twilio.account.status = 'suspended';
      },
    ],
    ['wrongPassword', (bench: TwilioBench): unknown => void (bench.twilio.account.keys = [])],
    [
      'forbidden',
      (bench: TwilioBench): unknown => bench.twilio.account.keys.forEach((key) => void (key.permissions = [])),
    ],
    ['clockSkew', (bench: TwilioBench): unknown => bench.twilio.setClockSkew(-3_600_000)],
    ['unregistered', (bench: TwilioBench): unknown => void (bench.twilio.account.registrations.brand = null)],
    ['badAnswer', (bench: TwilioBench): unknown => bench.twilio.failRequests({ kind: 'html502', times: null })],
  ] as const)('is %s', async (problem, change) => {
    const bench = await open();
    change(bench);
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem });
  });

  it('tells of a service that throws replies away, and asks for that once an hour only', async () => {
    const bench = await open({ service: true });
    const [service] = bench.twilio.account.services;
    if (service === undefined) throw new Error('no service');
    service.useInboundWebhookOnNumber = false;
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: 'repliesDropped', canReceive: false });
    service.useInboundWebhookOnNumber = true;
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: 'repliesDropped' });
    await bench.clock.advance(3_600_000);
    expect(await bench.gateway.checkHealth()).toMatchObject({ problem: null, canReceive: true });
  });
});
