/**
 * The circuit breaker of one gateway, as a pure state machine: an outage costs a few probes, not one attempt per waiting text.
 * A probe is a health check, never a patient's text. Times are monotonic ms.
 */
import type { GatewayProblem } from '../../contract/gatewayProblems.ts';
import { backoffCeiling } from '../domain/backoff.ts';
import type { BackoffPolicy } from '../domain/backoff.ts';

export interface BreakerState {
  /** Null: closed, texts may be handed over. */
  readonly open: { readonly problem: GatewayProblem; readonly probeAt: number } | null;
  /** Failed calls in a row, while closed. */
  readonly failures: number;
  /** Openings and failed probes since a text was last accepted; they space the probes out. */
  readonly trips: number;
}

export const CLOSED: BreakerState = { open: null, failures: 0, trips: 0 };

/** So many failed calls in a row open the breaker; a refusal that a person must lift opens it at once. */
const FAILURES_TO_OPEN = 2;

const PROBES: BackoffPolicy = { baseMs: 5_000, capMs: 60_000 };

/** A call went through. Only an accepted text proves that sending works, so only that forgets the trips. */
export function onSuccess(state: BreakerState, what: 'text' | 'other'): BreakerState {
  if (state.open !== null) return state;
  return { open: null, failures: 0, trips: what === 'text' ? 0 : state.trips };
}

/** A call failed. `now` is monotonic ms; `fraction` in [0, 1) spreads the probes. */
export function onFailure(
  state: BreakerState,
  failure: {
    readonly problem: GatewayProblem;
    readonly final: boolean;
    readonly now: number;
    readonly fraction: number;
  },
): BreakerState {
  // Open already: only a probe tells more. Whoever still calls must not push the next probe out.
  if (state.open !== null) return state;
  const failures = state.failures + 1;
  if (!failure.final && failures < FAILURES_TO_OPEN) return { ...state, failures };
  return opened(state, failure);
}

/** A probe came back. `problem` null: the gateway takes texts again. */
export function onProbe(
  state: BreakerState,
  probe: { readonly problem: GatewayProblem | null; readonly now: number; readonly fraction: number },
): BreakerState {
  if (probe.problem !== null) return opened(state, { ...probe, problem: probe.problem });
  return { open: null, failures: 0, trips: state.trips };
}

function opened(
  state: BreakerState,
  at: { readonly problem: GatewayProblem; readonly now: number; readonly fraction: number },
): BreakerState {
  const trips = state.trips + 1;
  const wait = Math.round(backoffCeiling(PROBES, trips) * (0.5 + at.fraction / 2));
  return { open: { problem: at.problem, probeAt: at.now + wait }, failures: 0, trips };
}
