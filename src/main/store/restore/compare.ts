/**
 * What the data of now has and a backup has not: what restoring it would lose. Counts only. Runs on the maintenance thread.
 */
import { attachDatabase } from '../driver.ts';
import type { Connection } from '../driver.ts';
import type { LostSince } from './types.ts';

/** Counts rows by their ids, so that clocks and orders do not matter. */
export function compareWith(current: Connection, backup: string, key: Uint8Array): LostSince {
  attachDatabase(current, backup, key, 'backup');
  try {
    const missing = (table: string, where = '1'): number =>
      current
        .prepare<[], { n: number }>(
          `SELECT count(*) AS n FROM main.${table} now
            WHERE ${where} AND NOT EXISTS (SELECT 1 FROM backup.${table} old WHERE old.id = now.id)`,
        )
        .get()?.n ?? 0;
    const back = (): number =>
      current
        .prepare<[], { n: number }>(
          `SELECT count(*) AS n FROM backup.person old WHERE NOT EXISTS (SELECT 1 FROM main.person now WHERE now.id = old.id)`,
        )
        .get()?.n ?? 0;
    return {
      textsOut: missing('message', `direction = 'out'`),
      textsIn: missing('message', `direction = 'in'`),
      notes: missing('message', `kind = 'note'`),
      visits: missing('appointment'),
      people: missing('person'),
      optOuts: missing('consent_event', `kind IN ('revoke', 'number_wrong')`),
      agreements: missing('consent_event', `kind IN ('grant', 'restore')`),
      peopleBack: back(),
    };
  } finally {
    current.exec('DETACH backup');
  }
}
