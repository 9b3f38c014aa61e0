/**
 * How long a text must wait when several things make it wait (rules.md 13.1): start at now, take the later of provider
 * retry, cap opening and next open time, and repeat until nothing changes. The result is always an open time.
 */
import { nextOpen } from '../quietHours.ts';
import { reachedCaps } from './caps.ts';
import { isDirectAt } from './directReply.ts';
import type { BaseFacts, Wait } from './facts.ts';

export function waitFor(facts: BaseFacts): Wait {
  const { input, retryAt } = facts;
  const waits = retryAt !== null || (facts.caps.length > 0 && capsDelay(facts)) || closedAndDelays(facts);
  if (!waits) return { kind: 'none' };
  // Ends: each round lets a counted text leave its cap, or moves to an open time that then stays.
  let at = Math.max(input.now, retryAt ?? input.now);
  for (;;) {
    const later = laterOf(facts, at);
    if (later === null) return { kind: 'never' };
    if (later === at) return { kind: 'until', at };
    at = later;
  }
}

/** Whether closed hours make this text wait, instead of asking the person at the screen. */
export function hoursDelay({ input, byHand }: BaseFacts): boolean {
  return !(byHand && (input.purpose === 'care' || input.purpose === 'employee'));
}

/** Whether a cap makes this text wait, instead of asking the person at the screen. */
export function capsDelay({ input, byHand }: BaseFacts): boolean {
  return !(byHand && input.purpose === 'care');
}

function closedAndDelays(facts: BaseFacts): boolean {
  return facts.opensAt !== null && facts.opensAt > facts.input.now && hoursDelay(facts);
}

function laterOf(facts: BaseFacts, at: number): number | null {
  const { input, zones, hours } = facts;
  const caps = capsDelay(facts) ? reachedCaps(input, zones, at) : [];
  const roomAt = Math.max(at, ...caps.map((cap) => cap.until));
  // "Send now" at night, said by a person, also holds for the retry a few minutes later.
  const sentAnyway = !hoursDelay(facts) && facts.isConfirmed('QUIET_HOURS');
  if (hours === null || isDirectAt(input, roomAt) || sentAnyway) return roomAt;
  return nextOpen(hours, zones, roomAt);
}
