/**
 * A text that somebody sends to the account: log, keywords, webhook, fallback and the answer of the webhook (twilio.md 4).
 * Owns the fields of the inbound webhook. Twilio calls once, perhaps the fallback once, and then does nothing more.
 */
import { countSegments } from '../../../contract/segments.ts';
import { bareNumber, isWhatsApp, ownNumber, serviceBySid } from './account.ts';
import type { MessagingService, OwnNumber } from './account.ts';
import type { Backend } from './backend.ts';
import type { HookAnswer } from './hookCaller.ts';
import { applyKeyword } from './keywordReplies.ts';
import type { KeywordEffect } from './keywordReplies.ts';
import type { NewMedia } from './media.ts';
import type { MessageRecord } from './messageStore.ts';
import { sendReply } from './sending.ts';
import type { Fields } from './signature.ts';
import { readTwiml } from './twiml.ts';
import { SANDBOX_NUMBER } from './whatsApp.ts';

export interface IncomingOptions {
  /** The own number; the account's first one by default. */
  readonly to?: string;
  readonly channel?: 'sms' | 'whatsApp';
  readonly media?: readonly NewMedia[];
  /** A pressed quick-reply button (WhatsApp). */
  readonly button?: { readonly text: string; readonly payload: string };
  readonly profileName?: string;
  /** More fields of the webhook: new ones appear without notice. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Calls the webhook this often with the same message. */
  readonly copies?: number;
}

/** Takes a text in; its SID, or null where Twilio drops it without a trace. Throws for a number that is not the account's. */
export function receiveText(backend: Backend, from: string, body: string, options: IncomingOptions): string | null {
  const channel = options.channel === 'whatsApp' ? 'whatsapp:' : '';
  const to = options.to ?? backend.account.numbers[0]?.phoneNumber ?? '';
  const own = ownNumber(backend.account, to);
  if (own === undefined && bareNumber(to) !== SANDBOX_NUMBER) throw new Error('The account does not have that number.');
  const service = serviceBySid(backend.account, own?.serviceSid ?? null);
  if (service !== undefined && dropsInbound(service)) return null;
  const record = logInbound(backend, { from: channel + from, to: channel + to, body, options, service });
  if (channel !== '') backend.whatsApp.noteInbound(to, from, body);
  const keyword = channel === '' && own !== undefined ? applyKeyword(backend, own, from, body) : null;
  const answer = keyword?.reply ?? null;
  if (answer !== null) sendReply(backend, { from: to, to: from, body: answer, guarded: false });
  const fields = inboundFields(backend, record, options, keyword);
  for (let copy = 0; copy < (options.copies ?? 1); copy += 1)
    void callWebhook(backend, record, { own, service }, fields);
  return record.sid;
}

/** The trap of twilio.md 4.6: a service that listens nowhere loses every inbound text. */
function dropsInbound(service: MessagingService): boolean {
  return !service.useInboundWebhookOnNumber && (service.inboundRequestUrl ?? '') === '';
}

function logInbound(
  { store, sids, time, media }: Backend,
  text: {
    readonly from: string;
    readonly to: string;
    readonly body: string;
    readonly options: IncomingOptions;
    readonly service: MessagingService | undefined;
  },
): MessageRecord {
  const files = media.keep(text.options.media ?? []);
  const at = time.now();
  return store.add({
    sid: sids.next(files.length > 0 ? 'MM' : 'SM'),
    direction: 'inbound',
    serviceSid: text.service?.sid ?? null,
    from: text.from,
    to: text.to,
    body: text.body,
    text: text.body,
    status: 'received',
    segments: Math.max(1, countSegments(text.body).parts),
    numMedia: files.length,
    media: files,
    dateCreated: at,
    dateSent: at,
    statusCallback: null,
    expiresAt: at,
  });
}

/** The fields that Twilio posts; the geography is often empty in truth, too. */
function inboundFields(
  { account }: Backend,
  record: MessageRecord,
  options: IncomingOptions,
  keyword: KeywordEffect | null,
): Fields {
  const { sid } = record;
  const from = record.from ?? '';
  const optOutType = keyword?.optOutType ?? null;
  const uri = `https://api.twilio.com/2010-04-01/Accounts/${account.sid}/Messages/${sid}/Media`;
  return [
    ['ToCountry', 'US'],
    ['ToState', ''],
    ['SmsMessageSid', sid],
    ['NumMedia', String(record.numMedia)],
    ['ToCity', ''],
    ['FromZip', ''],
    ['SmsSid', sid],
    ['FromState', ''],
    ['SmsStatus', 'received'],
    ['FromCity', ''],
    ['Body', record.body],
    ['FromCountry', 'US'],
    ['To', record.to],
    ...(record.serviceSid === null ? [] : [['MessagingServiceSid', record.serviceSid] as const]),
    ['ToZip', ''],
    ['NumSegments', String(record.segments ?? 1)],
    ['MessageSid', sid],
    ['AccountSid', account.sid],
    ['From', from],
    ['ApiVersion', '2010-04-01'],
    ...record.media.flatMap((file, index) => [
      [`MediaContentType${index}`, file.contentType] as const,
      [`MediaUrl${index}`, `${uri}/${file.sid}`] as const,
    ]),
    ...(optOutType === null ? [] : [['OptOutType', optOutType] as const]),
    ...(isWhatsApp(from) ? whatsAppFields(from, options) : []),
    ...Object.entries(options.extra ?? {}),
  ];
}

function whatsAppFields(from: string, { button, media, profileName }: IncomingOptions): Fields {
  const kind = button !== undefined ? 'button' : (media ?? []).length > 0 ? 'image' : 'text';
  return [
    ['ProfileName', profileName ?? ''],
    ['WaId', bareNumber(from).slice(1)],
    ['MessageType', kind],
    ['ReferralNumMedia', '0'],
    ...(button === undefined
      ? []
      : ([
          ['ButtonText', button.text],
          ['ButtonPayload', button.payload],
        ] as const)),
  ];
}

interface Receiver {
  readonly own: OwnNumber | undefined;
  readonly service: MessagingService | undefined;
}

interface Address {
  readonly url: string;
  readonly method: string;
}

function addressesOf({ own, service }: Receiver): { readonly main: Address; readonly fallback: Address } {
  if (service !== undefined && !service.useInboundWebhookOnNumber) {
    return {
      main: { url: service.inboundRequestUrl ?? '', method: service.inboundMethod },
      fallback: { url: service.fallbackUrl ?? '', method: service.fallbackMethod },
    };
  }
  return {
    main: { url: own?.smsUrl ?? '', method: own?.smsMethod ?? 'POST' },
    fallback: { url: own?.smsFallbackUrl ?? '', method: own?.smsFallbackMethod ?? 'POST' },
  };
}

async function callWebhook(backend: Backend, record: MessageRecord, receiver: Receiver, fields: Fields): Promise<void> {
  const { main, fallback } = addressesOf(receiver);
  if (main.url === '') return;
  const answer = await backend.caller.call({ kind: 'inbound', ...main, fields });
  if (worked(answer)) return obey(backend, record, answer, main.url);
  if (fallback.url === '') return;
  const failed: Fields = [...fields, ['ErrorCode', '11200'], ['ErrorUrl', main.url]];
  const second = await backend.caller.call({ kind: 'fallback', ...fallback, fields: failed });
  if (worked(second)) obey(backend, record, second, fallback.url);
}

function worked(answer: HookAnswer | null): answer is HookAnswer {
  return answer !== null && answer.status >= 200 && answer.status < 300;
}

/** Sends what the answer asks for; 12300 and 12100 in the debugger for answers that are no TwiML. */
function obey(backend: Backend, record: MessageRecord, answer: HookAnswer, url: string): void {
  if (answer.status === 204 || answer.body === '') return;
  if (/^text\/plain/.test(answer.contentType)) return reply(backend, record, null, answer.body);
  if (!/xml|html/.test(answer.contentType)) return backend.caller.history.alert(12_300, url);
  const messages = readTwiml(answer.body);
  if (messages === null) return backend.caller.history.alert(12_100, url);
  for (const message of messages) reply(backend, record, message.to, message.body);
}

function reply(backend: Backend, record: MessageRecord, to: string | null, body: string): void {
  if (body === '') return;
  sendReply(backend, { from: record.to, to: to ?? record.from ?? '', body, guarded: true });
}
