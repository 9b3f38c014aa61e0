/** What a person says about a preview, its single rows, and the lists that were added. */
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ImportRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ImportsWriter, PageRequest, Slice } from '../store.ts';
import { integer } from '../table.ts';
import { file, fileRow, MISSING_FROM, SELECT_IMPORT } from './importTables.ts';

type Words = Pick<
  ImportsWriter,
  'row' | 'linesOfVisit' | 'missing' | 'ofKind' | 'applied' | 'saveSummary' | 'decideMissing' | 'rememberComplete'
>;

export function createImportWords(sql: Sql): Words {
  return {
    row: (importId, line) =>
      fileRow.one(
        sql.get(`SELECT ${fileRow.columns()} FROM schedule_import_row WHERE import_id = @importId AND line = @line`, {
          importId,
          line,
        }),
      ),
    linesOfVisit: (importId, visitId) =>
      sql
        .all('SELECT line FROM schedule_import_row WHERE import_id = @importId AND visit_id = @visitId', {
          importId,
          visitId,
        })
        .map((row) => integer.read(row.line ?? null)),
    missing: (importId) => {
      const row = sql.get(
        `SELECT count(*) AS visits, coalesce(sum(data ->> '$.decision' = 'cancel'), 0) AS cancel
          FROM schedule_import_row WHERE import_id = @importId AND line >= ${String(MISSING_FROM)}`,
        { importId },
      );
      return { visits: integer.read(row?.visits ?? null), cancel: integer.read(row?.cancel ?? null) };
    },
    ofKind: (signature, limit) =>
      sql
        .all(
          `${SELECT_IMPORT} WHERE signature = @signature AND state = 'applied' AND undone_at IS NULL
            ORDER BY applied_at DESC ${LIMIT}`,
          { signature, limit },
        )
        .map(file.read),
    applied: (query) => listApplied(sql, query),
    saveSummary: (id, summary) => file.update(sql, id, { summary }),
    decideMissing: (importId, lines, decision) =>
      void sql.run(
        `UPDATE schedule_import_row SET data = json_set(data, '$.decision', @decision)
          WHERE import_id = @importId AND line >= ${String(MISSING_FROM)}
            ${lines === null ? '' : 'AND line IN (SELECT value FROM json_each(@lines))'}`,
        { importId, decision, ...(lines === null ? {} : { lines: JSON.stringify(lines) }) },
      ),
    rememberComplete: (signature, complete, at) =>
      void sql.run(
        `INSERT INTO import_mapping (signature, mapping, updated_at, complete) VALUES (@signature, '{}', @at, @complete)
         ON CONFLICT (signature) DO UPDATE SET complete = excluded.complete`,
        { signature, complete: complete ? 1 : 0, at },
      ),
  };
}

function listApplied(sql: Sql, query: PageRequest): Slice<ImportRecord> {
  const after = decodeCursor(query.cursor, ['number', 'string']);
  const rows = sql.all(
    `${SELECT_IMPORT} INDEXED BY schedule_import_applied WHERE state = 'applied' ${after === null ? '' : 'AND (applied_at, id) < (@at, @id)'}
      ORDER BY applied_at DESC, id DESC ${LIMIT}`,
    { limit: query.limit + 1, ...(after === null ? {} : { at: after[0] ?? 0, id: after[1] ?? '' }) },
  );
  return toSlice(rows, query.limit, file.read, (last) => [last.appliedAt ?? 0, last.id]);
}
