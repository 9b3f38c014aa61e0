/**
 * What is kept for years: the oldest entries of the log, and agreements of people who were deleted. Both are removed by an entry of the log,
 * so that the check still proves that nothing else is gone. Opt-outs are never removed.
 */
import { countOldEntries, removeOldEntries } from '../auditRemoval.ts';
import { LEDGER_REMOVED } from '../removals.ts';
import type { RetentionPlace } from '../privacyRepositories.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { AuditWriter } from '../store.ts';
import { integer, text } from '../table.ts';
import { ANY_HOLD } from './held.ts';
import type { Handled, OldThing } from './retentionWalk.ts';

interface Deps {
  readonly sql: Sql;
  readonly audit: AuditWriter;
}

interface Walk {
  readonly find: (after: RetentionPlace, limit: number) => readonly OldThing[];
  readonly handle: (thing: OldThing, room: number) => Handled;
}

/** So many are looked at when they are only counted; a night removes no more. */
const MOST_COUNTED = 5_000;
const LOG = 'log';

/** The log is one thing: it is cut at its beginning. `now` null: it is only counted. */
export function walkAudit({ sql, audit }: Deps, before: number, now: number | null): Walk {
  return {
    find: (after) => {
      if (after.id === LOG) return [];
      const { rows, newestAt } = countOldEntries(sql, before, MOST_COUNTED);
      return rows === 0 ? [] : [{ id: LOG, at: newestAt, touches: null }];
    },
    handle: (_log, room) => {
      const most = Math.min(room, MOST_COUNTED);
      if (sql.get(ANY_HOLD) !== undefined)
        return { rows: 0, held: countOldEntries(sql, before, most).rows, finished: true };
      if (now === null) return { rows: countOldEntries(sql, before, most).rows, held: 0, finished: true };
      const rows = removeOldEntries(sql, audit, { before, most, now });
      return { rows, held: 0, finished: rows < most };
    },
  };
}

/** Never the newest entry: its number would be given again. */
const OLD_AGREEMENTS = `SELECT e.seq, f.at FROM ledger_forgotten f JOIN consent_event e INDEXED BY consent_event_by_number ON e.number = f.number
  WHERE f.at < @before AND (f.at, printf('%015d', e.seq)) > (@at, @after) AND e.kind NOT IN ('revoke', 'number_wrong')
    AND +e.seq < (SELECT max(seq) FROM consent_event)
  ORDER BY f.at, printf('%015d', e.seq) ${LIMIT}`;

export function walkConsents(deps: Deps, before: number, now: number | null): Walk {
  const { sql } = deps;
  return {
    find: (after, limit) =>
      sql.all(OLD_AGREEMENTS, { before, at: after.at, after: after.id, limit }).map((row) => ({
        id: String(integer.read(row['seq'] ?? null)).padStart(15, '0'),
        at: integer.read(row['at'] ?? null),
        touches: null,
      })),
    handle: ({ id }) => {
      if (sql.get(ANY_HOLD) !== undefined) return { rows: 0, held: 1, finished: true };
      if (now !== null) removeAgreement(deps, Number(id), now);
      return { rows: 1, held: 0, finished: true };
    },
  };
}

function removeAgreement({ sql, audit }: Deps, seq: number, now: number): void {
  const entry = sql.get('SELECT id FROM consent_event WHERE seq = @seq', { seq });
  const entityId = text.read(entry?.id ?? null);
  audit.append({ at: now, action: LEDGER_REMOVED, entity: 'consent', entityId, data: { rows: [seq] } });
  sql.run('INSERT INTO consent_removing (seq) VALUES (@seq)', { seq });
  sql.run('DELETE FROM consent_event WHERE seq = @seq', { seq });
  sql.run('DELETE FROM consent_removing');
}
