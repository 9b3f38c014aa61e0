/** Reads the ledger of a number for a person, and answers "can we text them". Reads only; the computation is domain/consent. */
import { canTextFor } from '../../domain/consent/canText.ts';
import { careStandingOf, isNumberOptedOut, isSuspected, readLedger } from '../../domain/consent/ledger.ts';
import type { ConsentView } from '../../domain/consent/ledger.ts';
import type { CanText } from '../../../contract/people.ts';
import type { NumberRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

/** The ledger of a number as it stands for this person; null: for whoever answers there. */
export function readConsent(tx: ReadTx, number: string, personId: string | null, now: number): ConsentView {
  return readLedger(tx.consent.ofNumber(number), personId, now);
}

/** Whether the number as a whole is opted out, for everyone on it. */
export function isOptedOut(tx: ReadTx, number: string): boolean {
  return isNumberOptedOut(tx.consent.ofNumber(number));
}

/** Whether a text from this number may have meant "stop" and nobody has decided yet. */
export function isSuspectedOptOut(tx: ReadTx, number: string): boolean {
  return isSuspected(tx.consent.ofNumber(number));
}

/** Whether a number can be texted for a person; for an unknown number without one. */
export function canTextNumber(tx: ReadTx, number: string, personId: string | null, now: number): CanText {
  return standingOfNumber(tx, number, personId, now).canText;
}

/** How things stand with a number for a person, from one look at the ledger. */
export function standingOfNumber(
  tx: ReadTx,
  number: string,
  personId: string | null,
  now: number,
): { readonly canText: CanText; readonly suspected: boolean } {
  const consent = careStandingOf(tx.consent.ofNumber(number), personId, now);
  return { canText: canTextFor(numberFacts(tx.people.number(number)), consent), suspected: consent.suspected };
}

function numberFacts(record: NumberRecord | undefined): { suspended: boolean; landline: boolean } {
  return { suspended: isSuspended(record), landline: record?.kind === 'landline' };
}

/** Whether somebody said that this is the wrong number and nobody has checked since. */
export function isSuspended(record: NumberRecord | undefined): boolean {
  return record !== undefined && record.suspendedAt !== null;
}

/** Whether this person opted out, unscoped, on a number other than `number` (rules.md 11.2 P6). */
export function optedOutElsewhere(tx: ReadTx, personId: string, number: string, now: number): boolean {
  return tx.people
    .numbersOf(personId)
    .filter((other) => other.number !== number)
    .some((other) => {
      const scope = readConsent(tx, other.number, personId, now).optedOut?.scope;
      return scope === 'number' || scope === 'person';
    });
}
