/**
 * Conversations: the inbox reads this table alone. Drafts belong to one person at the desk and one conversation.
 */
import { ConversationStatus } from '../../../contract/conversations.ts';
import { MessageStatus } from '../../../contract/messages.ts';
import { CanText } from '../../../contract/people.ts';
import { ReplyStatus } from '../../../contract/visits.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ConversationRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlRow } from '../sql.ts';
import type { ConversationsReader, ConversationsWriter, Slice } from '../store.ts';
import { createTransactionCache } from '../transactionCache.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text, withoutUndefined } from '../table.ts';
import { readNameSearch } from './ftsQuery.ts';

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
  peopleMore: integer,
  canText: oneOf(CanText.options),
  visitReply: nullable(oneOf(ReplyStatus.options)),
  nextVisitAt: nullable(integer),
  createdAt: integer,
});

const SELECT = `SELECT ${conversation.columns()} FROM conversation`;
const BY_ID = `${SELECT} WHERE id = @id`;
const BY_ADDRESS = `${SELECT} WHERE address = @address`;

export function createConversations(sql: Sql): ConversationsWriter {
  const rows = createRowCache(sql);
  const get = (id: string): ConversationRecord | undefined =>
    rows.byId(id, () => conversation.one(sql.get(BY_ID, { id })));
  return {
    get,
    getByAddress: (address) => rows.byAddress(address, () => conversation.one(sql.get(BY_ADDRESS, { address }))),
    list: (query) => listConversations(sql, query),
    isAboutBills: (id) =>
      sql.get(`SELECT 1 AS found FROM message WHERE conversation_id = @id AND purpose = 'billing' LIMIT 1`, { id }) !==
      undefined,
    counts: (aboutBills = false) => {
      const count = (status: string): number =>
        sql.count(
          `SELECT count(*) AS conversations FROM conversation
            WHERE status = @status AND snoozed_until IS NULL ${aboutBills ? ABOUT_BILLS : ''}`,
          { status },
        );
      return { todo: count('todo'), waiting: count('waiting') };
    },
    dueSnoozes: (at, limit) =>
      sql
        .all(`${SELECT} WHERE snoozed_until <= @at ORDER BY snoozed_until ${LIMIT}`, { at, limit })
        .map(conversation.read),
    withAttention: (after, limit) =>
      sql
        .all(`${SELECT} WHERE attention IS NOT NULL AND id > @after ORDER BY id ${LIMIT}`, {
          after: after ?? '',
          limit,
        })
        .map(conversation.read),
    ...createDrafts(sql),
    ...createBulk(sql, rows),
    insert: (record) => {
      conversation.insert(sql, record);
      rows.put(record);
      indexNames(sql, record.id, record);
    },
    update: (id, patch) => {
      conversation.update(sql, id, patch);
      rows.patch(id, patch);
      if (patch.people === undefined) return;
      sql.run('DELETE FROM conversation_search WHERE rowid = (SELECT seq FROM conversation WHERE id = @id)', { id });
      const changed = get(id);
      if (changed !== undefined) indexNames(sql, id, changed);
    },
  };
}

/** Rows read or written in this transaction, by id and by address. */
interface RowCache {
  byId(id: string, read: () => ConversationRecord | undefined): ConversationRecord | undefined;
  byAddress(address: string, read: () => ConversationRecord | undefined): ConversationRecord | undefined;
  put(record: ConversationRecord): void;
  patch(id: string, patch: Partial<ConversationRecord>): void;
  clear(): void;
}

function createRowCache(sql: Sql): RowCache {
  const ids = createTransactionCache<ConversationRecord>(sql);
  const addresses = createTransactionCache<string>(sql);
  const put = (record: ConversationRecord): void => {
    ids.put(record.id, record);
    addresses.put(record.address, record.id);
  };
  const kept = (record: ConversationRecord | undefined): ConversationRecord | undefined => {
    if (record !== undefined) put(record);
    return record;
  };
  return {
    byId: (id, read) => ids.peek(id) ?? kept(read()),
    byAddress: (address, read) => ids.peek(addresses.peek(address) ?? '') ?? kept(read()),
    put,
    patch: (id, patch) => {
      const known = ids.peek(id);
      if (known !== undefined) put({ ...known, ...withoutUndefined(patch) });
    },
    clear: () => ids.clear(),
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

/**
 * Many rows in one statement each, for what befalls many texts at once. The columns follow the same rules as those that features compute
 * a row at a time (conversations/keepRow.ts); its tests hold both against each other.
 */
function createBulk(sql: Sql, rows: RowCache): Pick<ConversationsWriter, 'mirrorStatuses' | 'bringBack'> {
  const readId = (row: SqlRow): string => text.read(row.id ?? null);
  return {
    mirrorStatuses: (ids, lookBack) => {
      rows.clear();
      return sql
        .returning(
          `WITH fresh AS MATERIALIZED (
             SELECT c.seq, (SELECT m.status FROM message m WHERE m.id = c.last_message_id) AS last_status,
                    coalesce((SELECT ${DID_NOT_ARRIVE} FROM (${NEWEST_TEXTS}) m
                               WHERE m.direction = 'out' AND m.status <> 'cancelled' LIMIT 1), 0) AS failed
               FROM json_each(@ids) i JOIN conversation c ON c.id = i.value)
           UPDATE conversation SET last_status = fresh.last_status, failed = fresh.failed FROM fresh
            WHERE conversation.seq = fresh.seq
              AND (conversation.last_status IS NOT fresh.last_status OR conversation.failed <> fresh.failed)
           RETURNING id`,
          { ids: JSON.stringify(ids), lookBack },
        )
        .map(readId);
    },
    bringBack: (ids, at) => {
      rows.clear();
      return sql
        .returning(
          `UPDATE conversation SET status = 'todo', sort_at = max(sort_at, @at), snoozed_until = NULL
            WHERE id IN (SELECT value FROM json_each(@ids))
              AND (status <> 'todo' OR sort_at < @at OR snoozed_until IS NOT NULL)
           RETURNING id`,
          { ids: JSON.stringify(ids), at },
        )
        .map(readId);
    },
  };
}

const DID_NOT_ARRIVE = `(m.status IN ('failed', 'undelivered') OR (m.status = 'expired' AND m.kind = 'text'))`;
const NEWEST_TEXTS = `SELECT t.direction, t.status, t.kind FROM message t WHERE t.conversation_id = c.id
                       ORDER BY t.created_at DESC, t.seq DESC LIMIT cast(@lookBack AS INTEGER)`;

/**
 * The names on the row, and the address where that is a name itself. One row by VALUES, not by SELECT: a statement that may write several
 * rows may have to be undone by itself, and for that every index of words writes out what it has gathered, conversation by conversation.
 */
function indexNames(sql: Sql, id: string, { people, address }: Pick<ConversationRecord, 'people' | 'address'>): void {
  const names = people.length > 0 ? people.map(({ name }) => name).join(' ') : nameItself(address);
  if (names === null) return;
  sql.run(
    'INSERT INTO conversation_search (rowid, names) VALUES ((SELECT seq FROM conversation WHERE id = @id), @names)',
    { id, names },
  );
}

function nameItself(address: string): string | null {
  return /^\+\d/.test(address) ? null : address;
}

/** The plus sign keeps SQLite from sorting every hit: it walks the list in order and stops at a page. */
const FOUND = {
  everything: '',
  // Of a crowd the row has a few names only: the others are found by the people themselves.
  words: `AND +seq IN (SELECT rowid FROM conversation_search WHERE conversation_search MATCH @match
    UNION ALL SELECT c.seq FROM conversation c WHERE c.people_more > 0 AND EXISTS (
      SELECT 1 FROM person_number n JOIN person p ON p.id = n.person_id
       WHERE n.number = c.address AND p.seq IN (SELECT rowid FROM person_search WHERE person_search MATCH @match)))`,
  digits: 'AND +seq IN (SELECT seq FROM conversation WHERE instr(address, @digits) > 0)',
} as const;

const ABOUT_BILLS = `AND EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = conversation.id AND m.purpose = 'billing')`;

const TABS = {
  todo: `status = 'todo' AND snoozed_until IS NULL`,
  waiting: `status = 'waiting' AND snoozed_until IS NULL`,
  done: `status = 'done'`,
  all: 'true',
} as const;

function listConversations(sql: Sql, query: Parameters<ConversationsReader['list']>[0]): Slice<ConversationRecord> {
  const after = decodeCursor(query.cursor, ['number', 'string']);
  const { kind, ...wanted } = readNameSearch(query.search);
  const rows = sql.all(
    `${SELECT} WHERE ${TABS[query.tab]} ${after === null ? '' : 'AND (sort_at, id) < (@sortAt, @id)'} ${FOUND[kind]}
        ${query.aboutBills === true ? ABOUT_BILLS : ''}
      ORDER BY sort_at DESC, id DESC ${LIMIT}`,
    {
      limit: query.limit + 1,
      ...(after === null ? {} : { sortAt: after[0] ?? 0, id: after[1] ?? '' }),
      ...wanted,
    },
  );
  return toSlice(rows, query.limit, conversation.read, (last) => [last.sortAt, last.id]);
}
