/**
 * Previews of imported files, kept until they are applied or go stale, the journal of those being applied, and the mappings chosen
 * for each kind of file.
 */
import { ImportAction } from '../../../contract/schedule.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ImportBefore, ImportRecord, ImportRowRecord, ImportSummary } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ImportRun } from '../practiceRepositories.ts';
import type { ImportsReader, ImportsWriter, PageRequest, Slice } from '../store.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';

const file = defineTable<ImportRecord>('schedule_import', {
  id: text,
  fileName: text,
  signature: text,
  summary: json<ImportSummary>(),
  state: oneOf(['previewed', 'applied']),
  actor: text,
  createdAt: integer,
  appliedAt: nullable(integer),
  startedAt: nullable(integer),
  undoneAt: nullable(integer),
  undoneBy: nullable(text),
});

const fileRow = defineTable<ImportRowRecord>(
  'schedule_import_row',
  {
    importId: text,
    line: integer,
    action: oneOf(ImportAction.options),
    problems: json<ImportRowRecord['problems']>(),
    data: json<ImportRowRecord['data']>(),
    visitId: nullable(text),
  },
  'import_id',
);

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

const beforeRow = defineTable<ImportBefore>(
  'import_before',
  {
    importId: text,
    line: integer,
    appointmentId: text,
    personMade: nullable(text),
    data: json<ImportBefore['data']>(),
  },
  'import_id',
);

/** A list can be taken out again for so long. */
const BEFORE_KEPT_MS = 30 * 24 * 3_600_000;
/** States before that one look throws away, so that it stays short. */
const BEFORE_DROPPED = 2000;

/** Missing visits stand behind the lines of the file. */
export const MISSING_FROM = 10_000_000;

const mappingCodec = json<ImportSummary['mapping']>();
const statusWordsCodec = json<NonNullable<ImportSummary['statusWords']>>();
const RUN = `SELECT ${journal.columns()} FROM import_run`;
const SELECT = `SELECT ${file.columns()} FROM schedule_import`;

export function createImports(sql: Sql): ImportsWriter {
  return {
    get: (id) => file.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
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
    lastApplied: () =>
      file.one(
        sql.get(`${SELECT} WHERE state = 'applied' AND undone_at IS NULL ORDER BY applied_at DESC, id DESC LIMIT 1`),
      ),
    insert: (record) => file.insert(sql, record),
    insertRows: (rows) => {
      for (const row of rows) fileRow.insert(sql, row);
    },
    replaceRow: ({ importId, line, action, problems, data, visitId }) =>
      void sql.run(
        `UPDATE schedule_import_row SET action = @action, problems = @problems, data = @data, visit_id = @visitId
          WHERE import_id = @importId AND line = @line`,
        { importId, line, action, problems: JSON.stringify(problems), data: JSON.stringify(data), visitId },
      ),
    startRun: (run) => journal.insert(sql, run),
    advanceRun: (importId, patch) => journal.update(sql, importId, patch),
    endRun: (importId) => void sql.run('DELETE FROM import_run WHERE import_id = @importId', { importId }),
    markApplied: (id, at, startedAt, summary) =>
      file.update(sql, id, { state: 'applied', appliedAt: at, startedAt, summary }),
    ...createUndo(sql),
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
    dropStale: (before) => {
      sql.run(
        `DELETE FROM schedule_import WHERE state = 'previewed' AND created_at < @before
          AND id NOT IN (SELECT import_id FROM import_run)`,
        { before },
      );
      sql.run(
        `DELETE FROM import_before WHERE (import_id, line) IN (SELECT b.import_id, b.line FROM schedule_import i
           JOIN import_before b ON b.import_id = i.id WHERE i.state = 'applied' AND i.applied_at < @at
             AND i.id NOT IN (SELECT import_id FROM import_run) ${LIMIT})`,
        { at: before - BEFORE_KEPT_MS, limit: BEFORE_DROPPED },
      );
    },
  };
}

type UndoPart = Pick<
  ImportsWriter,
  | 'row'
  | 'linesOfVisit'
  | 'missing'
  | 'ofKind'
  | 'applied'
  | 'before'
  | 'hasBefore'
  | 'madePerson'
  | 'visitsTexted'
  | 'saveSummary'
  | 'decideMissing'
  | 'keepBefore'
  | 'dropBefore'
  | 'markUndone'
  | 'rememberComplete'
>;

/** Single rows of a preview, what a person said about them, and the states before that an undo puts back. */
function createUndo(sql: Sql): UndoPart {
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
          `${SELECT} WHERE signature = @signature AND state = 'applied' AND undone_at IS NULL
            ORDER BY applied_at DESC ${LIMIT}`,
          { signature, limit },
        )
        .map(file.read),
    applied: (query) => listApplied(sql, query),
    before: (importId, line, limit) =>
      sql
        .all(
          `SELECT ${beforeRow.columns()} FROM import_before WHERE import_id = @importId AND line <= @line
            ORDER BY line DESC ${LIMIT}`,
          { importId, line, limit },
        )
        .map(beforeRow.read),
    hasBefore: (importId) =>
      sql.get('SELECT 1 AS found FROM import_before WHERE import_id = @importId LIMIT 1', { importId }) !== undefined,
    madePerson: (importId, personId) =>
      sql.get('SELECT 1 AS found FROM import_before WHERE import_id = @importId AND person_made = @personId LIMIT 1', {
        importId,
        personId,
      }) !== undefined,
    visitsTexted: (importId, since, most) =>
      sql.count(
        `SELECT count(*) AS visits FROM (SELECT DISTINCT m.appointment_id FROM message m
           WHERE m.direction = 'out' AND m.sent_at IS NOT NULL AND m.sent_at >= @since AND EXISTS (
             SELECT 1 FROM import_before b WHERE b.import_id = @importId AND b.appointment_id = m.appointment_id) ${LIMIT})`,
        { importId, since, limit: most },
      ),
    saveSummary: (id, summary) => file.update(sql, id, { summary }),
    decideMissing: (importId, lines, decision) =>
      void sql.run(
        `UPDATE schedule_import_row SET data = json_set(data, '$.decision', @decision)
          WHERE import_id = @importId AND line >= ${String(MISSING_FROM)}
            ${lines === null ? '' : 'AND line IN (SELECT value FROM json_each(@lines))'}`,
        { importId, decision, ...(lines === null ? {} : { lines: JSON.stringify(lines) }) },
      ),
    keepBefore: (row) => beforeRow.insert(sql, row),
    dropBefore: (importId, line) =>
      void sql.run('DELETE FROM import_before WHERE import_id = @importId AND line = @line', { importId, line }),
    markUndone: (id, at, by) => file.update(sql, id, { undoneAt: at, undoneBy: by }),
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
    `${SELECT} WHERE state = 'applied' ${after === null ? '' : 'AND (applied_at, id) < (@at, @id)'}
      ORDER BY applied_at DESC, id DESC ${LIMIT}`,
    { limit: query.limit + 1, ...(after === null ? {} : { at: after[0] ?? 0, id: after[1] ?? '' }) },
  );
  return toSlice(rows, query.limit, file.read, (last) => [last.appliedAt ?? 0, last.id]);
}

function listRows(sql: Sql, query: Parameters<ImportsReader['rows']>[0]): Slice<ImportRowRecord> {
  const after = decodeCursor(query.cursor, ['number']);
  const { filter } = query;
  const wanted =
    filter === 'all' || filter === 'missing'
      ? ''
      : filter === 'problems'
        ? `AND problems <> '[]'`
        : 'AND action = @filter';
  const condition = `${wanted} AND line ${filter === 'missing' ? '>=' : '<'} ${String(MISSING_FROM)}`;
  const rows = sql.all(
    `SELECT ${fileRow.columns()} FROM schedule_import_row
      WHERE import_id = @importId AND line > @after ${condition} ORDER BY line ${LIMIT}`,
    {
      importId: query.importId,
      after: after?.[0] ?? -1,
      limit: query.limit + 1,
      ...(filter === 'all' || filter === 'problems' || filter === 'missing' ? {} : { filter }),
    },
  );
  return toSlice(rows, query.limit, fileRow.read, (last) => [last.line]);
}
