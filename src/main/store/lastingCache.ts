/**
 * What a repository has read, kept beyond its transaction for as long as nobody writes to the tables it comes from: a shared number with
 * thousands of people is asked about again and again while a list comes in or a forecast is made. Holds only while this program is the one
 * that writes, as its owner lock says (ownerLock.ts).
 */
import type { Sql } from './sql.ts';

/** All values together weigh no more; then it begins anew. */
const MOST_WEIGHT = 20_000;

export interface LastingCache<V> {
  /** The value of `key`; `read` is asked once as long as the tables stay as they are. */
  get(key: string, read: () => V): V;
  /** Runs a write that changes the value of `key` alone, and keeps what it returns; undefined: to be read again. `known`: what was kept. */
  change(key: string, write: (known: V | undefined) => V | undefined): void;
}

/** An empty cache over what stands in `tables`. Values are shared between callers: records are never changed in place. */
export function createLastingCache<V>(
  sql: Pick<Sql, 'writesTo'>,
  tables: readonly string[],
  weightOf: (value: V) => number,
): LastingCache<V> {
  const kept = new Map<string, V>();
  let stamp = -1;
  let weight = 0;
  // Each of them only grows, so their sum changes with any of them.
  const stampNow = (): number => tables.reduce((sum, table) => sum + sql.writesTo(table), 0);
  const empty = (): void => {
    kept.clear();
    weight = 0;
  };
  const current = (): Map<string, V> => {
    const now = stampNow();
    if (now !== stamp) empty();
    stamp = now;
    return kept;
  };
  const drop = (key: string): void => {
    const value = kept.get(key);
    if (value === undefined) return;
    weight -= 1 + weightOf(value);
    kept.delete(key);
  };
  const keep = (key: string, value: V): void => {
    drop(key);
    weight += 1 + weightOf(value);
    if (weight > MOST_WEIGHT) {
      empty();
      weight = 1 + weightOf(value);
    }
    kept.set(key, value);
  };
  return {
    get: (key, read) => {
      const known = current().get(key);
      if (known !== undefined) return known;
      const value = read();
      keep(key, value);
      return value;
    },
    change: (key, write) => {
      const next = write(current().get(key));
      // A write that throws leaves the stamp behind: then nothing counts any more.
      stamp = stampNow();
      if (next === undefined) drop(key);
      else keep(key, next);
    },
  };
}
