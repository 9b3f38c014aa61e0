/** Questions about the past of one conversation or gateway: caps, what an answer answers, what is still open. */
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { MessagesReader } from '../store.ts';
import { integer, nullable, text } from '../table.ts';
import { TEXT_IS_HELD } from './held.ts';
import { message, SELECT_MESSAGE } from './messageTable.ts';
import { readStuck } from './stuckTexts.ts';

type ConversationHistory = Pick<
  MessagesReader,
  'sentTo' | 'keptFor' | 'lastOutgoing' | 'lastIncoming' | 'lastTravelled' | 'nextIncoming' | 'findTwin'
>;
type GatewayHistory = Pick<
  MessagesReader,
  'open' | 'kept' | 'nextKept' | 'countKept' | 'countSent' | 'countFailed' | 'failedIn' | 'failedByReason' | 'toErase'
>;

type Failures = Pick<GatewayHistory, 'countFailed' | 'failedIn' | 'failedByReason'>;

/** Asked once or twice for every text that comes in, so their texts are made once. */
const lastOutgoingOf = (kinds: string): string =>
  `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId AND m.created_at < @before AND m.direction = 'out'
      AND m.kind IN (${kinds}) AND m.status NOT IN ('cancelled', 'expired', 'failed')
      AND (m.status <> 'scheduled' OR m.not_before < @before)
    ORDER BY m.created_at DESC, m.seq DESC LIMIT 1`;
const LAST_OUTGOING = {
  anyKind: lastOutgoingOf("'text', 'reminder', 'autoReply'"),
  ofKind: lastOutgoingOf('@kind'),
} as const;
const TWIN = `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId AND m.sent_at BETWEEN @from AND @to AND m.sent_at IS NOT NULL
     AND m.direction = 'in' AND m.body = @body
   ORDER BY m.sent_at LIMIT 1`;

const TO_ERASE = `${SELECT_MESSAGE} JOIN conversation c ON c.id = m.conversation_id
   WHERE m.gateway_id = @gatewayId AND m.gateway_message_id IS NOT NULL AND m.erased_at IS NULL AND NOT ${TEXT_IS_HELD}
     AND m.created_at < @before AND m.status NOT IN ('queued', 'held', 'scheduled', 'sending', 'needsReview')
   ORDER BY m.created_at ${LIMIT}`;

/** Few texts fail: without being told, SQLite would read all texts of the days. */
const FAILED = 'INDEXED BY message_failed';

export function createMessageHistory(sql: Sql): ConversationHistory & GatewayHistory {
  return { ...createConversationHistory(sql), ...createGatewayHistory(sql), ...createFailures(sql) };
}

function createConversationHistory(sql: Sql): ConversationHistory {
  return {
    sentTo: (conversationId, since) =>
      sql
        .all(
          `SELECT sent_at, purpose, trigger FROM message
            WHERE conversation_id = @conversationId AND sent_at >= @since AND sent_at IS NOT NULL
              AND direction = 'out' AND status NOT IN ('cancelled', 'failed', 'expired')
            ORDER BY sent_at DESC`,
          { conversationId, since },
        )
        .map((row) => ({
          at: integer.read(row.sent_at ?? null),
          purpose: text.read(row.purpose ?? null),
          trigger: nullable(text).read(row.trigger ?? null),
        })),
    keptFor: (conversationId) =>
      sql
        .all(
          `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId AND m.status = 'scheduled' ORDER BY m.not_before`,
          {
            conversationId,
          },
        )
        .map(message.read),
    lastOutgoing: (conversationId, before, kind) =>
      message.one(
        sql.get(kind === undefined ? LAST_OUTGOING.anyKind : LAST_OUTGOING.ofKind, {
          conversationId,
          before,
          ...(kind === undefined ? {} : { kind }),
        }),
      ),
    lastIncoming: (conversationId) =>
      message.one(
        sql.get(
          `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId AND m.direction = 'in'
            ORDER BY m.created_at DESC, m.seq DESC LIMIT 1`,
          { conversationId },
        ),
      ),
    lastTravelled: (conversationId) =>
      message.one(
        sql.get(
          `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId AND m.gateway_id IS NOT NULL
              AND (m.direction = 'in' OR (m.sent_at IS NOT NULL AND m.status NOT IN ('failed', 'cancelled', 'expired')))
            ORDER BY m.created_at DESC, m.seq DESC LIMIT 1`,
          { conversationId },
        ),
      ),
    nextIncoming: (conversationId, after) =>
      message.one(
        sql.get(
          `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId AND m.created_at > @after AND m.direction = 'in'
            ORDER BY m.created_at, m.seq LIMIT 1`,
          { conversationId, after },
        ),
      ),
    findTwin: (conversationId, body, sentAt, windowMs) =>
      message.one(sql.get(TWIN, { conversationId, body, from: sentAt - windowMs, to: sentAt + windowMs })),
  };
}

function createGatewayHistory(sql: Sql): Omit<GatewayHistory, keyof Failures> {
  const count = (query: string, parameters: Record<string, string | number>): number =>
    sql.count(`SELECT count(*) AS messages FROM message ${query}`, parameters);

  return {
    open: (gatewayId, since, limit) =>
      sql
        .all(
          `${SELECT_MESSAGE} WHERE m.gateway_id = @gatewayId AND m.sent_at >= @since AND m.direction = 'out'
              AND m.status IN ('sending', 'sent')
            ORDER BY m.sent_at ${LIMIT}`,
          { gatewayId, since, limit },
        )
        .map(message.read),
    kept: (gatewayId, until, limit) =>
      sql
        .all(
          `${SELECT_MESSAGE} WHERE m.gateway_id = @gatewayId AND m.status = 'scheduled' AND m.not_before <= @until
            ORDER BY m.not_before ${LIMIT}`,
          { gatewayId, until, limit },
        )
        .map(message.read),
    nextKept: (gatewayId) =>
      nullable(integer).read(
        sql.get(`SELECT min(not_before) AS at FROM message WHERE gateway_id = @gatewayId AND status = 'scheduled'`, {
          gatewayId,
        })?.at ?? null,
      ),
    countKept: (gatewayId) => count(`WHERE gateway_id = @gatewayId AND status = 'scheduled'`, { gatewayId }),
    toErase: (gatewayId, before, limit) => sql.all(TO_ERASE, { gatewayId, before, limit }).map(message.read),
    countSent: ({ from, to, gatewayId }) =>
      count(
        `WHERE direction = 'out' AND sent_at IS NOT NULL AND sent_at >= @from AND sent_at < @to
           ${gatewayId === undefined ? '' : 'AND gateway_id = @gatewayId'}`,
        { from, to, ...(gatewayId === undefined ? {} : { gatewayId }) },
      ),
  };
}

function createFailures(sql: Sql): Failures {
  return {
    countFailed: ({ from, to, gatewayId }) =>
      sql.count(
        `SELECT count(*) AS messages FROM message ${FAILED} WHERE direction = 'out' AND status IN ('failed', 'undelivered') AND created_at >= @from AND created_at < @to
           ${gatewayId === undefined ? '' : 'AND gateway_id = @gatewayId'}`,
        { from, to, ...(gatewayId === undefined ? {} : { gatewayId }) },
      ),
    failedIn: ({ from, to }, limit) =>
      sql
        .all(
          `${SELECT_MESSAGE} ${FAILED} WHERE m.direction = 'out' AND m.status IN ('failed', 'undelivered')
             AND m.created_at >= @from AND m.created_at < @to ORDER BY m.created_at, m.seq ${LIMIT}`,
          { from, to, limit },
        )
        .map(message.read),
    failedByReason: ({ from, to }) =>
      sql
        .all(
          `SELECT 'failed' AS state, 0 AS due, reason_code AS code, gateway_id AS gatewayId, count(*) AS texts,
                  min(created_at) AS oldestAt, id AS messageId, conversation_id AS conversationId
             FROM message ${FAILED}
            WHERE direction = 'out' AND status IN ('failed', 'undelivered') AND created_at >= @from AND created_at < @to
            GROUP BY reason_code, gateway_id`,
          { from, to },
        )
        .map(readStuck),
  };
}
