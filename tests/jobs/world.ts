/**
 * A small world for job tests: real store file, virtual time, scripted gateways that outlive the program, and a program that can be killed
 * at a named place and started again on the same data.
 */
import type { CrashPointName } from '../../src/main/jobs/crashPoints.ts';
import type { Bell } from '../../src/main/jobs/bell.ts';
import type { GatewayRegistry, JobDeps, SendLimits } from '../../src/main/jobs/deps.ts';
import type { JobHandlers } from '../../src/main/jobs/handlers.ts';
import { createJobs } from '../../src/main/jobs/jobs.ts';
import type { Jobs } from '../../src/main/jobs/jobs.ts';
import type { Timers } from '../../src/main/platform/ports.ts';
import type { HooksOf } from '../../src/main/providers/hooks.ts';
import type { MessageRecord } from '../../src/main/store/records.ts';
import type { Store, WriteTx } from '../../src/main/store/store.ts';
import { createMutableTimers } from '../fakes/mutedTimers.ts';
import type { MutableTimers } from '../fakes/mutedTimers.ts';
import { createScriptedGateway } from '../fakes/scriptedGateway.ts';
import type { ScriptedGateway, ScriptedGatewayOptions } from '../fakes/scriptedGateway.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { createDeskHandlers } from './deskHandlers.ts';
import { queueText, seedGateway } from './seed.ts';
import type { QueuedText } from './seed.ts';

export interface WorldOptions {
  readonly handlers?: JobHandlers;
  readonly limits?: Partial<SendLimits>;
  /** Where gateways differ in what they may be asked for. */
  readonly limitsOf?: (gatewayId: string) => Partial<SendLimits>;
  readonly gateway?: Omit<Partial<ScriptedGatewayOptions>, 'clock' | 'timers'>;
  readonly start?: number;
  readonly seed?: number;
  /** No gateway row and no registry entry. */
  readonly noGateway?: boolean;
  /** How often the bell rings; a minute when left out. */
  readonly bellMs?: number;
  readonly backup?: () => Promise<void>;
  /** Reads what was posted. Default: nothing ever is. */
  readonly hooksOf?: HooksOf;
  /** Gateways of another make, beside the scripted ones. */
  readonly otherGateways?: GatewayRegistry;
}

/** Stops the world: thrown at the crash point, as if the process ended there. */
export class Killed extends Error {}

export class World {
  readonly options: WorldOptions;
  readonly gateways = new Map<string, ScriptedGateway>();
  #testStore: TestStore;
  #process: Process | null = null;
  #runs = 0;
  #armed: { readonly point: CrashPointName; left: number } | null = null;
  /** How often each place was passed, over all runs. */
  readonly passed = new Map<CrashPointName, number>();

  static async create(options: WorldOptions = {}): Promise<World> {
    const testStore = await createTestStore({
      ...(options.start === undefined ? {} : { start: options.start }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    });
    const world = new World(options, testStore);
    if (options.noGateway !== true) world.addGateway(options.gateway);
    return world;
  }

  private constructor(options: WorldOptions, testStore: TestStore) {
    this.options = options;
    this.#testStore = testStore;
  }

  get clock(): TestStore['clock'] {
    return this.#testStore.clock;
  }
  get store(): Store {
    return this.#testStore.store;
  }
  get platform(): TestStore['platform'] {
    return this.#testStore.platform;
  }
  get gateway(): ScriptedGateway {
    const [first] = this.gateways.values();
    if (first === undefined) throw new Error('no gateway');
    return first;
  }
  get jobs(): Jobs {
    if (this.#process === null) throw new Error('not started');
    return this.#process.jobs;
  }
  get dead(): boolean {
    return this.#process?.dead ?? true;
  }

  addGateway(options: WorldOptions['gateway'] = {}): ScriptedGateway {
    const gateway = createScriptedGateway({ ...options, clock: this.clock, timers: this.clock });
    this.gateways.set(gateway.id, gateway);
    this.write((tx) => {
      seedGateway(tx, gateway.id, this.clock.now() + this.gateways.size);
      tx.changed('gateway.changed', gateway.id);
    });
    return gateway;
  }

  write(work: (tx: WriteTx) => void): void {
    this.store.write('test', work);
  }

  queue(...texts: readonly Omit<QueuedText, 'at'>[]): void {
    this.write((tx) => texts.forEach((text) => queueText(tx, { at: this.clock.now(), ...text })));
  }

  message(id: string): MessageRecord {
    const message = this.store.read((tx) => tx.messages.get(id));
    if (message === undefined) throw new Error(`no message ${id}`);
    return message;
  }

  /** Starts the program. It begins to work when time moves. */
  start(): void {
    this.#runs += 1;
    this.#process = startProcess(this, `run-${this.#runs}`);
  }

  /** Dies when this place is passed for the `nth` time from now. */
  killAt(point: CrashPointName, nth = 1): void {
    this.#armed = { point, left: nth };
  }

  /** Ends the program without any clean-up. The data is as the last commit left it. */
  async kill(): Promise<void> {
    this.#process?.die();
    this.#testStore = await this.#testStore.reopen();
  }

  async restart(): Promise<void> {
    await this.kill();
    this.start();
  }

  /** Lets time pass in steps; comes back early when the program died. */
  async run(ms: number, stepMs = 250): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end && !this.dead) await this.clock.advance(Math.min(stepMs, end - this.clock.now()));
  }

  /** As `run`, with real pauses, so that real sockets can answer in between. */
  async runWithSockets(ms: number, stepMs = 250): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end && !this.dead) {
      await new Promise((resolve) => void setTimeout(resolve, 4));
      await this.clock.advance(Math.min(stepMs, end - this.clock.now()));
    }
  }

  pass(point: CrashPointName): void {
    this.passed.set(point, (this.passed.get(point) ?? 0) + 1);
    if (this.#armed === null || this.#armed.point !== point) return;
    this.#armed.left -= 1;
    if (this.#armed.left > 0) return;
    this.#armed = null;
    this.#process?.die();
    throw new Killed(point);
  }
}

interface Process {
  readonly jobs: Jobs;
  readonly dead: boolean;
  die(): void;
}

function startProcess(world: World, owner: string): Process {
  const timers = createMutableTimers(world.clock);
  const life = { dead: false };
  const jobs = createJobs({
    ...jobDeps(world, owner, timers, life),
    bell: timerBell(timers, world.options.bellMs),
    hooksOf: world.options.hooksOf ?? (async () => undefined),
    maintenance: { zone: () => 'America/New_York', backup: world.options.backup ?? (async () => undefined) },
  });
  jobs.start();
  return {
    jobs,
    get dead() {
      return life.dead;
    },
    die() {
      life.dead = true;
      timers.mute();
    },
  };
}

function jobDeps(world: World, owner: string, timers: MutableTimers, life: { dead: boolean }): JobDeps {
  const { platform } = world;
  const registry: GatewayRegistry = {
    get: (id) => world.gateways.get(id) ?? world.options.otherGateways?.get(id),
  };
  return {
    store: mortalStore(world.store, life),
    clock: platform.clock,
    timers,
    ids: platform.ids,
    random: platform.random,
    log: platform.log,
    crashPoint: (point) => {
      if (!life.dead) world.pass(point);
    },
    handlers: world.options.handlers ?? createDeskHandlers(),
    gateways: registry,
    limits: (_tx, { id }) => ({
      paceMs: 0,
      perDay: null,
      zone: 'America/New_York',
      ...world.options.limits,
      ...world.options.limitsOf?.(id),
    }),
    owner,
  };
}

/** A dead process neither reads nor writes. */
function mortalStore(store: Store, life: { dead: boolean }): Store {
  const alive = (): void => {
    if (life.dead) throw new Killed('dead');
  };
  return {
    ...store,
    read: (work) => (alive(), store.read(work)),
    write: (actor, work) => (alive(), store.write(actor, work)),
    onCommit: (listener) => store.onCommit((batch) => (life.dead ? undefined : listener(batch))),
  };
}

/** The minute bell on virtual time. */
export function timerBell(timers: Timers, everyMs = 60_000): Bell {
  return { everyMinute: (ring) => timers.every(everyMs, ring) };
}
