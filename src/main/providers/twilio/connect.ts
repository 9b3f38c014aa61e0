/**
 * From what a person typed to an account that is ours to use: sign-in, sender, checks. Nothing is stored here, and nothing is changed at
 * Twilio but what `setWebhooks` is for.
 */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { GatewayCheck } from '../../../contract/gateways.ts';
import { fetchAccount, probeMessages, setNumberUrl, setServiceUrl } from './accountCalls.ts';
import type { Account } from './accountCalls.ts';
import { isService } from './config.ts';
import type { TwilioConfig } from './config.ts';
import type { TwilioCredentials } from './credentials.ts';
import { describeFailure, problemOf } from './failures.ts';
import { check, checkSetup, currentUrl, findSender, numbersOf, withoutFragment } from './setup.ts';
import type { Sender } from './setup.ts';
import { createTwilioClient } from './twilioClient.ts';
import type { TwilioClient, TwilioResult } from './twilioClient.ts';
import type { TwilioHttpDeps } from './twilioHttp.ts';

export interface ConnectTwilioInput {
  readonly accountSid: string;
  /** The key of this PC; without it `authToken` signs in. */
  readonly keySid?: string | undefined;
  readonly keySecret?: string | undefined;
  /** Proves webhooks; also signs in where there is no key. */
  readonly authToken?: string | undefined;
  /** Also believed, while the account's token is being changed. */
  readonly secondaryAuthToken?: string | undefined;
  /** An own number (E.164) or a messaging service. */
  readonly sender: string;
  readonly country: string;
  /** Switches WhatsApp on. */
  readonly whatsAppNumber?: string | undefined;
  readonly verifyServiceSid?: string | undefined;
}

export interface ConnectedTwilio {
  readonly ok: true;
  readonly config: TwilioConfig;
  readonly credentials: TwilioCredentials;
  /** Null where the key may not read it. */
  readonly accountName: string | null;
  readonly clockSkewMs: number | null;
  readonly warning: GatewayProblem | null;
  readonly checks: readonly GatewayCheck[];
}

/** `field`: the member of the input that is wrong, where that is known. */
export interface ConnectionFailure {
  readonly ok: false;
  readonly problem: GatewayProblem;
  readonly field: 'accountSid' | 'keySecret' | 'authToken' | 'sender' | null;
  readonly detail: string;
}

/** Checks sign-in and sender, and reads the rest for the person who connects. Never throws for the network. */
export async function connectTwilio(
  deps: TwilioHttpDeps,
  input: ConnectTwilioInput,
  inboundUrl: string | null,
  signal?: AbortSignal,
): Promise<ConnectedTwilio | ConnectionFailure> {
  const credentials = credentialsOf(input);
  const client = createTwilioClient(deps, () => Promise.resolve(credentials));
  const signedIn = await signIn(client, signal);
  if (!signedIn.ok) {
    const problem = problemOf(signedIn);
    return { ok: false, problem, field: signInField(input, problem), detail: describeFailure(signedIn) };
  }
  const { value: account, clockSkewMs, roundTripMs } = signedIn;
  if (account !== null && account.status !== 'active') {
    return { ok: false, problem: 'suspended', field: null, detail: `The account is ${account.status}.` };
  }
  const sender = await findSender(client, input.sender, signal);
  if (sender === null) {
    return { ok: false, problem: 'senderRefused', field: 'sender', detail: 'Not found with these credentials.' };
  }
  const withAuthToken = input.keySid === undefined;
  const rest = await checkSetup(client, { sender, withAuthToken, country: input.country, inboundUrl }, signal);
  const checks = [
    check('reach', true, `Twilio answers, ${String(Math.round(roundTripMs))} ms.`),
    check('signIn', true, accountWords(account)),
    ...rest,
  ];
  return {
    ok: true,
    config: configOf(input, sender),
    credentials,
    accountName: account?.friendlyName ?? null,
    clockSkewMs,
    warning: checks.find((one) => one.problem !== null)?.problem ?? null,
    checks,
  };
}

function credentialsOf(input: ConnectTwilioInput): TwilioCredentials {
  const { accountSid, keySid, keySecret, authToken, secondaryAuthToken } = input;
  const signIn =
    keySid === undefined
      ? { user: accountSid, password: authToken ?? '' }
      : { user: keySid, password: keySecret ?? '' };
  return { accountSid, ...signIn, authTokens: [authToken, secondaryAuthToken].filter((token) => token !== undefined) };
}

/** The account; null for a key that may not read it but may read texts. */
async function signIn(client: TwilioClient, signal?: AbortSignal): Promise<TwilioResult<Account | null>> {
  const account = await fetchAccount(client, signal);
  if (account.ok || (account.status !== 401 && account.status !== 403)) return account;
  const probe = await probeMessages(client, signal);
  return probe.ok ? { ...probe, value: null } : probe;
}

function signInField(input: ConnectTwilioInput, problem: GatewayProblem): ConnectionFailure['field'] {
  if (problem !== 'wrongPassword' && problem !== 'forbidden') return null;
  return input.keySid === undefined ? 'authToken' : 'keySecret';
}

function accountWords(account: Account | null): string {
  if (account === null) return 'The key is right. It may not read the name of the account, which is fine.';
  const trial = account.type === 'Trial' ? ' It is a trial account: it reaches only numbers you verified there.' : '';
  return `Signed in to "${account.friendlyName}".${trial}`;
}

function configOf(input: ConnectTwilioInput, sender: Sender): TwilioConfig {
  return {
    accountSid: input.accountSid,
    sender: input.sender,
    numbers: [...numbersOf(sender)],
    whatsAppNumber: input.whatsAppNumber ?? null,
    erase: 'redact',
    verifyServiceSid: input.verifyServiceSid ?? null,
  };
}

/** The same checks for an account that is connected already; null: the sender is gone. */
export async function testTwilio(
  client: TwilioClient,
  config: TwilioConfig,
  more: { readonly withAuthToken: boolean; readonly country: string; readonly inboundUrl: string | null },
  signal?: AbortSignal,
): Promise<GatewayCheck[] | null> {
  const sender = await findSender(client, config.sender, signal);
  return sender === null ? null : checkSetup(client, { sender, ...more }, signal);
}

/** Twilio tries a failed post again within 15 s only when asked to (twilio.md 4.4); the fragment is not part of the signature. */
const RETRIES = '#rc=3&rp=5xx,ct,rt';

export type WebhooksOutcome =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly problem: GatewayProblem; readonly detail: string };

/**
 * Tells Twilio where to post texts to us: `inboundUrl`, or nowhere (null). Off takes away only an address of ours, never one that
 * somebody else put there.
 */
export async function setWebhooks(
  client: TwilioClient,
  config: TwilioConfig,
  wanted:
    { readonly on: true; readonly url: string } | { readonly on: false; readonly isOurs: (url: string) => boolean },
  signal?: AbortSignal,
): Promise<WebhooksOutcome> {
  const sender = await findSender(client, config.sender, signal);
  if (sender === null) return { ok: false, problem: 'senderRefused', detail: 'Not found with these credentials.' };
  const current = currentUrl(sender);
  if (
    wanted.on
      ? current !== null && withoutFragment(current) === wanted.url
      : current === null || !wanted.isOurs(current)
  ) {
    return { ok: true, changed: false };
  }
  const url = wanted.on ? `${wanted.url}${RETRIES}` : null;
  const set = isService(config.sender)
    ? await setServiceUrl(client, config.sender, url, signal)
    : await setNumberUrl(client, sender.kind === 'number' ? sender.number.sid : '', url ?? '', signal);
  return set.ok ? { ok: true, changed: true } : { ok: false, problem: problemOf(set), detail: describeFailure(set) };
}
