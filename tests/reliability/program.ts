/**
 * The program as the shells start it (store, features, gateways, jobs, listener), on virtual time and real sockets, that can die at any
 * moment and be started again on the same data. Only the composition is here; every part is the product's own.
 */
import { findProcedure } from '../../src/contract/index.ts';
import { createAbsentDemoFeature } from '../../src/main/demo/feature.ts';
import { readTunnelConfig, TOKEN_SECRET } from '../../src/main/features/tunnel/config.ts';
import { readDefaults, seedDefaults } from '../../src/main/features/templates/defaults.ts';
import { createJobs } from '../../src/main/jobs/jobs.ts';
import type { Jobs } from '../../src/main/jobs/jobs.ts';
import { createRouteReader } from '../../src/main/jobs/routes.ts';
import type { ReadRoutes } from '../../src/main/jobs/routes.ts';
import { dateAt, endOfTurn, isPrivate } from '../../src/main/platform/network.ts';
import type { Platform } from '../../src/main/platform/ports.ts';
import type { GatewayHooks, HookRequest } from '../../src/main/providers/hooks.ts';
import { createGatewayRegistry } from '../../src/main/providers/registry.ts';
import type { LiveGateways } from '../../src/main/providers/registry.ts';
import { createRouter } from '../../src/main/rpc/router.ts';
import type { Router } from '../../src/main/rpc/router.ts';
import { createFeatures } from '../../src/main/runtime/features.ts';
import type { Vault } from '../../src/main/runtime/vault.ts';
import type { Features } from '../../src/main/runtime/features.ts';
import { readLimits } from '../../src/main/runtime/limits.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import type { Store } from '../../src/main/store/store.ts';
import { createWebhooks } from '../../src/main/webhooks/service.ts';
import type { Webhooks } from '../../src/main/webhooks/service.ts';
import { createMutableTimers } from '../fakes/mutedTimers.ts';
import { layDownDatabase, TEST_KEY } from '../fakes/newDatabase.ts';

/** Thrown wherever a dead program still tries something. */
export class Killed extends Error {}

/** The phone of the test reaches the listener for its own network here; its certificate names this address. */
const OWN_ADDRESS = '127.0.0.1';

export interface ProgramOptions {
  /** Its `fetch` is the network with its faults; its `clock` the wall clock of the desk. */
  readonly platform: Platform;
  readonly twilioApiUrl: string;
  /** Names this run; ids are new in each. */
  readonly owner: string;
  /** Called at each crash point; throws `Killed` after `die` to end the program there. */
  readonly passed: (point: string, program: Program) => void;
  /** A post that proved to be genuine, for a replay. */
  readonly onGenuine: (gatewayId: string, request: HookRequest) => void;
}

export interface Program {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly routes: ReadRoutes;
  readonly dead: boolean;
  /** Throws the refusal. */
  call<T = Record<string, unknown>>(procedure: string, input?: object): Promise<T>;
  /** From this moment nothing of it acts any more: as `kill -9`. */
  die(): void;
  /** Closes what the operating system would close. The data can be opened again afterwards. */
  bury(): Promise<void>;
}

/** Opens the data and starts everything. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const timers = createMutableTimers(options.platform.timers);
  const machine: Platform = { ...options.platform, timers };
  layDownDatabase(machine.paths.dataDir);
  const opened = await openStore(machine, { key: TEST_KEY });
  const life = { dead: false };
  const store = mortal(opened, life);
  const platform: Platform = {
    ...machine,
    crashPoint: (point) => {
      if (!life.dead) options.passed(point, program);
    },
  };
  const core = buildCore({ ...options, platform }, store);
  const { jobs, webhooks, router, routes, features } = core;
  const program: Program = {
    store,
    jobs,
    routes,
    get dead() {
      return life.dead;
    },
    call: (procedure, input = {}) => callAsOwner(router, platform, procedure, input),
    die() {
      life.dead = true;
      timers.mute();
      features.importRuns.stop();
    },
    async bury() {
      await webhooks.stop();
      await opened.close();
    },
  };
  jobs.start();
  await webhooks.apply();
  return program;
}

interface Core {
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly router: Router;
  readonly routes: ReadRoutes;
  readonly features: Features;
}

/** Nobody restores anything or changes the key while this program runs. */
const noVault: Vault = {
  look: () => Promise.reject(new Error('no vault')),
  rehearse: () => Promise.reject(new Error('no vault')),
  askRestore: () => Promise.reject(new Error('no vault')),
  askKeyChange: () => Promise.reject(new Error('no vault')),
  offerCode: () => '',
  pending: () => null,
  cancel: () => undefined,
  keyMadeAt: () => null,
};

function buildCore(options: ProgramOptions, store: Store): Core {
  const { platform } = options;
  const { clock, ids, log } = platform;
  const gateways = createGatewayRegistry({
    ...platform,
    lookUp: (id) => store.read((tx) => tx.gateways.get(id)),
    publicHookUrl: (...asked) => webhooks.publicHookUrl(...asked),
    isBound: (id, sid) => store.read((tx) => tx.messages.getByGatewayId(id, 'out', sid)) !== undefined,
    twilioApiUrl: options.twilioApiUrl,
  });
  const hooksOf = listening(gateways, options.onGenuine);
  const webhooks: Webhooks = buildWebhooks(options, store, { hooksOf, jobs: () => jobs });
  const routes = createRouteReader({ gateways, limits: readLimits });
  const features = createFeatures({
    ...{ platform, store, gateways, webhooks, routes },
    demo: createAbsentDemoFeature(),
    isDemo: false,
    capabilities: [],
    firstRecoveryCode: null,
    overrides: [],
    vault: noVault,
    restart: null,
    jobs: () => jobs,
  });
  const jobs: Jobs = createJobs({
    ...platform,
    ...{ store, gateways, hooksOf },
    bell: { everyMinute: (ring) => platform.timers.every(60_000, ring) },
    handlers: features.forJobs,
    limits: readLimits,
    owner: options.owner,
    maintenance: { zone: () => 'America/New_York', backup: async () => undefined },
  });
  const { handlers } = features;
  const commands = { find: (commandId: string) => store.read((tx) => tx.commands.find(commandId)) };
  const router = createRouter({ handlers, log, clock, ids, commands });
  const defaults = readDefaults(platform.paths.resourcesDir);
  store.write('system', (tx) => seedDefaults(tx, { ids, defaults }, clock.now()));
  return { jobs, webhooks, router, routes, features };
}

/** The gateways' hooks, with an ear at what they find genuine. */
function listening(gateways: LiveGateways, onGenuine: ProgramOptions['onGenuine']): LiveGateways['hooksOf'] {
  return async (id) => {
    const hooks = await gateways.hooksOf(id);
    if (hooks === undefined) return undefined;
    const verify: GatewayHooks['verify'] = (request, now) => {
      const verdict = hooks.verify(request, now);
      if (verdict === 'genuine') onGenuine(id, request);
      return verdict;
    };
    return { verify, keyOf: (request) => hooks.keyOf(request), read: (request) => hooks.read(request) };
  };
}

function buildWebhooks(
  { platform }: ProgramOptions,
  store: Store,
  { hooksOf, jobs }: { readonly hooksOf: LiveGateways['hooksOf']; readonly jobs: () => Jobs },
): Webhooks {
  return createWebhooks({
    ...platform,
    dataDir: platform.paths.dataDir,
    tokenSecret: TOKEN_SECRET,
    gatewayClock: platform.clock,
    hooksOf,
    readConfig: () => store.read(readTunnelConfig),
    kindOf: (id) => store.read((tx) => tx.gateways.get(id)?.kind),
    store: (events) =>
      store.write('webhooks', (tx) => events.map((event) => (tx.hookEvents.add(event) ? 'new' : 'known'))),
    onStored: () => jobs().wake('hook'),
    onChange: () => undefined,
    machine: { dateAt, endOfTurn, isPrivate, ownAddresses: () => [OWN_ADDRESS], ownName: () => 'desk' },
  });
}

async function callAsOwner<T>(router: Router, platform: Platform, procedure: string, input: object): Promise<T> {
  const isCommand = findProcedure(procedure)?.kind === 'command';
  const answer = await router.call({
    procedure,
    input: isCommand ? { commandId: platform.ids.next(), ...input } : input,
    actor: { id: 'dana', name: 'Dana', role: 'owner' },
    signal: new AbortController().signal,
  });
  if (answer.ok) return answer.value as T;
  throw Object.assign(new Error(`${procedure}: ${answer.error.code} ${answer.error.message}`), answer.error);
}

/** A dead process neither reads nor writes. */
function mortal(store: Store, life: { readonly dead: boolean }): Store {
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
