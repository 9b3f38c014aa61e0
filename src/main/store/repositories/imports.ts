/**
 * Previews of imported files, kept until they are applied or go stale, the journal of those being applied, and the mappings chosen
 * for each kind of file.
 */
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ImportRowRecord, ImportSummary } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ImportRun } from '../practiceRepositories.ts';
import type { ImportsReader, ImportsWriter, Slice } from '../store.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';
import { file, fileRow, MISSING_FROM, SELECT_IMPORT } from './importTables.ts';
import { createImportUndo, dropOldStates } from './importUndo.ts';
import { createImportWords } from './importWords.ts';

const journal = defineTable<ImportRun>(
  'import_run',
  {
    importId: text,
    consent: oneOf(['agreedOnForm', 'askFirst']),
    actor: text,
    commandId: nullable(text),
    doneLine: integer,
    totals: json<ImportRun['totals']>(),
    startedAt: integer,
    mode: oneOf(['add', 'undo']),
    stop: nullable(oneOf(['keep', 'undo'])),
    kept: integer,
  },
  'import_id',
);

const mappingCodec = json<ImportSummary['mapping']>();
const statusWordsCodec = json<NonNullable<ImportSummary['statusWords']>>();
const RUN = `SELECT ${journal.columns()} FROM import_run`;

export function createImports(sql: Sql): ImportsWriter {
  return {
    get: (id) => file.one(sql.get(`${SELECT_IMPORT} WHERE id = @id`, { id })),
    rows: (query) => listRows(sql, query),
    rowsAfter: (importId, line, limit) =>
      sql
        .all(
          `SELECT ${fileRow.columns()} FROM schedule_import_row WHERE import_id = @importId AND line > @line
            ORDER BY line ${LIMIT}`,
          { importId, line, limit },
        )
        .map(fileRow.read),
    run: (importId) => journal.one(sql.get(`${RUN} WHERE import_id = @importId`, { importId })),
    unfinishedRuns: () => sql.all(`${RUN} ORDER BY started_at, import_id`).map(journal.read),
    lastApplied: () =>
      file.one(
        sql.get(
          `${SELECT_IMPORT} INDEXED BY schedule_import_applied WHERE state = 'applied' AND undone_at IS NULL ORDER BY applied_at DESC, id DESC LIMIT 1`,
        ),
      ),
    insert: (record) => file.insert(sql, record),
    insertRows: (rows) => {
      for (const row of rows) fileRow.insert(sql, row);
    },
    replaceRow: ({ importId, line, action, problems, data, visitId, needsYou }) =>
      void sql.run(
        `UPDATE schedule_import_row SET action = @action, problems = @problems, data = @data, visit_id = @visitId, needs_you = @needsYou
          WHERE import_id = @importId AND line = @line`,
        {
          importId,
          line,
          action,
          problems: JSON.stringify(problems),
          data: JSON.stringify(data),
          visitId,
          needsYou: needsYou ? 1 : 0,
        },
      ),
    startRun: (run) => journal.insert(sql, run),
    advanceRun: (importId, patch) => journal.update(sql, importId, patch),
    endRun: (importId) => void sql.run('DELETE FROM import_run WHERE import_id = @importId', { importId }),
    markApplied: (id, at, startedAt, summary) =>
      file.update(sql, id, { state: 'applied', appliedAt: at, startedAt, summary }),
    ...createImportUndo(sql),
    ...createImportWords(sql),
    ...createMappings(sql),
    dropStale: (before) => {
      sql.run(
        `DELETE FROM schedule_import WHERE state = 'previewed' AND created_at < @before
          AND id NOT IN (SELECT import_id FROM import_run)`,
        { before },
      );
      dropOldStates(sql, before);
    },
  };
}

/** What was chosen for lists of one kind. */
function createMappings(sql: Sql): Pick<ImportsWriter, 'mapping' | 'rememberMapping'> {
  return {
    mapping: (signature) => {
      const row = sql.get(
        'SELECT mapping, date_order, status_words, complete FROM import_mapping WHERE signature = @signature',
        { signature },
      );
      if (row === undefined) return undefined;
      return {
        mapping: mappingCodec.read(row.mapping ?? null),
        dateOrder: nullable(text).read(row.date_order ?? null),
        statusWords: statusWordsCodec.read(row.status_words ?? null),
        complete: flag.read(row.complete ?? null),
      };
    },
    rememberMapping: (signature, mapping, dateOrder, at, statusWords = {}) =>
      void sql.run(
        `INSERT INTO import_mapping (signature, mapping, date_order, status_words, updated_at)
         VALUES (@signature, @mapping, @dateOrder, @statusWords, @at)
         ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping, date_order = excluded.date_order,
           status_words = excluded.status_words, updated_at = excluded.updated_at`,
        {
          signature,
          mapping: mappingCodec.write(mapping),
          dateOrder,
          statusWords: statusWordsCodec.write(statusWords),
          at,
        },
      ),
  };
}

/** Filters that are no action. */
const WITHOUT_WORD: ReadonlySet<string> = new Set(['all', 'problems', 'needYou', 'missing']);

/** Few of a hundred thousand, which SQLite cannot know. */
const NEEDING = 'INDEXED BY schedule_import_row_needs_you';

function listRows(sql: Sql, query: Parameters<ImportsReader['rows']>[0]): Slice<ImportRowRecord> {
  const after = decodeCursor(query.cursor, ['number']);
  const { filter } = query;
  const wanted =
    filter === 'all' || filter === 'missing'
      ? ''
      : filter === 'problems'
        ? `AND problems <> '[]'`
        : filter === 'needYou'
          ? 'AND needs_you = 1'
          : 'AND action = @filter';
  const condition = `${wanted} AND line ${filter === 'missing' ? '>=' : '<'} ${String(MISSING_FROM)}`;
  const rows = sql.all(
    `SELECT ${fileRow.columns()} FROM schedule_import_row ${filter === 'needYou' ? NEEDING : ''}
      WHERE import_id = @importId AND line > @after ${condition} ORDER BY line ${LIMIT}`,
    {
      importId: query.importId,
      after: after?.[0] ?? -1,
      limit: query.limit + 1,
      ...(WITHOUT_WORD.has(filter) ? {} : { filter }),
    },
  );
  return toSlice(rows, query.limit, fileRow.read, (last) => [last.line]);
}
