/** Texts that say something about a visit and that a person settles. One per text and visit. */
import { SettledAs, VisitReplyKind } from '../../../contract/today.ts';
import type { VisitReplyRecord } from '../deskRecords.ts';
import type { VisitRepliesWriter } from '../deskRepositories.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

const reply = defineTable<VisitReplyRecord>('visit_reply', {
  id: text,
  appointmentId: text,
  messageId: text,
  kind: oneOf(VisitReplyKind.options),
  minutesLate: nullable(integer),
  at: integer,
  settledAs: nullable(oneOf(SettledAs.options)),
  settledBy: nullable(text),
  settledAt: nullable(integer),
  before: nullable(json()),
});

const SELECT = `SELECT ${reply.columns()} FROM visit_reply`;

export function createVisitReplies(sql: Sql): VisitRepliesWriter {
  return {
    get: (id) => reply.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
    openOf: (appointmentId) =>
      sql
        .all(`${SELECT} WHERE appointment_id = @appointmentId AND settled_at IS NULL ORDER BY at, rowid`, {
          appointmentId,
        })
        .map(reply.read),
    ofMessage: (messageId) =>
      sql.all(`${SELECT} WHERE message_id = @messageId ORDER BY rowid`, { messageId }).map(reply.read),
    visitsOf: (personId) =>
      sql
        .all(
          `SELECT DISTINCT a.id FROM appointment a JOIN visit_reply v ON v.appointment_id = a.id AND v.settled_at IS NULL
            WHERE a.person_id = @personId ORDER BY a.starts_at, a.id`,
          { personId },
        )
        .map((row) => text.read(row.id ?? null)),
    insert: (record) => {
      const { appointmentId, messageId } = record;
      const known = sql.get(
        'SELECT 1 AS known FROM visit_reply WHERE appointment_id = @appointmentId AND message_id = @messageId',
        { appointmentId, messageId },
      );
      if (known !== undefined) return false;
      reply.insert(sql, record);
      return true;
    },
    update: (id, patch) => reply.update(sql, id, patch),
  };
}
