/**
 * The texts in the air: calls the gateway, keeps the lease alive meanwhile, and writes what came back. One flight per gateway. Knows
 * nothing of queues; a flight that cannot be settled stays leased in the store and is reconciled by the next run.
 */
import type { Gateway, SendOutcome } from '../providers/gateway.ts';
import type { TimerHandle } from '../platform/ports.ts';
import type { JobRecord } from '../store/records.ts';
import { LEASE_MS } from './claim.ts';
import { callWithin } from './deadline.ts';
import type { CallEnd } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import type { Flight } from './flight.ts';
import { problemOf } from './links.ts';
import type { Links } from './links.ts';
import { describeError } from './loop.ts';
import { settleFlight } from './settle.ts';

/** A provider call is given up after this, ms; the attempt is then in doubt. */
export const CALL_LIMIT_MS = 30_000;
/** How long a stop waits for calls under way, ms. */
export const STOP_GRACE_MS = 10_000;
const HEARTBEAT_MS = 20_000;
/** Between tries to write an outcome the store refused, ms. */
const WRITE_AGAIN_MS = 1_000;

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
  /** A gateway is free again. */
  readonly onLanded: (gatewayId: string, outcome: SendOutcome) => void;
};

export function createFlights(deps: FlightsDeps): Flights {
  return new GatewayFlights(deps);
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

  constructor(deps: FlightsDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#heartbeat = this.#deps.timers.every(HEARTBEAT_MS, () => this.#renewLeases());
  }

  busy(gatewayId: string): boolean {
    return this.#airborne.has(gatewayId);
  }

  launch(flight: Flight): void {
    const abort = new AbortController();
    const done = this.#fly(flight, abort.signal).then((outcome) => {
      this.#airborne.delete(flight.gatewayId);
      if (outcome !== null) this.#deps.onLanded(flight.gatewayId, outcome);
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
    const grace = new AbortController();
    const landed = this.landed().then(() => grace.abort(new Error('landed')));
    await Promise.race([landed, this.#deps.timers.sleep(STOP_GRACE_MS, grace.signal).catch(() => undefined)]);
    this.#closing.abort(new Error('stopped'));
    for (const { abort } of this.#airborne.values()) abort.abort(new Error('stopped'));
    await this.landed();
    this.#heartbeat?.cancel();
  }

  /** Never rejects. Null: the outcome could not be written. */
  async #fly(flight: Flight, stop: AbortSignal): Promise<SendOutcome | null> {
    const { gateways, crashPoint, log } = this.#deps;
    try {
      const gateway = gateways.get(flight.gatewayId);
      crashPoint('dispatcher.beforeCall');
      const outcome = gateway === undefined ? GONE : await this.#call(gateway, flight, stop);
      crashPoint('dispatcher.afterCall');
      if (!(await this.#settle(flight, outcome, gateway))) return null;
      crashPoint('dispatcher.afterSettle');
      this.#learn(flight.gatewayId, outcome);
      return outcome;
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

  /** A store that refuses (a full disk) is asked again: the outcome is known here and nowhere else. */
  async #settle(flight: Flight, outcome: SendOutcome, gateway: Gateway | undefined): Promise<boolean> {
    const { store, crashPoint, log, timers } = this.#deps;
    // Without the gateway's word nothing is assumed about it: doubt goes to a person.
    const traits = gateway?.traits ?? null;
    for (;;) {
      try {
        crashPoint('dispatcher.beforeSettle');
        return store.write('dispatcher', (tx) => settleFlight(this.#deps, tx, flight, outcome, traits));
      } catch (error) {
        log.error({ job: flight.job.id, error: describeError(error) }, 'dispatcher.settleFailed');
        if (this.#closing.signal.aborted) return false;
        await timers.sleep(WRITE_AGAIN_MS, this.#closing.signal).catch(() => undefined);
      }
    }
  }

  /** What the outcome says about the gateway, beyond this one text. */
  #learn(gatewayId: string, outcome: SendOutcome): void {
    const { links } = this.#deps;
    if (outcome.kind === 'accepted') links.worked(gatewayId, 'text');
    else if (outcome.kind === 'pause') links.failed(gatewayId, problemOf(outcome.code) ?? 'suspended', true);
    else if (outcome.kind === 'unknown' && outcome.code !== 'stopped') links.failed(gatewayId, 'unreachable', false);
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
