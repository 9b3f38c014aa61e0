/**
 * The texts in the air: calls the gateway, keeps the lease alive meanwhile, and writes what came back. One flight per gateway. Knows
 * nothing of queues; a flight that cannot be settled stays leased in the store and is reconciled by the next run.
 */
import type { Gateway, SendOutcome } from '../providers/gateway.ts';
import type { TimerHandle } from '../platform/ports.ts';
import type { JobRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { LEASE_MS } from './claim.ts';
import { callWithin } from './deadline.ts';
import type { CallEnd } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import type { Flight } from './flight.ts';
import { problemOf, problemOfCause } from './links.ts';
import type { Links } from './links.ts';
import { describeError } from './loop.ts';
import { settleFlight } from './settle.ts';

/** A provider call is given up after this, ms; the attempt is then in doubt. */
export const CALL_LIMIT_MS = 30_000;
/** How long a stop waits for calls under way, ms. */
const STOP_GRACE_MS = 10_000;
const HEARTBEAT_MS = 20_000;
/** Between tries to write an outcome the store refused, ms. */
const WRITE_AGAIN_MS = 1_000;
/** Work on the main thread without a pause, ms. */
const BREATH_MS = 8;

export interface Flights {
  start(): void;
  busy(gatewayId: string): boolean;
  launch(flight: Flight): void;
  /** Ends the calls of jobs that were taken from us: their outcome is no longer ours to write. */
  abandon(jobs: readonly JobRecord[]): void;
  /** Resolves when nothing is in the air. */
  landed(): Promise<void>;
  /** Waits `STOP_GRACE_MS`, then aborts; what is aborted is settled as unknown. */
  stop(): Promise<void>;
}

export type FlightsDeps = JobDeps & {
  readonly links: Links;
  /** The text that may follow at once through this gateway, claimed in the commit that settles the one before; null: none. */
  readonly claimFollower: (tx: WriteTx, gatewayId: string) => Flight | null;
  /** A gateway is free again. */
  readonly onLanded: (gatewayId: string, outcome: SendOutcome) => void;
};

export function createFlights(deps: FlightsDeps): Flights {
  return new GatewayFlights(deps);
}

interface Landing {
  readonly outcome: SendOutcome;
  readonly follower: Flight | null;
}

interface Airborne {
  readonly flight: Flight;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

const GONE: SendOutcome = { kind: 'retry', afterMs: 0, code: 'noGateway', detail: 'The gateway was removed.' };

class GatewayFlights implements Flights {
  readonly #deps: FlightsDeps;
  readonly #airborne = new Map<string, Airborne>();
  readonly #closing = new AbortController();
  #heartbeat: TimerHandle | null = null;
  #lastBreath: number;
  #stopping = false;

  constructor(deps: FlightsDeps) {
    this.#deps = deps;
    this.#lastBreath = deps.clock.monotonic();
  }

  start(): void {
    this.#heartbeat = this.#deps.timers.every(HEARTBEAT_MS, () => this.#renewLeases());
  }

  busy(gatewayId: string): boolean {
    return this.#airborne.has(gatewayId);
  }

  launch(flight: Flight): void {
    const abort = new AbortController();
    const done = this.#fly(flight, abort.signal).then((landing) => {
      this.#airborne.delete(flight.gatewayId);
      if (landing === null) return;
      if (landing.follower !== null) this.launch(landing.follower);
      this.#deps.onLanded(flight.gatewayId, landing.outcome);
    });
    this.#airborne.set(flight.gatewayId, { flight, abort, done });
  }

  abandon(jobs: readonly JobRecord[]): void {
    const lost = new Set(jobs.map((job) => job.id));
    for (const { flight, abort } of this.#airborne.values()) {
      if (lost.has(flight.job.id)) abort.abort(new Error('lease lost'));
    }
  }

  async landed(): Promise<void> {
    while (this.#airborne.size > 0) await Promise.all([...this.#airborne.values()].map(({ done }) => done));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const grace = new AbortController();
    const landed = this.landed().then(() => grace.abort(new Error('landed')));
    await Promise.race([landed, this.#deps.timers.sleep(STOP_GRACE_MS, grace.signal).catch(() => undefined)]);
    this.#closing.abort(new Error('stopped'));
    for (const { abort } of this.#airborne.values()) abort.abort(new Error('stopped'));
    await this.landed();
    this.#heartbeat?.cancel();
  }

  /** Never rejects. Null: the outcome could not be written, or is not ours to write. */
  async #fly(flight: Flight, stop: AbortSignal): Promise<Landing | null> {
    const { gateways, crashPoint, log } = this.#deps;
    try {
      const gateway = gateways.get(flight.gatewayId);
      crashPoint('dispatcher.beforeCall');
      const outcome = gateway === undefined ? GONE : await this.#call(gateway, flight, stop);
      crashPoint('dispatcher.afterCall');
      const settled = await this.#settle(flight, outcome, gateway);
      if (settled === null) return null;
      crashPoint('dispatcher.afterSettle');
      this.#learn(flight.gatewayId, outcome);
      await this.#breathe();
      return { outcome, follower: settled.follower };
    } catch (error) {
      log.error({ job: flight.job.id, error: describeError(error) }, 'dispatcher.flightLost');
      return null;
    }
  }

  async #call(gateway: Gateway, flight: Flight, stop: AbortSignal): Promise<SendOutcome> {
    const end = await callWithin(this.#deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) =>
      gateway.send(flight.text, signal),
    );
    if (end.kind === 'threw') {
      this.#deps.log.error({ job: flight.job.id, error: describeError(end.error) }, 'dispatcher.gatewayDefect');
    }
    return outcomeOf(end);
  }

  /**
   * Writes the outcome, with the next claim in the same commit where there is one. A store that refuses (a full disk) is asked again: the
   * outcome is known here and nowhere else. Null: the lease was lost, or the program is closing and the store still refuses.
   */
  async #settle(
    flight: Flight,
    outcome: SendOutcome,
    gateway: Gateway | undefined,
  ): Promise<{ readonly follower: Flight | null } | null> {
    const { store, crashPoint, log, timers, claimFollower } = this.#deps;
    // Without the gateway's word nothing is assumed about it: doubt goes to a person.
    const traits = gateway?.traits ?? null;
    for (let failed = 0; ; failed += 1) {
      try {
        crashPoint('dispatcher.beforeSettle');
        return store.write('dispatcher', (tx) => {
          if (!settleFlight(this.#deps, tx, flight, outcome, traits)) return null;
          const mayFollow = outcome.kind === 'accepted' && failed === 0 && !this.#stopping;
          return { follower: mayFollow ? claimFollower(tx, flight.gatewayId) : null };
        });
      } catch (error) {
        // It may have been the follower's decision that threw: the outcome alone is tried next, at once.
        if (failed === 0) continue;
        log.error({ job: flight.job.id, error: describeError(error) }, 'dispatcher.settleFailed');
        if (this.#closing.signal.aborted) return null;
        await timers.sleep(WRITE_AGAIN_MS, this.#closing.signal).catch(() => undefined);
      }
    }
  }

  /** With no pace and a gateway that answers at once, texts would follow each other without ever letting the rest of the program in. */
  async #breathe(): Promise<void> {
    const { clock, timers } = this.#deps;
    if (clock.monotonic() - this.#lastBreath < BREATH_MS) return;
    await timers.sleep(0);
    this.#lastBreath = clock.monotonic();
  }

  /** What the outcome says about the gateway, beyond this one text. */
  #learn(gatewayId: string, outcome: SendOutcome): void {
    const { links } = this.#deps;
    if (outcome.kind === 'accepted') links.worked(gatewayId, 'text');
    else if (outcome.kind === 'pause') links.failed(gatewayId, problemOf(outcome.code) ?? 'suspended', true);
    else if (outcome.kind === 'rejected') {
      const problem = problemOfCause(outcome.code);
      if (problem !== null) links.failed(gatewayId, problem, true);
    } else if (outcome.kind === 'unknown' && outcome.code !== 'stopped') links.failed(gatewayId, 'unreachable', false);
    else if (outcome.kind === 'retry') {
      const problem = problemOf(outcome.code);
      if (problem !== null) links.failed(gatewayId, problem, false);
    }
  }

  #renewLeases(): void {
    const { store, clock, owner, log } = this.#deps;
    if (this.#airborne.size === 0) return;
    try {
      store.write('dispatcher', (tx) => {
        for (const { flight, abort } of this.#airborne.values()) {
          if (tx.outbox.renewLease(flight.job.id, owner, clock.now() + LEASE_MS)) continue;
          abort.abort(new Error('lease lost'));
        }
      });
    } catch (error) {
      log.warn({ error: describeError(error) }, 'dispatcher.heartbeatFailed');
    }
  }
}

/** Anything but an answer may have gone out: the request was under way when we stopped waiting. */
function outcomeOf(end: CallEnd<SendOutcome>): SendOutcome {
  switch (end.kind) {
    case 'answered':
      return end.value;
    case 'timeout':
      return { kind: 'unknown', code: 'timeout', detail: 'The gateway gave no answer in time.' };
    case 'stopped':
      return { kind: 'unknown', code: 'stopped', detail: 'The program stopped before the gateway answered.' };
    case 'threw':
      return { kind: 'unknown', code: 'defect', detail: 'The call to the gateway failed in this program.' };
  }
}
