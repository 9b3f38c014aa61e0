/**
 * What a repository has read in the current transaction, kept until it ends: a text that comes in asks for the same number, person and
 * conversation again and again. Whoever writes puts the new value in or takes the old one out; a transaction that is undone leaves nothing.
 */
import type { Sql } from './sql.ts';

/** So many entries are kept in one transaction; then it begins anew. */
const MOST = 4_096;

export interface TransactionCache<V> {
  /** The value of `key` in this transaction; `read` is asked once. `undefined` is a value as any other. */
  get(key: string, read: () => V): V;
  /** What was read, if it was. */
  peek(key: string): V | undefined;
  put(key: string, value: V): void;
  drop(key: string): void;
  clear(): void;
}

/** An empty cache over the transactions of `sql`. Values are shared between callers: records are never changed in place. */
export function createTransactionCache<V>(sql: Pick<Sql, 'transaction'>): TransactionCache<V> {
  const kept = new Map<string, V>();
  let of = -1;
  const current = (): Map<string, V> => {
    const now = sql.transaction();
    if (now !== of || kept.size >= MOST) kept.clear();
    of = now;
    return kept;
  };
  return {
    get: (key, read) => {
      const known = current().get(key);
      if (known !== undefined || kept.has(key)) return known as V;
      const value = read();
      kept.set(key, value);
      return value;
    },
    peek: (key) => current().get(key),
    put: (key, value) => void current().set(key, value),
    drop: (key) => void current().delete(key),
    clear: () => current().clear(),
  };
}
