/**
 * The dispatcher: hands waiting texts to gateways, one at a time each, at their pace. It decides only which gateway is free and when to
 * look again; what may leave is `claim`, the call and its outcome are `flights` and `settle`, doubt is `reconcile`.
 */
import { nextDistance } from '../domain/sendLimits/pace.ts';
import type { GatewayRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { Admission } from './admission.ts';
import { claimIn, claimNext, PoisonedJob } from './claim.ts';
import type { Claimed, ClaimRequest } from './claim.ts';
import { repairRunTimes } from './clockRepair.ts';
import type { JobDeps, SendLimits } from './deps.ts';
import { expireOverdue } from './expire.ts';
import { createFlights } from './flights.ts';
import type { Flights } from './flights.ts';
import type { Flight } from './flight.ts';
import { failingOn, roomOn } from './line.ts';
import type { Links } from './links.ts';
import { createLoop } from './loop.ts';
import type { Loop } from './loop.ts';
import { BY_HAND, createPacer, EXPEDITED } from './pacing.ts';
import type { Pacer } from './pacing.ts';
import { quarantine } from './quarantine.ts';
import type { DefectCounts } from './quarantine.ts';
import { reconcileDue } from './reconcile.ts';

export interface Dispatcher {
  /** Reclaims what an earlier run left behind, then begins. Sending waits for the admission. */
  start(): void;
  /** Looks for work now. Cheap: call it after anything that might have made some. */
  wake(): void;
  /**
   * Reclaims lapsed leases, settles what is in doubt, begins to file what is too late: that leaves no more in any case, so nothing
   * waits for the filing. Gives up waiting when `signal` is aborted.
   */
  recover(signal: AbortSignal): Promise<void>;
  /** Takes back lapsed leases and files what is too late. */
  sweep(): void;
  /** Resolves when nothing is in the air, nothing in doubt is being asked after, and all that is too late is filed. */
  idle(): Promise<void>;
  /** Claims nothing more, gives calls under way 10 s, then aborts them and marks them unknown. */
  stop(): Promise<void>;
}

export type DispatcherDeps = JobDeps & {
  readonly admission: Admission;
  readonly links: Links;
  /** Told after a gateway accepted a text: its state will change soon. */
  readonly onAccepted?: (gatewayId: string) => void;
};

/** When something is due that no free gateway may take, ms. */
const LOOK_AGAIN_MS = 1_000;

interface LineOpening {
  /** Nothing at all may start for so long, ms. */
  readonly nothingForMs: number;
  /** Only texts at least this urgent may start. */
  readonly minPriority: number;
  /** For how long `minPriority` holds, ms. */
  readonly lessForMs: number;
}
const OPEN: LineOpening = { nothingForMs: 0, minPriority: 0, lessForMs: 0 };

/** A dispatcher at rest; it begins with `start`. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  return new OutboxDispatcher(deps);
}

class OutboxDispatcher implements Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #flights: Flights;
  readonly #sending: Loop;
  readonly #doubts: Loop;
  readonly #sweeping: Loop;
  readonly #pacers = new Map<string, Pacer>();
  /** Texts too long for the room that is left: nothing less urgent overtakes them. By gateway; UTC ms. */
  readonly #noRoom = new Map<string, NonNullable<Claimed['noRoom']>>();
  readonly #defects: DefectCounts = new Map();

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
    this.#sending = createLoop(deps, { name: 'sending', run: async () => this.#sendDue() });
    this.#doubts = createLoop(deps, { name: 'reconcile', run: (signal) => this.#reconcile(signal) });
    this.#sweeping = createLoop(deps, {
      name: 'sweep',
      run: async (signal) => {
        this.#reclaim();
        await expireOverdue(deps, signal);
        return null;
      },
    });
    this.#flights = createFlights({
      ...deps,
      claimFollower: (tx, gatewayId) => this.#claimFollower(tx, gatewayId),
      onLanded: (gatewayId, outcome) => {
        if (outcome.kind === 'accepted') deps.onAccepted?.(gatewayId);
        if (outcome.kind === 'unknown') this.#doubts.wake();
        this.wake();
      },
    });
    deps.admission.onChange(() => this.wake());
    deps.links.onChange(() => {
      this.wake();
      this.#doubts.wake();
    });
  }

  start(): void {
    this.#reclaim();
    this.#flights.start();
    this.#doubts.start();
    this.#sending.start();
  }

  wake(): void {
    this.#sending.wake();
  }

  async recover(signal: AbortSignal): Promise<void> {
    this.#reclaim();
    const repaired = repairRunTimes(this.#deps);
    if (repaired > 0) this.#deps.log.warn({ jobs: repaired }, 'dispatcher.runTimesRepaired');
    this.#doubts.wake();
    await Promise.race([this.#doubts.settled(), whenAborted(signal)]);
    if (!signal.aborted) this.sweep();
  }

  sweep(): void {
    // Not before the clocks were compared: the loop begins with the first recovery or bell.
    this.#sweeping.start();
    this.#sweeping.wake();
  }

  async idle(): Promise<void> {
    await this.#flights.landed();
    await this.#doubts.settled();
    await this.#sweeping.settled();
  }

  async stop(): Promise<void> {
    await this.#sending.stop();
    await this.#sweeping.stop();
    await this.#flights.stop();
    await this.#doubts.stop();
  }

  /** Leases of other runs, and our own that lapsed (the PC slept): the calls behind them are no longer ours. */
  #reclaim(): void {
    const { store, clock, owner, log, crashPoint } = this.#deps;
    const jobs = store.write('dispatcher', (tx) => tx.outbox.reclaim(owner, clock.now()));
    if (jobs.length === 0) return;
    crashPoint('dispatcher.afterReclaim');
    this.#flights.abandon(jobs);
    this.#doubts.wake();
    log.info({ jobs: jobs.length }, 'dispatcher.reclaimed');
  }

  async #reconcile(signal: AbortSignal): Promise<number | null> {
    const next = await reconcileDue(this.#deps, signal);
    this.wake();
    return next;
  }

  /** Starts one text on every free gateway. Returns ms until something may be due, or null. */
  #sendDue(): number | null {
    const { store, clock } = this.#deps;
    const now = clock.now();
    const { dueAt, records } = store.read((tx) => ({ dueAt: tx.outbox.nextRunAt(), records: tx.gateways.list() }));
    if (dueAt === null) return null;
    const free = records.filter((record) => this.#isOpen(record) && !this.#flights.busy(record.id));
    const waits = free.map((record) => this.#serve(record, dueAt > now));
    const wait = Math.max(Math.min(...waits), dueAt - now);
    // Every gateway is busy or closed: a landing, the admission or a breaker wakes us.
    return Number.isFinite(wait) ? wait : null;
  }

  #isOpen(record: GatewayRecord): boolean {
    const { admission, links, gateways } = this.#deps;
    return (
      record.pausedAt === null &&
      links.usable(record.id) &&
      admission.maySend(record.id) &&
      gateways.get(record.id) !== undefined
    );
  }

  /** Starts the next text bound to one gateway, if its pace lets it. Returns ms until it is worth another look. */
  #serve(record: GatewayRecord, nothingDue: boolean): number {
    const { store, clock } = this.#deps;
    const limits = store.read((tx) => this.#deps.limits(tx, record));
    const pacer = this.#pacerOf(record.id, limits.paceMs);
    const now = clock.monotonic();
    const untilFree = Math.max(0, pacer.nextAt - now);
    if (nothingDue) return pacer.mayStart(now, EXPEDITED) ? 0 : untilFree;
    if (!pacer.mayStart(now, EXPEDITED)) return untilFree;
    const open = this.#openTo(record, limits);
    if (open.nothingForMs > 0) return open.nothingForMs;
    const minPriority = Math.max(pacer.mayStart(now, 0) ? 0 : EXPEDITED, open.minPriority);
    const { flight, more, noRoom } = this.#claim({ gateway: record, minPriority });
    if (noRoom !== undefined) this.#noRoom.set(record.id, noRoom);
    if (flight === null && (more || noRoom !== undefined)) return 0;
    // Nothing urgent waits: the pace and the line say when the next text may go.
    if (flight === null) return minPriority > 0 ? Math.max(untilFree, open.lessForMs) : LOOK_AGAIN_MS;
    // What a gateway keeps takes its place on the line when its time comes.
    if (flight.text.sendAt === undefined) pacer.took(now, this.#distance(limits));
    this.#deps.crashPoint('dispatcher.afterClaim');
    this.#flights.launch(flight);
    return Infinity;
  }

  /** What a consumer SIM may carry now: nothing for a while, only what is urgent enough for a while, or anything. */
  #openTo(record: GatewayRecord, limits: SendLimits): LineOpening {
    if (limits.line === undefined) return OPEN;
    const { store, clock } = this.#deps;
    const now = clock.now();
    const { room, failing } = store.read((tx) => ({
      room: roomOn(tx, record, limits, 1, now),
      failing: failingOn(tx, record, limits, now),
    }));
    const noRoom = this.#noRoom.get(record.id);
    const waits = [
      { until: failing?.probeAt ?? 0, minPriority: BY_HAND },
      { until: noRoom?.until ?? 0, minPriority: (noRoom?.priority ?? 0) + 1 },
    ].filter(({ until }) => until > now);
    return {
      nothingForMs: room - now,
      minPriority: Math.max(0, ...waits.map((wait) => wait.minPriority)),
      lessForMs: waits.length === 0 ? 0 : Math.min(...waits.map(({ until }) => until - now)),
    };
  }

  #distance({ paceMs, line }: SendLimits): number {
    return line === undefined ? paceMs : nextDistance(paceMs, line.spread, this.#deps.random.fraction());
  }

  #claim(request: ClaimRequest): ReturnType<typeof claimNext> {
    try {
      return claimNext(this.#deps, request);
    } catch (error) {
      if (!(error instanceof PoisonedJob)) throw error;
      quarantine(this.#deps, this.#defects, error);
      return { flight: null, more: true };
    }
  }

  /** For texts that may follow one another without a pause: two commits become one. Anything unusual is left to `#serve`. */
  #claimFollower(tx: WriteTx, gatewayId: string): Flight | null {
    const { clock, limits } = this.#deps;
    const record = tx.gateways.list().find((one) => one.id === gatewayId);
    const pacer = this.#pacers.get(gatewayId);
    const now = clock.monotonic();
    if (record === undefined || pacer === undefined || !this.#isOpen(record) || !pacer.mayStart(now, 0)) return null;
    const asked = limits(tx, record);
    if (asked.line !== undefined) return null;
    const { flight } = claimIn(this.#deps, tx, { gateway: record, minPriority: 0 });
    if (flight !== null && flight.text.sendAt === undefined) pacer.took(now, asked.paceMs);
    return flight;
  }

  /** The first text after a start keeps its distance from what an earlier run may just have sent. */
  #pacerOf(gatewayId: string, paceMs: number): Pacer {
    const known = this.#pacers.get(gatewayId);
    if (known !== undefined) return known;
    const { store, clock } = this.#deps;
    const to = clock.now() + 1;
    const recent = store.read((tx) => tx.messages.countSent({ from: to - paceMs, to, gatewayId }));
    const pacer = createPacer(clock.monotonic() + (recent > 0 ? paceMs : 0));
    this.#pacers.set(gatewayId, pacer);
    return pacer;
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
