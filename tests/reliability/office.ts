/**
 * An office on virtual time: two simulated phones, a simulated Twilio, the network between, and the program, which may die and come back.
 * Owns how time passes and who is connected to whom. What goes wrong is the fault list's; what was promised is the oracle's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { WebhookPostOptions } from '../../src/main/demo/phone/webhookPost.ts';
import type { PhoneSimulator } from '../../src/main/demo/phone/handle.ts';
import { createPhoneSimulator } from '../../src/main/demo/phone/simulator.ts';
import type { TwilioSimulator } from '../../src/main/demo/twilio/handle.ts';
import { createTwilioSimulator } from '../../src/main/demo/twilio/simulator.ts';
import type { CrashPointName } from '../../src/main/jobs/crashPoints.ts';
import type { Logger, Platform, Random, Secrets } from '../../src/main/platform/ports.ts';
import type { HookRequest } from '../../src/main/providers/hooks.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { memoryFolder } from '../fakes/memoryFolder.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createSeededIds, createSeededRandom } from '../fakes/seeded.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';
import { createNetwork } from './network.ts';
import type { Network } from './network.ts';
import { Killed, startProgram } from './program.ts';
import type { Program } from './program.ts';

export const PASSWORD = 'pässwörd-1';
const PUBLIC_ORIGIN = 'https://hooks.lakeside.example';
const STEP_MS = 500;
/** Which of the genuine posts are kept for a replay. */
const KEPT_POSTS = 20;

export class Office {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly phone: PhoneSimulator;
  /** Another phone with the same sign-in, as one that a practice had before. */
  readonly otherPhone: PhoneSimulator;
  readonly twilio: TwilioSimulator;
  readonly network: Network;
  /** What the program said was wrong with itself, by event: none of it is expected. */
  readonly defects = new Map<string, number>();
  readonly posts: { readonly gatewayId: string; readonly request: HookRequest }[] = [];
  /** The desk's wall clock minus everybody else's, ms. */
  clockErrorMs = 0;
  gatewayIds: { readonly phone: string; readonly twilio: string } = { phone: '', twilio: '' };
  hookPort = 0;
  readonly #seed: number;
  readonly #folder = mkdtempSync(join(memoryFolder(), 'deskbell-reliability-'));
  readonly #secrets: Secrets = createMemorySecrets();
  readonly #trust: { trustedCa?: string } = {};
  #program: Program | null = null;
  #life = { dead: false };
  #runs = 0;
  #armed: { readonly point: CrashPointName; left: number } | null = null;

  static async open(seed: number): Promise<Office> {
    const office = new Office(seed);
    await Promise.all([office.phone.start(), office.otherPhone.start(), office.twilio.start()]);
    office.hookPort = await freePorts();
    await office.start();
    await office.#setUp();
    return office;
  }

  private constructor(seed: number) {
    this.#seed = seed;
    this.clock = createVirtualClock();
    this.random = createSeededRandom(seed);
    this.network = createNetwork({
      random: createSeededRandom(seed + 1),
      sideOf: (url) => {
        if (url.origin === this.phone.url || url.origin === this.otherPhone.url) return 'phone';
        return url.origin === this.twilio.url ? 'twilio' : null;
      },
      lead: (url) =>
        url.origin === PUBLIC_ORIGIN
          ? new URL(url.pathname + url.search, `http://127.0.0.1:${String(this.hookPort)}`)
          : url,
    });
    const simulator = (more: number) => ({
      clock: this.clock,
      timers: this.clock,
      random: createSeededRandom(seed + more),
      ids: createSeededIds(seed + more),
      log: createSilentLogger(),
    });
    const webhooks: WebhookPostOptions = this.#trust;
    this.phone = createPhoneSimulator(simulator(2), { password: PASSWORD, controlPort: null, webhooks });
    this.otherPhone = createPhoneSimulator(simulator(3), { password: PASSWORD, controlPort: null });
    this.twilio = createTwilioSimulator(
      { ...simulator(4), fetch: this.network.plainFetch },
      { controlPort: null, mediaOrigin: 'self' },
    );
  }

  /** What the desk's clock shows, UTC ms: whole ones, as every computer's. */
  wallClock(): number {
    return Math.floor(this.clock.now()) + this.clockErrorMs;
  }

  get program(): Program {
    if (this.#program === null) throw new Error('The program is not running.');
    return this.#program;
  }

  /** Starts the program on the data as the last run left it. */
  async start(): Promise<void> {
    this.#runs += 1;
    const life = { dead: false };
    this.#life = life;
    const started = startProgram({
      platform: this.#platform(life),
      twilioApiUrl: this.twilio.url,
      owner: `run-${String(this.#runs)}`,
      onGenuine: (gatewayId, request) => {
        this.posts.push({ gatewayId, request });
        if (this.posts.length > KEPT_POSTS) this.posts.shift();
      },
      passed: (point, program) => this.#pass(point, program, life),
    });
    this.#program = await this.whileTimePasses(started);
  }

  /** Dies at the `nth` time this place is passed from now. */
  killAt(point: CrashPointName, nth: number): void {
    this.#armed = { point, left: nth };
  }

  /** Ends the program without a farewell. */
  kill(): void {
    this.#life.dead = true;
    this.program.die();
    this.network.cut();
  }

  get dead(): boolean {
    return this.program.dead;
  }

  /** After a death: the operating system cleans up, somebody starts it again. */
  async restart(): Promise<void> {
    await this.whileTimePasses(this.program.bury());
    await this.start();
  }

  /** Lets time pass; comes back early when the program died. */
  async pass(ms: number, stepMs = STEP_MS): Promise<void> {
    const end = this.clock.monotonic() + ms;
    while (this.clock.monotonic() < end && !this.dead) {
      await this.clock.advance(Math.min(stepMs, end - this.clock.monotonic()));
      await this.network.quiet();
    }
  }

  async whileTimePasses<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    const settled = work.finally(() => (state.done = true));
    settled.catch(() => undefined);
    while (!state.done) {
      await new Promise((resolve) => void setTimeout(resolve, 2));
      await this.clock.advance(50);
    }
    return settled;
  }

  call<T = Record<string, unknown>>(procedure: string, input: object = {}): Promise<T> {
    return this.whileTimePasses(this.program.call<T>(procedure, input));
  }

  async close(): Promise<void> {
    if (!this.dead) this.kill();
    await this.whileTimePasses(this.program.bury());
    await Promise.all([this.phone.stop(), this.otherPhone.stop(), this.twilio.stop()]);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #platform(life: { dead: boolean }): Platform {
    const platform = createTestPlatform({ clock: this.clock, dataDir: this.#folder });
    return {
      ...platform,
      clock: { now: () => this.wallClock(), monotonic: () => this.clock.monotonic() },
      ids: createSeededIds(this.#seed * 1_000 + this.#runs),
      random: createSeededRandom(this.#seed * 1_000 + this.#runs),
      secrets: this.#secrets,
      log: this.#defectLog(life),
      fetch: this.network.fetchFor(life),
    };
  }

  #pass(point: string, program: Program, life: { dead: boolean }): void {
    if (this.#armed === null || this.#armed.point !== point) return;
    this.#armed.left -= 1;
    if (this.#armed.left > 0) return;
    this.#armed = null;
    life.dead = true;
    program.die();
    this.network.cut();
    throw new Killed(point);
  }

  #defectLog(life: { readonly dead: boolean }): Logger {
    const log: Logger = {
      ...createSilentLogger(),
      child: () => log,
      error: ({ error, ...fields }, event) => {
        // The last words of a dead program are nobody's.
        if (life.dead) return;
        const name = `${event} ${JSON.stringify({ error, ...fields })}`;
        this.defects.set(name, (this.defects.get(name) ?? 0) + 1);
      },
    };
    return log;
  }

  /** As a person does it: practice, phone, Twilio, tunnel, webhooks. */
  async #setUp(): Promise<void> {
    const { account } = this.twilio;
    const key = account.keys.find(({ kind }) => kind === 'restricted');
    await this.call('settings.saveSettings', {
      practice: { name: 'Lakeside Clinic', shortName: 'Lakeside', zone: 'America/New_York', phone: '212-555-0100' },
      sending: {
        paceMs: 400,
        perDay: 5_000,
        undoMs: 0,
        perHalfHour: null,
        recipientsPerDay: null,
        sameTextPerHour: null,
      },
      routing: { failoverAfterMinutes: 3 },
    });
    await this.call('reminders.setEnabled', { enabled: true });
    const phone = await this.call<{ gateway: { id: string } }>('gateways.pairPhone', {
      address: this.phone.url,
      username: 'sms',
      password: PASSWORD,
    });
    const twilio = await this.call<{ gateway: { id: string } }>('gateways.connectTwilio', {
      accountSid: account.sid,
      keySid: key?.sid,
      keySecret: key?.secret,
      authToken: account.authToken,
      sender: account.numbers[0]?.phoneNumber,
    });
    this.gatewayIds = { phone: phone.gateway.id, twilio: twilio.gateway.id };
    const tunnel = await this.call<{ lan: { authority: string | null } }>('tunnel.saveTunnel', {
      kind: 'own',
      publicUrl: PUBLIC_ORIGIN,
      port: this.hookPort,
      lan: true,
    });
    if (tunnel.lan.authority === null) throw new Error('The listener of the own network did not start.');
    this.#trust.trustedCa = tunnel.lan.authority;
    await this.call('gateways.setWebhooks', { id: this.gatewayIds.phone, on: true });
    await this.call('gateways.setWebhooks', { id: this.gatewayIds.twilio, on: true });
  }
}

/** A port that is free together with the next one. */
async function freePorts(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port !== null && port < 65_000 && (await listenOnce(port + 1)) !== null) return port;
  }
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}
