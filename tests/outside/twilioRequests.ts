/**
 * Every kind of request that our Twilio provider makes, each by the code that makes it in earnest, against the simulated
 * account. Says whether the answer was understood; what is wrong with the shape is for Prism to say.
 */
import type { Gateway, OutgoingText } from '../../src/main/providers/gateway.ts';
import {
  fetchAccount,
  fetchBalance,
  fetchGeoPermission,
  fetchService,
  findNumber,
  listBrands,
  listCampaigns,
  listServiceNumbers,
  listTollFree,
  probeMessages,
  setNumberUrl,
  setServiceUrl,
} from '../../src/main/providers/twilio/accountCalls.ts';
import type { TwilioConfig } from '../../src/main/providers/twilio/config.ts';
import { listPage } from '../../src/main/providers/twilio/messageList.ts';
import { eraseText } from '../../src/main/providers/twilio/recall.ts';
import { createTwilioClient } from '../../src/main/providers/twilio/twilioClient.ts';
import { createTwilioGateway } from '../../src/main/providers/twilio/twilioGateway.ts';
import { checkVerification, startVerification } from '../../src/main/providers/twilio/verify.ts';
import type { Fetch } from '../../src/main/platform/ports.ts';
import { OWN_NUMBER, PERSON } from '../providers/twilioHarness.ts';
import type { TwilioBench } from '../providers/twilioHarness.ts';

/** One kind of request; `run` is true when its answer was what it should be. */
export interface RequestKind {
  readonly name: string;
  run(): Promise<boolean>;
}

const PICTURE = { contentType: 'image/png', name: 'map.png', bytes: new Uint8Array(8) };
const WHATSAPP_NUMBER = '+12065550141';
const STATUS_URL = 'https://clinic.example/hooks/twilio-1/status';
const INBOUND_URL = 'https://clinic.example/hooks/twilio-1/inbound#rc=3&rp=5xx,ct,rt';

/** All kinds, in the order in which they have to run. `url` and `fetch` lead to the simulator by Prism. */
export function twilioRequests(bench: TwilioBench, url: string, fetch: Fetch): RequestKind[] {
  const deps = { ...bench.deps, fetch, twilioApiUrl: url };
  const open = (config: Partial<TwilioConfig> = {}): Gateway =>
    createTwilioGateway(deps, 'twilio-1', { ...bench.config, ...config });
  const service = bench.twilio.account.services[0]?.sid ?? '';
  const gateways = {
    number: open(),
    service: open({ sender: service }),
    whatsApp: open({ whatsAppNumber: WHATSAPP_NUMBER }),
    deleting: open({ erase: 'delete' }),
  };
  bench.twilio.addNumber({ phoneNumber: WHATSAPP_NUMBER, whatsApp: true });
  // Prism follows redirects itself, and forgets our credentials only for another name.
  bench.twilio.setMediaOrigin(bench.twilio.mediaUrl.replace('127.0.0.1', 'localhost'));
  const client = createTwilioClient(deps, () => Promise.resolve(bench.credentials));
  return [
    ...sending(bench, gateways),
    ...reading(bench, gateways.number, client),
    ...taking(bench, gateways, client),
    ...account(client),
    ...messagingService(client, service),
    ...oneTimeCode(bench, client),
  ];
}

type Client = ReturnType<typeof createTwilioClient>;
type Gateways = Readonly<Record<'number' | 'service' | 'whatsApp' | 'deleting', Gateway>>;

function textOf(more: Partial<OutgoingText> = {}): OutgoingText {
  const plain = { to: PERSON, body: 'See you at 9 & bring “the card” +1', sendBy: null, priority: 0, sim: null };
  return { id: 'text-1', attemptId: 'attempt 1/a', ...plain, ...more };
}

function sending(bench: TwilioBench, { number, service, whatsApp }: Gateways): RequestKind[] {
  const send = (name: string, gateway: Gateway, more: () => Partial<OutgoingText> = () => ({})): RequestKind => ({
    name,
    run: async () => (await gateway.send(textOf(more()))).kind === 'accepted',
  });
  const media = [1, 2].map((n) => ({
    ...PICTURE,
    publicUrl: `https://clinic.example/hooks/media/${String(n)}?k=a%2Fb`,
  }));
  const card = bench.twilio.addTemplate({ friendlyName: 'card', body: 'See you at {{1}}', status: 'approved' });
  const template = { contentSid: card.sid, variables: { '1': '9 am' } };
  return [
    send('send from an own number', number),
    send('send by a messaging service', service),
    send('send by a service, sender pinned', service, () => ({ from: OWN_NUMBER })),
    send('send two pictures with words', number, () => ({ media })),
    send('send a picture alone', number, () => ({ media: media.slice(1), body: '' })),
    send('send a WhatsApp template', whatsApp, () => ({ channel: 'whatsapp', template })),
    send('send with a time limit', number, () => ({ sendBy: bench.clock.now() + 600_000 })),
    {
      name: 'send with a status callback',
      run: async () => {
        bench.hooks.status = STATUS_URL;
        const outcome = await number.send(textOf());
        bench.hooks.status = null;
        return outcome.kind === 'accepted';
      },
    },
  ];
}

function reading(bench: TwilioBench, gateway: Gateway, client: Client): RequestKind[] {
  const outgoing = (): string[] =>
    bench.twilio
      .records()
      .filter((record) => record.direction !== 'inbound')
      .map((record) => record.sid);
  return [
    {
      name: 'fetch states by id',
      run: async () => {
        const states = await gateway.fetchStatuses({ since: 0, ids: outgoing() });
        return states.ok && states.value.length === outgoing().length;
      },
    },
    {
      name: 'settle an attempt by the list',
      run: async () => (await gateway.reconcile(textOf(), bench.clock.now())).kind === 'found',
    },
    {
      name: 'list by pages',
      run: async () => {
        const first = await listPage(client, { to: PERSON, from: OWN_NUMBER, pageSize: 2 });
        const next = first.ok ? first.value.next : null;
        const second = next === null ? null : await listPage(client, { next });
        return second?.ok === true && second.value.rows.length === 2;
      },
    },
    {
      name: 'inbox with a picture, and the picture',
      run: async () => {
        bench.twilio.receive(PERSON, 'my card', { media: [PICTURE] });
        const inbox = await gateway.fetchInbox(null, { wide: false });
        const ref = inbox.ok ? inbox.value.texts[0]?.media?.[0]?.ref : undefined;
        return ref !== undefined && (await gateway.fetchMedia?.(ref, 1_000))?.ok === true;
      },
    },
  ];
}

function taking(bench: TwilioBench, { number, deleting }: Gateways, client: Client): RequestKind[] {
  const newest = (wanted: (record: { readonly direction: string; readonly sid: string }) => boolean): string =>
    bench.twilio.records().find(wanted)?.sid ?? '';
  return [
    {
      // Nothing of ours is scheduled, so "too late" is the right answer.
      name: 'cancel',
      run: async () => {
        const outcome = await number.cancel(newest(({ direction }) => direction !== 'inbound'));
        return outcome.ok && outcome.value === 'tooLate';
      },
    },
    {
      name: 'redact the words, delete the pictures',
      run: async () => {
        const erased = await eraseText(
          client,
          newest(({ direction }) => direction === 'inbound'),
          'redact',
        );
        return erased.ok && erased.value === 'erased';
      },
    },
    {
      name: 'delete a record',
      run: async () => {
        const erased = await deleting.erase?.(newest(({ direction }) => direction !== 'inbound'));
        return erased?.ok === true && erased.value === 'erased';
      },
    },
  ];
}

function kind(name: string, call: () => Promise<{ readonly ok: boolean }>): RequestKind {
  return { name, run: async () => (await call()).ok };
}

function account(client: Client): RequestKind[] {
  const setUrl = async (smsUrl: string) => {
    const found = await findNumber(client, OWN_NUMBER);
    return found.ok ? setNumberUrl(client, found.value.number?.sid ?? '', smsUrl) : found;
  };
  return [
    kind('read the account', () => fetchAccount(client)),
    kind('read the balance', () => fetchBalance(client)),
    kind('try the key on texts', () => probeMessages(client)),
    kind('find a number, set its webhook', () => setUrl(INBOUND_URL)),
    kind('find a number, clear its webhook', () => setUrl('')),
    kind('read the countries allowed', () => fetchGeoPermission(client, 'US')),
  ];
}

function messagingService(client: Client, service: string): RequestKind[] {
  return [
    kind('read a service', () => fetchService(client, service)),
    kind('set the webhook of a service', () => setServiceUrl(client, service, INBOUND_URL)),
    kind('clear the webhook of a service', () => setServiceUrl(client, service, null)),
    kind('list the numbers of a service', () => listServiceNumbers(client, service)),
    kind('list its campaigns', () => listCampaigns(client, service)),
    kind('list the brands', () => listBrands(client)),
    kind('list toll-free verifications', () => listTollFree(client, `PN${'0'.repeat(32)}`)),
  ];
}

function oneTimeCode(bench: TwilioBench, client: Client): RequestKind[] {
  const service = bench.twilio.account.verifyServiceSid;
  return [
    {
      name: 'send a one-time code, check it',
      run: async () => {
        const started = await startVerification(client, service, { to: PERSON, locale: 'en' });
        if (!started.ok || started.value.kind !== 'sent') return false;
        const code = bench.twilio.verificationCode(PERSON) ?? '';
        const checked = await checkVerification(client, service, { remoteId: started.value.remoteId, code });
        return checked.ok && checked.value === 'right';
      },
    },
  ];
}
