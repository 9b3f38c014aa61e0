/**
 * Finds whom a row of the list means among the people we know. Reads only. Certain is only the practice's own id, the same name on the
 * same number, or a name without any number; whoever else it may be is offered to a person, and until then it is somebody new.
 */
import { isNearName, isSameName, sharesGivenName } from '../../domain/schedule/nearNames.ts';
import { mayBeNickname } from '../../domain/schedule/nicknames.ts';
import type { VisitRow } from '../../domain/schedule/readRow.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { isCrowded } from '../people/crowd.ts';

export interface PersonMatch {
  /** Null: nobody we know for certain. */
  readonly person: PersonRecord | null;
  /** The row brings a number that this person does not have yet. */
  readonly otherNumber: boolean;
  /** People it may be: the same name with another number; a near name or a short form of it on the same number. */
  readonly maybe: readonly PersonRecord[];
  /** The practice's id of the person stands for somebody else here: neither name nor number fit. */
  readonly idReused: boolean;
}

type Row = Pick<VisitRow, 'name' | 'phone' | 'personExternalId'>;

const NOBODY: PersonMatch = { person: null, otherNumber: false, maybe: [], idReused: false };

/** Namesakes beyond this are too many to choose from. */
const MOST_CHOICES = 5;

/** `isOurs`: people whom the list itself has just made; they are not "known", so that the order of the rows plays no part. */
export function matchPerson(
  tx: ReadTx,
  row: Row,
  isOurs: (person: PersonRecord) => boolean = () => false,
): PersonMatch {
  const byId = row.personExternalId === null ? undefined : tx.people.getByExternalId(row.personExternalId);
  const holders = holdersFor(tx, row);
  if (byId !== undefined && (isAlike(byId, row) || hasNumber(tx, byId, row.phone))) {
    return certain(byId, hasOtherNumber(tx, byId, row.phone));
  }
  const fits = (person: PersonRecord): boolean => !isAnothersId(person, row) && person.id !== byId?.id;
  const holder = holders.find((person) => isSameName(person, row.name) && fits(person));
  if (holder !== undefined) return certain(holder, false);
  const namesakes = namesakesOf(tx, row).filter(fits);
  const only = namesakes.length === 1 ? namesakes[0] : undefined;
  if (only !== undefined && isOnlyOne(tx, row, only, isOurs)) return certain(only, false);
  const near = holders.filter(
    (person) =>
      fits(person) &&
      (isNearName(person, row.name) || sharesGivenName(person, row.name) || mayBeNickname(person, row.name)),
  );
  if (namesakes.length + near.length === 0) return byId === undefined ? NOBODY : { ...NOBODY, idReused: true };
  const maybe = [...namesakes, ...near].filter((person) => !isOurs(person)).slice(0, MOST_CHOICES);
  return { person: null, otherNumber: false, maybe, idReused: byId !== undefined };
}

/** Who on the row's number may be meant. On one that has a crowd of people, a like name says nothing: only the very same does. */
function holdersFor(tx: ReadTx, { phone, name }: Row): readonly PersonRecord[] {
  // Most numbers of a list are new: one look says so.
  if (phone === null || tx.people.number(phone) === undefined) return [];
  return isCrowded(tx, phone) ? tx.people.holdersNamed(phone, name) : tx.people.holdersOf(phone);
}

function certain(person: PersonRecord, otherNumber: boolean): PersonMatch {
  return { person, otherNumber, maybe: [], idReused: false };
}

function namesakesOf(tx: ReadTx, { name }: Row): readonly PersonRecord[] {
  return name.familyName === '' ? [] : tx.people.findByName(name.givenName, name.familyName);
}

/** Two people of one name are common: only where one of the two sides has no number at all, the name is enough. */
function isOnlyOne(tx: ReadTx, row: Row, only: PersonRecord, isOurs: (person: PersonRecord) => boolean): boolean {
  const has = tx.people.numbersOf(only.id).length > 0;
  if (!isOurs(only)) return row.phone === null || !has;
  return row.phone === null && !has;
}

function hasNumber(tx: ReadTx, person: PersonRecord, phone: string | null): boolean {
  return phone !== null && tx.people.numbersOf(person.id).some(({ number }) => number === phone);
}

function hasOtherNumber(tx: ReadTx, person: PersonRecord, phone: string | null): boolean {
  const known = tx.people.numbersOf(person.id);
  return phone !== null && known.length > 0 && !known.some(({ number }) => number === phone);
}

/** The name of the one on file and of the row have something in common. */
function isAlike(person: PersonRecord, { name }: Row): boolean {
  if (isNearName(person, name) || sharesGivenName(person, name)) return true;
  const family = (one: { readonly familyName: string }): string => one.familyName.toLowerCase();
  return family(person) !== '' && family(person) === family(name);
}

/** Both have an id of the practice, and not the same: two people, whatever they are called (father and son on one phone). */
function isAnothersId(person: PersonRecord, { personExternalId }: Row): boolean {
  return person.externalId !== null && personExternalId !== null && person.externalId !== personExternalId;
}
