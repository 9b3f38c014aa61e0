/** Whom a question or a statement about consent is about: a number, a person's first number, or both. Reads only. */
import { DomainError } from '../../../contract/errors.ts';
import type { ReadTx } from '../../store/store.ts';
import { readNumber } from '../people/phoneWords.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface Subject {
  readonly number: string;
  /** Null: whoever answers there. */
  readonly personId: string | null;
}

export interface Named {
  readonly number?: string | undefined;
  readonly personId?: string | undefined;
}

/** Errors: INVALID_INPUT, NOT_FOUND. */
export function subjectOf(tx: ReadTx, input: Named): Subject {
  const { personId } = input;
  if (personId !== undefined && tx.people.get(personId) === undefined) {
    throw new DomainError('NOT_FOUND', 'This person is no longer there.');
  }
  if (input.number !== undefined) {
    const { e164 } = readNumber(input.number, readSettings(tx).practice.country, 'number');
    return { number: e164, personId: personId ?? soleHolder(tx, e164) };
  }
  if (personId === undefined) {
    throw new DomainError('INVALID_INPUT', 'Name a person or a number.', { field: 'personId' });
  }
  const first = tx.people.numbersOf(personId)[0];
  if (first === undefined) {
    throw new DomainError('INVALID_INPUT', 'This person has no number. Add one first.', { field: 'personId' });
  }
  return { number: first.number, personId };
}

function soleHolder(tx: ReadTx, number: string): string | null {
  const holders = tx.people.holdersOf(number);
  return holders.length === 1 ? (holders[0]?.id ?? null) : null;
}

/** Somebody who says "stop texting me" at the desk means all their numbers (rules.md 11.2 P6). */
export function allNumbers(tx: ReadTx, { number, personId }: Subject): readonly string[] {
  return personId === null ? [number] : tx.people.numbersOf(personId).map((one) => one.number);
}

/** An opt-out belongs to the number, unless others share it and the person was named (P2, P3). */
export function refuserOf(tx: ReadTx, input: Named, number: string, personId: string | null): string | null {
  return input.personId !== undefined && tx.people.holdersOf(number).length > 1 ? personId : null;
}
