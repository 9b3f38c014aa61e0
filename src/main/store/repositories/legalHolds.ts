/** Legal holds: placed and released, never changed or deleted. */
import type { LegalHoldRecord } from '../privacyRecords.ts';
import type { LegalHoldsWriter } from '../privacyRepositories.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlRow } from '../sql.ts';
import { integer, json, nullable, oneOf, text } from '../table.ts';

const SELECT = `SELECT h.*, (SELECT json_group_array(n.number) FROM legal_hold_number n WHERE n.hold_id = h.id) AS numbers
  FROM legal_hold h`;
const scope = oneOf(['person', 'number', 'period', 'everything']);
const numbersOf = json<readonly string[]>();

export function createLegalHolds(sql: Sql): LegalHoldsWriter {
  return {
    get: (id) => {
      const row = sql.get(`${SELECT} WHERE h.id = @id`, { id });
      return row === undefined ? undefined : read(row);
    },
    active: () => sql.all(`${SELECT} WHERE h.released_at IS NULL ORDER BY h.placed_at, h.id`).map(read),
    released: (limit) =>
      sql
        .all(`${SELECT} WHERE h.released_at IS NOT NULL ORDER BY h.released_at DESC, h.id ${LIMIT}`, { limit })
        .map(read),
    insert: ({ numbers, ...hold }) => {
      sql.run(
        `INSERT INTO legal_hold (id, scope, person_id, from_at, to_at, case_name, reason, placed_by, placed_at, released_by,
           released_at, release_reason)
         VALUES (@id, @scope, @personId, @from, @to, @caseName, @reason, @placedBy, @placedAt, @releasedBy, @releasedAt,
           @releaseReason)`,
        hold,
      );
      for (const number of numbers) {
        sql.run('INSERT INTO legal_hold_number (hold_id, number) VALUES (@id, @number)', { id: hold.id, number });
      }
    },
    release: (id, by, at, reason) =>
      void sql.run(
        `UPDATE legal_hold SET released_by = @by, released_at = @at, release_reason = @reason
          WHERE id = @id AND released_at IS NULL`,
        { id, by, at, reason },
      ),
  };
}

function read(row: SqlRow): LegalHoldRecord {
  const optionalText = (column: string): string | null => nullable(text).read(row[column] ?? null);
  const optionalInteger = (column: string): number | null => nullable(integer).read(row[column] ?? null);
  return {
    id: text.read(row['id'] ?? null),
    scope: scope.read(row['scope'] ?? null),
    personId: optionalText('person_id'),
    numbers: numbersOf.read(row['numbers'] ?? null),
    from: optionalInteger('from_at'),
    to: optionalInteger('to_at'),
    caseName: text.read(row['case_name'] ?? null),
    reason: text.read(row['reason'] ?? null),
    placedBy: text.read(row['placed_by'] ?? null),
    placedAt: integer.read(row['placed_at'] ?? null),
    releasedBy: optionalText('released_by'),
    releasedAt: optionalInteger('released_at'),
    releaseReason: optionalText('release_reason'),
  };
}
