/**
 * Whether a text may leave by another route than the one it was meant for, because that one is closed (ADR 0014). Pure. The rule errs
 * towards waiting: a late text is a nuisance, the same text from two numbers is a fault.
 */
import { MINUTE_MS } from '../time.ts';
import type { PastAttempt, RoutingPolicy, TextToRoute } from './route.ts';

/**
 * A gateway that does not know a text proves that it never arrives only when the request can no longer be under way: a call is given up
 * after 30 s, and what was buffered on the way is gone well before this, ms.
 */
const ABSENT_IS_SURE_AFTER_MS = 2 * MINUTE_MS;

export type FailoverAnswer =
  | 'yes'
  /** The practice does not want it. */
  | 'off'
  /** The route has not been closed for long enough. */
  | 'notYet'
  /** Advertising that nobody waits for is never worth another route. */
  | 'marketing'
  /** An earlier try may have gone out, or is going out. */
  | 'mayBeOut';

export interface FailoverInput {
  readonly policy: Pick<RoutingPolicy, 'failover' | 'failoverAfterMs'>;
  /** How long the route has been closed, ms. */
  readonly closedForMs: number;
  readonly text: Pick<TextToRoute, 'purpose' | 'trigger'>;
  readonly attempts: readonly PastAttempt[];
}

export function mayFailOver({ policy, closedForMs, text, attempts }: FailoverInput): FailoverAnswer {
  if (mayBeOut(attempts)) return 'mayBeOut';
  if (!policy.failover) return 'off';
  if (text.purpose === 'marketing' && text.trigger === 'automatic') return 'marketing';
  return closedForMs >= policy.failoverAfterMs ? 'yes' : 'notYet';
}

/** Whether any earlier try leaves a doubt that the text went out. No try, no doubt. */
export function mayBeOut(attempts: readonly PastAttempt[]): boolean {
  return !attempts.every(surelyNotSent);
}

function surelyNotSent({ outcome, tookMs }: PastAttempt): boolean {
  switch (outcome) {
    case 'retry':
    case 'pause':
    case 'rejected':
      return true;
    case 'absent':
      return tookMs !== null && tookMs >= ABSENT_IS_SURE_AFTER_MS;
    case 'inFlight':
    case 'accepted':
    case 'unknown':
      return false;
  }
}
