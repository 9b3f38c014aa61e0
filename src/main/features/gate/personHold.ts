/**
 * Whether a person as a whole is held (rules.md 13.2 row 2, 14.3 hold_person): somebody answered from one of their numbers that they have
 * died. Then the others are silent, too, until a person at the desk has checked. Reads the ledger.
 */
import type { GateInput } from '../../../contract/gate.ts';
import type { ReadTx } from '../../store/store.ts';
import { isSuspended } from '../consent/readConsent.ts';

/** Evidence of the ledger's entry. */
const DECEASED = 'deceased';

/** Looks at the person's other numbers; `number` itself is suspended as a number where it is. */
export function personHoldOf(tx: ReadTx, personId: string | null, number: string): GateInput['personHold'] {
  if (personId === null) return 'none';
  const others = tx.people.numbersOf(personId).filter((one) => one.number !== number);
  return others.some((one) => saysDeceased(tx, one.number)) ? 'deceased' : 'none';
}

function saysDeceased(tx: ReadTx, number: string): boolean {
  if (!isSuspended(tx.people.number(number))) return false;
  const told = tx.consent.ofNumber(number).filter(({ kind }) => kind === 'number_wrong');
  return told.at(-1)?.evidence === DECEASED;
}
