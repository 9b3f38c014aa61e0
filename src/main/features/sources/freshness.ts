/**
 * Up to when our schedule is known to be the practice's own. A source whose list waits for a person is as old as the last list that was
 * added: what waits is not in the schedule yet.
 */
import type { Freshness } from '../../../contract/sources.ts';
import type { ReadTx, SourceRecord } from '../../store/store.ts';
import { addedBy, isOpen } from './lists.ts';

/**
 * Null: nothing was ever brought in. With several sources the oldest counts, since each may hold visits the others do not know; a list
 * that a person brought by hand later than that counts instead.
 */
export function scheduleFreshAt(tx: ReadTx): Freshness {
  const sources = tx.sources.list().filter(({ active }) => active);
  const each = sources.map((source) => ({ id: source.id, at: goodAt(tx, source) }));
  const byHand = tx.sources.lastBroughtByHand();
  const known = each.map(({ at }) => at).filter((at) => at !== null);
  const oldest = known.length === each.length && each.length > 0 ? Math.min(...known) : null;
  const at = oldest === null ? byHand : Math.max(oldest, byHand ?? oldest);
  return { at, sources: each };
}

/** When what the source said and what our schedule says were last the same, UTC ms. */
export function goodAt(tx: ReadTx, source: SourceRecord): number | null {
  const instants = [source.lastGoodAt];
  // A list a person has added since, and that the job has not closed yet.
  for (const list of tx.sources.openLists()) {
    if (list.sourceId === source.id && !isOpen(tx, list)) instants.push(addedBy(tx, list) === null ? null : list.asOf);
  }
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}
