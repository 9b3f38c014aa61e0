/** Schedule sources, the lists they brought, and what their adapters have learned. */
import type { ImportCounts } from '../../../contract/schedule.ts';
import { SourceKind, SourceListState } from '../../../contract/sources.ts';
import type { Sql } from '../sql.ts';
import type { SourceListRecord, SourceRecord, SourcesWriter } from '../sourceRepositories.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';

const source = defineTable<SourceRecord>('schedule_source', {
  id: text,
  kind: oneOf(SourceKind.options),
  label: text,
  config: json<SourceRecord['config']>(),
  active: flag,
  addByItself: flag,
  writeBack: flag,
  everyMinutes: integer,
  problemCode: nullable(text),
  problemText: nullable(text),
  failures: integer,
  memory: json<SourceRecord['memory']>(),
  lastTryAt: nullable(integer),
  lastReadAt: nullable(integer),
  lastGoodAt: nullable(integer),
  createdAt: integer,
});

const list = defineTable<SourceListRecord>('source_list', {
  id: text,
  sourceId: text,
  name: text,
  hash: text,
  state: oneOf(SourceListState.options),
  counts: nullable(json<ImportCounts>()),
  needYou: integer,
  doubts: json<SourceListRecord['doubts']>(),
  asks: text,
  reading: json<SourceListRecord['reading']>(),
  asOf: integer,
  readAt: integer,
  settledAt: nullable(integer),
});

const SOURCE = `SELECT ${source.columns()} FROM schedule_source`;
const LIST = `SELECT ${list.columns()} FROM source_list`;

export function createSources(sql: Sql): SourcesWriter {
  return {
    get: (id) => source.one(sql.get(`${SOURCE} WHERE id = @id`, { id })),
    list: () => sql.all(`${SOURCE} ORDER BY created_at, id`).map(source.read),
    listById: (id) => list.one(sql.get(`${LIST} WHERE id = @id`, { id })),
    newestList: (sourceId, name) =>
      list.one(
        sql.get(`${LIST} WHERE source_id = @sourceId AND name = @name ORDER BY read_at DESC, rowid DESC LIMIT 1`, {
          sourceId,
          name,
        }),
      ),
    listsOfHash: (sourceId, hash) =>
      sql
        .all(`${LIST} WHERE source_id = @sourceId AND hash = @hash ORDER BY read_at DESC, rowid DESC`, {
          sourceId,
          hash,
        })
        .map(list.read),
    openLists: () => sql.all(`${LIST} WHERE state IN ('waiting', 'rest') ORDER BY read_at, rowid`).map(list.read),
    content: (id) => {
      const content = sql.get('SELECT content FROM source_list WHERE id = @id', { id })?.['content'];
      return content instanceof Uint8Array ? content : null;
    },
    ...importsOf(sql),
    ...factsOf(sql),
    insert: (record) => source.insert(sql, record),
    update: (id, patch) => source.update(sql, id, patch),
    remove: (id) => void sql.run('DELETE FROM schedule_source WHERE id = @id', { id }),
    insertList: (record, content) =>
      list.insert(sql, record, { content: content === null ? null : Buffer.from(content) }),
    updateList: (id, patch, content) => list.update(sql, id, patch, content === null ? { content: null } : {}),
    dropPreview: (importId) =>
      void sql.run(
        `DELETE FROM schedule_import WHERE id = @importId AND state = 'previewed'
          AND id NOT IN (SELECT import_id FROM import_run)`,
        { importId },
      ),
    pruneLists: (readBefore) =>
      void sql.run(`DELETE FROM source_list WHERE read_at < @readBefore AND state NOT IN ('waiting', 'rest')`, {
        readBefore,
      }),
  };
}

/** What became of the lists as imports. */
function importsOf(sql: Sql): Pick<SourcesWriter, 'appliedAt' | 'sourceOfImport' | 'lastBroughtByHand' | 'linkImport'> {
  const instant = (row: ReturnType<Sql['get']>): number | null => nullable(integer).read(row?.['at'] ?? null);
  return {
    appliedAt: (listId) =>
      instant(
        sql.get(
          `SELECT max(i.applied_at) AS at FROM source_import s JOIN schedule_import i ON i.id = s.import_id
            WHERE s.list_id = @listId AND i.state = 'applied' AND i.undone_at IS NULL`,
          { listId },
        ),
      ),
    sourceOfImport: (importId) => {
      const row = sql.get(
        `SELECT l.source_id FROM source_import s JOIN source_list l ON l.id = s.list_id WHERE s.import_id = @importId`,
        { importId },
      );
      return row === undefined ? undefined : text.read(row['source_id'] ?? null);
    },
    lastBroughtByHand: () =>
      instant(
        sql.get(
          `SELECT max(applied_at) AS at FROM schedule_import
            WHERE state = 'applied' AND undone_at IS NULL AND id NOT IN (SELECT import_id FROM source_import)`,
        ),
      ),
    linkImport: (importId, listId) =>
      void sql.run(
        `INSERT INTO source_import (import_id, list_id) VALUES (@importId, @listId) ON CONFLICT (import_id) DO NOTHING`,
        { importId, listId },
      ),
  };
}

function factsOf(sql: Sql): Pick<SourcesWriter, 'fact' | 'setFact' | 'listedKeys'> {
  return {
    fact: (sourceId, key) => {
      const row = sql.get('SELECT value FROM source_fact WHERE source_id = @sourceId AND key = @key', {
        sourceId,
        key,
      });
      return row === undefined ? undefined : text.read(row['value'] ?? null);
    },
    setFact: (sourceId, key, value) =>
      void sql.run(
        `INSERT INTO source_fact (source_id, key, value) VALUES (@sourceId, @key, @value)
         ON CONFLICT (source_id, key) DO UPDATE SET value = excluded.value`,
        { sourceId, key, value },
      ),
    listedKeys: (sourceId, from, to) =>
      sql
        .all(
          `SELECT a.external_key AS key FROM listed_visit l JOIN appointment a ON a.id = l.appointment_id
            WHERE l.source_id = @sourceId AND l.starts_at >= @from AND l.starts_at < @to AND l.status = 'booked'
              AND a.external_key IS NOT NULL ORDER BY l.starts_at`,
          { sourceId, from, to },
        )
        .map((row) => text.read(row['key'] ?? null)),
  };
}
