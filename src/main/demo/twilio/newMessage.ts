/**
 * Reading a create call: which fields fit together and which are refused at once, in Twilio's order (twilio.md 1, 2, 11.1).
 * Decides the code; stores nothing and sends nothing.
 */
import { toPlainPunctuation } from '../../../contract/segments.ts';
import { MINUTE_MS, DAY_MS } from '../../domain/time.ts';
import { bareNumber, isWhatsApp, ownNumber, serviceBySid } from './account.ts';
import type { MessagingService, OwnNumber, TwilioAccount } from './account.ts';
import { TwilioError } from './apiError.ts';
import type { ContentTemplates } from './content.ts';
import { SANDBOX_NUMBER } from './whatsApp.ts';
import { parseInstant } from './wireFormat.ts';

const MAX_BODY = 1600;
const MAX_MEDIA = 10;
const MAX_VALIDITY_S = 36_000;
const TRIAL_PREFIX = 'Sent from your Twilio trial account - ';

/** A create call that Twilio takes. */
export interface NewMessage {
  readonly to: string;
  /** Null: the service chooses. */
  readonly from: string | null;
  readonly service: MessagingService | null;
  readonly body: string;
  /** What goes on air: look-alikes replaced where that was asked for. */
  readonly text: string;
  readonly mediaUrls: readonly string[];
  /** Made from a template, so that the WhatsApp window does not matter. */
  readonly fromTemplate: boolean;
  readonly statusCallback: string | null;
  readonly validitySeconds: number;
  readonly sendAt: number | null;
  readonly discardBody: boolean;
}

export interface CreateRules {
  readonly account: TwilioAccount;
  readonly content: ContentTemplates;
  readonly now: number;
  /** Test credentials: magic senders only. */
  readonly test: boolean;
  /** Numbers that are refused at once with a code, as a test scripted it. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly queued: (from: string) => number;
  readonly queueLimit: number;
  readonly isBlocked: (own: string, serviceSid: string | null, person: string) => boolean;
}

/** The message that a form asks for. Throws a TwilioError for anything that is answered with one. */
export function readNewMessage(form: URLSearchParams, rules: CreateRules): NewMessage {
  const to = form.get('To') ?? '';
  if (to === '') throw new TwilioError(21604);
  const service = readService(form, rules.account);
  const from = form.get('From');
  if (service === null && (from === null || from === '')) throw new TwilioError(21603);
  const content = readContent(form, rules);
  checkRecipient(to, rules);
  checkSender(from, service, to, rules);
  if (!rules.test) checkReach(to, from, service, rules);
  const body = rules.account.type === 'Trial' ? `${TRIAL_PREFIX}${content.body}` : content.body;
  const smart = form.has('SmartEncoded') ? form.get('SmartEncoded') === 'true' : service?.smartEncoding === true;
  return {
    to,
    from: from === '' ? null : from,
    service,
    ...content,
    body,
    text: smart ? toPlainPunctuation(body) : body,
    statusCallback: readStatusCallback(form),
    validitySeconds: readValidity(form, service),
    sendAt: readSchedule(form, service, rules.now),
    discardBody: readPrivacy(form, rules.account),
  };
}

function readService(form: URLSearchParams, account: TwilioAccount): MessagingService | null {
  const sid = form.get('MessagingServiceSid');
  if (sid === null || sid === '') return null;
  const service = serviceBySid(account, sid);
  if (service === undefined) throw new TwilioError(21701);
  return service;
}

function readContent(
  form: URLSearchParams,
  { content }: CreateRules,
): Pick<NewMessage, 'body' | 'mediaUrls' | 'fromTemplate'> {
  const contentSid = form.get('ContentSid');
  if (contentSid !== null) {
    if (contentSid === '') throw new TwilioError(21654);
    return { body: content.render(contentSid, form.get('ContentVariables')), mediaUrls: [], fromTemplate: true };
  }
  if (form.has('ContentVariables')) throw new TwilioError(21654);
  const body = form.get('Body') ?? '';
  const mediaUrls = form.getAll('MediaUrl').filter((url) => url !== '');
  if (body === '' && mediaUrls.length === 0) throw new TwilioError(21602);
  if ([...body].length > MAX_BODY) throw new TwilioError(21617);
  if (mediaUrls.length > MAX_MEDIA) throw new TwilioError(21623);
  if (!mediaUrls.every(isWebAddress)) throw new TwilioError(21620);
  return { body, mediaUrls, fromTemplate: false };
}

/** Magic recipients, with the same meaning under test and live credentials (twilio.md 11.1). */
const MAGIC_RECIPIENTS: Readonly<Record<string, number>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};
const MAGIC_SENDERS: Readonly<Record<string, number | null>> = {
  '+15005550001': 21212,
  '+15005550006': null,
  '+15005550007': 21606,
  '+15005550008': 21611,
};

function checkRecipient(to: string, { account, refusals, test }: CreateRules): void {
  const bare = bareNumber(to);
  if (!/^\+[1-9]\d{7,14}$/.test(bare))
    throw new TwilioError(21211, `The 'To' number ${bare} is not a valid phone number.`);
  const code = MAGIC_RECIPIENTS[bare] ?? refusals.get(bare);
  if (code !== undefined) throw new TwilioError(code);
  if (test) return;
  if (!account.allowedPrefixes.some((prefix) => bare.startsWith(prefix))) throw new TwilioError(21408);
  if (account.type === 'Trial' && !account.verifiedNumbers.includes(bare)) throw new TwilioError(21608);
}

function checkSender(from: string | null, service: MessagingService | null, to: string, rules: CreateRules): void {
  if (from === null || from === '') return checkPool(service, to, rules);
  const bare = bareNumber(from);
  const magic = MAGIC_SENDERS[bare];
  if (magic === null) return;
  if (magic !== undefined) throw new TwilioError(magic);
  if (bare === bareNumber(to)) throw new TwilioError(21266);
  if (isWhatsApp(from) !== isWhatsApp(to)) throw new TwilioError(21910);
  const own = ownNumber(rules.account, from);
  if (isWhatsApp(from)) {
    if (bare !== SANDBOX_NUMBER && own?.whatsApp !== true) throw new TwilioError(63007);
    return;
  }
  if (!/^\+?\d{3,15}$/.test(bare)) throw new TwilioError(21212);
  if (rules.test || own === undefined || !reaches(own, to)) throw new TwilioError(21606);
  if (service !== null && own.serviceSid !== service.sid) throw new TwilioError(21606);
  if (rules.queued(from) >= rules.queueLimit) throw new TwilioError(21611);
}

/** Short codes stay in their country (twilio.md 2, 21606). */
function reaches(own: OwnNumber, to: string): boolean {
  return own.kind !== 'shortCode' || bareNumber(to).startsWith('+1');
}

function checkPool(service: MessagingService | null, to: string, { account }: CreateRules): void {
  const pool = account.numbers.filter((number) => number.serviceSid === service?.sid);
  if (pool.length === 0) throw new TwilioError(21703);
  if (isWhatsApp(to) && !pool.some((number) => number.whatsApp)) throw new TwilioError(63007);
}

function checkReach(to: string, from: string | null, service: MessagingService | null, rules: CreateRules): void {
  if (service !== null && (from === null || from === '')) return;
  if (rules.isBlocked(from ?? '', service?.sid ?? null, to)) throw new TwilioError(21610);
}

function readStatusCallback(form: URLSearchParams): string | null {
  const url = form.get('StatusCallback');
  if (url === null || url === '') return null;
  if (url.length > 4000 || !isWebAddress(url) || new URL(url).hostname.includes('_')) throw new TwilioError(21609);
  return url;
}

function readValidity(form: URLSearchParams, service: MessagingService | null): number {
  const text = form.get('ValidityPeriod');
  if (text === null || text === '') return service?.validityPeriod ?? MAX_VALIDITY_S;
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_VALIDITY_S) throw new TwilioError(21624);
  return seconds;
}

function readSchedule(form: URLSearchParams, service: MessagingService | null, now: number): number | null {
  const type = form.get('ScheduleType');
  const text = form.get('SendAt');
  if (type === null && text === null) return null;
  if (service === null) throw new TwilioError(35118);
  const sendAt = text === null ? null : parseInstant(text);
  if (type !== 'fixed' || sendAt === null) throw new TwilioError(35111);
  if (sendAt < now + 15 * MINUTE_MS || sendAt > now + 35 * DAY_MS) throw new TwilioError(35114);
  return sendAt;
}

/** Whether the body is discarded after sending. */
function readPrivacy(form: URLSearchParams, account: TwilioAccount): boolean {
  const discard = form.get('ContentRetention') === 'discard';
  if (discard && !account.messagePrivacy) throw new TwilioError(30029);
  if (form.get('AddressRetention') === 'obfuscate' && !account.messagePrivacy) throw new TwilioError(30030);
  return discard;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
