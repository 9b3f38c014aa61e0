/**
 * The demo inside the runtime: its simulated machine instead of the real one, its practice in the database, its phone paired
 * through the same door a person uses. Without the demo, nothing of it exists.
 */
import { createAbsentDemoFeature, createDemoFeature } from '../demo/feature.ts';
import { startDemo } from '../demo/demo.ts';
import { seedPractice } from '../demo/seed.ts';
import type { FeatureHandlers } from '../features/feature.ts';
import { renderFor } from '../features/templates/values.ts';
import type { Bell } from '../jobs/bell.ts';
import { createScheduleBell } from '../jobs/bell.ts';
import type { Platform, Timers } from '../platform/ports.ts';
import type { Router } from '../rpc/router.ts';
import type { Store } from '../store/store.ts';
import type { Features } from './features.ts';

/** What differs between the demo and the real thing, in one place. */
export interface World {
  /** The machine as the core sees it. */
  readonly platform: Platform;
  /** The machine as it is: files, locks and slow transactions are of the real one, also in the demo. */
  readonly machine: Platform;
  readonly bell: Bell;
  feature(store: Store): FeatureHandlers<'demo'>;
  /** Fills a new database. */
  seed(store: Store, features: Features): void;
  /** Connects what has to be connected. Throws when the demo's own phone cannot be paired. */
  connect(router: Router): Promise<void>;
  /** Lets time run again where the demo had stopped it, so that what waits for a bell can end. */
  beforeStop(): Promise<void>;
  stop(): Promise<void>;
}

/** The real machine. */
export function createRealWorld(platform: Platform, bell: Bell = createScheduleBell()): World {
  return {
    platform,
    machine: platform,
    bell,
    feature: createAbsentDemoFeature,
    seed: () => undefined,
    connect: () => Promise.resolve(),
    beforeStop: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

/** Starts the simulated world over the real machine `base`. */
export async function startDemoWorld(base: Platform): Promise<World> {
  const demo = await startDemo(base);
  const { platform } = demo;
  let second: Promise<void> = Promise.resolve();
  return {
    platform,
    machine: base,
    bell: createTimerBell(platform.timers),
    feature: (store) => createDemoFeature(demo, () => store.write('demo', (tx) => tx.changed('demo.changed', 'demo'))),
    seed(store, features) {
      const deps = { ids: platform.ids, render: renderFor, planReminders: features.planReminders };
      store.write('demo', (tx) => seedPractice(deps, tx, platform.clock.now()));
    },
    async connect(router) {
      await call(router, 'gateways.pairPhone', { ...demo.phone, label: 'Demo phone' });
      // The second route comes some moments later: loading Twilio's library is no reason to wait for the first page.
      const account = { ...demo.twilio, label: 'Demo Twilio' };
      second = call(router, 'gateways.connectTwilio', account).catch((error: unknown) => {
        base.log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'demo.noTwilio');
      });
    },
    async beforeStop() {
      await demo.setFault('pcAsleep', false);
      demo.clock.setSpeed(Math.max(1, demo.state().speed));
    },
    async stop() {
      await second;
      await demo.stop();
    },
  };
}

/** Through the door that a person uses. Throws when it is refused. */
async function call(router: Router, procedure: string, input: object): Promise<void> {
  const answer = await router.call({
    procedure,
    input,
    actor: { id: 'demo', name: 'demo', role: 'owner' },
    signal: new AbortController().signal,
  });
  if (!answer.ok) throw new Error(`${procedure} of the demo failed: ${answer.error.code}`);
}

/** A bell on the demo's own clock, which runs faster than the machine's. */
function createTimerBell(timers: Timers): Bell {
  return { everyMinute: (ring) => timers.every(60_000, ring) };
}
