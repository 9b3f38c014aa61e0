/**
 * What the consent ledger says today: the state computed from its events (rules.md 11.1, 11.2).
 * Pure. Knows nothing of numbers that are suspended or of who may record what.
 */
import type { ConsentLevel } from '../../../contract/consent.ts';
import { decides, inEffect, READS_LIKE_STOP, scopeOf, SUSPECTED_OPT_OUT } from './event.ts';
import type { LedgerEvent, LedgerPurpose } from './event.ts';
import { grantBehind, levelOf } from './grants.ts';
import type { Contact, Question } from './grants.ts';
import { peopleTurnedOff, refusalsOf } from './lifting.ts';

export {
  LINK_ENDED,
  LINK_ENDED_LAST,
  READS_LIKE_STOP,
  SUSPECTED_OPT_OUT,
  SUSPICION_CLEARED,
  TAKEN_BACK,
} from './event.ts';
export type { LedgerEvent, LedgerPurpose } from './event.ts';
export type { Contact } from './grants.ts';

export interface OptOut {
  readonly at: number;
  readonly scope: 'number' | 'person' | 'purpose';
  readonly method: LedgerEvent['method'];
  /** The word of the text that did it, or staff's note. */
  readonly word: string;
}

export type ConsentLevels = Readonly<Record<LedgerPurpose, ConsentLevel>>;

/** The ledger of one number as it stands for one person (or, without one, for whoever answers there). */
export interface ConsentView {
  /** The widest opt-out in force; null when care texts are not opted out. */
  readonly optedOut: OptOut | null;
  /** People of this number about whom nobody wants texts (P3). */
  readonly personsOptedOut: readonly string[];
  readonly levels: Readonly<Record<LedgerEvent['channel'], ConsentLevels>>;
  /** A text that may have meant "stop" waits for a person's decision (P5). */
  readonly suspected: boolean;
  /** The newest grant behind today's care level (P11). */
  readonly careGrant: { readonly at: number; readonly method: LedgerEvent['method'] } | null;
}

/** What of the view decides whether somebody can be texted at all. */
export interface Standing {
  readonly optedOut: OptOut | null;
  /** Of the purpose that was asked for. */
  readonly level: ConsentLevel;
  readonly suspected: boolean;
}

/** The part of `readLedger` that lists show: asked for every text that comes in, so it computes no more than that. */
export function standingOf(
  events: readonly LedgerEvent[],
  personId: string | null,
  purpose: LedgerPurpose,
  now: number,
): Standing {
  const held = inEffect(events, now);
  return {
    optedOut: optOutOf(held, personId, purpose),
    level: levelOf(held, { personId, purpose, channel: 'sms', now }),
    suspected: isSuspected(events),
  };
}

/**
 * Computes the state for `personId` at `now`. A revocation beats everything before it and every grant that staff or an import record
 * after it; only the recipient ends it (lifting.ts), and START restores care alone (P2, P3, P4, P7, P8). With `contact` advertising
 * lapses (P15).
 */
export function readLedger(
  events: readonly LedgerEvent[],
  personId: string | null,
  now: number,
  contact?: Contact,
): ConsentView {
  const held = inEffect(events, now);
  const levels = (channel: LedgerEvent['channel']): ConsentLevels => {
    const level = (purpose: LedgerPurpose) => levelOf(held, { personId, purpose, channel, now, contact });
    return {
      care: level('care'),
      billing: level('billing'),
      marketing: level('marketing'),
      employee: level('employee'),
    };
  };
  const grant = grantBehind(held, { personId, purpose: 'care', channel: 'sms', now });
  return {
    optedOut: optOutOf(held, personId),
    personsOptedOut: peopleTurnedOff(held),
    levels: { sms: levels('sms'), whatsapp: levels('whatsapp') },
    suspected: isSuspected(events),
    careGrant: grant === null ? null : { at: grant.at, method: grant.method },
  };
}

/** One purpose with its evidence: what stands behind the level, and which opt-out stands in the way. */
export function readPurpose(events: readonly LedgerEvent[], question: Question) {
  const held = inEffect(events, question.now);
  const refusal = refusalsOf(held, question.personId, question.purpose).findLast(({ liftedAt }) => liftedAt === null);
  return {
    level: levelOf(held, question),
    grant: grantBehind(held, question),
    refusal: refusal === undefined ? null : toOptOut(refusal.event),
  };
}

/** Whether a text may have meant "stop" and nobody has decided since (P5). */
export function isSuspected(events: readonly LedgerEvent[]): boolean {
  const last = events.findLast(decides);
  return last !== undefined && isDoubt(last);
}

/** The doubtful text that becomes an opt-out when nobody decides in time; undefined: somebody has decided, or no rule doubts. */
export function openDoubt<E extends LedgerEvent>(events: readonly E[]): E | undefined {
  const decided = events.findLastIndex((event) => decides(event) && !isDoubt(event));
  return events.slice(decided + 1).findLast((event) => isDoubt(event) && event.evidence === SUSPECTED_OPT_OUT);
}

function isDoubt({ kind, method, evidence }: LedgerEvent): boolean {
  return kind === 'note' && method === 'text' && (evidence === SUSPECTED_OPT_OUT || evidence === READS_LIKE_STOP);
}

/** Whether the number as a whole is opted out (P2), for everyone on it. */
export function isNumberOptedOut(events: readonly LedgerEvent[]): boolean {
  return optOutOf(events, null)?.scope === 'number';
}

function optOutOf(
  events: readonly LedgerEvent[],
  personId: string | null,
  purpose: LedgerPurpose = 'care',
): OptOut | null {
  const standing = refusalsOf(events, personId, purpose).flatMap(({ event, liftedAt }) =>
    liftedAt === null ? [toOptOut(event)] : [],
  );
  const widest = (scope: OptOut['scope']) => standing.findLast((one) => one.scope === scope);
  return widest('number') ?? widest('person') ?? widest('purpose') ?? null;
}

function toOptOut(event: LedgerEvent): OptOut {
  const scope = scopeOf(event) !== null ? 'purpose' : event.personId === null ? 'number' : 'person';
  return { at: event.at, scope, method: event.method, word: event.evidence };
}
