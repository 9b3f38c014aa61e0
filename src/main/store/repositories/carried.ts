/** What a gateway has carried lately, from its attempts: the questions behind the limits of a line. Reads only. */
import { MessageStatus } from '../../../contract/messages.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { OutboxReader } from '../store.ts';
import { integer, nullable, oneOf, text } from '../table.ts';

/** Attempts after which the text is out, or may be. */
const MAY_BE_OUT = "a.outcome IN ('inFlight', 'accepted', 'unknown')";
const SPAN = 'a.gateway_id = @gatewayId AND a.claimed_at >= @from AND a.claimed_at < @to';
const FROM = 'FROM send_attempt a JOIN message m ON m.id = a.message_id';
const status = oneOf(MessageStatus.options);

export function createCarried(
  sql: Sql,
): Pick<OutboxReader, 'carried' | 'countAttempts' | 'countPeople' | 'hasCarriedTo'> {
  return {
    carried: ({ bodyKey, ...query }) =>
      sql
        .all(
          `SELECT a.claimed_at AS at, m.conversation_id AS conversationId, m.segments AS parts, m.status AS status,
                  m.reason_code AS reasonCode
             ${FROM}
            WHERE ${SPAN} AND ${MAY_BE_OUT} ${bodyKey === undefined ? '' : 'AND a.body_key = @bodyKey'}
            ORDER BY a.claimed_at DESC ${LIMIT}`,
          { ...query, ...(bodyKey === undefined ? {} : { bodyKey }) },
        )
        .map((row) => ({
          at: integer.read(row.at ?? null),
          conversationId: text.read(row.conversationId ?? null),
          parts: integer.read(row.parts ?? null),
          status: status.read(row.status ?? null),
          reasonCode: nullable(text).read(row.reasonCode ?? null),
        })),
    countAttempts: (query) => sql.count(`SELECT count(*) AS attempts FROM send_attempt a WHERE ${SPAN}`, { ...query }),
    countPeople: (query) =>
      sql.count(`SELECT count(DISTINCT m.conversation_id) AS people ${FROM} WHERE ${SPAN} AND ${MAY_BE_OUT}`, {
        ...query,
      }),
    hasCarriedTo: ({ conversationId, ...query }) =>
      sql.get(
        `SELECT 1 AS found ${FROM}
          WHERE ${SPAN} AND ${MAY_BE_OUT} AND m.conversation_id = @conversationId LIMIT 1`,
        { ...query, conversationId },
      ) !== undefined,
  };
}
