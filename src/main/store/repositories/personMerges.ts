/** People who look the same: where to look, what a person has decided, and moving everything of one person to another. */
import { decodeCursor } from '../cursor.ts';
import type { PersonMergeRecord } from '../records.ts';
import type { PersonMergesWriter } from '../practiceRepositories.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, json, nullable, text } from '../table.ts';

const merge = defineTable<PersonMergeRecord>('person_merge', {
  id: text,
  keptId: text,
  mergedId: text,
  at: integer,
  actor: text,
  data: json<PersonMergeRecord['data']>(),
  undoneAt: nullable(integer),
});

const PLAIN_ID = `ltrim(lower(trim(external_id)), '0')`;
/** What belongs to a person as such, and is united or forgotten instead of being moved. */
const NOT_MOVED = ['person_number', 'person_address', 'person_apart'];

export function createPersonMerges(sql: Sql): PersonMergesWriter {
  return {
    sharedNumbers: (cursor, limit) => {
      const after = decodeCursor(cursor, ['string'])?.[0] ?? '';
      return sql
        .all(
          `SELECT number FROM person_number WHERE number > @after GROUP BY number HAVING count(*) > 1
            ORDER BY number ${LIMIT}`,
          { after, limit },
        )
        .map((row) => text.read(row.number ?? null));
    },
    sharedIds: (limit) =>
      sql
        .all(
          `SELECT group_concat(id) AS ids FROM person WHERE external_id IS NOT NULL GROUP BY ${PLAIN_ID}
            HAVING count(*) > 1 ORDER BY ${PLAIN_ID} ${LIMIT}`,
          { limit },
        )
        .map((row) => text.read(row.ids ?? null).split(',')),
    areApart: (a, b) => {
      const [first = '', second = ''] = [a, b].toSorted();
      return (
        sql.get('SELECT 1 AS found FROM person_apart WHERE first_id = @first AND second_id = @second', {
          first,
          second,
        }) !== undefined
      );
    },
    keepApart: (a, b, at, actor) => {
      const [first = '', second = ''] = [a, b].toSorted();
      sql.run(
        `INSERT INTO person_apart (first_id, second_id, at, actor) VALUES (@first, @second, @at, @actor)
          ON CONFLICT DO NOTHING`,
        { first, second, at, actor },
      );
    },
    get: (id) => merge.one(sql.get(`SELECT ${merge.columns()} FROM person_merge WHERE id = @id`, { id })),
    insert: (record) => merge.insert(sql, record),
    markUndone: (id, at) => merge.update(sql, id, { undoneAt: at }),
    moveAll: (from, to) => {
      for (const { table, column } of referencesToPeople(sql)) {
        sql.run(`UPDATE OR IGNORE ${table} SET ${column} = @to WHERE ${column} = @from`, { from, to });
      }
    },
    textsOf: (personId, limit) =>
      sql
        .all(`SELECT id FROM message WHERE person_id = @personId ${LIMIT}`, { personId, limit })
        .map((row) => text.read(row.id ?? null)),
    moveTexts: (ids, to) =>
      void sql.run('UPDATE message SET person_id = @to WHERE id IN (SELECT value FROM json_each(@ids))', {
        ids: JSON.stringify(ids),
        to,
      }),
  };
}

/** Every column that points to a person, by the schema itself: a table that is added later is not forgotten. */
function referencesToPeople(sql: Sql): readonly { readonly table: string; readonly column: string }[] {
  return sql
    .all(
      `SELECT m.name AS tableName, p."from" AS columnName FROM sqlite_schema m, pragma_foreign_key_list(m.name) p
        WHERE m.type = 'table' AND p."table" = 'person' ORDER BY m.name, p."from"`,
    )
    .map((row) => ({ table: text.read(row.tableName ?? null), column: text.read(row.columnName ?? null) }))
    .filter(({ table }) => !NOT_MOVED.includes(table));
}
