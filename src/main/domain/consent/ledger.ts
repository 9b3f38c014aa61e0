/**
 * What the consent ledger says today: the state computed from its events (rules.md 11.1, 11.2).
 * Pure. Knows nothing of numbers that are suspended or of who may record what.
 */
import type { ConsentEvent, ConsentLevel } from '../../../contract/consent.ts';
import { DAY_MS } from '../time.ts';

/** One event about one number, as far as the computation needs it. Passed oldest first. */
export interface LedgerEvent {
  /** Left out in examples: an event nobody takes back. */
  readonly id?: string;
  readonly at: number;
  /** Null: about the number, whoever holds it. */
  readonly personId: string | null;
  readonly kind: ConsentEvent['kind'];
  readonly level: ConsentLevel | null;
  /** Null: every purpose. */
  readonly purpose: string | null;
  readonly channel: 'sms' | 'whatsapp';
  readonly method: ConsentEvent['method'];
  readonly evidence: string;
}

export interface OptOut {
  readonly at: number;
  readonly scope: 'number' | 'person' | 'purpose';
  readonly method: LedgerEvent['method'];
  /** The word of the text that did it, or staff's note. */
  readonly word: string;
}

export type LedgerPurpose = 'care' | 'billing' | 'marketing' | 'employee';
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

const RANK: Readonly<Record<ConsentLevel, number>> = {
  written: 5,
  express: 4,
  provided_number: 3,
  unproven: 2,
  pending: 1,
  none: 0,
  revoked: 0,
};
/**
 * What a note says that takes back an agreement which was recorded by mistake, because the list it came from was taken out again. Before
 * the id of that agreement. It says nothing about later ones, and never lifts an opt-out.
 */
export const TAKEN_BACK = 'takenBack:';
/** An unanswered request lapses (rules.md 2.2). */
const PENDING_FOR_MS = 7 * DAY_MS;

/** What of the view decides whether somebody can be texted at all. */
export interface CareStanding {
  readonly optedOut: OptOut | null;
  readonly levels: { readonly sms: { readonly care: ConsentLevel } };
  readonly suspected: boolean;
}

/** The part of `readLedger` that lists show: asked for every text that comes in, so it computes no more than that. */
export function careStandingOf(events: readonly LedgerEvent[], personId: string | null, now: number): CareStanding {
  return {
    optedOut: optOutOf(events, personId),
    levels: { sms: { care: levelOf(events, personId, 'care', 'sms', now) } },
    suspected: isSuspected(events),
  };
}

/**
 * Computes the state for `personId` at `now`. A revocation beats everything before it and every grant that staff or
 * an import record after it; only the recipient's own restore ends it, and restores care alone (P2, P3, P4, P7, P8).
 */
export function readLedger(events: readonly LedgerEvent[], personId: string | null, now: number): ConsentView {
  const levels = (channel: LedgerEvent['channel']): ConsentLevels => ({
    care: levelOf(events, personId, 'care', channel, now),
    billing: levelOf(events, personId, 'billing', channel, now),
    marketing: levelOf(events, personId, 'marketing', channel, now),
    employee: levelOf(events, personId, 'employee', channel, now),
  });
  return {
    optedOut: optOutOf(events, personId),
    personsOptedOut: personsOptedOut(events),
    levels: { sms: levels('sms'), whatsapp: levels('whatsapp') },
    suspected: isSuspected(events),
    careGrant: newestOf(validGrants(events, personId, 'care', 'sms', now)),
  };
}

/** The evidence of the ledger's note that a text may have meant "stop" (rules.md 14.3, flag_hold). */
export const SUSPECTED_OPT_OUT = 'suspectedOptOut';

/** Any later entry about the number is a decision and ends the suspicion. */
export function isSuspected(events: readonly LedgerEvent[]): boolean {
  const last = events.findLast((event) => !takesBack(event));
  return last?.kind === 'note' && last.method === 'text' && last.evidence === SUSPECTED_OPT_OUT;
}

/** Whether the number as a whole is opted out (P2), for everyone on it. */
export function isNumberOptedOut(events: readonly LedgerEvent[]): boolean {
  return optOutOf(events, null)?.scope === 'number';
}

function optOutOf(events: readonly LedgerEvent[], personId: string | null): OptOut | null {
  const standing = events.flatMap((event, place) => {
    if (event.kind !== 'revoke' || !concerns(event, personId) || isLifted(events, place)) return [];
    if (event.purpose !== null && event.purpose !== 'care') return [];
    return [toOptOut(event)];
  });
  const widest = (scope: OptOut['scope']) => standing.findLast((one) => one.scope === scope);
  return widest('number') ?? widest('person') ?? widest('purpose') ?? null;
}

function toOptOut(event: LedgerEvent): OptOut {
  const scope = event.purpose !== null ? 'purpose' : event.personId === null ? 'number' : 'person';
  return { at: event.at, scope, method: event.method, word: event.evidence };
}

function personsOptedOut(events: readonly LedgerEvent[]): string[] {
  const found = events.flatMap((event, place) =>
    event.kind === 'revoke' && event.purpose === null && event.personId !== null && !isLifted(events, place)
      ? [event.personId]
      : [],
  );
  return [...new Set(found)];
}

function levelOf(
  events: readonly LedgerEvent[],
  personId: string | null,
  purpose: LedgerPurpose,
  channel: LedgerEvent['channel'],
  now: number,
): ConsentLevel {
  const valid = validGrants(events, personId, purpose, channel, now);
  const best = valid.reduce<ConsentLevel>((top, { level }) => (RANK[level] > RANK[top] ? level : top), 'none');
  if (best !== 'none') return best;
  const revoked = events.some((event) => event.kind === 'revoke' && covers(event, personId, purpose));
  return revoked ? 'revoked' : 'none';
}

interface Grant {
  readonly at: number;
  readonly method: LedgerEvent['method'];
  readonly level: ConsentLevel;
}

function validGrants(
  events: readonly LedgerEvent[],
  personId: string | null,
  purpose: LedgerPurpose,
  channel: LedgerEvent['channel'],
  now: number,
): Grant[] {
  const takenBack = new Set(events.filter(takesBack).map(({ evidence }) => evidence.slice(TAKEN_BACK.length)));
  const revokedAfter = events.findLastIndex((event) => event.kind === 'revoke' && covers(event, personId, purpose));
  return events.flatMap((event, place) => {
    if (place < revokedAfter || event.channel !== channel || !grants(event, purpose)) return [];
    if (!concerns(event, personId)) return [];
    if (event.kind === 'grant' && event.id !== undefined && takenBack.has(event.id)) return [];
    // A grant that staff record while an opt-out stands changes nothing, also not after it was lifted.
    const standing = revokedAfter >= 0 && event.kind === 'grant' && !isLifted(events, revokedAfter, place);
    if (standing && !isSignedAgain(events[revokedAfter], event)) return [];
    const level = event.level ?? 'express';
    if (level === 'pending' && now - event.at > PENDING_FOR_MS) return [];
    return [{ at: event.at, method: event.method, level }];
  });
}

function takesBack({ kind, method, evidence }: LedgerEvent): boolean {
  return kind === 'note' && method === 'import' && evidence.startsWith(TAKEN_BACK);
}

/** A restore gives back care, whatever it says about purposes (rules.md 11.2 P7). */
function grants(event: LedgerEvent, purpose: LedgerPurpose): boolean {
  if (event.kind === 'restore') return purpose === 'care';
  return event.kind === 'grant' && (event.purpose === null || event.purpose === purpose);
}

function newestOf(valid: readonly Grant[]): ConsentView['careGrant'] {
  const best = Math.max(0, ...valid.map(({ level }) => RANK[level]));
  const newest = valid.findLast(({ level }) => RANK[level] === best);
  return newest === undefined ? null : { at: newest.at, method: newest.method };
}

/**
 * Whether the recipient took back the revocation at `place` (before `until`, when given). Texting START from a shared
 * phone does not speak for a person about whom texts were turned off by name.
 */
function isLifted(events: readonly LedgerEvent[], place: number, until = events.length): boolean {
  const revoke = events[place];
  if (revoke === undefined) return false;
  if (revoke.purpose !== null && revoke.purpose !== 'care') return false;
  return events.slice(place + 1, until).some((event) => event.kind === 'restore' && event.personId === revoke.personId);
}

/** A form the person signed later ends an opt-out of one purpose; one of all texts only their own START ends (P7). */
function isSignedAgain(revoke: LedgerEvent | undefined, grant: LedgerEvent): boolean {
  const signed = grant.method === 'paper' || grant.method === 'form' || grant.method === 'website';
  const samePurpose = revoke !== undefined && revoke.purpose !== null && revoke.purpose === grant.purpose;
  return samePurpose && grant.level === 'written' && signed;
}

/** Whether an event about a number or one of its people counts for `personId`. */
function concerns(event: LedgerEvent, personId: string | null): boolean {
  return event.personId === null || event.personId === personId;
}

function covers(event: LedgerEvent, personId: string | null, purpose: LedgerPurpose): boolean {
  return concerns(event, personId) && (event.purpose === null || event.purpose === purpose);
}
