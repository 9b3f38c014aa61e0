import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hookPolicyOf } from '../../src/main/demo/twilio/hookOverrides.ts';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import { OWN, PERSON, PUBLIC_URL, startHookListener, startTwilioApi } from './twilioApi.ts';
import type { HookListener, TwilioApi } from './twilioApi.ts';

interface Verifier {
  validateRequest(token: string, signature: string, url: string, fields: Readonly<Record<string, unknown>>): boolean;
}
/** The vendor's own verifier is the oracle of our signatures. */
const oracle = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks') as Verifier;

const INBOUND = `${PUBLIC_URL}/hooks/inbound`;
const STATUS = `${PUBLIC_URL}/hooks/status?m=42`;

let api: TwilioApi;
let listener: HookListener;

async function start(options: TwilioSimulatorOptions = {}): Promise<void> {
  listener = await startHookListener();
  api = await startTwilioApi({ controlPort: null, times: NO_TIMES, ...options }, listener);
  api.twilio.account.numbers[0]!.smsUrl = INBOUND;
}
async function stop(): Promise<void> {
  await api.stop();
  await listener.close();
}
const statuses = (): string[] =>
  listener.hooks
    .filter(({ path }) => path.startsWith('/hooks/status'))
    .map(({ fields }) => fields['MessageStatus'] ?? '');

describe('a text to a simulated Twilio', () => {
  beforeEach(() => start());
  afterEach(stop);

  it('is logged and posted, signed so that the vendor’s verifier agrees', async () => {
    const sid = api.twilio.receive(PERSON, 'Yes, 3pm is fine 👍');
    await api.settle();
    const [hook] = listener.hooks;
    expect(hook?.fields).toMatchObject({
      MessageSid: sid,
      SmsSid: sid,
      From: PERSON,
      To: OWN,
      Body: 'Yes, 3pm is fine 👍',
      NumMedia: '0',
      SmsStatus: 'received',
      AccountSid: api.twilio.account.sid,
      FromCity: '',
    });
    expect(hook?.fields).not.toHaveProperty('OptOutType');
    const { authToken } = api.twilio.account;
    const signature = hook?.headers['x-twilio-signature'] ?? '';
    expect(oracle.validateRequest(authToken, signature, INBOUND, hook?.fields ?? {})).toBe(true);
    expect(oracle.validateRequest('other', signature, INBOUND, hook?.fields ?? {})).toBe(false);
    const listed = await api.call('GET', `api/Messages.json?To=${encodeURIComponent(OWN)}`);
    expect(listed.json.messages).toMatchObject([{ sid, direction: 'inbound', status: 'received' }]);
  });

  it('is posted with the secondary token where that one signs', async () => {
    api.twilio.account.secondaryToken = 'second';
    api.twilio.signWithSecondary(true);
    api.twilio.receive(PERSON, 'Hello');
    await api.settle();
    const [hook] = listener.hooks;
    expect(
      oracle.validateRequest('second', hook?.headers['x-twilio-signature'] ?? '', INBOUND, hook?.fields ?? {}),
    ).toBe(true);
  });

  it('is answered by what the webhook says', async () => {
    listener.answerWith({
      status: 200,
      type: 'text/xml',
      body: '<Response><Message>Thanks &amp; bye</Message></Response>',
    });
    api.twilio.receive(PERSON, 'Hello');
    await api.settle();
    expect(api.twilio.sent()).toMatchObject([{ from: OWN, to: PERSON, body: 'Thanks & bye' }]);
    listener.answerWith({ status: 200, type: 'application/json', body: '{}' });
    api.twilio.receive(PERSON, 'Hello');
    await api.settle();
    expect(api.twilio.alerts().map(({ code }) => code)).toEqual([12_300]);
  });

  it('calls the fallback once when the webhook fails, and then nothing more', async () => {
    api.twilio.account.numbers[0]!.smsFallbackUrl = `${PUBLIC_URL}/hooks/fallback`;
    listener.answerWith({ status: 500 });
    api.twilio.receive(PERSON, 'Hello');
    await api.settle();
    expect(listener.hooks.map(({ path }) => path)).toEqual(['/hooks/inbound', '/hooks/fallback']);
    expect(api.twilio.alerts().map(({ code }) => code)).toEqual([11_200, 11_200]);
  });

  it('vanishes where a service listens nowhere', async () => {
    api.twilio.account.services[0]!.useInboundWebhookOnNumber = false;
    expect(api.twilio.receive(PERSON, 'Hello')).toBeNull();
    await api.settle();
    expect(listener.hooks).toEqual([]);
    expect((await api.call('GET', 'api/Messages.json')).json.messages).toEqual([]);
  });

  it('goes to the service’s own address when it has one', async () => {
    Object.assign(api.twilio.account.services[0]!, {
      useInboundWebhookOnNumber: false,
      inboundRequestUrl: `${PUBLIC_URL}/hooks/service`,
    });
    api.twilio.receive(PERSON, 'Hello');
    await api.settle();
    expect(listener.hooks).toMatchObject([{ path: '/hooks/service' }]);
  });

  it('can arrive twice', async () => {
    api.twilio.receive(PERSON, 'Hello', { copies: 2 });
    await api.settle();
    expect(new Set(listener.hooks.map(({ fields }) => fields['MessageSid'])).size).toBe(1);
    expect(listener.hooks).toHaveLength(2);
  });

  it('stays unheard while webhooks are lost, but not unlisted', async () => {
    await api.twilio.setFault('hooksLost', true);
    api.twilio.receive(PERSON, 'Hello');
    await api.settle();
    expect(listener.hooks).toEqual([]);
    expect((await api.call('GET', 'api/Messages.json')).json.messages).toHaveLength(1);
  });
});

describe('status callbacks of a simulated Twilio', () => {
  afterEach(stop);

  it('tell each new state once, in order and signed, but never the first', async () => {
    await start();
    await api.send({ StatusCallback: STATUS });
    await api.settle();
    expect(statuses()).toEqual(['sent', 'delivered']);
    const last = listener.hooks.at(-1);
    expect(last?.fields).toMatchObject({ SmsStatus: 'delivered', To: PERSON, From: OWN, RawDlrDoneDate: '2611201400' });
    const signature = last?.headers['x-twilio-signature'] ?? '';
    expect(oracle.validateRequest(api.twilio.account.authToken, signature, STATUS, last?.fields ?? {})).toBe(true);
  });

  it('name the service, begin with queued there, and carry the code of a failure', async () => {
    await start();
    api.twilio.setOutcome(PERSON, 'unknownNumber');
    const [service] = api.twilio.account.services;
    service!.statusCallback = STATUS;
    await api.send({ From: '', MessagingServiceSid: service!.sid });
    await api.settle();
    expect(statuses()).toEqual(['queued', 'sent', 'undelivered']);
    expect(listener.hooks.at(-1)?.fields).toMatchObject({ ErrorCode: '30005', MessagingServiceSid: service!.sid });
  });

  it('come out of order where a number scripts it', async () => {
    await start();
    await api.send({ To: '+12065550195', StatusCallback: STATUS });
    await api.settle();
    expect(statuses()).toEqual(['delivered', 'sent']);
  });

  it('are lost or doubled by share', async () => {
    await start();
    api.twilio.setCallbackFaults({ doubled: 1 });
    await api.send({ StatusCallback: STATUS });
    await api.settle();
    expect(statuses()).toEqual(['sent', 'sent', 'delivered', 'delivered']);
    api.twilio.setCallbackFaults({ doubled: 0, lost: 1 });
    await api.send({ StatusCallback: STATUS });
    await api.settle();
    expect(statuses()).toHaveLength(4);
  });

  it('held back by a fault still come in the end', async () => {
    await start();
    api.twilio.setCallbackFaults({ reordered: 1 });
    await api.send({ StatusCallback: STATUS });
    await api.settle();
    expect(statuses().toSorted()).toEqual(['delivered', 'sent']);
  });
});

describe('retries of a webhook', () => {
  beforeEach(() => start());
  afterEach(stop);

  it('are asked for in the fragment of the address', () => {
    expect(hookPolicyOf('https://a.example/x#ct=2000&rt=5000&rc=3&rp=4xx,5xx,ct,rt&tt=9000')).toEqual({
      tryMs: 7000,
      totalMs: 9000,
      retries: 3,
      retryOn: new Set(['ct', 'rt', '4xx', '5xx']),
    });
    expect(hookPolicyOf('https://a.example/x#rc=9&ct=1&rp=nonsense')).toEqual({
      tryMs: 20_000,
      totalMs: 15_000,
      retries: 1,
      retryOn: new Set(),
    });
    expect(hookPolicyOf('https://a.example/x').retryOn).toEqual(new Set(['ct']));
  });

  it('do not happen for a bad answer unless asked for, and then carry the same token', async () => {
    listener.answerWith({ status: 503 });
    api.twilio.receive(PERSON, 'one');
    await api.settle();
    expect(listener.hooks).toHaveLength(1);
    api.twilio.account.numbers[0]!.smsUrl = `${INBOUND}#rc=2&rp=5xx`;
    api.twilio.receive(PERSON, 'two');
    await api.settle();
    const retried = listener.hooks.slice(1);
    expect(retried).toHaveLength(3);
    expect(new Set(retried.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
    expect(api.twilio.hooks().map(({ attempt, result }) => [attempt, result])).toEqual([
      [1, '5xx'],
      [1, '5xx'],
      [2, '5xx'],
      [3, '5xx'],
    ]);
  });

  it('happen once by themselves when nobody listens', async () => {
    await listener.close();
    api.twilio.receive(PERSON, 'one');
    await api.settle();
    expect(api.twilio.hooks().map(({ result }) => result)).toEqual(['ct', 'ct']);
    expect(api.twilio.alerts()).toMatchObject([{ code: 11_205 }]);
    listener = await startHookListener();
  });

  it('give up on a listener that never answers after fifteen seconds', async () => {
    listener.answerWith('hang');
    api.twilio.receive(PERSON, 'one');
    while (listener.hooks.length === 0) await api.clock.settle();
    await api.clock.advance(15_000);
    await api.twilio.idle();
    expect(api.twilio.hooks().map(({ result }) => result)).toEqual(['rt']);
  });
});
