/** The list of people, with the filters of consent, which are computed and not stored. Reads only. */
import type { CanText, PersonSummary } from '../../../contract/people.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { toSummary } from './toPerson.ts';

type Filter = ParsedInputOf<'people.listPeople'>['filter'];

const MATCHES: Readonly<Record<Exclude<Filter, 'all'>, readonly CanText[]>> = {
  canText: ['yes'],
  ask: ['ask'],
  optedOut: ['optedOut'],
  landline: ['landline'],
};
/** People looked at in one call, so that a rare filter never holds the program (architecture.md, decision 9). */
const MOST_LOOKED_AT = 1000;
const STEP = 100;

/**
 * One page. With a filter a page may be short, or empty with a `next`: the rest was not looked at yet. `total` counts
 * everybody, or those found among the first thousand.
 */
export function listPeople(
  tx: ReadTx,
  input: ParsedInputOf<'people.listPeople'>,
  now: number,
): OutputOf<'people.listPeople'> {
  const { country } = readSettings(tx).practice;
  const summary = (person: PersonRecord): PersonSummary => toSummary(tx, person, country, now);
  if (input.filter === 'all') {
    const page = tx.people.list(input);
    const total = input.search.trim() === '' ? tx.people.count() : tx.people.countFound(input.search, MOST_LOOKED_AT);
    return { items: page.items.map(summary), next: page.next, total };
  }
  const wanted = MATCHES[input.filter];
  const page = filteredPage(tx, input, (person) => {
    const one = summary(person);
    return wanted.includes(one.canText) ? one : null;
  });
  const first = input.cursor === null && page.next === null;
  const total = first
    ? page.items.length
    : countMatching(tx, input.search, (person) => wanted.includes(summary(person).canText));
  return { ...page, total };
}

/** Fills a page from as many steps as it takes, a step never larger than what the page still lacks. */
function filteredPage(
  tx: ReadTx,
  input: { readonly search: string; readonly cursor: string | null; readonly limit: number },
  pick: (person: PersonRecord) => PersonSummary | null,
): { readonly items: PersonSummary[]; readonly next: string | null } {
  const items: PersonSummary[] = [];
  let cursor = input.cursor;
  let lookedAt = 0;
  do {
    const limit = Math.min(STEP, input.limit - items.length);
    const page = tx.people.list({ search: input.search, cursor, limit });
    for (const person of page.items) {
      const one = pick(person);
      if (one !== null) items.push(one);
    }
    lookedAt += page.items.length;
    cursor = page.next;
  } while (cursor !== null && items.length < input.limit && lookedAt < MOST_LOOKED_AT);
  return { items, next: cursor };
}

/** In one look: a search by digits reads every number, and would do so again for each further page. */
function countMatching(tx: ReadTx, search: string, matches: (person: PersonRecord) => boolean): number {
  return tx.people.list({ search, cursor: null, limit: MOST_LOOKED_AT }).items.filter(matches).length;
}
