/**
 * Opt-outs and what ends them (rules.md 11.2 P2 to P4, P7, P8). Only the recipient ends one: by START, or, where it was told to the desk,
 * by a form they signed later or a request in person of which it is known who spoke. Lists and carriers end nothing.
 */
import { concerns, covers, scopeOf } from './event.ts';
import type { LedgerEvent, LedgerPurpose } from './event.ts';

/** An opt-out that covers a purpose, and where it was ended. */
export interface Refusal {
  readonly event: LedgerEvent;
  readonly place: number;
  /** Place of the entry from which on the purpose may be agreed to again; null: it stands. */
  readonly liftedAt: number | null;
}

/** Most ledgers hold none, and are asked about before every text. */
const NO_REFUSAL: readonly Refusal[] = [];

/** Every opt-out that takes `purpose` away from `personId`, oldest first. */
export function refusalsOf(
  events: readonly LedgerEvent[],
  personId: string | null,
  purpose: LedgerPurpose,
): readonly Refusal[] {
  if (!events.some(isRevoke)) return NO_REFUSAL;
  const ends = endings(events);
  return events.flatMap((event, place) =>
    event.kind === 'revoke' && covers(event, personId, purpose)
      ? [{ event, place, liftedAt: liftedAt(events, ends, { event, place }, personId, purpose) }]
      : [],
  );
}

function isRevoke({ kind }: LedgerEvent): boolean {
  return kind === 'revoke';
}

/** People about whom nobody wants texts, by name (P3). */
export function peopleTurnedOff(events: readonly LedgerEvent[]): readonly string[] {
  if (!events.some(isRevoke)) return [];
  const ends = endings(events);
  const found = events.flatMap((event, place) => {
    const { personId } = event;
    if (event.kind !== 'revoke' || personId === null || scopeOf(event) !== null) return [];
    return liftedAt(events, ends, { event, place }, personId, 'care') === null ? [personId] : [];
  });
  return [...new Set(found)];
}

/** Places of entries that could end an opt-out, by whom they are about: a shared phone may have thousands of people. */
type Endings = ReadonlyMap<string | null, readonly number[]>;

function endings(events: readonly LedgerEvent[]): Endings {
  const found = new Map<string | null, number[]>();
  for (const [place, event] of events.entries()) {
    const spoken = event.kind === 'grant' && (event.givenBy ?? null) !== null;
    if (event.kind !== 'restore' && !spoken && !isSigned(event)) continue;
    const theirs = found.get(event.personId);
    if (theirs === undefined) found.set(event.personId, [place]);
    else theirs.push(place);
  }
  return found;
}

/** The place of the first entry that ends the opt-out for this person and purpose; null: it stands. */
function liftedAt(
  events: readonly LedgerEvent[],
  ends: Endings,
  { event: revoke, place }: Pick<Refusal, 'event' | 'place'>,
  personId: string | null,
  purpose: LedgerPurpose,
): number | null {
  const lifts = (at: number): boolean => {
    const event = events[at];
    if (at <= place || event === undefined) return false;
    if (event.kind === 'restore') return isStart(revoke, event);
    const samePurpose = event.purpose === null || event.purpose === purpose;
    return samePurpose && concerns(event, personId) && isTheirOwnWord(revoke, event);
  };
  const found = [...new Set([null, personId, revoke.personId])].flatMap((who) => ends.get(who)?.find(lifts) ?? []);
  return found.length === 0 ? null : Math.min(...found);
}

/** Texting START from a shared phone does not speak for a person about whom texts were turned off by name. It speaks of care alone. */
function isStart(revoke: LedgerEvent, restore: LedgerEvent): boolean {
  const scope = scopeOf(revoke);
  return restore.personId === revoke.personId && (scope === null || scope === 'care');
}

function isTheirOwnWord(revoke: LedgerEvent, grant: LedgerEvent): boolean {
  // A form the person signed later ends an opt-out of one purpose, however it was said.
  if (scopeOf(revoke) !== null && scopeOf(revoke) === grant.purpose && isSigned(grant)) return true;
  // A form that was signed before is no answer to it, whenever it was typed in.
  if ((grant.givenBy ?? null) === null || grant.at < revoke.at) return false;
  const signed = grant.method === 'paper' || grant.method === 'form' || grant.method === 'website';
  switch (revoke.method) {
    case 'text':
    case 'provider':
      return false;
    case 'import':
      // A person whom a list names on a shared phone could not text START for themselves.
      return signed && revoke.personId !== null;
    default:
      return signed || grant.method === 'spoken';
  }
}

function isSigned({ kind, level, method }: LedgerEvent): boolean {
  const onPaper = method === 'paper' || method === 'form' || method === 'website';
  return kind === 'grant' && level === 'written' && onPaper;
}
