/**
 * How each gateway is doing, from every call anybody makes: owns the breakers, and is the jobs' only writer of a gateway's state in
 * the store. A row changes, and one event goes out, when the state changes, not with every failed call.
 */
import type { GatewayState } from '../../contract/gateways.ts';
import { GatewayProblem } from '../../contract/gatewayProblems.ts';
import type { GatewayHealth } from '../providers/gateway.ts';
import type { GatewayRecord } from '../store/records.ts';
import { CLOSED, onFailure, onProbe, onSuccess } from './breaker.ts';
import type { BreakerState } from './breaker.ts';
import type { JobDeps } from './deps.ts';

export interface Links {
  /** Texts may be handed to this gateway, as far as its connection goes. */
  usable(gatewayId: string): boolean;
  /** What keeps it from taking texts; null when nothing is known against it. */
  problem(gatewayId: string): GatewayProblem | null;
  /** Ms until the next probe is due; null while closed. */
  probeIn(gatewayId: string): number | null;
  /** When it was last found usable after it had not been, UTC ms; null: not in this run. */
  backAt(gatewayId: string): number | null;
  worked(gatewayId: string, what: 'text' | 'other'): void;
  /** `final`: no other call will do better until a person acts. */
  failed(gatewayId: string, problem: GatewayProblem, final: boolean): void;
  /** The answer of a health check, which is also the breaker's probe. */
  looked(gatewayId: string, health: GatewayHealth): void;
  /** Told after a gateway became usable or stopped being so. */
  onChange(listener: (gatewayId: string) => void): void;
}

/** Shown to staff, but texts pass: the battery may last, and skew holds back only what is automatic. */
const HARMLESS: ReadonlySet<GatewayProblem> = new Set<GatewayProblem>(['batteryLow', 'clockSkew', 'paused']);
/** Nobody answered, or not the one we know: it may heal by itself. Everything else is a refusal. */
const DOWN: ReadonlySet<GatewayProblem> = new Set<GatewayProblem>(['unreachable', 'badAnswer', 'noSignal']);
const SLOW_MS = 3_000;

type Deps = Pick<JobDeps, 'store' | 'clock' | 'random' | 'log'>;

/** Reads a code of a send outcome as a gateway problem; null for a code that says nothing about the gateway. */
export function problemOf(code: string): GatewayProblem | null {
  return GatewayProblem.safeParse(code).data ?? null;
}

/** A text failed for a reason that is the gateway's, not its own: no other text will do better. Null: it says nothing about the gateway. */
export function problemOfCause(cause: string): GatewayProblem | null {
  switch (cause) {
    case 'accountSuspended':
      return 'suspended';
    case 'notRegistered':
      return 'unregistered';
    case 'noSmsPermission':
      return 'noSmsPermission';
    default:
      return null;
  }
}

/** All gateways start as usable: the catch-up before the first text finds out. */
export function createLinks(deps: Deps): Links {
  const breakers = new Map<string, BreakerState>();
  const returns = new Map<string, number>();
  const listeners: ((gatewayId: string) => void)[] = [];
  const of = (id: string): BreakerState => breakers.get(id) ?? CLOSED;
  const moment = (): { now: number; fraction: number } => ({
    now: deps.clock.monotonic(),
    fraction: deps.random.fraction(),
  });

  const move = (id: string, next: BreakerState, shown: Shown | null): void => {
    const before = of(id);
    breakers.set(id, next);
    if (shown !== null) writeState(deps, id, shown);
    if ((before.open === null) === (next.open === null)) return;
    if (next.open === null) returns.set(id, deps.clock.now());
    deps.log.info({ gateway: id, problem: next.open?.problem ?? null }, 'gateway.breaker');
    for (const listener of listeners) listener(id);
  };

  return {
    usable: (id) => of(id).open === null,
    problem: (id) => of(id).open?.problem ?? null,
    probeIn: (id) => {
      const open = of(id).open;
      return open === null ? null : Math.max(0, open.probeAt - deps.clock.monotonic());
    },
    backAt: (id) => returns.get(id) ?? null,
    worked: (id, what) => move(id, onSuccess(of(id), what), null),
    failed(id, problem, final) {
      const next = onFailure(of(id), { problem, final, ...moment() });
      move(id, next, next.open === null ? null : { state: stateOf(problem), problem });
    },
    looked(id, health) {
      const blocking = blockingProblem(health);
      const state = blocking === null ? (isSlow(health) ? 'slow' : 'up') : stateOf(blocking);
      const shown = { state, problem: blocking ?? health.problem, health } as const;
      move(id, onProbe(of(id), { problem: blocking, ...moment() }), shown);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** A gateway through which answers cannot be seen must not send: a STOP would go unseen (capcom6.md 5). */
function blockingProblem(health: GatewayHealth): GatewayProblem | null {
  if (!health.reachable) return health.problem ?? 'unreachable';
  if (health.problem !== null && !HARMLESS.has(health.problem)) return health.problem;
  return health.canReceive ? null : 'versionLosesTexts';
}

function stateOf(problem: GatewayProblem): GatewayState {
  return DOWN.has(problem) ? 'down' : 'refused';
}

function isSlow(health: GatewayHealth): boolean {
  return (health.roundTripMs ?? 0) > SLOW_MS;
}

interface Shown {
  readonly state: GatewayState;
  readonly problem: GatewayProblem | null;
  readonly health?: GatewayHealth;
}

function writeState(deps: Deps, id: string, shown: Shown): void {
  const record = deps.store.read((tx) => tx.gateways.get(id));
  if (record === undefined) return;
  const now = deps.clock.now();
  const patch = patchFor(record, shown, now);
  if (patch === null) return;
  deps.store.write('dispatcher', (tx) => {
    tx.gateways.update(id, patch);
    tx.changed('gateway.changed', id);
  });
}

/** Null when a person would see no difference. A pause by hand outlasts everything we learn meanwhile. */
function patchFor(record: GatewayRecord, shown: Shown, now: number): Partial<GatewayRecord> | null {
  const state = record.pausedAt === null ? shown.state : 'paused';
  const turned = state !== record.state || shown.problem !== record.problem;
  const { health } = shown;
  // Out of reach it says nothing new about itself: what was last known stays.
  const facts = health?.reachable === true ? factsOf(health) : null;
  const factsChanged = facts !== null && JSON.stringify(facts) !== JSON.stringify(stable(record.health));
  if (!turned && !factsChanged) return null;
  return {
    state,
    problem: shown.problem,
    ...(turned ? { since: staysClosed(record, state) ? record.since : now } : {}),
    ...(facts === null ? {} : { health: facts, lastHeardAt: now }),
  };
}

/** Closed is closed: another reason on the way does not start the wait for a failover anew. */
function staysClosed(before: GatewayRecord, state: GatewayState): boolean {
  const isClosed = (one: GatewayState): boolean => one === 'down' || one === 'refused';
  return before.since !== null && isClosed(before.state) && isClosed(state);
}

/** What a health check says about the device, without what changes with every look. */
function factsOf(health: GatewayHealth): Readonly<Record<string, unknown>> {
  return {
    version: health.version,
    deviceId: health.deviceId,
    deviceName: health.deviceName,
    batteryPercent: health.batteryPercent,
    charging: health.charging,
    // To the minute: a clock that drifts by milliseconds is no news.
    clockSkewMs: health.clockSkewMs === null ? null : Math.round(health.clockSkewMs / 60_000) * 60_000,
    canReceive: health.canReceive,
  };
}

function stable(health: Readonly<Record<string, unknown>> | null): Readonly<Record<string, unknown>> | null {
  if (health === null) return null;
  const { version, deviceId, deviceName, batteryPercent, charging, clockSkewMs, canReceive } = health;
  return { version, deviceId, deviceName, batteryPercent, charging, clockSkewMs, canReceive };
}
