/** States before a list was added: what taking it out again puts back. */
import type { ImportBefore } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ImportsWriter } from '../store.ts';
import { defineTable, integer, json, nullable, text } from '../table.ts';
import { file } from './importTables.ts';

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

type Undo = Pick<
  ImportsWriter,
  'before' | 'hasBefore' | 'madePerson' | 'visitsTexted' | 'keepBefore' | 'dropBefore' | 'markUndone'
>;

export function createImportUndo(sql: Sql): Undo {
  return {
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
    keepBefore: (row) => beforeRow.insert(sql, row),
    dropBefore: (importId, line) =>
      void sql.run('DELETE FROM import_before WHERE import_id = @importId AND line = @line', { importId, line }),
    markUndone: (id, at, by) => file.update(sql, id, { undoneAt: at, undoneBy: by }),
  };
}

/** States that are kept for longer than an undo is offered go, some at a time. */
export function dropOldStates(sql: Sql, before: number): void {
  sql.run(
    `DELETE FROM import_before WHERE (import_id, line) IN (SELECT b.import_id, b.line FROM schedule_import i
           JOIN import_before b ON b.import_id = i.id WHERE i.state = 'applied' AND i.applied_at < @at
             AND i.id NOT IN (SELECT import_id FROM import_run) ${LIMIT})`,
    { at: before - BEFORE_KEPT_MS, limit: BEFORE_DROPPED },
  );
}
