/**
 * Works out what single rows mean: whom, which visit, under which key the next list finds it. For a whole list `relateRows` does the same
 * with all rows in view. Reads only.
 */
import type { RowAnswer } from '../../../contract/schedule.ts';
import { fold } from '../../domain/schedule/columns.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { RowToMatch, VisitToMatch } from '../../domain/schedule/matchVisits.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import { toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { PersonMatch } from './matchPerson.ts';
import { matchPerson } from './matchPerson.ts';

/** Where visits can be missed: the days of a list, `to` exclusive; null for a list without any time. */
export type Span = { readonly from: number; readonly to: number } | null;

export function dayOf(at: number, zone: string): string {
  const { year, month, day } = toLocal(at, zone);
  return `${String(year)}-${String(month)}-${String(day)}`;
}

/** Days since 1 January 1970. */
export function dayNumber(at: number, zone: string): number {
  const { year, month, day } = toLocal(at, zone);
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
}

/** The id of the practice's system in a key: `id:A1`, and `id:A1#2` for the second visit of that id. */
export function idInKey(key: string | null): string | null {
  return key?.startsWith('id:') === true ? key.slice(3).replace(/#\d+$/, '') : null;
}

/** What a person said about whom the row means takes the place of what was found. */
export function answered(
  tx: ReadTx,
  match: PersonMatch,
  answer: RowAnswer | undefined,
  phone: string | null,
): PersonMatch {
  if (answer === undefined) return match;
  const person = answer.person === null ? undefined : tx.people.get(answer.person);
  if (person === undefined) return { person: null, otherNumber: false, maybe: [], idReused: match.idReused };
  const numbers = tx.people.numbersOf(person.id);
  const otherNumber = phone !== null && numbers.length > 0 && !numbers.some(({ number }) => number === phone);
  return { person, otherNumber, maybe: [], idReused: false };
}

/**
 * The visit that has this id, when it can be the row's: its person is the row's person, or has the row's number, or may be the row's
 * person. Otherwise the practice has given the id to somebody else (`reused`).
 */
export function visitOfKey(
  tx: ReadTx,
  row: VisitRow,
  key: string,
  match: PersonMatch,
): { readonly visit: AppointmentRecord | undefined; readonly reused: boolean } {
  const visit = idInKey(key) === null ? undefined : tx.appointments.getByKey(key);
  if (visit === undefined) return { visit: undefined, reused: false };
  const owner = tx.people.get(visit.personId);
  const fits = owner !== undefined && belongsTo(tx, row, owner, match);
  return fits ? { visit, reused: false } : { visit: undefined, reused: true };
}

function belongsTo(tx: ReadTx, row: VisitRow, owner: PersonRecord, match: PersonMatch): boolean {
  if (match.person !== null) return match.person.id === owner.id || fold(owner.name) === fold(match.person.name);
  if (match.maybe.some(({ id }) => id === owner.id)) return true;
  // A row that could not be read says nothing against it.
  if (row.name.givenName === '' && row.name.familyName === '') return true;
  const alone = matchPerson(tx, { ...row, phone: null, personExternalId: null });
  return alone.person?.id === owner.id || alone.maybe.some(({ id }) => id === owner.id);
}

export function toRowToMatch(row: VisitRow, match: PersonMatch, zone: string, byId: boolean): RowToMatch {
  const fine = !row.problems.some(({ severity }) => severity === 'error');
  return {
    line: row.line,
    externalId: byId ? row.externalId : null,
    personId: match.person?.id ?? null,
    maybe: match.maybe.map(({ id }) => id),
    startsAt: row.startsAt,
    clinician: fold(row.clinician),
    day: row.startsAt === null ? '' : dayOf(row.startsAt, zone),
    comes: fine && row.status !== 'cancelled' && row.startsAt !== null,
  };
}

export function toVisitToMatch(visit: AppointmentRecord, zone: string, span: Span, now: number): VisitToMatch {
  const { id, personId, startsAt, externalKey, status } = visit;
  const within = span !== null && startsAt >= span.from && startsAt < span.to;
  return {
    ...{ id, personId, startsAt },
    externalId: idInKey(externalKey),
    clinician: fold(visit.clinician),
    day: dayOf(startsAt, zone),
    open: within && status === 'booked' && startsAt > now && externalKey !== null,
  };
}

/**
 * The visit that stands at the row's time, with its clinician, under its name: one name cannot be there twice, whatever number the list
 * has. Ids of the practice tell visits and people apart; a visit of `personId` goes first. `standing`: visits that begin when the row
 * does; undefined: none of them.
 */
export function visitOfSlot(
  tx: ReadTx,
  row: VisitRow,
  personId: string | null,
  standing: readonly AppointmentRecord[],
): AppointmentRecord | undefined {
  const differs = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && one !== other;
  const fits = standing.filter(({ startsAt, clinician, personId: ownerId, externalKey }) => {
    if (startsAt !== row.startsAt || fold(clinician) !== fold(row.clinician)) return false;
    if (differs(row.externalId, idInKey(externalKey))) return false;
    const owner = tx.people.get(ownerId);
    if (owner === undefined || differs(row.personExternalId, owner.externalId)) return false;
    return fold(owner.name) === fold(fullName(row.name));
  });
  return fits.find((visit) => visit.personId === personId) ?? fits[0];
}
