/** The whole core on virtual time, paired with a simulated phone over real HTTP. */
import type { ProcedureName } from '../../../src/contract/index.ts';
import type { PhoneSimulator } from '../../../src/main/demo/phone/handle.ts';
import type { PhoneSimulatorOptions } from '../../../src/main/demo/phone/simulator.ts';
import type { InputOf, OutputOf } from '../../../src/main/features/feature.ts';
import { createRuntime } from '../../../src/main/runtime.ts';
import { createTestPlatform } from '../../fakes/testPlatform.ts';
import type { TestPlatform, TestPlatformOverrides } from '../../fakes/testPlatform.ts';
import { PASSWORD, startPhone } from '../../providers/phoneHarness.ts';

export interface PhoneWorld {
  readonly platform: TestPlatform;
  readonly phone: PhoneSimulator;
  /** Of the paired phone. */
  readonly id: string;
  /** Calls as the owner; throws the error of a refusal. */
  call<P extends ProcedureName>(procedure: P, input: InputOf<P>): Promise<OutputOf<P>>;
  /** Lets virtual time go by, with real I/O in between, until `done`. */
  until(done: () => Promise<boolean>, limitMs: number, stepMs?: number): Promise<void>;
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

const STEP_MS = 1_000;

/** Starts both and pairs them. */
export async function startPhoneWorld(
  options: PhoneSimulatorOptions = {},
  overrides: TestPlatformOverrides = {},
): Promise<PhoneWorld> {
  const platform = createTestPlatform({ fetch: globalThis.fetch, ...overrides });
  const { clock } = platform;
  const phone = await startPhone(clock, options);
  const bell = { everyMinute: (ring: () => void) => clock.every(60_000, ring) };
  const runtime = await createRuntime(platform, { bell });
  await runtime.start();
  const call: PhoneWorld['call'] = async (procedure, input) => {
    const answer = await runtime.rpc.router.call({
      procedure,
      input,
      actor: { id: 'dana', name: 'Dana', role: 'owner' },
      signal: new AbortController().signal,
    });
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.value as never;
  };
  const turn = async (ms: number): Promise<void> => {
    await new Promise((resolve) => void setTimeout(resolve, 8));
    await clock.advance(ms);
  };
  const { gateway } = await call('gateways.pairPhone', {
    address: phone.url,
    username: 'sms',
    password: PASSWORD,
  });
  return {
    platform,
    phone,
    id: gateway.id,
    call,
    async until(done, limitMs, stepMs = STEP_MS) {
      for (let passed = 0; passed < limitMs; passed += stepMs) {
        if (await done()) return;
        await turn(stepMs);
      }
      throw new Error('it did not happen in time');
    },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 5_000) await turn(5_000);
    },
    async stop() {
      let stopped = false;
      const stopping = runtime.stop().finally(() => (stopped = true));
      while (!stopped) await turn(STEP_MS);
      await stopping;
      await phone.stop();
      platform.dispose();
    },
  };
}
