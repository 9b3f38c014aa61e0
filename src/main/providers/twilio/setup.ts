/**
 * "Test connection": what the set-up page shows of an account, one check after the other (twilio.md 1.2, 4.6, 7, 10). Only reads. What our
 * key may not see is said as such; it is no failure.
 */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayCheck } from '../../../contract/gateways.ts';
import { fetchBalance, fetchGeoPermission, fetchService, findNumber, listServiceNumbers } from './accountCalls.ts';
import type { OwnNumber, Service } from './accountCalls.ts';
import { isService } from './config.ts';
import { dropsReplies } from './health.ts';
import { readRegistration } from './registration.ts';
import type { TwilioClient } from './twilioClient.ts';

/** The sender as Twilio has it. */
export type Sender =
  | { readonly kind: 'number'; readonly number: OwnNumber }
  | { readonly kind: 'service'; readonly service: Service; readonly numbers: readonly string[] };

export interface SetupFacts {
  readonly sender: Sender;
  /** Signs in with the account's own token instead of a restricted key. */
  readonly withAuthToken: boolean;
  /** ISO 3166 country of the practice. */
  readonly country: string;
  /** Where texts to us should be posted now; null while nobody outside can reach us. */
  readonly inboundUrl: string | null;
}

/** `ok: true` with a problem never happens; `ok: false` without one is advice. */
export function check(
  name: GatewayCheck['name'],
  ok: boolean,
  text: string,
  problem: GatewayProblem | null = null,
): GatewayCheck {
  return { name, ok, problem, text };
}

/** Looks a sender up; null when the account has no such number or service, or our key may not see it. */
export async function findSender(client: TwilioClient, sender: string, signal?: AbortSignal): Promise<Sender | null> {
  if (!isService(sender)) {
    const found = await findNumber(client, sender, signal);
    return found.ok && found.value.number !== null ? { kind: 'number', number: found.value.number } : null;
  }
  const service = await fetchService(client, sender, signal);
  const numbers = service.ok ? await listServiceNumbers(client, sender, signal) : null;
  if (!service.ok || numbers?.ok !== true) return null;
  return { kind: 'service', service: service.value, numbers: numbers.value.map((one) => one.phoneNumber) };
}

/** The own numbers behind a sender, E.164. */
export function numbersOf(sender: Sender): readonly string[] {
  return sender.kind === 'number' ? [sender.number.phoneNumber] : sender.numbers;
}

/** All checks after the sign-in, in the order in which they are shown. */
export async function checkSetup(
  client: TwilioClient,
  facts: SetupFacts,
  signal?: AbortSignal,
): Promise<GatewayCheck[]> {
  const { sender } = facts;
  const name = sender.kind === 'number' ? sender.number.phoneNumber : sender.service.sid;
  const registration = await readRegistration(client, name, numbersOf(sender), signal);
  const fine = registration.state === 'registered' || registration.state === 'unknown';
  return [
    keyCheck(facts.withAuthToken),
    senderCheck(sender),
    check('registration', fine, registration.words, fine ? null : 'unregistered'),
    await geoCheck(client, facts.country, signal),
    receiveCheck(sender),
    webhookCheck(sender, facts.inboundUrl),
    optOutCheck(sender),
    ...(await balanceCheck(client, signal)),
  ];
}

function keyCheck(withAuthToken: boolean): GatewayCheck {
  return withAuthToken
    ? check('key', false, 'This is the master key of the whole account. Make a restricted API key for this PC instead.')
    : check('key', true, 'Signed in with an API key, which can be taken back for this PC alone.');
}

function senderCheck(sender: Sender): GatewayCheck {
  if (sender.kind === 'service') {
    const count = sender.numbers.length;
    if (count === 0) return check('sender', false, 'The messaging service has no number yet.', 'senderRefused');
    const numbers = count === 1 ? '1 number' : `${String(count)} numbers`;
    return check('sender', true, `Texts leave by the service "${sender.service.friendlyName}" with ${numbers}.`);
  }
  const { capabilities, phoneNumber } = sender.number;
  if (!capabilities.sms) return check('sender', false, `${phoneNumber} cannot send texts.`, 'senderRefused');
  return check(
    'sender',
    true,
    `${phoneNumber} can send texts${capabilities.mms ? ' and pictures' : ', but no pictures'}.`,
  );
}

async function geoCheck(client: TwilioClient, country: string, signal?: AbortSignal): Promise<GatewayCheck> {
  const result = await fetchGeoPermission(client, country, signal);
  const enabled = result.ok ? result.value.enabled : null;
  if (enabled === null) {
    return check('geo', true, `See in the console under Messaging Geo Permissions that ${country} is switched on.`);
  }
  return enabled
    ? check('geo', true, `Texts to ${country} are switched on.`)
    : check('geo', false, `Texts to ${country} are switched off: Messaging Geo Permissions in the Twilio console.`);
}

function receiveCheck(sender: Sender): GatewayCheck {
  if (sender.kind === 'service' && dropsReplies(sender.service)) {
    const words =
      'The service throws replies away, and they are not even listed. In the console choose "Defer to sender\'s webhook" for the service.';
    return check('receive', false, words, 'repliesDropped');
  }
  return check('receive', true, 'Replies reach this PC.');
}

function webhookCheck(sender: Sender, inboundUrl: string | null): GatewayCheck {
  const current = currentUrl(sender);
  if (inboundUrl === null) {
    return check('webhooks', true, 'This PC asks for replies every 15 seconds. With a tunnel they come at once.');
  }
  if (current !== null && withoutFragment(current) === inboundUrl)
    return check('webhooks', true, 'Replies come at once.');
  return current === null
    ? check('webhooks', false, 'Twilio does not know the address of this PC yet, so replies come within 15 seconds.')
    : check('webhooks', false, 'Twilio posts replies to another address. Switching webhooks on here replaces it.');
}

/** Where texts are posted now; null: nowhere. */
export function currentUrl(sender: Sender): string | null {
  const url = sender.kind === 'number' ? sender.number.smsUrl : sender.service.inboundRequestUrl;
  return url === null || url === undefined || url === '' ? null : url;
}

export function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}

/** Cannot be read back from Twilio, so a person has to look. */
function optOutCheck(sender: Sender): GatewayCheck {
  const words =
    sender.kind === 'service'
      ? 'Twilio answers STOP, START and HELP by itself. Look in the service under Opt-Out Management that this is on.'
      : 'Twilio answers STOP, START and HELP by itself.';
  return check('optOut', true, words);
}

async function balanceCheck(client: TwilioClient, signal?: AbortSignal): Promise<GatewayCheck[]> {
  const result = await fetchBalance(client, signal);
  if (!result.ok) return [];
  const amount = Number(result.value.balance);
  if (Number.isNaN(amount)) return [];
  const shown = `${amount.toFixed(2)} ${result.value.currency}`;
  return [
    amount > 0 ? check('balance', true, `Balance: ${shown}.`) : check('balance', false, `Balance: ${shown}. Top up.`),
  ];
}
