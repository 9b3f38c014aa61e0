/**
 * A practice on virtual time for two weeks: the whole core and a simulated phone over real HTTP. The PC sleeps whenever nothing is expected,
 * as a desk's PC does. Owns how time passes and what the outside world received; what is expected of it is the test's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ForecastText } from '../../src/contract/reminders.ts';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { memoryFolder } from '../fakes/memoryFolder.ts';
import { createSeededIds, createSeededRandom } from '../fakes/seeded.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';
import { createNetwork } from './network.ts';
import type { Network } from './network.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

const PASSWORD = 'forecast-1';
const MINUTE = 60_000;
/** Real requests need turns of the event loop between the steps. */
const STEP_MS = 20_000;

export interface Received {
  readonly to: string;
  readonly body: string;
  /** UTC ms. */
  readonly at: number;
}

export class Fortnight {
  readonly clock: VirtualClock;
  readonly phone: PhoneSimulator;
  readonly received: Received[] = [];
  readonly #network: Network;
  readonly #folder = mkdtempSync(join(memoryFolder(), 'deskbell-fortnight-'));
  #program: Program | null = null;

  static async open(start: number): Promise<Fortnight> {
    const fortnight = new Fortnight(start);
    await fortnight.phone.start();
    fortnight.#program = await fortnight.whileTimePasses(fortnight.#start());
    return fortnight;
  }

  private constructor(start: number) {
    this.clock = createVirtualClock({ start });
    this.#network = createNetwork({
      random: createSeededRandom(1),
      sideOf: () => 'phone',
      lead: (url) => url,
    });
    this.phone = createPhoneSimulator(
      {
        clock: this.clock,
        timers: this.clock,
        random: createSeededRandom(2),
        ids: createSeededIds(2),
        log: createSilentLogger(),
      },
      { password: PASSWORD, controlPort: null },
    );
    this.phone.onSent(({ to, body }) => this.received.push({ to, body, at: this.clock.now() }));
  }

  #start(): Promise<Program> {
    const platform = createTestPlatform({ clock: this.clock, dataDir: this.#folder, seed: 3 });
    return startProgram({
      platform: { ...platform, fetch: this.#network.fetchFor({ dead: false }) },
      twilioApiUrl: 'http://127.0.0.1:9',
      owner: 'fortnight',
      passed: () => undefined,
      onGenuine: () => undefined,
    });
  }

  get program(): Program {
    if (this.#program === null) throw new Error('The program is not running.');
    return this.#program;
  }

  async pairPhone(): Promise<void> {
    const login = { address: this.phone.url, username: 'sms', password: PASSWORD };
    await this.call('gateways.pairPhone', login);
  }

  call<T = Record<string, unknown>>(procedure: string, input: object = {}): Promise<T> {
    return this.whileTimePasses(this.program.call<T>(procedure, input));
  }

  /** Every text of the forecast, page by page. */
  async forecast(): Promise<readonly ForecastText[]> {
    const texts: ForecastText[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: ForecastText[]; next: string | null } = await this.call('reminders.getForecast', {
        cursor,
        limit: 25,
      });
      texts.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return texts;
  }

  /** Time goes by with the PC awake. */
  async awake(ms: number): Promise<void> {
    const end = this.clock.monotonic() + ms;
    while (this.clock.monotonic() < end) {
      await this.clock.advance(Math.min(STEP_MS, end - this.clock.monotonic()));
      await this.#network.quiet();
    }
  }

  /** To `at`: asleep as far as nothing of `moments` (UTC ms) comes within the next minutes, awake around each of them. */
  async to(at: number, moments: readonly number[]): Promise<void> {
    const before = MINUTE;
    const after = 3 * MINUTE;
    for (const moment of moments.toSorted((a, b) => a - b)) {
      if (moment < this.clock.now() - after || moment > at) continue;
      const gap = moment - before - this.clock.now();
      if (gap > 0) this.clock.sleepThrough(gap);
      const left = Math.min(moment + after, at) - this.clock.now();
      if (left > 0) await this.awake(left);
    }
    if (at > this.clock.now()) this.clock.sleepThrough(at - this.clock.now());
  }

  async whileTimePasses<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const settled = work.finally(() => (state.done = true));
    settled.catch(() => undefined);
    while (!state.done) {
      await new Promise((resolve) => void setTimeout(resolve, 1));
      await this.clock.advance(20);
    }
    return settled;
  }

  async close(): Promise<void> {
    this.program.die();
    this.#network.cut();
    await this.whileTimePasses(this.program.bury());
    await this.phone.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
