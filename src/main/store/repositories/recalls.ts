/**
 * Texts that a gateway keeps until their time and that are wanted back. A row stands from the wish until it is known what became of the text;
 * who asks the gateway, and what follows, is jobs/recalls.
 */
import type { RecallRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { RecallsWriter } from '../store.ts';
import { defineTable, flag, integer, nullable, text } from '../table.ts';

const recall = defineTable<RecallRecord>('recall', {
  jobId: text,
  messageId: text,
  appointmentId: nullable(text),
  reasonCode: text,
  reasonText: text,
  again: flag,
  askedAt: integer,
  nextTryAt: nullable(integer),
  tries: integer,
  problem: nullable(text),
});

const SELECT = `SELECT ${recall.columns('r')} FROM recall r`;

export function createRecalls(sql: Sql): RecallsWriter {
  return {
    get: (jobId) => recall.one(sql.get(`${SELECT} WHERE r.job_id = @jobId`, { jobId })),
    ofMessage: (messageId) => recall.one(sql.get(`${SELECT} WHERE r.message_id = @messageId`, { messageId })),
    ofVisit: (appointmentId) =>
      sql
        .all(
          // A text about several visits of a household names one of them; its reminders name them all.
          `${SELECT} WHERE r.appointment_id = @appointmentId OR r.message_id IN
             (SELECT message_id FROM reminder WHERE appointment_id = @appointmentId AND message_id IS NOT NULL)
            ORDER BY r.asked_at, r.job_id`,
          { appointmentId },
        )
        .map(recall.read),
    all: () => sql.all(`${SELECT} ORDER BY r.asked_at, r.job_id`).map(recall.read),
    due: (at, limit) =>
      sql
        .all(
          `${SELECT} WHERE r.next_try_at IS NOT NULL AND r.next_try_at <= @at ORDER BY r.next_try_at, r.job_id ${LIMIT}`,
          {
            at,
            limit,
          },
        )
        .map(recall.read),
    nextTryAt: () =>
      nullable(integer).read(
        sql.get('SELECT min(next_try_at) AS at FROM recall WHERE next_try_at IS NOT NULL')?.at ?? null,
      ),
    told: (limit) =>
      sql
        .all(`${SELECT} WHERE r.problem IS NOT NULL ORDER BY r.asked_at, r.job_id ${LIMIT}`, { limit })
        .map(recall.read),
    ask: (fresh) => {
      const { jobId } = fresh;
      const known = sql.get('SELECT again FROM recall WHERE job_id = @jobId', { jobId });
      if (known === undefined) {
        recall.insert(sql, { ...fresh, nextTryAt: fresh.askedAt, tries: 0, problem: null });
        return;
      }
      // Over with it is more than anew: the later wish only counts when it goes further.
      if (fresh.again || known.again === 0) return;
      const { reasonCode, reasonText } = fresh;
      sql.run(
        'UPDATE recall SET again = 0, reason_code = @reasonCode, reason_text = @reasonText WHERE job_id = @jobId',
        { jobId, reasonCode, reasonText },
      );
    },
    failed: (jobId, { problem, nextTryAt }) =>
      void sql.run(
        'UPDATE recall SET problem = @problem, next_try_at = @nextTryAt, tries = tries + 1 WHERE job_id = @jobId',
        { jobId, problem, nextTryAt },
      ),
    later: (jobId, nextTryAt) =>
      void sql.run('UPDATE recall SET next_try_at = @nextTryAt WHERE job_id = @jobId', { jobId, nextTryAt }),
    settle: (jobId) => sql.run('DELETE FROM recall WHERE job_id = @jobId', { jobId }) === 1,
  };
}
