/** What a gateway has carried lately, from its attempts: the questions behind the limits of a line. Reads only. */
import { MessageStatus } from '../../../contract/messages.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { OutboxReader } from '../store.ts';
import { integer, nullable, oneOf, text } from '../table.ts';

/** Attempts after which the text is out, or may be. */
const MAY_BE_OUT = "a.outcome IN ('inFlight', 'accepted', 'unknown')";
/** When it goes on the air: a text that the gateway keeps until its time counts then, and one that was taken back never. */
const ON_AIR = 'coalesce(a.leaves_at, a.claimed_at)';
const SPAN = `a.gateway_id = @gatewayId AND ${ON_AIR} >= @from AND ${ON_AIR} < @to`;
const NOT_BACK = "(a.leaves_at IS NULL OR m.status <> 'cancelled')";
const FROM = 'FROM send_attempt a JOIN message m ON m.id = a.message_id';
const status = oneOf(MessageStatus.options);

export function createCarried(
  sql: Sql,
): Pick<OutboxReader, 'carried' | 'countAttempts' | 'countPeople' | 'hasCarriedTo'> {
  return {
    carried: ({ bodyKey, ...query }) =>
      sql
        .all(
          `SELECT ${ON_AIR} AS at, m.conversation_id AS conversationId, m.segments AS parts, m.status AS status,
                  m.reason_code AS reasonCode
             ${FROM}
            WHERE ${SPAN} AND ${MAY_BE_OUT} AND ${NOT_BACK} ${bodyKey === undefined ? '' : 'AND a.body_key = @bodyKey'}
            ORDER BY ${ON_AIR} DESC ${LIMIT}`,
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
      sql.count(
        `SELECT count(DISTINCT m.conversation_id) AS people ${FROM} WHERE ${SPAN} AND ${MAY_BE_OUT} AND ${NOT_BACK}`,
        {
          ...query,
        },
      ),
    hasCarriedTo: ({ conversationId, ...query }) =>
      sql.get(
        `SELECT 1 AS found ${FROM}
          WHERE ${SPAN} AND ${MAY_BE_OUT} AND ${NOT_BACK} AND m.conversation_id = @conversationId LIMIT 1`,
        { ...query, conversationId },
      ) !== undefined,
  };
}
