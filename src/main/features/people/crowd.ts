/** Numbers that so many people have that they are no family's: a home, a practice's own, a placeholder. Reads only. */
import type { ReadTx } from '../../store/store.ts';

/** The largest household; with more people, a number says nothing about who somebody is or with whom they share a text. */
const LARGEST_HOUSEHOLD = 24;

/** Whether a number has more people than any household. What is asked for every one of them would take for ever. */
export function isCrowded(tx: ReadTx, number: string): boolean {
  return tx.people.countHolders(number, LARGEST_HOUSEHOLD + 1) > LARGEST_HOUSEHOLD;
}
