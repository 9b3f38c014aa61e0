/**
 * Texts in both directions, and the index that finds words in them. Bodies never change; a status is the caller's to decide
 * (domain/messageStatus), this file only keeps it.
 */
import { Purpose, Trigger } from '../../../contract/common.ts';
import { MessageKind, MessageStatus } from '../../../contract/messages.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { MessageRecord, NewMessage } from '../records.ts';
import type { Sql, SqlRow } from '../sql.ts';
import type { MessageHitRecord, MessagesReader, MessagesWriter, Slice } from '../store.ts';
import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';
import { prefixQuery } from './ftsQuery.ts';

const message = defineTable<MessageRecord>('message', {
  seq: integer,
  id: text,
  conversationId: text,
  personId: nullable(text),
  direction: oneOf(['in', 'out', 'none']),
  kind: oneOf(MessageKind.options),
  body: text,
  eventData: nullable(json<Readonly<Record<string, string>>>()),
  purpose: oneOf(Purpose.options),
  trigger: nullable(oneOf(Trigger.options)),
  status: oneOf(MessageStatus.options),
  reasonCode: nullable(text),
  reasonText: nullable(text),
  notBefore: nullable(integer),
  sendBy: nullable(integer),
  author: nullable(text),
  templateId: nullable(text),
  appointmentId: nullable(text),
  reminderId: nullable(text),
  segments: integer,
  replyClass: nullable(text),
  gatewayId: nullable(text),
  gatewayMessageId: nullable(text),
  confirmed: json<readonly string[]>(),
  createdAt: integer,
  sentAt: nullable(integer),
  deliveredAt: nullable(integer),
});

/** What a message has when nothing else is said. */
const EMPTY: Omit<MessageRecord, keyof NewMessage | 'seq'> &
  Pick<MessageRecord, Exclude<keyof MessageRecord, RequiredField | 'seq'>> = {
  personId: null,
  eventData: null,
  trigger: null,
  reasonCode: null,
  reasonText: null,
  notBefore: null,
  sendBy: null,
  author: null,
  templateId: null,
  appointmentId: null,
  reminderId: null,
  segments: 0,
  replyClass: null,
  gatewayId: null,
  gatewayMessageId: null,
  confirmed: [],
  sentAt: null,
  deliveredAt: null,
};
type RequiredField = 'id' | 'conversationId' | 'direction' | 'kind' | 'body' | 'purpose' | 'status' | 'createdAt';

const SELECT = `SELECT ${message.columns('m')} FROM message m`;

export function createMessages(sql: Sql): MessagesWriter {
  const one = (row: SqlRow | undefined): MessageRecord | undefined =>
    row === undefined ? undefined : message.read(row);

  return {
    get: (id) => one(sql.get(`${SELECT} WHERE m.id = @id`, { id })),
    getByGatewayId: (gatewayId, direction, gatewayMessageId) =>
      one(
        sql.get(
          `${SELECT} WHERE m.gateway_id = @gatewayId AND m.direction = @direction AND m.gateway_message_id = @gatewayMessageId`,
          { gatewayId, direction, gatewayMessageId },
        ),
      ),
    list: (query) => listThread(sql, query),
    search: (query) => searchMessages(sql, query),
    ...createMessageHistory(sql),
    insert: (fresh) => insertMessage(sql, fresh),
    update: (id, patch) => message.update(sql, id, patch),
    claimIncoming: (gatewayId, gatewayMessageId, messageId, receivedAt) =>
      sql.run(
        `INSERT INTO incoming_text (gateway_id, gateway_message_id, message_id, received_at)
         VALUES (@gatewayId, @gatewayMessageId, @messageId, @receivedAt) ON CONFLICT DO NOTHING`,
        { gatewayId, gatewayMessageId, messageId, receivedAt },
      ) === 1,
  };
}

type History = Pick<
  MessagesReader,
  'sentTo' | 'lastOutgoing' | 'lastIncoming' | 'nextIncoming' | 'findTwin' | 'open' | 'countSent' | 'countFailed'
>;

/** Questions about the past of one conversation or gateway. */
function createMessageHistory(sql: Sql): History {
  const one = (row: SqlRow | undefined): MessageRecord | undefined =>
    row === undefined ? undefined : message.read(row);
  const count = (query: string, parameters: Record<string, string | number>): number =>
    Number(sql.get(`SELECT count(*) AS messages FROM message ${query}`, parameters)?.messages ?? 0);

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
    lastOutgoing: (conversationId, before, kind) =>
      one(
        sql.get(
          `${SELECT} WHERE m.conversation_id = @conversationId AND m.created_at < @before AND m.direction = 'out'
              AND m.kind IN (${kind === undefined ? "'text', 'reminder', 'autoReply'" : '@kind'})
              AND m.status NOT IN ('cancelled', 'expired', 'failed')
            ORDER BY m.created_at DESC, m.seq DESC LIMIT 1`,
          { conversationId, before, ...(kind === undefined ? {} : { kind }) },
        ),
      ),
    lastIncoming: (conversationId) =>
      one(
        sql.get(
          `${SELECT} WHERE m.conversation_id = @conversationId AND m.direction = 'in'
            ORDER BY m.created_at DESC, m.seq DESC LIMIT 1`,
          { conversationId },
        ),
      ),
    nextIncoming: (conversationId, after) =>
      one(
        sql.get(
          `${SELECT} WHERE m.conversation_id = @conversationId AND m.created_at > @after AND m.direction = 'in'
            ORDER BY m.created_at, m.seq LIMIT 1`,
          { conversationId, after },
        ),
      ),
    findTwin: (conversationId, body, sentAt, windowMs) =>
      one(
        sql.get(
          `${SELECT} WHERE m.conversation_id = @conversationId AND m.sent_at BETWEEN @from AND @to AND m.sent_at IS NOT NULL
              AND m.direction = 'in' AND m.body = @body
            ORDER BY m.sent_at LIMIT 1`,
          { conversationId, body, from: sentAt - windowMs, to: sentAt + windowMs },
        ),
      ),
    open: (gatewayId, since, limit) =>
      sql
        .all(
          `${SELECT} WHERE m.gateway_id = @gatewayId AND m.sent_at >= @since AND m.direction = 'out'
              AND m.status IN ('sending', 'sent')
            ORDER BY m.sent_at LIMIT @limit`,
          { gatewayId, since, limit },
        )
        .map(message.read),
    countSent: ({ from, to, gatewayId }) =>
      count(
        `WHERE direction = 'out' AND sent_at IS NOT NULL AND sent_at >= @from AND sent_at < @to
           ${gatewayId === undefined ? '' : 'AND gateway_id = @gatewayId'}`,
        { from, to, ...(gatewayId === undefined ? {} : { gatewayId }) },
      ),
    countFailed: ({ from, to }) =>
      count(
        `WHERE direction = 'out' AND status IN ('failed', 'undelivered') AND created_at >= @from AND created_at < @to`,
        { from, to },
      ),
  };
}

function insertMessage(sql: Sql, fresh: NewMessage): MessageRecord {
  // The row id is taken here rather than read back, so that the record returned is exactly the row written.
  const next = sql.get('SELECT coalesce(max(seq), 0) + 1 AS seq FROM message');
  const record: MessageRecord = { ...EMPTY, ...withoutUndefined(fresh), seq: integer.read(next?.seq ?? null) };
  message.insert(sql, record);
  return record;
}

function withoutUndefined(fresh: NewMessage): NewMessage {
  return Object.fromEntries(Object.entries(fresh).filter(([, value]) => value !== undefined)) as unknown as NewMessage;
}

function listThread(sql: Sql, query: Parameters<MessagesReader['list']>[0]): Slice<MessageRecord> {
  const before = decodeCursor(query.cursor, ['number', 'number']);
  const rows = sql.all(
    `${SELECT} WHERE m.conversation_id = @conversationId ${before === null ? '' : 'AND (m.created_at, m.seq) < (@at, @seq)'}
      ORDER BY m.created_at DESC, m.seq DESC LIMIT @limit`,
    {
      conversationId: query.conversationId,
      limit: query.limit + 1,
      ...(before === null ? {} : { at: before[0] ?? 0, seq: before[1] ?? 0 }),
    },
  );
  return toSlice(rows, query.limit, message.read, (row) => [Number(row.created_at), Number(row.seq)]);
}

const SNIPPET_WORDS = 16;

function searchMessages(sql: Sql, query: Parameters<MessagesReader['search']>[0]): Slice<MessageHitRecord> {
  const before = decodeCursor(query.cursor, ['number']);
  const match = prefixQuery(query.text);
  if (match === null) return { items: [], next: null };
  // By row id, newest first: ranking would read every hit (quality.md 3.3).
  const rows = sql.all(
    `SELECT ${message.columns('m')}, snippet(message_search, 0, char(57344), char(57345), '…', ${SNIPPET_WORDS}) AS snippet
       FROM message_search JOIN message m ON m.seq = message_search.rowid
      WHERE message_search MATCH @match ${before === null ? '' : 'AND message_search.rowid < @seq'}
      ORDER BY message_search.rowid DESC LIMIT @limit`,
    { match, limit: query.limit + 1, ...(before === null ? {} : { seq: before[0] ?? 0 }) },
  );
  return toSlice(
    rows,
    query.limit,
    (row) => ({ message: message.read(row), snippet: text.read(row.snippet ?? null) }),
    (row) => [Number(row.seq)],
  );
}
