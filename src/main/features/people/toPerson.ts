/** A stored person as the contract shows them, with numbers, consent in one word, and the next visit. Reads only. */
import type { Person, PersonAddress, PersonNumber, PersonSummary } from '../../../contract/people.ts';
import { mainPurposeOf } from '../../domain/consent/canText.ts';
import { zonesOfAddress } from '../../domain/people/addressZones.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { canTextNumber } from '../consent/readConsent.ts';
import { displayOf } from '../conversations/address.ts';
import { shownHolders } from './crowd.ts';

export function toSummary(tx: ReadTx, person: PersonRecord, country: string, now: number): PersonSummary {
  const first = tx.people.numbersOf(person.id)[0]?.number ?? null;
  return {
    id: person.id,
    name: person.name,
    kind: person.kind,
    primaryNumber: first,
    primaryDisplay: first === null ? null : displayOf(first, country),
    canText: first === null ? 'noNumber' : canTextNumber(tx, first, person.id, now, mainPurposeOf(person.kind)),
    nextVisitAt: tx.appointments.upcomingOf(person.id, now)[0]?.startsAt ?? null,
  };
}

export function toPerson(tx: ReadTx, person: PersonRecord, country: string, now: number): Person {
  const { givenName, familyName, language, zone, note, externalId, createdAt, updatedAt } = person;
  return {
    ...toSummary(tx, person, country, now),
    givenName,
    familyName,
    language,
    zone,
    address: addressOf(tx, person.id, country),
    note,
    externalId,
    numbers: numbersOf(tx, person.id, country),
    createdAt,
    updatedAt,
  };
}

function addressOf(tx: ReadTx, personId: string, practiceCountry: string): PersonAddress | null {
  const known = tx.people.addressOf(personId);
  if (known === undefined) return null;
  const { country, region, postcode } = known;
  return { country, region, postcode, zones: [...zonesOfAddress(known, practiceCountry)] };
}

function numbersOf(tx: ReadTx, personId: string, country: string): PersonNumber[] {
  return tx.people.numbersOf(personId).map(({ number, label }) => {
    // Whoever is asked about comes first: the others are the rest.
    const { people, more } = shownHolders(tx, number, personId);
    return {
      number,
      label,
      display: displayOf(number, country),
      kind: tx.people.number(number)?.kind ?? 'unknown',
      sharedWith: people.filter(({ id }) => id !== personId).map(({ id, name }) => ({ id, name })),
      sharedMore: more,
    };
  });
}
