/** Agreements that count: after every opt-out, not taken back, not lapsed, of a person who still has the number (P7 to P13, P15). */
import type { ConsentGiver, ConsentLevel } from '../../../contract/consent.ts';
import { DAY_MS } from '../time.ts';
import { concerns, LINK_ENDED, LINK_ENDED_LAST, TAKEN_BACK, takesBack } from './event.ts';
import type { LedgerEvent, LedgerPurpose } from './event.ts';
import { refusalsOf } from './lifting.ts';
import type { Refusal } from './lifting.ts';

/** An agreement as it counts today. */
export interface Grant {
  readonly at: number;
  readonly method: LedgerEvent['method'];
  readonly level: ConsentLevel;
  readonly givenBy: ConsentGiver | null;
  /** When it ends or has ended, UTC ms; null: it has no end. */
  readonly endsAt: number | null;
}

/** When the practice and the number last had anything to do with each other, and how long advertising outlives that. */
export interface Contact {
  /** UTC ms; null: never. */
  readonly lastAt: number | null;
  readonly marketingLapseMs: number;
}

export interface Question {
  readonly personId: string | null;
  readonly purpose: LedgerPurpose;
  readonly channel: LedgerEvent['channel'];
  readonly now: number;
  /** Left out: advertising does not lapse. */
  readonly contact?: Contact | undefined;
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
/** An unanswered request lapses (rules.md 2.2). */
const PENDING_FOR_MS = 7 * DAY_MS;

/** The level of one purpose: the highest of what counts (P11), `revoked` where an opt-out is the last word, else `none`. */
export function levelOf(events: readonly LedgerEvent[], question: Question): ConsentLevel {
  const refusals = refusalsOf(events, question.personId, question.purpose);
  const best = validGrants(events, question, refusals).reduce<ConsentLevel>(
    (top, { level }) => (RANK[level] > RANK[top] ? level : top),
    'none',
  );
  return best === 'none' && refusals.length > 0 ? 'revoked' : best;
}

/** The newest of the highest agreements: the evidence (P11). Null: nothing counts. */
export function grantBehind(events: readonly LedgerEvent[], question: Question): Grant | null {
  const valid = validGrants(events, question, refusalsOf(events, question.personId, question.purpose));
  const best = Math.max(0, ...valid.map(({ level }) => RANK[level]));
  return valid.findLast(({ level }) => RANK[level] === best) ?? null;
}

function validGrants(events: readonly LedgerEvent[], question: Question, refusals: readonly Refusal[]): Grant[] {
  // What takes an agreement back, or ends it, is written down as a note.
  const notes = events.some(({ kind }) => kind === 'note');
  const takenBack = notes ? takenBackBy(events) : NOTHING_TAKEN_BACK;
  const departures = notes ? departuresOf(events) : NO_DEPARTURE;
  return events.flatMap((event, place) => {
    if (event.channel !== question.channel || !grants(event, question.purpose)) return [];
    if (!concerns(event, question.personId) || isMovedOn(departures, event, place, question.personId)) return [];
    if (event.kind === 'grant' && event.id !== undefined && takenBack.has(event.id)) return [];
    // What was agreed before an opt-out is gone; what staff record while it stands changes nothing, also not after it was lifted.
    if (!refusals.every(({ place: at, liftedAt }) => liftedAt !== null && place > at && place >= liftedAt)) return [];
    // An import changes nothing for somebody who ever opted out, before or after (P8).
    if (event.method === 'import' && refusals.length > 0) return [];
    const grant = toGrant(events, event, place, question.now);
    return isLapsed(grant, question) ? [] : [grant];
  });
}

const NOTHING_TAKEN_BACK: ReadonlySet<string> = new Set();
const NO_DEPARTURE: readonly Departure[] = [];

function takenBackBy(events: readonly LedgerEvent[]): ReadonlySet<string> {
  return new Set(events.filter(takesBack).map(({ evidence }) => evidence.slice(TAKEN_BACK.length)));
}

/** A restore gives back care, whatever it says about purposes (P7). */
function grants(event: LedgerEvent, purpose: LedgerPurpose): boolean {
  if (event.kind === 'restore') return purpose === 'care';
  return event.kind === 'grant' && (event.purpose === null || event.purpose === purpose);
}

function toGrant(events: readonly LedgerEvent[], event: LedgerEvent, place: number, now: number): Grant {
  const { at, method } = event;
  const endsAt = event.kind === 'restore' ? endOfParents(events, place) : (event.endsAt ?? null);
  // A parent's agreement is no proof once the child is of age (P12).
  const level = endsAt !== null && endsAt <= now ? 'unproven' : (event.level ?? 'express');
  return { at, method, level, givenBy: event.givenBy ?? null, endsAt };
}

/** The parent's phone texts START for the parent: no longer than the parent's agreement went. */
function endOfParents(events: readonly LedgerEvent[], place: number): number | null {
  const before = events.slice(0, place).filter(({ kind, personId }) => kind === 'grant' && personId !== null);
  const ends = before.map(({ endsAt }) => endsAt ?? null);
  return ends.length > 0 && ends.every((end) => end !== null) ? Math.min(...ends) : null;
}

interface Departure {
  readonly place: number;
  readonly personId: string | null;
  /** Nobody had the number any more. */
  readonly last: boolean;
}

function departuresOf(events: readonly LedgerEvent[]): readonly Departure[] {
  return events.flatMap(({ kind, evidence, personId }, place) =>
    kind === 'note' && (evidence === LINK_ENDED || evidence === LINK_ENDED_LAST)
      ? [{ place, personId, last: evidence === LINK_ENDED_LAST }]
      : [],
  );
}

/** Whether the number went from this person, or from everybody, since: consent does not move with a number (P13). */
function isMovedOn(
  departures: readonly Departure[],
  { personId: about }: LedgerEvent,
  place: number,
  personId: string | null,
): boolean {
  return departures.some(
    (left) =>
      left.place > place &&
      ((personId !== null && left.personId === personId) ||
        (about !== null && left.personId === about) ||
        (about === null && left.last)),
  );
}

function isLapsed({ level, at }: Grant, { purpose, now, contact }: Question): boolean {
  if (level === 'pending') return now - at > PENDING_FOR_MS;
  if (purpose !== 'marketing' || contact === undefined) return false;
  return now - Math.max(at, contact.lastAt ?? 0) > contact.marketingLapseMs;
}
