/**
 * One look at the account: does it answer, may we use it, do replies reach us, are the clocks together. What changes seldom is asked
 * seldom: registration and the service's settings once an hour.
 */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import type { Clock } from '../../platform/ports.ts';
import type { GatewayHealth } from '../gateway.ts';
import { fetchAccount, fetchService, probeMessages } from './accountCalls.ts';
import type { Account, Service } from './accountCalls.ts';
import { isService } from './config.ts';
import type { TwilioConfig } from './config.ts';
import { problemOf } from './failures.ts';
import { readRegistration } from './registration.ts';
import type { TwilioClient, TwilioFailure, TwilioSuccess } from './twilioClient.ts';

export interface HealthDeps {
  readonly client: TwilioClient;
  readonly clock: Clock;
  readonly config: TwilioConfig;
}

/** Over this, automatic sending pauses (architecture, decision 6). */
const MOST_SKEW_MS = 5 * 60_000;
const SELDOM_MS = 3_600_000;

interface Seldom {
  readonly repliesDropped: boolean;
  readonly unregistered: boolean;
}

/** Looks at the account; never throws for the network. */
export function createCheckHealth(deps: HealthDeps): (signal?: AbortSignal) => Promise<GatewayHealth> {
  let seldom: { readonly at: number; readonly facts: Seldom } | null = null;
  return async (signal) => {
    const signedIn = await signIn(deps.client, signal);
    if (!signedIn.ok) return unwell(signedIn, deps.config);
    const now = deps.clock.monotonic();
    if (seldom === null || now - seldom.at >= SELDOM_MS) {
      const facts = await readSeldom(deps, signal);
      if (facts !== null) seldom = { at: now, facts };
    }
    const facts = seldom?.facts ?? { repliesDropped: false, unregistered: false };
    const { value: account, clockSkewMs, roundTripMs } = signedIn;
    return {
      reachable: true,
      problem: worstProblem(account, facts, clockSkewMs),
      version: null,
      deviceId: deps.config.accountSid,
      deviceName: account?.friendlyName ?? null,
      batteryPercent: null,
      charging: null,
      clockSkewMs,
      roundTripMs: Math.round(roundTripMs),
      canReceive: !facts.repliesDropped,
    };
  };
}

/** The account, or null for a key that does daily work but may not read the account itself (twilio.md section 6). */
async function signIn(
  client: TwilioClient,
  signal?: AbortSignal,
): Promise<TwilioSuccess<Account | null> | TwilioFailure> {
  const account = await fetchAccount(client, signal);
  if (account.ok || (account.status !== 401 && account.status !== 403)) return account;
  const probe = await probeMessages(client, signal);
  return probe.ok ? { ...probe, value: null } : probe;
}

function worstProblem(account: Account | null, facts: Seldom, skewMs: number | null): GatewayProblem | null {
  if (account !== null && account.status !== 'active') return 'suspended';
  if (facts.repliesDropped) return 'repliesDropped';
  if (facts.unregistered) return 'unregistered';
  return skewMs !== null && Math.abs(skewMs) > MOST_SKEW_MS ? 'clockSkew' : null;
}

/** Null when the service cannot be read just now: then what was known stays. */
async function readSeldom({ client, config }: HealthDeps, signal?: AbortSignal): Promise<Seldom | null> {
  const service = isService(config.sender) ? await fetchService(client, config.sender, signal) : null;
  if (service !== null && !service.ok && service.status !== 401 && service.status !== 403) return null;
  const registration = await readRegistration(client, config.sender, config.numbers, signal);
  return {
    repliesDropped: service?.ok === true && dropsReplies(service.value),
    unregistered: registration.state === 'missing' || registration.state === 'refused',
  };
}

/** With neither an address nor the numbers' own, Twilio throws replies away and does not even list them (twilio.md 4.6). */
export function dropsReplies({ inboundRequestUrl, useInboundWebhookOnNumber }: Service): boolean {
  return !useInboundWebhookOnNumber && (inboundRequestUrl ?? '') === '';
}

function unwell(failure: TwilioFailure, config: TwilioConfig): GatewayHealth {
  const answered = failure.reach === 'answered';
  return {
    reachable: answered && failure.code !== null,
    problem: problemOf(failure),
    version: null,
    deviceId: config.accountSid,
    deviceName: null,
    batteryPercent: null,
    charging: null,
    clockSkewMs: failure.clockSkewMs,
    roundTripMs: answered ? Math.round(failure.roundTripMs) : null,
    canReceive: false,
  };
}
