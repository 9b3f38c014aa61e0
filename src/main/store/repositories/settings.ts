/** Settings as JSON under a key; their shape is the contract's. */
import type { Sql } from '../sql.ts';
import type { SettingsWriter } from '../store.ts';
import { createTransactionCache } from '../transactionCache.ts';
import { json } from '../table.ts';

const value = json<unknown>();

/** `actor` says who the current transaction works for. */
export function createSettings(sql: Sql, actor: () => string): SettingsWriter {
  const known = createTransactionCache<unknown>(sql);
  const derived = createTransactionCache<unknown>(sql);
  return {
    get: (key) =>
      known.get(key, () => {
        const row = sql.get('SELECT value FROM setting WHERE key = @key', { key });
        return row === undefined ? undefined : value.read(row.value ?? null);
      }),
    derived: <T>(name: string, make: () => T) => derived.get(name, make) as T,
    set: (key, next, at) => {
      known.drop(key);
      derived.clear();
      sql.run(
        `INSERT INTO setting (key, value, updated_at, updated_by) VALUES (@key, @value, @at, @actor)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
        { key, value: value.write(next), at, actor: actor() },
      );
    },
  };
}
