/**
 * Texts in both directions, and the index that finds words in them. Bodies never change; a status is the caller's to decide
 * (domain/messageStatus), this file only keeps it.
 */
import { decodeCursor, toSlice } from '../cursor.ts';
import type { MessageRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { MessageHitRecord, MessagesReader, MessagesWriter, Slice } from '../store.ts';
import { text, withoutUndefined } from '../table.ts';
import { prefixQuery } from './ftsQuery.ts';
import { createMessageHistory } from './messageHistory.ts';
import { message, SELECT_MESSAGE } from './messageTable.ts';

/** What a message has when nothing else is said. */
const EMPTY: Omit<MessageRecord, RequiredField | 'seq'> = {
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
  channel: 'sms',
  ownNumber: null,
  sim: null,
  readAt: null,
  priceMicros: null,
  priceCurrency: null,
  erasedAt: null,
};
type RequiredField = 'id' | 'conversationId' | 'direction' | 'kind' | 'body' | 'purpose' | 'status' | 'createdAt';

const BY_ID = `${SELECT_MESSAGE} WHERE m.id = @id`;
const CLAIM = `INSERT INTO incoming_text (gateway_id, gateway_message_id, message_id, received_at)
  VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`;

export function createMessages(sql: Sql): MessagesWriter {
  return {
    get: (id) => message.one(sql.get(BY_ID, { id })),
    getByGatewayId: (gatewayId, direction, gatewayMessageId) =>
      message.one(
        sql.get(
          `${SELECT_MESSAGE} WHERE m.gateway_id = @gatewayId AND m.direction = @direction AND m.gateway_message_id = @gatewayMessageId`,
          { gatewayId, direction, gatewayMessageId },
        ),
      ),
    list: (query) => listThread(sql, query),
    search: (query) => searchMessages(sql, query),
    ...createMessageHistory(sql),
    insert: createInsert(sql),
    update: (id, patch) => message.update(sql, id, patch),
    transition: (ids, from, to) =>
      sql.returning(
        `UPDATE message SET status = @status, reason_code = @reasonCode, reason_text = @reasonText
          WHERE id IN (SELECT value FROM json_each(@ids)) AND direction = 'out' AND status = @from
         RETURNING id, conversation_id AS conversationId, kind`,
        { ...to, ids: JSON.stringify(ids), from },
      ) as unknown as readonly Pick<MessageRecord, 'id' | 'conversationId' | 'kind'>[],
    claimIncoming: (gatewayId, gatewayMessageId, messageId, receivedAt) =>
      sql.run(CLAIM, [gatewayId, gatewayMessageId, messageId, receivedAt]) === 1,
  };
}

/**
 * Not by a trigger: a statement that fires one may have to be undone by itself, and for that the index writes out all it has gathered,
 * text by text. So it does that once a commit (a third of writing a text, measured).
 */
const INDEX_WORDS = 'INSERT INTO message_search (rowid, body) VALUES (?, ?)';

function createInsert(sql: Sql): MessagesWriter['insert'] {
  let last: { readonly transaction: number; readonly seq: number } | null = null;
  return (fresh) => {
    // The row id is taken here rather than read back, so that the record returned is exactly the row written.
    const known = last?.transaction === sql.transaction() ? last.seq : newestSeq(sql);
    const record: MessageRecord = { ...EMPTY, ...withoutUndefined(fresh), seq: known + 1 };
    message.insert(sql, record);
    if (record.kind !== 'event') sql.run(INDEX_WORDS, [record.seq, record.body]);
    last = { transaction: sql.transaction(), seq: record.seq };
    return record;
  };
}

function newestSeq(sql: Sql): number {
  return sql.count('SELECT coalesce(max(seq), 0) AS seq FROM message');
}

function listThread(sql: Sql, query: Parameters<MessagesReader['list']>[0]): Slice<MessageRecord> {
  const before = decodeCursor(query.cursor, ['number', 'number']);
  const rows = sql.all(
    `${SELECT_MESSAGE} WHERE m.conversation_id = @conversationId ${before === null ? '' : 'AND (m.created_at, m.seq) < (@at, @seq)'}
      ORDER BY m.created_at DESC, m.seq DESC ${LIMIT}`,
    {
      conversationId: query.conversationId,
      limit: query.limit + 1,
      ...(before === null ? {} : { at: before[0] ?? 0, seq: before[1] ?? 0 }),
    },
  );
  return toSlice(rows, query.limit, message.read, (last) => [last.createdAt, last.seq]);
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
      ORDER BY message_search.rowid DESC ${LIMIT}`,
    { match, limit: query.limit + 1, ...(before === null ? {} : { seq: before[0] ?? 0 }) },
  );
  return toSlice(
    rows,
    query.limit,
    ({ snippet, ...row }) => ({ message: message.read(row), snippet: text.read(snippet ?? null) }),
    (last) => [last.message.seq],
  );
}
