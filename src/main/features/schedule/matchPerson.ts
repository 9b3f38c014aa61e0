/** Finds whom a row of the list means among the people we know. Reads only; when in doubt it finds nobody, and a new person is made. */
import { fold } from '../../domain/schedule/columns.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

export interface PersonMatch {
  readonly person: PersonRecord;
  /** The row brings a number that this person does not have yet. */
  readonly otherNumber: boolean;
}

/** By the practice's own id, else the same name on the same number, else the only person of that name. */
export function matchPerson(tx: ReadTx, row: VisitRow): PersonMatch | undefined {
  const byId = row.personExternalId === null ? undefined : tx.people.getByExternalId(row.personExternalId);
  if (byId !== undefined) return withNumber(tx, byId, row.phone);
  const holder =
    row.phone === null ? undefined : tx.people.holdersOf(row.phone).find((person) => sameName(person, row));
  if (holder !== undefined) return { person: holder, otherNumber: false };
  if (row.name.familyName === '') return undefined;
  const [only, ...others] = tx.people.findByName(row.name.givenName, row.name.familyName);
  if (only === undefined || others.length > 0) return undefined;
  // Two people of one name are common: without the id of the practice, only the same number or none at all proves it is the same one.
  const has = tx.people.numbersOf(only.id).length > 0;
  return row.phone === null || !has ? { person: only, otherNumber: false } : withNumber(tx, only, row.phone);
}

function withNumber(tx: ReadTx, person: PersonRecord, phone: string | null): PersonMatch {
  const known = tx.people.numbersOf(person.id);
  return { person, otherNumber: phone !== null && known.length > 0 && !known.some(({ number }) => number === phone) };
}

function sameName(person: PersonRecord, row: VisitRow): boolean {
  return fold(person.familyName) === fold(row.name.familyName) && fold(person.givenName) === fold(row.name.givenName);
}
