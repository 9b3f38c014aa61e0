/** Lists people who look the same, a bounded look at a time. Reads only; decides nothing. */
import { groupsOf, looksSameOnNumber, type LooksSame } from '../../domain/people/duplicates.ts';
import { encodeCursor } from '../../store/cursor.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { toPerson } from './toPerson.ts';

type Page = OutputOf<'people.listDuplicates'>;

/** Numbers looked at in one call, so that a practice of families never holds the program. */
const MOST_NUMBERS = 200;
/** On a number of more people (a school, the practice's own) near names mean nothing. */
const MOST_ON_A_NUMBER = 12;
const MOST_IDS = 50;

interface Found {
  readonly reason: LooksSame;
  readonly entries: readonly PersonRecord[];
}

/** A page may be short, or empty with a `next`: the rest was not looked at yet. */
export function listDuplicates(
  tx: ReadTx,
  { cursor, limit }: ParsedInputOf<'people.listDuplicates'>,
  now: number,
): Page {
  const { country } = readSettings(tx).practice;
  const found: Found[] = cursor === null ? [...byId(tx)] : [];
  const numbers = tx.merges.sharedNumbers(cursor, MOST_NUMBERS);
  let last: string | undefined;
  for (const number of numbers) {
    if (found.length >= limit) break;
    found.push(...onNumber(tx, number));
    last = number;
  }
  const more = last !== undefined && (last !== numbers.at(-1) || numbers.length === MOST_NUMBERS);
  const items = withoutRepeats(found).map(({ reason, entries }) => ({
    reason,
    people: entries.map((person) => toPerson(tx, person, country, now)),
  }));
  return { items, next: more ? encodeCursor([last ?? '']) : null };
}

function onNumber(tx: ReadTx, number: string): readonly Found[] {
  const holders = tx.people.holdersOf(number);
  const crowded = holders.length > MOST_ON_A_NUMBER;
  return groupsOf(holders, (a, b) => {
    const reason = looksSameOnNumber(a, b);
    if (reason === null || (crowded && reason === 'nearName')) return null;
    return tx.merges.areApart(a.id, b.id) ? null : reason;
  });
}

function byId(tx: ReadTx): readonly Found[] {
  return tx.merges.sharedIds(MOST_IDS).flatMap((ids) => {
    const people = ids.flatMap((id) => tx.people.get(id) ?? []);
    return groupsOf(people, (a, b) => (tx.merges.areApart(a.id, b.id) ? null : ('sameId' as const)));
  });
}

/** Two people who share two numbers look the same twice. */
function withoutRepeats(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return found.filter(({ entries }) => {
    const key = entries
      .map(({ id }) => id)
      .toSorted()
      .join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
