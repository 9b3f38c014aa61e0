/** Previews of imported files, kept until they are applied or go stale, and the mappings chosen for each kind of file. */
import { ImportAction } from '../../../contract/schedule.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ImportRecord, ImportRowRecord, ImportSummary } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ImportsReader, ImportsWriter, Slice } from '../store.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

const file = defineTable<ImportRecord>('schedule_import', {
  id: text,
  fileName: text,
  signature: text,
  summary: json<ImportSummary>(),
  state: oneOf(['previewed', 'applied']),
  actor: text,
  createdAt: integer,
  appliedAt: nullable(integer),
});

const fileRow = defineTable<ImportRowRecord>(
  'schedule_import_row',
  {
    importId: text,
    line: integer,
    action: oneOf(ImportAction.options),
    problems: json<ImportRowRecord['problems']>(),
    data: json<ImportRowRecord['data']>(),
  },
  'import_id',
);

const mappingCodec = json<ImportSummary['mapping']>();
const SELECT = `SELECT ${file.columns()} FROM schedule_import`;

export function createImports(sql: Sql): ImportsWriter {
  return {
    get: (id) => file.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
    rows: (query) => listRows(sql, query),
    mapping: (signature) => {
      const row = sql.get('SELECT mapping, date_order FROM import_mapping WHERE signature = @signature', { signature });
      if (row === undefined) return undefined;
      return {
        mapping: mappingCodec.read(row.mapping ?? null),
        dateOrder: nullable(text).read(row.date_order ?? null),
      };
    },
    lastApplied: () =>
      file.one(sql.get(`${SELECT} WHERE state = 'applied' ORDER BY applied_at DESC, created_at DESC LIMIT 1`)),
    insert: (record) => file.insert(sql, record),
    insertRows: (rows) => {
      for (const row of rows) fileRow.insert(sql, row);
    },
    markApplied: (id, at, summary) => file.update(sql, id, { state: 'applied', appliedAt: at, summary }),
    rememberMapping: (signature, mapping, dateOrder, at) =>
      void sql.run(
        `INSERT INTO import_mapping (signature, mapping, date_order, updated_at) VALUES (@signature, @mapping, @dateOrder, @at)
         ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping, date_order = excluded.date_order,
           updated_at = excluded.updated_at`,
        { signature, mapping: mappingCodec.write(mapping), dateOrder, at },
      ),
    dropStale: (before) =>
      void sql.run(`DELETE FROM schedule_import WHERE state = 'previewed' AND created_at < @before`, { before }),
  };
}

function listRows(sql: Sql, query: Parameters<ImportsReader['rows']>[0]): Slice<ImportRowRecord> {
  const after = decodeCursor(query.cursor, ['number']);
  const { filter } = query;
  const condition = filter === 'all' ? '' : filter === 'problems' ? `AND problems <> '[]'` : 'AND action = @filter';
  const rows = sql.all(
    `SELECT ${fileRow.columns()} FROM schedule_import_row
      WHERE import_id = @importId AND line > @after ${condition} ORDER BY line ${LIMIT}`,
    {
      importId: query.importId,
      after: after?.[0] ?? -1,
      limit: query.limit + 1,
      ...(filter === 'all' || filter === 'problems' ? {} : { filter }),
    },
  );
  return toSlice(rows, query.limit, fileRow.read, (last) => [last.line]);
}
