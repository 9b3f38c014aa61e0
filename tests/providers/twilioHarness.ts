/**
 * A simulated Twilio and a gateway connected to it, for tests: real HTTP, virtual time for both.
 */
import { NO_TIMES } from '../../src/main/demo/twilio/lineTimes.ts';
import type { TwilioSimulator } from '../../src/main/demo/twilio/handle.ts';
import { createTwilioSimulator } from '../../src/main/demo/twilio/simulator.ts';
import type { TwilioSimulatorOptions } from '../../src/main/demo/twilio/simulator.ts';
import type { Gateway } from '../../src/main/providers/gateway.ts';
import type { TwilioConfig } from '../../src/main/providers/twilio/config.ts';
import type { TwilioCredentials } from '../../src/main/providers/twilio/credentials.ts';
import { createTwilioGateway } from '../../src/main/providers/twilio/twilioGateway.ts';
import type { TwilioGatewayDeps } from '../../src/main/providers/twilio/twilioGateway.ts';
import { createRecordingLogger, createSilentLogger } from '../fakes/loggers.ts';
import type { RecordingLogger } from '../fakes/loggers.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';

export const OWN_NUMBER = '+12065550140';
export const PERSON = '+12065550101';

export interface TwilioBench {
  readonly clock: VirtualClock;
  readonly twilio: TwilioSimulator;
  readonly gateway: Gateway;
  readonly config: TwilioConfig;
  readonly credentials: TwilioCredentials;
  readonly log: RecordingLogger;
  /** Sids that belong to other texts of ours. */
  readonly bound: Set<string>;
  /** Where statuses are posted; null at first. */
  readonly hooks: { status: string | null };
  readonly deps: TwilioGatewayDeps;
  /** Runs a call that must wait for time: advances while it is under way. */
  whileAdvancing<T>(call: Promise<T>, stepMs?: number): Promise<T>;
  stop(): Promise<void>;
}

export interface TwilioBenchOptions extends TwilioSimulatorOptions {
  /** Texts leave by the account's service; else by its first number. */
  readonly service?: boolean;
  readonly config?: Partial<TwilioConfig>;
  /** Signs in with the account's token, which may read everything. */
  readonly withAuthToken?: boolean;
}

/** Starts a Twilio without delays and a gateway that is connected to it. */
export async function startTwilio(options: TwilioBenchOptions = {}): Promise<TwilioBench> {
  const clock = createVirtualClock();
  const simulatorDeps = { clock, timers: clock, random: createSeededRandom(4), log: createSilentLogger() };
  const twilio = createTwilioSimulator(
    { ...simulatorDeps, fetch: globalThis.fetch },
    { times: NO_TIMES, controlPort: null, mediaOrigin: 'self', ...options },
  );
  await twilio.start();
  const log = createRecordingLogger();
  const credentials = credentialsOf(twilio, options.withAuthToken ?? false);
  const bound = new Set<string>();
  const hooks: TwilioBench['hooks'] = { status: null };
  const deps: TwilioGatewayDeps = {
    fetch: globalThis.fetch,
    clock,
    timers: clock,
    log,
    twilioApiUrl: twilio.url,
    credentials: { load: () => Promise.resolve(credentials), save: () => Promise.resolve() },
    publicHookUrl: (_id, kind) => (kind === 'status' ? hooks.status : null),
    isBound: (_id, sid) => bound.has(sid),
  };
  const config = configOf(twilio, options);
  return {
    clock,
    twilio,
    gateway: createTwilioGateway(deps, 'twilio-1', config),
    config,
    credentials,
    log,
    bound,
    hooks,
    deps,
    whileAdvancing: whileAdvancing(clock),
    stop: () => twilio.stop(),
  };
}

export function credentialsOf({ account }: TwilioSimulator, withAuthToken: boolean): TwilioCredentials {
  const key = account.keys.find(({ kind }) => kind === 'restricted');
  if (key === undefined) throw new Error('The simulated account has no restricted key.');
  return {
    accountSid: account.sid,
    user: withAuthToken ? account.sid : key.sid,
    password: withAuthToken ? account.authToken : key.secret,
    authTokens: [account.authToken],
  };
}

function configOf({ account }: TwilioSimulator, options: TwilioBenchOptions): TwilioConfig {
  const service = account.services[0]?.sid ?? '';
  return {
    accountSid: account.sid,
    sender: options.service === true ? service : OWN_NUMBER,
    numbers: account.numbers.map((number) => number.phoneNumber),
    whatsAppNumber: null,
    erase: 'redact',
    verifyServiceSid: account.verifyServiceSid,
    ...options.config,
  };
}

function whileAdvancing(clock: VirtualClock) {
  return async <T>(call: Promise<T>, stepMs = 1000): Promise<T> => {
    let done = false;
    const settled = call.finally(() => (done = true));
    settled.catch(() => undefined);
    while (!done) {
      await new Promise((resolve) => void setTimeout(resolve, 5));
      await clock.advance(stepMs);
    }
    return settled;
  };
}
