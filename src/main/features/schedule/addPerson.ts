/** The person a row of a list means, made when there is none, with the number the row brings. Says what it changed. */
import { isSameAddress, readAddress } from '../../domain/people/address.ts';
import { fullName } from '../../domain/schedule/names.ts';
import type { AppointmentRecord, PersonAddressRecord, PersonRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { holdsOnPerson } from '../privacy/held.ts';
import { readSettings } from '../settings/readSettings.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ComparedRow } from './importRows.ts';
import type { PersonMatch } from './matchPerson.ts';

export interface RowPerson {
  readonly personId: string;
  readonly made: boolean;
  /** The person before; null when they were made or left as they were. */
  readonly person: PersonRecord | null;
  /** Their numbers before; null when they were left as they were. */
  readonly numbers: readonly { readonly number: string; readonly label: string }[] | null;
  readonly addedNumber: string | null;
  /** Their address before, null for none; left out when it was left as it was. */
  readonly address?: PersonAddressRecord | null;
}

interface Found {
  readonly match: PersonMatch;
  /** The visit the row means: its person is the row's. */
  readonly known: AppointmentRecord | undefined;
  readonly now: number;
}

/** Errors: none; a visit without its person is a defect. */
export function personFor(deps: ScheduleDeps, tx: WriteTx, row: ComparedRow, { match, known, now }: Found): RowPerson {
  const answer = row.answer?.person;
  const chosen = answer === undefined || answer === null ? undefined : tx.people.get(answer);
  const owner = known === undefined ? undefined : tx.people.get(known.personId);
  const person = owner ?? chosen ?? match.person;
  if (person === null) return makePerson(deps, tx, row, match, now);
  // A visit that only may be theirs brings them no number, and says nothing of where they live.
  const certain = match.person?.id === person.id || chosen?.id === person.id;
  const address = certain ? takeAddress(tx, row, person.id, now) : {};
  const adopted = adoptId(tx, row, person, now) || address.address !== undefined;
  const numbers = takeNumber(tx, row, person, !certain || known !== undefined);
  if (adopted || numbers.numbers !== null) tx.changed('person.changed', person.id);
  return { personId: person.id, made: false, person: adopted ? person : null, ...numbers, ...address };
}

function makePerson(deps: ScheduleDeps, tx: WriteTx, row: ComparedRow, match: PersonMatch, now: number): RowPerson {
  const person: PersonRecord = {
    id: deps.ids.next(),
    givenName: row.name.givenName,
    familyName: row.name.familyName,
    name: fullName(row.name),
    kind: 'patient',
    language: row.language ?? 'en',
    zone: null,
    note: '',
    // An id that stands for somebody else here stays with them.
    externalId: match.idReused || isTaken(tx, row.personExternalId) ? null : row.personExternalId,
    createdAt: now,
    updatedAt: now,
  };
  tx.people.insert(person);
  if (row.phone !== null) tx.people.setNumbers(person.id, [{ number: row.phone, label: '' }]);
  takeAddress(tx, row, person.id, now);
  tx.audit.append({ at: now, action: 'person.added', entity: 'person', entityId: person.id, data: { by: 'import' } });
  tx.changed('person.changed', person.id);
  return { personId: person.id, made: true, person: null, numbers: null, addedNumber: row.phone };
}

function isTaken(tx: WriteTx, externalId: string | null): boolean {
  return externalId !== null && tx.people.getByExternalId(externalId) !== undefined;
}

/** Somebody we knew by name and number only gets the practice's id: the next list finds them by it. */
function adoptId(tx: WriteTx, row: ComparedRow, person: PersonRecord, now: number): boolean {
  const { personExternalId } = row;
  if (personExternalId === null || person.externalId !== null || isTaken(tx, personExternalId)) return false;
  tx.people.update(person.id, { externalId: personExternalId, updatedAt: now });
  return true;
}

/**
 * Where the list says they live. What the desk has said stays; a list that says nothing, or what cannot be read, takes nothing away. Returns
 * what stood there before.
 */
function takeAddress(
  tx: WriteTx,
  row: ComparedRow,
  personId: string,
  now: number,
): { readonly address?: PersonAddressRecord | null } {
  if (row.address === undefined) return {};
  const before = tx.people.addressOf(personId) ?? null;
  if (before?.source === 'desk') return {};
  const { address } = readAddress(row.address, readSettings(tx).practice.country);
  if (address === null || isSameAddress(before, address)) return {};
  // Under a legal hold nothing that stands there may go.
  if (before !== null && holdsOnPerson(tx, personId).length > 0) return {};
  tx.people.setAddress(personId, { ...address, source: 'list', updatedAt: now });
  if (tx.people.get(personId)?.updatedAt !== now) tx.people.update(personId, { updatedAt: now });
  return { address: before };
}

/**
 * The row's number: first when a person chose it, not at all when they kept the old one, else behind the ones on file. For a visit we
 * know already, and for somebody it only may be, nothing is added unless a person chose so.
 */
function takeNumber(
  tx: WriteTx,
  { phone, answer }: ComparedRow,
  { id }: PersonRecord,
  onlyIfChosen: boolean,
): Pick<RowPerson, 'numbers' | 'addedNumber'> {
  const numbers = tx.people.numbersOf(id).map(({ number, label }) => ({ number, label }));
  const choice = answer !== undefined && answer.person !== null ? answer.number : null;
  const has = numbers.some(({ number }) => number === phone);
  const unchanged = { numbers: null, addedNumber: null };
  if (phone === null || choice === 'keep') return unchanged;
  if (choice === null && (has || onlyIfChosen)) return unchanged;
  if (has && numbers[0]?.number === phone) return unchanged;
  const fresh = { number: phone, label: '' };
  const others = numbers.filter(({ number }) => number !== phone);
  tx.people.setNumbers(id, choice === 'use' ? [fresh, ...others] : [...others, fresh]);
  return { numbers, addedNumber: has ? null : phone };
}
