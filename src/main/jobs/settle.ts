/**
 * Writes what became of an attempt: the attempt, the job and the message, in one commit, fenced by the lease. Pure of I/O beside the
 * transaction; when to try again is `domain/backoff`.
 */
import { nextTryAt } from '../domain/backoff.ts';
import { CANNOT_HOLD } from '../providers/gateway.ts';
import type { GatewayTraits, SendOutcome } from '../providers/gateway.ts';
import type { AttemptOutcome, JobState } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import type { JobDeps } from './deps.ts';
import type { Flight } from './flight.ts';
import type { StatusChange } from './handlers.ts';
import { endReason, rejectedReason, waitingReason } from './reasons.ts';
import { changeFor } from './statusChange.ts';

export type SettleDeps = Pick<JobDeps, 'clock' | 'random' | 'handlers' | 'crashPoint' | 'owner'>;

/** The first look after an attempt in doubt, ms: long enough for a request still on its way to arrive. */
const FIRST_LOOK_MS = 2_000;

interface Settlement {
  readonly job: { readonly state: JobState; readonly runAt?: number; readonly code: string | null };
  readonly attempt: {
    readonly outcome: Exclude<AttemptOutcome, 'inFlight'>;
    readonly gatewayMessageId?: string;
    readonly code?: string;
    readonly detail?: string;
  };
  readonly change: StatusChange | null;
}

/**
 * Records an outcome. False when the lease was lost meanwhile: somebody else settles the attempt, nothing was written.
 */
export function settleFlight(
  deps: SettleDeps,
  tx: WriteTx,
  flight: Flight,
  outcome: SendOutcome,
  traits: GatewayTraits | null,
): boolean {
  const now = deps.clock.now();
  const settlement = unlessRecalled(tx, flight, outcome, settlementOf(deps, tx, flight, outcome, traits, now));
  if (!tx.outbox.settle(flight.job.id, deps.owner, settlement.job, now)) return false;
  if (outcome.kind === 'retry' && outcome.code === CANNOT_HOLD) tx.outbox.sendAtOnce(flight.job.id, now);
  if (settlement.job.state !== 'done' && settlement.job.state !== 'unknown') tx.recalls.settle(flight.job.id);
  tx.outbox.finishAttempt(flight.attemptId, { ...settlement.attempt, finishedAt: now });
  if (settlement.change !== null) deps.handlers.recordStatus(tx, flight.job.messageId, settlement.change, now);
  deps.crashPoint('dispatcher.inSettle');
  return true;
}

/** Wanted back while it was being handed over, and surely not taken: that is the end of it. */
function unlessRecalled(tx: WriteTx, flight: Flight, outcome: SendOutcome, settlement: Settlement): Settlement {
  const recall = tx.recalls.get(flight.job.id);
  if (recall === undefined || (outcome.kind !== 'retry' && outcome.kind !== 'pause')) return settlement;
  const reason = { code: recall.reasonCode, text: recall.reasonText };
  const change = { status: 'cancelled', reason, notBefore: null } as const;
  return { ...settlement, job: { state: 'cancelled', code: reason.code }, change };
}

function settlementOf(
  deps: SettleDeps,
  tx: WriteTx,
  flight: Flight,
  outcome: SendOutcome,
  traits: GatewayTraits | null,
  now: number,
): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return accepted(tx, flight, outcome, now);
    case 'rejected': {
      const reason = rejectedReason(outcome.code);
      return {
        job: { state: 'dead', code: outcome.code },
        attempt: { outcome: 'rejected', code: outcome.code, detail: outcome.detail },
        change: { status: 'failed', reason },
      };
    }
    case 'retry':
    case 'pause':
      return notSent(deps, tx, flight, outcome, now);
    case 'unknown':
      return inDoubt(outcome, traits, now);
  }
}

function accepted(
  tx: WriteTx,
  flight: Flight,
  outcome: Extract<SendOutcome, { kind: 'accepted' }>,
  now: number,
): Settlement {
  const { gatewayMessageId, status } = outcome;
  if (status === 'scheduled') {
    const kept = keptChange(flight.job.sendAt, { gatewayId: flight.gatewayId, gatewayMessageId });
    return { job: { state: 'done', code: null }, attempt: { outcome: 'accepted', gatewayMessageId }, change: kept };
  }
  const message = tx.messages.get(flight.job.messageId);
  const report = { gatewayMessageId, status, error: null, at: null };
  const change = message === undefined ? null : changeFor(message, report, now);
  return {
    job: { state: 'done', code: null },
    attempt: { outcome: 'accepted', gatewayMessageId },
    change: { status: 'sending', reason: null, ...change, gatewayId: flight.gatewayId, gatewayMessageId, sentAt: now },
  };
}

/** A gateway has it and sends it by itself. Nothing has left yet, so there is no `sentAt`. */
export function keptChange(
  sendAt: number | null,
  at: { readonly gatewayId: string; readonly gatewayMessageId: string },
): StatusChange {
  return { status: 'scheduled', reason: null, ...at, ...(sendAt === null ? {} : { notBefore: sendAt }) };
}

/** Surely not sent: again later, unless no useful moment is left. A paused gateway keeps the text at the head of its lane. */
function notSent(
  deps: SettleDeps,
  tx: WriteTx,
  flight: Flight,
  outcome: Extract<SendOutcome, { kind: 'retry' | 'pause' }>,
  now: number,
): Settlement {
  const { code, detail } = outcome;
  const runAt =
    code === CANNOT_HOLD
      ? (flight.job.sendAt ?? now)
      : outcome.kind === 'pause'
        ? now
        : retryAt(deps, tx, flight, outcome.afterMs, now);
  const attempt = { outcome: outcome.kind, code, detail } as const;
  if (runAt === null) {
    const reason = endReason('expired');
    return { job: { state: 'expired', code }, attempt, change: { status: 'expired', reason } };
  }
  return {
    job: { state: 'ready', runAt, code },
    attempt,
    change: { status: 'queued', reason: waitingReason(code), notBefore: runAt },
  };
}

function retryAt(deps: SettleDeps, tx: WriteTx, flight: Flight, afterMs: number, now: number): number | null {
  const earlier = tx.outbox.attemptsOf(flight.job.id).filter((attempt) => attempt.outcome === 'retry').length;
  return nextTryAt({
    now,
    failures: earlier + 1,
    fraction: deps.random.fraction(),
    afterMs,
    sendBy: flight.job.sendBy,
  });
}

/** It may have gone out. Asked after where that is possible; where it is not, a person decides. */
function inDoubt(
  outcome: Extract<SendOutcome, { kind: 'unknown' }>,
  traits: GatewayTraits | null,
  now: number,
): Settlement {
  const { code, detail } = outcome;
  const attempt = { outcome: 'unknown', code, detail } as const;
  if (traits === null || (!traits.idempotentSend && !traits.canList)) {
    return {
      job: { state: 'needsReview', code },
      attempt,
      change: { status: 'needsReview', reason: endReason('unsettled') },
    };
  }
  return {
    job: { state: 'unknown', runAt: now + FIRST_LOOK_MS, code },
    attempt,
    change: { status: 'sending', reason: waitingReason('checking') },
  };
}
