/**
 * Conversations: the inbox reads this table alone. Drafts belong to one person at the desk and one conversation.
 */
import { ConversationStatus } from '../../../contract/conversations.ts';
import { MessageStatus } from '../../../contract/messages.ts';
import { CanText } from '../../../contract/people.ts';
import { ReplyStatus } from '../../../contract/visits.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ConversationRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { ConversationsReader, ConversationsWriter, Slice } from '../store.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';
import { digitsOf } from './foldName.ts';
import { personMatch } from './people.ts';

const conversation = defineTable<ConversationRecord>('conversation', {
  id: text,
  address: text,
  status: oneOf(ConversationStatus.options),
  unread: integer,
  sortAt: integer,
  lastAt: integer,
  lastMessageId: nullable(text),
  lastPreview: text,
  lastDirection: oneOf(['in', 'out', 'none']),
  lastStatus: nullable(oneOf(MessageStatus.options)),
  lastInboundAt: nullable(integer),
  waitingSince: nullable(integer),
  failed: flag,
  attention: nullable(oneOf(['urgent', 'suspectedOptOut'])),
  snoozedUntil: nullable(integer),
  backFromSnooze: flag,
  people: json<ConversationRecord['people']>(),
  canText: oneOf(CanText.options),
  visitReply: nullable(oneOf(ReplyStatus.options)),
  nextVisitAt: nullable(integer),
  createdAt: integer,
});

const SELECT = `SELECT ${conversation.columns()} FROM conversation`;

export function createConversations(sql: Sql): ConversationsWriter {
  return {
    get: (id) => conversation.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
    getByAddress: (address) => conversation.one(sql.get(`${SELECT} WHERE address = @address`, { address })),
    list: (query) => listConversations(sql, query),
    counts: () => {
      const count = (status: string): number =>
        sql.count(
          'SELECT count(*) AS conversations FROM conversation WHERE status = @status AND snoozed_until IS NULL',
          { status },
        );
      return { todo: count('todo'), waiting: count('waiting') };
    },
    dueSnoozes: (at, limit) =>
      sql
        .all(`${SELECT} WHERE snoozed_until <= @at ORDER BY snoozed_until LIMIT @limit`, { at, limit })
        .map(conversation.read),
    ...createDrafts(sql),
    insert: (record) => conversation.insert(sql, record),
    update: (id, patch) => conversation.update(sql, id, patch),
  };
}

function createDrafts(sql: Sql): Pick<ConversationsWriter, 'draft' | 'drafts' | 'setDraft'> {
  return {
    draft: (conversationId, actor) => {
      const row = sql.get('SELECT body FROM draft WHERE conversation_id = @conversationId AND actor = @actor', {
        conversationId,
        actor,
      });
      return row === undefined ? null : text.read(row.body ?? null);
    },
    drafts: (conversationIds, actor) => {
      const rows = sql.all(
        `SELECT d.conversation_id, d.body FROM json_each(@ids) i
           JOIN draft d ON d.conversation_id = i.value AND d.actor = @actor`,
        { ids: JSON.stringify(conversationIds), actor },
      );
      return new Map(rows.map((row) => [text.read(row.conversation_id ?? null), text.read(row.body ?? null)]));
    },
    setDraft: (conversationId, actor, body, at) => {
      if (body === '') {
        sql.run('DELETE FROM draft WHERE conversation_id = @conversationId AND actor = @actor', {
          conversationId,
          actor,
        });
        return;
      }
      sql.run(
        `INSERT INTO draft (conversation_id, actor, body, updated_at) VALUES (@conversationId, @actor, @body, @at)
         ON CONFLICT (conversation_id, actor) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
        { conversationId, actor, body, at },
      );
    },
  };
}

/** By name through the people's index, by digits or sender name through the addresses: each address is unique and short. */
const FOUND = `rowid IN (
    SELECT c.rowid FROM person_search s
      JOIN person p ON p.seq = s.rowid
      JOIN person_number n ON n.person_id = p.id
      JOIN conversation c ON c.address = n.number
     WHERE person_search MATCH @match
    UNION SELECT rowid FROM conversation WHERE address LIKE @like ESCAPE '\\')`;

function listConversations(sql: Sql, query: Parameters<ConversationsReader['list']>[0]): Slice<ConversationRecord> {
  const after = decodeCursor(query.cursor, ['number', 'string']);
  const search = query.search.trim();
  const match = personMatch(search);
  const conditions = [
    ...(query.tab === 'all' ? [] : ['status = @tab']),
    ...(query.tab === 'todo' || query.tab === 'waiting' ? ['snoozed_until IS NULL'] : []),
    ...(after === null ? [] : ['(sort_at, id) < (@sortAt, @id)']),
    ...(match === null ? [] : [FOUND]),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(`${SELECT} ${where} ORDER BY sort_at DESC, id DESC LIMIT @limit`, {
    limit: query.limit + 1,
    ...(query.tab === 'all' ? {} : { tab: query.tab }),
    ...(after === null ? {} : { sortAt: after[0] ?? 0, id: after[1] ?? '' }),
    ...(match === null ? {} : { match, like: addressPattern(search) }),
  });
  return toSlice(rows, query.limit, conversation.read, (row) => [Number(row.sort_at), String(row.id)]);
}

function addressPattern(search: string): string {
  const digits = digitsOf(search);
  const part = digits.length > 0 && !/\p{L}/u.test(search) ? digits : search;
  return `%${part.replace(/[\\%_]/gu, '\\$&')}%`;
}
