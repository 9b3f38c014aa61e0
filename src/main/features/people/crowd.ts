/** Numbers that so many people have that they are no family's: a home, a practice's own, a placeholder. Reads only. */
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

/** The largest household; with more people, a number says nothing about who somebody is or with whom they share a text. */
const LARGEST_HOUSEHOLD = 24;

/** So many of them are named where they are shown, and stored. */
const NAMED = 4;

export interface ShownHolders {
  readonly people: readonly PersonRecord[];
  /** How many have the number beside them. */
  readonly more: number;
}

/**
 * The people of a number as they are shown, `lead` first where the number is theirs: all of a household, the first few of a crowd. Asking
 * costs the same for two thousand as for twenty-five, but for counting them.
 */
export function shownHolders(tx: ReadTx, number: string, lead: string | null): ShownHolders {
  const first = (people: readonly PersonRecord[]): readonly PersonRecord[] => [
    ...people.filter(({ id }) => id === lead),
    ...people.filter(({ id }) => id !== lead),
  ];
  if (!isCrowded(tx, number)) return { people: first(tx.people.holdersOf(number)), more: 0 };
  const known = tx.people.firstHolders(number, NAMED);
  const asked = lead === null || known.some(({ id }) => id === lead) ? undefined : holderById(tx, number, lead);
  const people = first(asked === undefined ? known : [asked, ...known]).slice(0, NAMED);
  return { people, more: tx.people.countHolders(number, Number.MAX_SAFE_INTEGER) - people.length };
}

function holderById(tx: ReadTx, number: string, personId: string): PersonRecord | undefined {
  return tx.people.numbersOf(personId).some((own) => own.number === number) ? tx.people.get(personId) : undefined;
}

/** Whether a number has more people than any household. What is asked for every one of them would take for ever. */
export function isCrowded(tx: ReadTx, number: string): boolean {
  return tx.people.countHolders(number, LARGEST_HOUSEHOLD + 1) > LARGEST_HOUSEHOLD;
}
