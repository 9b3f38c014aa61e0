/**
 * The composition root: opens the data, puts store, features, gateways, jobs and router together, and starts and stops them in
 * order. Only the shells import it. It decides nothing about texts.
 */
import type { FeatureName } from '../contract/index.ts';
import type { Session as SessionInfo } from '../contract/system.ts';
import { createMediaLinks } from './features/attachments/mediaLinks.ts';
import { forgetPersonInLedger } from './features/consent/forget.ts';
import { takeBack } from './features/messages/takeBack.ts';
import { eraseReturned, retentionRule } from './features/privacy/index.ts';
import { addNewDefaults } from './features/templates/addDefaults.ts';
import { readDefaults, seedDefaults } from './features/templates/defaults.ts';
import { readSettings } from './features/settings/readSettings.ts';
import type { Bell } from './jobs/bell.ts';
import { createJobs } from './jobs/jobs.ts';
import { createLoop } from './jobs/loop.ts';
import type { Loop } from './jobs/loop.ts';
import type { Jobs, WakeReason } from './jobs/jobs.ts';
import { createRouteReader } from './jobs/routes.ts';
import type { Platform } from './platform/ports.ts';
import { createGatewayRegistry } from './providers/registry.ts';
import type { LiveGateways } from './providers/registry.ts';
import { createEventHub } from './rpc/eventHub.ts';
import type { EventHub } from './rpc/eventHub.ts';
import { createRouter } from './rpc/router.ts';
import type { Router } from './rpc/router.ts';
import type { Identity } from './rpc/identity.ts';
import { createSession } from './rpc/session.ts';
import type { Session, SessionLink } from './rpc/session.ts';
import { backUpTonight } from './runtime/backups.ts';
import { noteChange, stageAhead } from './runtime/pendingChange.ts';
import type { OnStep } from './runtime/pendingChange.ts';
import { createVault } from './runtime/vault.ts';
import { prepareDataFolder } from './runtime/dataFolder.ts';
import { createRealWorld, startDemoWorld } from './runtime/demoWorld.ts';
import type { World } from './runtime/demoWorld.ts';
import { createFeatures } from './runtime/features.ts';
import type { Features } from './runtime/features.ts';
import { createIdentities } from './runtime/identities.ts';
import { readLimits } from './runtime/limits.ts';
import { buildWebhooks } from './runtime/webhooks.ts';
import type { Keyring } from './store/keyring.ts';
import { openStore } from './store/openStore.ts';
import type { Store } from './store/store.ts';
import type { Webhooks } from './webhooks/service.ts';

export interface RuntimeOptions {
  /** The practice in a box instead of a real one. */
  readonly demo?: boolean;
  /** What the shell can do beside the contract. */
  readonly capabilities?: SessionInfo['capabilities'];
  /** Environment switches that change where texts go, by name; shown in Health. */
  readonly overrides?: readonly string[];
  /** DESKBELL_TWILIO_API_URL: what stands for Twilio, for tests and proxies. */
  readonly twilioApiUrl?: string | undefined;
  /** Starts the program anew a moment later. Left out: this shell cannot. */
  readonly restart?: () => void;
  /** Told how far a restore has come that is carried out by this start. */
  readonly onRestoreStep?: OnStep | undefined;
  /** Rings every minute; tests on virtual time bring their own. */
  readonly bell?: Bell;
}

export interface Runtime {
  readonly rpc: {
    readonly router: Router;
    readonly hub: EventHub;
    /** A place where people sign in: a browser, the desktop's window. */
    createIdentity(): Identity;
    /** Opens a session for one connection of any transport. */
    openSession(link: SessionLink): Session;
  };
  /** Only when the data folder is new: to be shown once, it is kept nowhere. */
  readonly recoveryCode: string | null;
  /** Starts the background work: catching up, then sending. A runtime that is only asked questions need not be started. */
  start(): Promise<void>;
  /** Something happened to the machine. */
  wake(reason: WakeReason): void;
  /** In order: no new calls, background work ends, calls under way end, the data is closed. Harmless when called twice. */
  stop(): Promise<void>;
}

/** A list whose adding was stopped by a full disk goes on within this, ms. */
const IMPORTS_LOOK_MS = 60_000;
/** Links to pictures are proved by a key of this run. */
const MEDIA_KEY_BYTES = 32;

/** Calls under way get this long to end when the program stops, ms. */
const DRAIN_MS = 5_000;

/**
 * Opens the data of `platform.paths.dataDir` and builds the core on it, at rest.
 * Throws a DomainError with the next step when the data cannot be opened (DATA_LOCKED, DATA_WRONG_KEY, DATA_FROM_FUTURE,
 * DATA_DAMAGED, DATA_READ_ONLY, DISK_FULL, CONFLICT).
 */
export async function createRuntime(platform: Platform, options: RuntimeOptions = {}): Promise<Runtime> {
  const isDemo = options.demo ?? false;
  const { keys, recoveryCode, change } = await prepareDataFolder(platform, isDemo, options.onRestoreStep);
  const world = isDemo ? await startDemoWorld(platform) : createRealWorld(platform, options.bell);
  try {
    const shown = isDemo ? null : recoveryCode;
    const core = await openCore(world, keys, { ...options, demo: isDemo, firstRecoveryCode: shown });
    if (change !== null) noteChange(core.store, change, platform.clock.now());
    return createLifecycle(platform, core, shown);
  } catch (error) {
    await world.stop();
    throw error;
  }
}

interface Core {
  readonly world: World;
  readonly store: Store;
  readonly features: Features;
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  /** Tells gateways the address of now. */
  readonly renewal: Loop;
  readonly router: Router;
  readonly hub: EventHub;
}

type CoreOptions = RuntimeOptions & { readonly firstRecoveryCode: string | null };

async function openCore(world: World, keys: Keyring, options: CoreOptions): Promise<Core> {
  const store = await openStore(world.machine, keys);
  try {
    return buildCore(world, store, keys, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}

function buildCore(world: World, store: Store, keys: Keyring, options: CoreOptions): Core {
  const { clock, ids, log, paths } = world.platform;
  const gateways = createGatewayRegistry({
    ...world.platform,
    lookUp: (id) => store.read((tx) => tx.gateways.get(id)),
    publicHookUrl: (id, kind) => webhooks.publicHookUrl(id, kind),
    isBound: (id, sid) => store.read((tx) => tx.messages.getByGatewayId(id, 'out', sid)) !== undefined,
    twilioApiUrl: options.twilioApiUrl,
  });
  const links = createMediaLinks({ store, clock, key: world.platform.random.bytes(MEDIA_KEY_BYTES) });
  const webhooks: Webhooks = buildWebhooks({
    ...world,
    store,
    gateways,
    jobs: () => jobs,
    openMedia: links.open,
    onReachable: () => renewal.wake(),
  });
  const mediaLink = (attachmentId: string): string | null => webhooks.publicMediaUrl(links.tokenFor(attachmentId));
  const features = createFeatures({
    platform: world.platform,
    store,
    gateways,
    webhooks,
    routes: createRouteReader({ gateways, limits: readLimits, mediaLink }),
    demo: world.feature(store),
    isDemo: options.demo ?? false,
    capabilities: capabilitiesOf(options),
    overrides: options.overrides ?? [],
    vault: createVault({
      ...{ platform: world.machine, keys, maintenance: store.maintenance },
      stageAhead: (onStep) => stageAhead(world.machine, onStep),
    }),
    restart: options.restart ?? null,
    firstRecoveryCode: options.firstRecoveryCode,
    jobs: () => jobs,
  });
  const renewal = createLoop(world.platform, {
    name: 'renewWebhooks',
    run: async (signal) => {
      await features.renewWebhooks(signal);
      return null;
    },
  });
  const jobs: Jobs = buildJobs(world, store, features, { gateways, mediaLink });
  const router = createRouter({
    handlers: features.handlers satisfies Record<FeatureName, object>,
    log,
    clock,
    ids,
    commands: { find: (commandId) => store.read((tx) => tx.commands.find(commandId)) },
  });
  const defaults = readDefaults(paths.resourcesDir);
  store.write('system', (tx) => {
    const seeded = seedDefaults(tx, { ids, defaults }, clock.now());
    addNewDefaults(tx, { ids, defaults, seeded }, clock.now());
  });
  return { world, store, features, jobs, webhooks, renewal, router, hub: createEventHub({ feed: store, log }) };
}

function capabilitiesOf({ capabilities = [], demo, restart }: RuntimeOptions): SessionInfo['capabilities'] {
  return [
    ...capabilities,
    ...(demo ? (['demo'] as const) : []),
    ...(restart === undefined ? [] : (['restart'] as const)),
  ];
}

interface JobParts {
  readonly gateways: LiveGateways;
  readonly mediaLink: (attachmentId: string) => string | null;
}

function buildJobs(world: World, store: Store, features: Features, { gateways, mediaLink }: JobParts): Jobs {
  const { platform, bell } = world;
  return createJobs({
    ...platform,
    store,
    bell,
    gateways,
    mediaLink,
    hooksOf: gateways.hooksOf,
    handlers: features.forJobs,
    limits: readLimits,
    owner: platform.ids.next(),
    maintenance: {
      zone: (tx) => readSettings(tx).practice.zone,
      eraseAtProvider: (tx) => {
        const { eraseAfterDays: days, erase: how } = readSettings(tx).routing;
        return { days, how };
      },
      retention: retentionRule,
      eraseReturned: (signal) => eraseReturned({ ...platform, store, takeBack, forgetPersonInLedger }, signal),
      backup: (signal) => backUpTonight({ ...platform, store }, signal),
    },
  });
}

/** Connections and shutdown live in the time of the real machine, which in the demo is another one than the core's. */
function createLifecycle(machine: Platform, core: Core, recoveryCode: string | null): Runtime {
  const { world, store, features, jobs, webhooks, renewal, router, hub } = core;
  const { clock, timers, log } = machine;
  let stopped: Promise<void> | undefined;
  const { importRuns } = features;
  const imports = createLoop(world.platform, {
    name: 'imports',
    run: async () => {
      await importRuns.resume();
      return IMPORTS_LOOK_MS;
    },
  });

  let forgetSources = (): void => undefined;

  const stop = async (): Promise<void> => {
    forgetSources();
    const drained = router.drain();
    await webhooks.stop();
    await renewal.stop();
    importRuns.stop();
    await features.sources.stop();
    await imports.stop();
    await world.beforeStop();
    await jobs.stop();
    const tooLong = new AbortController();
    await Promise.race([drained, timers.sleep(DRAIN_MS, tooLong.signal).catch(() => undefined)]);
    tooLong.abort();
    hub.close();
    await world.stop();
    await store.close();
    log.info({}, 'runtime.stopped');
  };
  return {
    rpc: {
      router,
      hub,
      createIdentity: createIdentities(machine, store),
      openSession: (link) => createSession({ router, hub, clock, timers, log }, link),
    },
    recoveryCode,
    async start() {
      world.seed(store, features);
      await world.connect(router);
      imports.start();
      renewal.start();
      jobs.start();
      features.sources.start();
      forgetSources = store.onCommit(({ changes }) => {
        if (changes.some(({ topic }) => topic === 'source.changed')) features.sources.wake();
      });
      // Polling works without: the start does not wait for it.
      void webhooks.apply();
      log.info({}, 'runtime.started');
    },
    wake: (reason) => {
      jobs.wake(reason);
      if (reason === 'resume' || reason === 'network') features.sources.wake();
    },
    stop: () => (stopped ??= stop()),
  };
}
