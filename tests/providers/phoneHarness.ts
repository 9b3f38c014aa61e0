/**
 * A simulated phone and the gateway paired with it, for tests: real HTTP, virtual time for both.
 */
import { NO_DELAYS } from '../../src/main/demo/phone/radio.ts';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import type { PhoneSimulatorOptions } from '../../src/main/demo/phone/simulator.ts';
import { createCredentialStore } from '../../src/main/providers/capcom6/credentials.ts';
import { pairPhone } from '../../src/main/providers/capcom6/pairPhone.ts';
import type { PairedPhone } from '../../src/main/providers/capcom6/pairPhone.ts';
import { createPhoneGateway } from '../../src/main/providers/capcom6/phoneGateway.ts';
import type { PhoneGateway, PhoneGatewayConfig } from '../../src/main/providers/capcom6/phoneGateway.ts';
import { createKeyStore } from '../../src/main/providers/capcom6/phoneKeys.ts';
import type { KeyStore } from '../../src/main/providers/capcom6/phoneKeys.ts';
import type { OutgoingText } from '../../src/main/providers/gateway.ts';
import { createRecordingLogger, createSilentLogger } from '../fakes/loggers.ts';
import type { RecordingLogger } from '../fakes/loggers.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createSeededIds, createSeededRandom } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';
import type { Secrets } from '../../src/main/platform/ports.ts';

export interface PhoneBench {
  readonly clock: VirtualClock;
  readonly phone: PhoneSimulator;
  readonly gateway: PhoneGateway;
  readonly keys: KeyStore;
  readonly paired: PairedPhone;
  readonly secrets: Secrets;
  readonly log: RecordingLogger;
  readonly deps: {
    readonly fetch: typeof fetch;
    readonly clock: VirtualClock;
    readonly timers: VirtualClock;
    readonly log: RecordingLogger;
  };
  /** Runs a call that must wait for time: advances while it is under way. */
  whileAdvancing<T>(call: Promise<T>, stepMs?: number): Promise<T>;
  stop(): Promise<void>;
}

export const PASSWORD = 'pässwörd-1';
export const SIGNING_KEY = 'test-key_test-key_test-key_test-key_0001';

/** Starts a phone. */
export async function startPhone(clock: VirtualClock, options: PhoneSimulatorOptions = {}): Promise<PhoneSimulator> {
  const phone = createPhoneSimulator(
    { clock, timers: clock, ids: createSeededIds(3), random: createSeededRandom(4), log: createSilentLogger() },
    { password: PASSWORD, radioDelays: NO_DELAYS, controlPort: null, ...options },
  );
  await phone.start();
  return phone;
}

/** Starts a phone and pairs with it. */
export async function startBench(
  options: PhoneSimulatorOptions = {},
  config: Partial<PhoneGatewayConfig> = {},
): Promise<PhoneBench> {
  const clock = createVirtualClock();
  const phone = await startPhone(clock, options);
  const log = createRecordingLogger();
  const deps = { fetch: globalThis.fetch, clock, timers: clock, log };
  const paired = await pairPhone(deps, {
    address: phone.url,
    username: 'sms',
    password: PASSWORD,
    signingKey: SIGNING_KEY,
  });
  if (!paired.ok) throw new Error(`pairing failed: ${paired.problem} ${paired.detail}`);
  const secrets = createMemorySecrets();
  const credentials = createCredentialStore(secrets, 'phone-1');
  await credentials.save(paired.credentials);
  const keys = createKeyStore(secrets, 'phone-1');
  const { baseUrl, deviceId, version, sims } = paired;
  const gateway = createPhoneGateway(
    { ...deps, credentials, keys, random: createSeededRandom(5) },
    { id: 'phone-1', baseUrl, deviceId, version, sims, ...config },
  );
  return {
    clock,
    phone,
    gateway,
    keys,
    paired,
    secrets,
    log,
    deps,
    whileAdvancing: whileAdvancing(clock),
    stop: () => phone.stop(),
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

let made = 0;

/** A text to an invented person, with an id of its own. */
export function aText(overrides: Partial<OutgoingText> = {}): OutgoingText {
  made += 1;
  return {
    id: `text-${made}`,
    attemptId: `try-${made}`,
    to: '+12065550101',
    body: 'Your visit is tomorrow at 9:00 AM. Reply C to confirm.',
    sendBy: null,
    priority: 0,
    sim: null,
    ...overrides,
  };
}
