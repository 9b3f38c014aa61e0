/** Row 25 of rules.md 13.2 with section 2.4: how many texts a person gets in a day, a week, a month. */
import type { GateInput } from '../../../contract/gate.ts';
import { DAY_MS, addDays, compareDates, instantOnDay, toLocal } from '../time.ts';
import { isDirectAt } from './directReply.ts';
import type { ReachedCap } from './facts.ts';
import { NOTHING } from './finding.ts';
import type { Finding, Rule } from './finding.ts';

interface Cap {
  readonly code: ReachedCap['code'];
  readonly most: number;
  /** `localDay`: since midnight where the person is; otherwise a rolling span in ms. */
  readonly span: 'localDay' | number;
}

/** For care texts where the number was given and no agreement is recorded. */
export const STRICT_CARE_CAPS: readonly Cap[] = [
  { code: 'CAP_DAY', most: 1, span: 'localDay' },
  { code: 'CAP_WEEK', most: 3, span: 7 * DAY_MS },
];
const AGREED: readonly Cap[] = [
  { code: 'CAP_DAY', most: 3, span: 'localDay' },
  { code: 'CAP_WEEK', most: 7, span: 7 * DAY_MS },
];
/** One a day also satisfies every state that allows three (FL, MD, OK, OR: section 3). */
const MARKETING: readonly Cap[] = [
  { code: 'CAP_DAY', most: 1, span: DAY_MS },
  { code: 'CAP_MONTH', most: 4, span: 30 * DAY_MS },
];

/** The caps a text at `at` would run into. Direct answers, staff and system messages have none. */
export function reachedCaps(input: GateInput, zones: readonly string[], at: number): readonly ReachedCap[] {
  if (input.sentAt.length === 0 || isDirectAt(input, at)) return [];
  return capsFor(input).flatMap((cap) => {
    const reached = zonesForDay(zones).map((zone) => reachedIn(cap, input.sentAt, zone, at));
    const counted = reached.filter((one): one is ReachedCap => one !== null);
    const latest = counted.reduce<ReachedCap | null>(
      (worst, one) => (worst === null || one.until > worst.until ? one : worst),
      null,
    );
    return latest === null ? [] : [latest];
  });
}

/** Row 25. For care a person at the screen may decide; billing and marketing wait. */
export const frequencyCaps: Rule = ({ input, byHand, caps }) => {
  if (caps.length === 0) return NOTHING;
  const decision: Finding['decision'] = byHand && input.purpose === 'care' ? 'confirm' : 'delay';
  return caps.map(({ code, count, until }) => ({ code, decision, until, params: { count } }));
};

function capsFor(input: GateInput): readonly Cap[] {
  switch (input.purpose) {
    case 'care': {
      const level = input.consent[input.channel].care;
      return level === 'express' || level === 'written' ? AGREED : STRICT_CARE_CAPS;
    }
    case 'billing':
      return STRICT_CARE_CAPS;
    case 'marketing':
      return MARKETING;
    default:
      return [];
  }
}

function reachedIn(cap: Cap, sentAt: readonly number[], zone: string, at: number): ReachedCap | null {
  if (cap.span === 'localDay') {
    const today = toLocal(at, zone);
    const count = sentAt.filter((sent) => compareDates(toLocal(sent, zone), today) === 0).length;
    return count < cap.most ? null : { code: cap.code, count, until: instantOnDay(addDays(today, 1), 0, zone) };
  }
  const span = cap.span;
  const within = sentAt.filter((sent) => sent > at - span).sort((a, b) => b - a);
  const lastToLeave = within[cap.most - 1];
  return lastToLeave === undefined ? null : { code: cap.code, count: within.length, until: lastToLeave + span };
}

/** With no usable zone the gate asks for one anyway (row 24); the day still needs some midnight. */
function zonesForDay(zones: readonly string[]): readonly string[] {
  return zones.length === 0 ? ['UTC'] : zones;
}
