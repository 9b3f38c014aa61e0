/** Calls that somebody at the desk made about a visit, and the closing of a day. */
import { CallOutcome } from '../../../contract/today.ts';
import type { DayClosingRecord, VisitCallRecord } from '../deskRecords.ts';
import type { DayClosingsWriter, VisitCallsWriter } from '../deskRepositories.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

const call = defineTable<VisitCallRecord>('visit_call', {
  id: text,
  appointmentId: text,
  outcome: oneOf(CallOutcome.options),
  actor: text,
  at: integer,
  before: json(),
  undoneAt: nullable(integer),
});

const closing = defineTable<DayClosingRecord>(
  'day_closing',
  {
    day: text,
    closedAt: integer,
    closedBy: text,
    reopenedAt: nullable(integer),
    reopenedBy: nullable(text),
    counts: json(),
  },
  'day',
);

export function createVisitCalls(sql: Sql): VisitCallsWriter {
  return {
    get: (id) => call.one(sql.get(`SELECT ${call.columns()} FROM visit_call WHERE id = @id`, { id })),
    lastOf: (appointmentId) =>
      call.one(
        sql.get(
          `SELECT ${call.columns()} FROM visit_call WHERE appointment_id = @appointmentId AND undone_at IS NULL
            ORDER BY at DESC, rowid DESC LIMIT 1`,
          { appointmentId },
        ),
      ),
    insert: (record) => call.insert(sql, record),
    undo: (id, at) => call.update(sql, id, { undoneAt: at }),
  };
}

export function createDayClosings(sql: Sql): DayClosingsWriter {
  const get = (day: string) =>
    closing.one(sql.get(`SELECT ${closing.columns()} FROM day_closing WHERE day = @day`, { day }));
  return {
    get,
    save: (record) => {
      if (get(record.day) === undefined) closing.insert(sql, record);
      else closing.update(sql, record.day, record);
    },
  };
}
