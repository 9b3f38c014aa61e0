/**
 * All background work of the core, put together: who is woken by what, and in which order things start and stop. Decides nothing about
 * texts itself. Made once by the runtime.
 */
import type { EventBatch, Topic } from '../../contract/events.ts';
import type { TimerHandle } from '../platform/ports.ts';
import type { HooksOf } from '../providers/hooks.ts';
import { createAdmission } from './admission.ts';
import type { Admission, HeldCode } from './admission.ts';
import type { Bell } from './bell.ts';
import { createCatchUp } from './catchUp.ts';
import type { CatchUp } from './catchUp.ts';
import { watchClocks } from './clockWatch.ts';
import type { ClockEvent } from './clockWatch.ts';
import type { JobDeps } from './deps.ts';
import { createDispatcher } from './dispatcher.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createFailover } from './failover.ts';
import { createGatewayJobs } from './gatewayJobs.ts';
import type { GatewayJobs } from './gatewayJobs.ts';
import { createHookInbox } from './hookInbox.ts';
import { createLinks } from './links.ts';
import type { Links } from './links.ts';
import type { Loop } from './loop.ts';
import { createHandOff } from './handOff.ts';
import type { HandOff } from './handOff.ts';
import { createMaintenance } from './maintenance.ts';
import { createMediaFetch } from './mediaFetch.ts';
import type { MaintenanceHooks } from './maintenance.ts';
import { createPlanner } from './planner.ts';
import type { Planner } from './planner.ts';
import { createRecalls } from './recalls.ts';
import { FIRST_STATUS_MS } from './statusTracker.ts';
import { createWaitlistJob } from './waitlist.ts';

/**
 * What happened.
 * - `resume`, `network`, `clockJump`: there may be a gap; everything is caught up before anything is sent.
 * - `bell`: a minute went by. `edited`: somebody changed something that may be due now.
 * - `inbound`: a gateway says that a text or a report waits. `hook`: what a gateway posted has been stored.
 */
export type WakeReason = 'resume' | 'network' | 'clockJump' | 'bell' | 'edited' | 'inbound' | 'hook';

export interface JobsState {
  /** Why nothing automatic leaves now; null when it does. `remindersPaused` and `remindersOff` are the features' to tell. */
  readonly held: { readonly code: HeldCode; readonly since: number } | null;
  readonly gateways: readonly { readonly id: string; readonly usable: boolean; readonly caughtUp: boolean }[];
}

export interface Jobs {
  /** Begins everything; returns at once. Sending opens after the first catch-up. */
  start(): void;
  wake(reason: WakeReason): void;
  state(): JobsState;
  /** Resolves when the catch-up under way has ended and nothing is in the air. */
  settled(): Promise<void>;
  /** In order: no new work, calls under way end or are given up (10 s), every loop has stopped. */
  stop(): Promise<void>;
}

export type JobsDeps = JobDeps & {
  readonly bell: Bell;
  readonly maintenance: MaintenanceHooks;
  readonly hooksOf: HooksOf;
};

/** The background work of one core, at rest. */
export function createJobs(deps: JobsDeps): Jobs {
  return new CoreJobs(deps);
}

const SENDING_TOPICS: ReadonlySet<Topic> = new Set<Topic>([
  'message.added',
  'message.statusChanged',
  'settings.changed',
]);
const PLANNING_TOPICS: ReadonlySet<Topic> = new Set<Topic>([
  'reminder.changed',
  'appointment.changed',
  'cadence.changed',
  'settings.changed',
  // The reminders of a list wait for its end.
  'import.changed',
]);

/** A free time that was taken, an answer, a text that did not arrive. */
const WAITLIST_TOPICS: ReadonlySet<Topic> = new Set<Topic>([
  'waitlist.changed',
  'appointment.changed',
  'message.statusChanged',
]);
/** What changes the words or the fate of texts that gateways keep, beside the schedule. */
const KEPT_TOPICS: ReadonlySet<Topic> = new Set<Topic>(['template.changed', 'person.changed', 'gateway.changed']);
/** Many commits of one list lead to one look, ms. */
const KEPT_LOOK_MS = 1_000;
/** Entries of the trail may be so far ahead of the clock at a start without anything being wrong, ms. */
const SET_BACK_MS = 5 * 60_000;
/** Handing over what is due holds up the end of the program no longer than this, ms. */
const CLOSING_MS = 8_000;

class CoreJobs implements Jobs {
  readonly #deps: JobsDeps;
  readonly #admission: Admission;
  readonly #links: Links;
  readonly #gatewayJobs: GatewayJobs;
  readonly #hookInbox: Loop;
  readonly #dispatcher: Dispatcher;
  readonly #failover: Loop;
  readonly #mediaFetch: Loop;
  readonly #planner: Planner;
  readonly #waitlist: Loop;
  readonly #handOff: HandOff;
  readonly #recalls: Loop;
  readonly #maintenance: Loop;
  readonly #catchUp: CatchUp;
  #bells: TimerHandle[] = [];
  #forget: () => void = () => undefined;

  constructor(deps: JobsDeps) {
    this.#deps = deps;
    this.#admission = createAdmission(deps);
    this.#links = createLinks(deps);
    const shared = { ...deps, admission: this.#admission, links: this.#links };
    this.#gatewayJobs = createGatewayJobs(shared);
    this.#hookInbox = createHookInbox({ ...deps, lookAt: (id) => this.#gatewayJobs.of(id)?.receiver.wake() });
    this.#dispatcher = createDispatcher({
      ...shared,
      onAccepted: (id) => this.#gatewayJobs.of(id)?.statuses.within(FIRST_STATUS_MS),
    });
    this.#failover = createFailover(deps);
    this.#mediaFetch = createMediaFetch(deps);
    this.#planner = createPlanner(shared);
    this.#waitlist = createWaitlistJob(shared);
    this.#admission.onChange(() => this.#waitlist.wake());
    this.#handOff = createHandOff(shared);
    this.#recalls = createRecalls(shared);
    this.#maintenance = createMaintenance({ ...deps, hooks: deps.maintenance });
    this.#catchUp = createCatchUp({
      ...shared,
      dispatcher: this.#dispatcher,
      gatewayJobs: this.#gatewayJobs,
      planner: this.#planner,
      handOff: this.#handOff,
      recalls: this.#recalls,
    });
    this.#links.onChange((id) => this.#onLink(id));
  }

  start(): void {
    const { store, bell } = this.#deps;
    this.#doubtClockSetBack();
    this.#forget = store.onCommit((batch) => this.#onCommit(batch));
    this.#bells = [bell.everyMinute(() => this.wake('bell')), watchClocks(this.#deps, (event) => this.#onClock(event))];
    this.#planner.start();
    this.#waitlist.start();
    this.#recalls.start();
    this.#handOff.start();
    this.#hookInbox.start();
    this.#dispatcher.start();
    this.#failover.start();
    this.#mediaFetch.start();
    this.#catchUp.start();
    this.#maintenance.start();
  }

  wake(reason: WakeReason): void {
    switch (reason) {
      case 'resume':
      case 'network':
      case 'clockJump':
        this.#deps.log.info({ reason }, 'jobs.wake');
        this.#catchUp.begin();
        return;
      case 'bell':
        this.#dispatcher.sweep();
        this.#failover.wake();
        this.#planner.wake();
        this.#waitlist.wake();
        this.#dispatcher.wake();
        this.#handOff.wake();
        return;
      case 'edited':
        this.#planner.wake();
        this.#waitlist.wake();
        this.#dispatcher.wake();
        return;
      case 'inbound':
        for (const { receiver, statuses } of this.#gatewayJobs.all()) {
          receiver.wake();
          statuses.wake();
        }
        return;
      case 'hook':
        this.#hookInbox.wake();
    }
  }

  state(): JobsState {
    return {
      held: this.#admission.held(),
      gateways: this.#gatewayJobs.ids().map((id) => ({
        id,
        usable: this.#links.usable(id),
        caughtUp: this.#admission.isCaughtUp(id),
      })),
    };
  }

  async settled(): Promise<void> {
    await this.#catchUp.settled();
    await this.#planner.settled();
    await this.#waitlist.settled();
    await this.#dispatcher.idle();
  }

  async stop(): Promise<void> {
    this.#forget();
    for (const bell of this.#bells) bell.cancel();
    await this.#leaveWhatIsDue();
    this.#planner.close();
    await this.#waitlist.stop();
    await Promise.all([
      this.#catchUp.stop(),
      this.#planner.stop(),
      this.#handOff.stop(),
      this.#recalls.stop(),
      this.#maintenance.stop(),
      this.#hookInbox.stop(),
    ]);
    await Promise.all([
      this.#failover.stop(),
      this.#mediaFetch.stop(),
      this.#dispatcher.stop(),
      this.#gatewayJobs.stop(),
    ]);
  }

  /** What is due before this PC will be on again is handed over, as far as a few seconds go. */
  async #leaveWhatIsDue(): Promise<void> {
    await this.#handOff.beforeEnd();
    const { store, clock, timers } = this.#deps;
    const end = clock.monotonic() + CLOSING_MS;
    this.#dispatcher.wake();
    while (store.read((tx) => tx.outbox.countAhead()) > 0 && clock.monotonic() < end) await timers.sleep(50);
  }

  /** The newest entry of the trail lies ahead: the clock was set back while nothing ran, or ran ahead before. A gateway's clock will tell. */
  #doubtClockSetBack(): void {
    const { store, clock, log } = this.#deps;
    const newest = store.read((tx) => tx.audit.list({ cursor: null, limit: 1 }).items[0]?.at ?? 0);
    const aheadMs = newest - clock.now();
    if (aheadMs <= SET_BACK_MS) return;
    log.warn({ ms: Math.round(aheadMs) }, 'jobs.clockSetBack');
    this.#admission.doubtClock();
  }

  /** Commits are how work appears: nobody has to remember to wake the jobs. */
  #onCommit(batch: EventBatch): void {
    const topics = new Set(batch.changes.map((change) => change.topic));
    if (topics.has('gateway.changed')) {
      this.#gatewayJobs.sync();
      this.#dispatcher.wake();
    }
    if (topics.has('gateway.changed') || topics.has('settings.changed')) this.#failover.wake();
    if (topics.has('message.added')) this.#mediaFetch.wake();
    // Anything of these may be about a text that a gateway keeps.
    if (topics.has('message.statusChanged') || topics.has('reminder.changed')) this.#recalls.wake();
    if ([...topics].some((topic) => PLANNING_TOPICS.has(topic) || KEPT_TOPICS.has(topic)))
      this.#handOff.within(KEPT_LOOK_MS);
    if ([...topics].some((topic) => SENDING_TOPICS.has(topic))) this.#dispatcher.wake();
    if ([...topics].some((topic) => PLANNING_TOPICS.has(topic))) this.#planner.wake();
    if ([...topics].some((topic) => WAITLIST_TOPICS.has(topic))) this.#waitlist.wake();
  }

  /** A gateway that went away is probed as its breaker says; one that came back is read before anything is sent to it. */
  #onLink(id: string): void {
    this.#recalls.wake();
    const set = this.#gatewayJobs.of(id);
    if (set === undefined) return;
    const probeIn = this.#links.probeIn(id);
    if (probeIn !== null) {
      set.watch.within(probeIn);
      return;
    }
    this.#admission.behind(id);
    set.receiver.catchUp();
  }

  #onClock(event: ClockEvent): void {
    if (event.kind === 'agreed') {
      this.#admission.clocksAgree();
      return;
    }
    this.#deps.log.warn({ kind: event.kind, ms: Math.round(event.ms) }, 'jobs.clock');
    if (event.kind === 'jumped') this.#admission.doubtClock();
    this.wake(event.kind === 'jumped' ? 'clockJump' : 'resume');
  }
}
