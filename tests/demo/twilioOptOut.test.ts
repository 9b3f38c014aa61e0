import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import { OWN, PERSON, PUBLIC_URL, startHookListener, startTwilioApi } from './twilioApi.ts';
import type { HookListener, TwilioApi } from './twilioApi.ts';

const INBOUND = `${PUBLIC_URL}/hooks/inbound`;
const STATUS = `${PUBLIC_URL}/hooks/status`;

let api: TwilioApi;
let listener: HookListener;

async function start(): Promise<void> {
  listener = await startHookListener();
  api = await startTwilioApi({ controlPort: null, times: NO_TIMES }, listener);
  api.twilio.account.numbers[0]!.smsUrl = INBOUND;
}
async function stop(): Promise<void> {
  await api.stop();
  await listener.close();
}
const statuses = (): string[] =>
  listener.hooks.filter(({ path }) => path === '/hooks/status').map(({ fields }) => fields['MessageStatus'] ?? '');
const airBodies = (): string[] => api.twilio.sent().map(({ body }) => body);

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

  it('by the sandbox reaches only those who joined in the last three days', async () => {
    const sandbox = { To: `whatsapp:${PERSON}`, From: 'whatsapp:+14155238886' };
    expect(api.twilio.record((await api.send(sandbox)).json.sid)?.errorCode).toBe(63015);
    api.twilio.receive(PERSON, 'join front-desk', { channel: 'whatsApp', to: '+14155238886' });
    expect(api.twilio.record((await api.send(sandbox)).json.sid)?.status).toBe('read');
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
