/** What gateways posted to the listener: kept raw until it is read, and its key for a while after, so that a repeat is known. */
import type { HookEventRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlRow } from '../sql.ts';
import type { HookEventsWriter } from '../store.ts';
import { integer, text } from '../table.ts';

const WAITING = 'FROM hook_event WHERE done_at IS NULL';

export function createHookEvents(sql: Sql): HookEventsWriter {
  return {
    waiting: (after, limit) =>
      sql
        .all(
          `SELECT seq, gateway_id AS gatewayId, target, content_type AS contentType, body, received_at AS receivedAt
           ${WAITING} AND seq > @after ORDER BY seq ${LIMIT}`,
          { after, limit },
        )
        .map(read),
    countWaiting: (most) => sql.count(`SELECT count(*) FROM (SELECT 1 ${WAITING} ${LIMIT})`, { limit: most }),
    lastReceivedAt: () => {
      const row = sql.get('SELECT received_at FROM hook_event ORDER BY seq DESC LIMIT 1');
      return row === undefined ? null : integer.read(row['received_at'] ?? null);
    },
    add: (event) =>
      sql.run(
        `INSERT INTO hook_event (gateway_id, event_key, target, content_type, body, received_at)
         VALUES (@gatewayId, @eventKey, @target, @contentType, @body, @receivedAt)
         ON CONFLICT (gateway_id, event_key) DO NOTHING`,
        { ...event },
      ) === 1,
    done: (seq, at, problem) =>
      sql.run(
        `UPDATE hook_event SET done_at = @at, problem = @problem, body = iif(@problem IS NULL, x'', body)
         WHERE seq = @seq AND done_at IS NULL`,
        { seq, at, problem },
      ) === 1,
    prune: (doneBefore, limit) =>
      sql.run(
        `DELETE FROM hook_event WHERE seq IN (SELECT seq FROM hook_event WHERE done_at < @doneBefore ORDER BY done_at ${LIMIT})`,
        { doneBefore, limit },
      ),
  };
}

function read(row: SqlRow): HookEventRecord {
  const { body } = row;
  if (!(body instanceof Uint8Array)) throw new Error('A stored event has no body.');
  return {
    seq: integer.read(row['seq'] ?? null),
    gatewayId: text.read(row['gatewayId'] ?? null),
    target: text.read(row['target'] ?? null),
    contentType: text.read(row['contentType'] ?? null),
    body,
    receivedAt: integer.read(row['receivedAt'] ?? null),
  };
}
