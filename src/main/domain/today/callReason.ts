/** Why somebody has to be telephoned about a visit (peers.md d6). Pure: the facts come in, the strongest reason or none goes out. */
import type { CallOutcome, CallReason } from '../../../contract/today.ts';
import type { CanText } from '../../../contract/people.ts';
import type { ReminderState } from '../../../contract/reminders.ts';

import type { AppointmentStatus, ReplyStatus } from '../../../contract/visits.ts';

export interface CallFacts {
  readonly status: AppointmentStatus;
  readonly reply: ReplyStatus;
  readonly startsAt: number;
  readonly canText: CanText;
  /** They texted CANCEL or a word like it as an answer about this visit, which opted them out, and nobody has settled it. */
  readonly mayMeanVisit: boolean;
  /** What became of every reminder of this start of the visit. */
  readonly reminders: readonly { readonly state: ReminderState; readonly sendBy: number }[];
  /** The newest call about it; null: none. */
  readonly lastCall: CallOutcome | null;
}

export interface CallMoment {
  /** UTC ms. */
  readonly now: number;
  /** No gateway has been able to send for a while; texts that are of no use after this instant are called instead. Null: no outage. */
  readonly outageUntil: number | null;
}

/** Null: nobody has to call. */
export function callReason(facts: CallFacts, { now, outageUntil }: CallMoment): CallReason | null {
  if (facts.status !== 'booked' || facts.startsAt <= now) return null;
  if (facts.reply === 'confirmed' || facts.reply === 'cancelled') return null;
  // They were reached, and what they said is on the visit.
  if (facts.reply === 'newTime') return facts.lastCall === 'newTime' ? null : 'newTime';
  if (facts.mayMeanVisit && facts.canText === 'optedOut') return 'mayMeanVisit';
  const unable = CANNOT[facts.canText];
  if (unable !== undefined) return unable;
  const states = facts.reminders.map(({ state }) => state);
  if (facts.reply === 'unreachable' || states.includes('failed')) return 'failed';
  const asked = states.includes('sent') || states.includes('delivered');
  if (!asked && states.includes('expired')) return 'expired';
  const waiting = facts.reminders.filter(({ state }) => state === 'planned' || state === 'queued' || state === 'held');
  if (outageUntil !== null && waiting.some(({ sendBy }) => sendBy <= outageUntil)) return 'outage';
  return facts.reply === 'none' && asked && waiting.length === 0 ? 'unanswered' : null;
}

const CANNOT: Partial<Readonly<Record<CanText, CallReason>>> = {
  optedOut: 'optedOut',
  landline: 'landline',
  noNumber: 'noNumber',
  suspended: 'wrongNumber',
  ask: 'noConsent',
};
