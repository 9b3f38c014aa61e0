/** Adds or changes a person: names, numbers in any way of writing, and everything that shows them. */
import { DomainError } from '../../../contract/errors.ts';
import type { NumberKind } from '../../../contract/people.ts';
import { isSameAddress, readAddress, type PostalAddress } from '../../domain/people/address.ts';
import type { ParsedPhone, PhoneKind } from '../../domain/phoneNumber.ts';
import { isValidZone } from '../../domain/time.ts';
import type { Ids } from '../../platform/ports.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import { keepRowOfNumber } from '../conversations/keepRow.ts';
import { refuseIfHeld } from '../privacy/held.ts';
import { readSettings } from '../settings/readSettings.ts';
import { noteLinksEnded } from './linkEnded.ts';
import type { RecordConsent } from './mergeConsent.ts';
import { readNumber } from './phoneWords.ts';

type PersonInput = ParsedInputOf<'people.savePerson'>;

export interface SaveDeps {
  readonly ids: Ids;
  readonly recordConsent: RecordConsent;
}

/** Saves and returns the person. Errors: INVALID_INPUT with the field (`numbers.0`), NOT_FOUND. */
export function savePerson(deps: SaveDeps, tx: WriteTx, input: PersonInput, now: number): PersonRecord {
  const before = input.id === undefined ? undefined : tx.people.get(input.id);
  if (input.id !== undefined && before === undefined) {
    throw new DomainError('NOT_FOUND', 'This person is no longer there.');
  }
  const person = personFrom(deps, tx, input, before, now);
  const numbers = input.numbers === undefined ? null : readNumbers(tx, input.numbers);
  const address = input.address === undefined ? undefined : readWritten(tx, input.address);
  if (before !== undefined && overwrites(tx, before, { person, numbers, address })) refuseIfHeld(tx, [before.id]);

  if (before === undefined) tx.people.insert(person);
  else {
    const { id: _id, createdAt: _made, ...patch } = person;
    tx.people.update(person.id, patch);
  }
  if (address !== undefined && !isSameAddress(tx.people.addressOf(person.id) ?? null, address)) {
    tx.people.setAddress(person.id, address === null ? null : { ...address, source: 'desk', updatedAt: now });
  }
  const touched = new Set(tx.people.numbersOf(person.id).map(({ number }) => number));
  if (numbers !== null) {
    setNumbers(tx, person.id, numbers);
    const kept = new Set(numbers.map(({ number }) => number));
    noteLinksEnded(
      deps.recordConsent,
      tx,
      person.id,
      [...touched].filter((number) => !kept.has(number)),
      now,
    );
    for (const number of kept) touched.add(number);
  }
  for (const number of touched) keepRowOfNumber(tx, number, now);
  tx.audit.append({
    at: now,
    action: before === undefined ? 'person.added' : 'person.changed',
    entity: 'person',
    entityId: person.id,
    data: { fields: Object.keys(input).filter((field) => field !== 'id' && field !== 'commandId') },
  });
  tx.changed('person.changed', person.id);
  return person;
}

function personFrom(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  input: PersonInput,
  before: PersonRecord | undefined,
  now: number,
): PersonRecord {
  const names = namesFrom(input, before);
  const zone = input.zone === undefined ? (before?.zone ?? null) : input.zone;
  if (zone !== null && !isValidZone(zone)) {
    throw new DomainError('INVALID_INPUT', 'There is no such time zone. Choose one like America/New_York.', {
      field: 'zone',
    });
  }
  const externalId = input.externalId === undefined ? (before?.externalId ?? null) : input.externalId;
  const sameId = externalId === null ? undefined : tx.people.getByExternalId(externalId);
  if (sameId !== undefined && sameId.id !== before?.id) {
    throw new DomainError('INVALID_INPUT', 'Another person has this number in your records.', { field: 'externalId' });
  }
  return {
    ...names,
    id: before?.id ?? deps.ids.next(),
    kind: input.kind ?? before?.kind ?? 'patient',
    language: input.language ?? before?.language ?? 'en',
    zone,
    note: input.note ?? before?.note ?? '',
    externalId,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

interface Next {
  readonly person: PersonRecord;
  /** Null: as they were. */
  readonly numbers: readonly NewNumber[] | null;
  /** Undefined: as it was. Null: none. */
  readonly address: PostalAddress | null | undefined;
}

/** Under a legal hold things may be added to a person, and nothing that stands there may go. */
function overwrites(tx: ReadTx, before: PersonRecord, { person: next, numbers, address }: Next): boolean {
  if (before.name !== next.name || before.givenName !== next.givenName || before.familyName !== next.familyName)
    return true;
  if (before.externalId !== null && before.externalId !== next.externalId) return true;
  if (!next.note.startsWith(before.note.trim())) return true;
  const known = tx.people.addressOf(before.id);
  if (known !== undefined && address !== undefined && !isSameAddress(known, address)) return true;
  return (
    numbers !== null &&
    tx.people.numbersOf(before.id).some(({ number }) => !numbers.some((one) => one.number === number))
  );
}

const NO_SUCH = {
  country: 'There is no country called that. Write its name in English, or its two letters.',
  region: 'There is no state or province called that. Write its name or its letters, like WA.',
  postcode: 'That is no postal code of this country. Check it, or leave it empty.',
} as const;

/** Errors: INVALID_INPUT with the field (`address.region`); what is wrong is not repeated. */
function readWritten(tx: ReadTx, written: NonNullable<PersonInput['address']> | null): PostalAddress | null {
  if (written === null) return null;
  const { address, wrong } = readAddress(written, readSettings(tx).practice.country);
  const [first] = wrong;
  if (first !== undefined) throw new DomainError('INVALID_INPUT', NO_SUCH[first], { field: `address.${first}` });
  return address;
}

/** The full name follows from given and family name, unless only the full name is sent: then it is split at the last space. */
function namesFrom(
  input: PersonInput,
  before: PersonRecord | undefined,
): Pick<PersonRecord, 'name' | 'givenName' | 'familyName'> {
  const { givenName, familyName } = input;
  if (givenName === undefined && familyName === undefined) {
    if (input.name !== undefined) return splitName(input.name);
    if (before !== undefined) return before;
    throw nameMissing();
  }
  const given = givenName ?? before?.givenName ?? '';
  const family = familyName ?? before?.familyName ?? '';
  const name = input.name ?? [given, family].filter((part) => part !== '').join(' ');
  if (name === '') throw nameMissing();
  return { name, givenName: given, familyName: family };
}

function splitName(full: string): Pick<PersonRecord, 'name' | 'givenName' | 'familyName'> {
  const name = full.replace(/\s+/g, ' ').trim();
  const at = name.lastIndexOf(' ');
  if (at < 0) return { name, givenName: name, familyName: '' };
  return { name, givenName: name.slice(0, at), familyName: name.slice(at + 1) };
}

function nameMissing(): DomainError {
  return new DomainError('INVALID_INPUT', 'The name is missing.', { field: 'name' });
}

interface NewNumber {
  readonly number: string;
  readonly label: string;
  readonly kind: NumberKind;
}

/** Every way of writing is understood; the same number twice counts once. */
function readNumbers(tx: WriteTx, raw: NonNullable<PersonInput['numbers']>): readonly NewNumber[] {
  const { country } = readSettings(tx).practice;
  const found = new Map<string, NewNumber>();
  raw.forEach((one, at) => {
    const { number, label = '' } = typeof one === 'string' ? { number: one } : one;
    const parsed = readNumber(number, country, `numbers.${at}`);
    if (!found.has(parsed.e164)) found.set(parsed.e164, { number: parsed.e164, label, kind: kindOf(parsed) });
  });
  return [...found.values()];
}

const KINDS: Readonly<Record<PhoneKind, NumberKind>> = {
  mobile: 'mobile',
  // One range for both in North America: a landline shows only when a text fails.
  fixedLineOrMobile: 'unknown',
  landline: 'landline',
  tollFree: 'tollFree',
  premium: 'landline',
  other: 'unknown',
};

/** A text to the main line of an extension would not reach the person. */
function kindOf({ kind, extension }: ParsedPhone): NumberKind {
  return extension === null ? KINDS[kind] : 'landline';
}

function setNumbers(tx: WriteTx, personId: string, numbers: readonly NewNumber[]): void {
  for (const { number, kind } of numbers) {
    const known = tx.people.ensureNumber(number);
    if (known.kind === 'unknown' && kind !== 'unknown') tx.people.updateNumber(number, { kind });
  }
  tx.people.setNumbers(
    personId,
    numbers.map(({ number, label }) => ({ number, label })),
  );
}
