/** Settings as JSON under a key; their shape is the contract's. */
import type { Sql } from '../sql.ts';
import type { SettingsWriter } from '../store.ts';
import { createLastingCache } from '../lastingCache.ts';
import { json } from '../table.ts';

const value = json<unknown>();

/** `actor` says who the current transaction works for. */
export function createSettings(sql: Sql, actor: () => string): SettingsWriter {
  // In boxes, so that what is not set, or what was made of it, is remembered as well.
  const known = createLastingCache<{ readonly value: unknown }>(sql, ['setting'], () => 0);
  const derived = createLastingCache<{ readonly made: unknown }>(sql, ['setting'], () => 0);
  return {
    get: (key) =>
      known.get(key, () => {
        const row = sql.get('SELECT value FROM setting WHERE key = @key', { key });
        return { value: row === undefined ? undefined : value.read(row.value ?? null) };
      }).value,
    derived: <T>(name: string, make: () => T) => derived.get(name, () => ({ made: make() })).made as T,
    set: (key, next, at) => {
      sql.run(
        `INSERT INTO setting (key, value, updated_at, updated_by) VALUES (@key, @value, @at, @actor)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
        { key, value: value.write(next), at, actor: actor() },
      );
    },
  };
}
