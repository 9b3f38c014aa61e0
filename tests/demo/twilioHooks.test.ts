import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hookPolicyOf } from '../../src/main/demo/twilio/hookOverrides.ts';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import { signRequest, withBodyHash } from '../../src/main/demo/twilio/signature.ts';
import type { Fields as SignedFields } from '../../src/main/demo/twilio/signature.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import { readTwiml } from '../../src/main/demo/twilio/twiml.ts';
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
const airBodies = (): string[] => api.twilio.sent().map(({ body }) => body);

describe('the signature of a simulated webhook', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const call: SignedFields = [
    ['CallSid', 'CA1234567890ABCDE'],
    ['Caller', '+14158675309'],
    ['Digits', '1234'],
    ['From', '+14158675309'],
    ['To', '+18005551212'],
  ];
  const digits: SignedFields = [
    ['Sid', 'CA123'],
    ['SidAccount', 'AC123'],
    ['Digits', '5678'],
    ['Digits', '1234'],
    ['Digits', '1234'],
  ];
  it.each<[string, SignedFields, string]>([
    [url, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    [url.replace('.com', '.com:443'), call, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    [url.replace('https', 'http').replace('.com', '.com:80'), call, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    [url.replace('https', 'http').replace('.com', '.com:1234'), call, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    [url.replace('//', '//user:pass@'), call, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
    [url, digits, 'IK+Dwps556ElfBT0I3Rgjkr1wJU='],
    [`${url}#rc=3`, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ])('of %s is the published one', (address, fields, signature) => {
    expect(signRequest('12345', address, fields)).toBe(signature);
  });

  it('covers a JSON body by its hash in the address', () => {
    const address = withBodyHash(url, '{"property": "value", "boolean": true}');
    expect(address).toContain('&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620');
    expect(signRequest('12345', address, [])).toBe('a9nBmqA0ju/hNViExpshrM61xv4=');
  });

  it('covers emoji, empty fields and a status callback', () => {
    const token = '0123456789abcdef0123456789abcdef';
    const sid = `SM${'2'.repeat(32)}`;
    const status = [
      ['AccountSid', `AC${'0'.repeat(32)}`],
      ['ApiVersion', '2010-04-01'],
      ['From', '+15005550006'],
      ['MessageSid', sid],
      ['SmsSid', sid],
      ['MessageStatus', 'delivered'],
      ['SmsStatus', 'delivered'],
      ['RawDlrDoneDate', '2611201405'],
      ['To', '+15551230001'],
    ] as const;
    expect(signRequest(token, 'https://clinic.example/twilio/status?m=42', status)).toBe(
      'k7PbzNhmVyqOVstQMTJP/BqL31w=',
    );
    const empty = [
      ['Body', ''],
      ['From', '+15551230001'],
      ['FromCity', ''],
      ['MessageSid', `SM${'3'.repeat(32)}`],
    ] as const;
    expect(signRequest(token, 'https://clinic.example/twilio/inbound', empty)).toBe('5e7i8w94kCDAGIeONvLMCu8faCQ=');
  });
});

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

describe('opting out of a simulated Twilio', () => {
  beforeEach(() => start());
  afterEach(stop);

  it.each(['STOP', 'stop ', 'StopAll', 'UNSUBSCRIBE', 'cancel', 'END', 'Quit', 'REVOKE', 'OPTOUT'])(
    'by %s is confirmed once, posted, and blocks with 21610',
    async (word) => {
      api.twilio.receive(PERSON, word);
      api.twilio.receive(PERSON, word);
      await api.settle();
      expect(airBodies()).toEqual([expect.stringContaining('unsubscribed')]);
      expect(listener.hooks.map(({ fields }) => fields['Body'])).toEqual([word, word]);
      expect((await api.send()).json).toMatchObject({ code: 21610, status: 400 });
    },
  );

  it('needs the word alone', async () => {
    api.twilio.receive(PERSON, 'please cancel');
    expect((await api.send()).status).toBe(201);
  });

  it('is lifted by START, which is answered', async () => {
    api.twilio.receive(PERSON, 'STOP');
    api.twilio.receive(PERSON, 'HELP');
    api.twilio.receive(PERSON, 'yes');
    await api.settle();
    expect(airBodies()).toEqual([expect.stringContaining('unsubscribed'), expect.stringContaining('re-subscribed')]);
    expect((await api.send()).status).toBe(201);
    api.twilio.receive(PERSON, 'info');
    await api.settle();
    expect(airBodies().at(-1)).toContain('STOP');
  });

  it('fails later, not at once, when a service sends', async () => {
    api.twilio.optOut(OWN, PERSON);
    const [service] = api.twilio.account.services;
    const { sid } = (await api.send({ From: '', MessagingServiceSid: service!.sid })).json;
    expect(api.twilio.record(sid)).toMatchObject({ status: 'failed', errorCode: 21610 });
  });

  it('covers the whole service, and only its own number outside of one', async () => {
    const inside = api.twilio.addNumber({ phoneNumber: '+12065550141' }).phoneNumber;
    const outside = api.twilio.addNumber({ phoneNumber: '+12065550142', inService: false }).phoneNumber;
    api.twilio.receive(PERSON, 'STOP');
    expect((await api.send({ From: inside })).json.code).toBe(21610);
    expect((await api.send({ From: outside })).status).toBe(201);
  });

  it('on a toll-free number is the network’s, and YES does not lift it', async () => {
    const tollFree = api.twilio.addNumber({
      phoneNumber: '+18005550143',
      kind: 'tollFree',
      inService: false,
    }).phoneNumber;
    api.twilio.receive(PERSON, 'STOP', { to: tollFree });
    expect(airBodies()).toEqual([expect.stringContaining('NETWORK MSG')]);
    api.twilio.receive(PERSON, 'YES', { to: tollFree });
    expect((await api.send({ From: tollFree })).json.code).toBe(21610);
    api.twilio.receive(PERSON, 'UNSTOP', { to: tollFree });
    expect((await api.send({ From: tollFree })).status).toBe(201);
  });

  it('is named in the webhook under Advanced Opt-Out, with its own words', async () => {
    api.twilio.account.services[0]!.advancedOptOut = {
      stopWords: ['ARRET'],
      startWords: [],
      helpWords: [],
      stopText: 'Bye',
    };
    api.twilio.receive(PERSON, 'CANCEL');
    api.twilio.receive(PERSON, 'arret');
    await api.settle();
    expect(listener.hooks.map(({ fields }) => fields['OptOutType']).toSorted()).toEqual(['STOP', undefined]);
    expect(airBodies()).toEqual(['Bye']);
  });

  it('is not Twilio’s business on WhatsApp', async () => {
    api.twilio.account.numbers[0]!.whatsApp = true;
    api.twilio.receive(PERSON, 'STOP', { channel: 'whatsApp' });
    expect(airBodies()).toEqual([]);
    expect((await api.send({ To: `whatsapp:${PERSON}`, From: `whatsapp:${OWN}` })).status).toBe(201);
  });
});

describe('WhatsApp at a simulated Twilio', () => {
  const fields = { To: `whatsapp:${PERSON}`, From: `whatsapp:${OWN}` };
  beforeEach(async () => {
    await start();
    api.twilio.account.numbers[0]!.whatsApp = true;
  });
  afterEach(stop);

  it('takes free text outside the window and fails with 63016 afterwards', async () => {
    const created = await api.send({ ...fields, StatusCallback: STATUS });
    expect([created.status, created.json.status]).toEqual([201, 'queued']);
    await api.settle();
    expect(listener.hooks.at(-1)?.fields).toMatchObject({
      MessageStatus: 'failed',
      ErrorCode: '63016',
      ChannelPrefix: 'whatsapp',
      ChannelToAddress: PERSON,
    });
  });

  it('carries free text for a day after the person wrote, up to read', async () => {
    api.twilio.receive(PERSON, 'Hello', { channel: 'whatsApp', profileName: 'A patient' });
    const { sid } = (await api.send({ ...fields, StatusCallback: STATUS })).json;
    await api.settle();
    expect(api.twilio.record(sid)?.status).toBe('read');
    expect(statuses()).toEqual(['sent', 'delivered', 'read']);
    expect(listener.hooks[0]?.fields).toMatchObject({
      WaId: '12065550101',
      MessageType: 'text',
      ProfileName: 'A patient',
    });
    await api.clock.advance(86_400_000);
    expect(api.twilio.record((await api.send(fields)).json.sid)?.errorCode).toBe(63016);
  });

  it('carries a template at any time, with its variables', async () => {
    const template = api.twilio.addTemplate({ friendlyName: 'Reminder', body: 'See you on {{1}}.' });
    const content = { ContentSid: template.sid, Body: '' };
    await api.send({ ...fields, ...content, ContentVariables: '{"1":"Monday"}' });
    expect(airBodies()).toEqual(['See you on Monday.']);
    expect((await api.send({ ...fields, ...content, ContentVariables: '{"2":"x"}' })).json.code).toBe(21656);
    expect((await api.send({ ...fields, ...content, ContentVariables: 'x' })).json.code).toBe(21656);
  });

  it('brings back the payload of a pressed button', async () => {
    api.twilio.receive(PERSON, 'Confirm', { channel: 'whatsApp', button: { text: 'Confirm', payload: 'confirm:a1' } });
    await api.settle();
    expect(listener.hooks[0]?.fields).toMatchObject({
      ButtonText: 'Confirm',
      ButtonPayload: 'confirm:a1',
      MessageType: 'button',
    });
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

describe('TwiML', () => {
  it.each([
    ['<Response/>', []],
    ['<?xml version="1.0"?>\n<Response></Response>', []],
    [
      '<Response><Message to="+12065550101"><Body>a &#233; &lt;b&gt;</Body></Message></Response>',
      [{ to: PERSON, body: 'a é <b>' }],
    ],
    [
      '<Response><Message>1</Message><Message>2</Message></Response>',
      [
        { to: null, body: '1' },
        { to: null, body: '2' },
      ],
    ],
    ['OK', null],
  ])('%s is read', (text, messages) => {
    expect(readTwiml(text)).toEqual(messages);
  });
});
