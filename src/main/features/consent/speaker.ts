/** Who spoke for an agreement, and until when it counts: a parent's word ends with the child's majority (rules.md 11.2 P12). */
import type { ConsentGiver } from '../../../contract/consent.ts';
import { DomainError } from '../../../contract/errors.ts';
import { majorityOf } from '../../domain/consent/periods.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { readDay } from './readDay.ts';

export interface Spoken {
  readonly givenBy: ConsentGiver | null;
  readonly endsAt: number | null;
}

/** The birth date only tells the day and is not kept. Errors: INVALID_INPUT when it is missing or the child is of age. */
export function speaker(
  tx: ReadTx,
  { givenBy, birthDate }: { readonly givenBy?: ConsentGiver | undefined; readonly birthDate?: string | undefined },
  now: number,
): Spoken {
  if (givenBy !== 'parent' && givenBy !== 'guardian') return { givenBy: givenBy ?? null, endsAt: null };
  const { practice, consent } = readSettings(tx);
  const ofAge = consent.majorityYears;
  if (birthDate === undefined) {
    // A guardian may speak for an adult; a parent speaks for a child.
    if (givenBy === 'guardian') return { givenBy, endsAt: null };
    const words = `When was the child born? The agreement ends at ${ofAge}.`;
    throw new DomainError('INVALID_INPUT', words, { field: 'birthDate' });
  }
  const endsAt = majorityOf(readDay(birthDate, 'birthDate'), ofAge, practice.zone);
  if (endsAt <= now) {
    const words = `They are ${ofAge} or older and must agree themselves.`;
    throw new DomainError('INVALID_INPUT', words, { field: 'birthDate' });
  }
  return { givenBy, endsAt };
}
