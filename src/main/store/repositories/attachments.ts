/** Pictures and files of texts. Their content is read on its own: a list of texts must not carry megabytes. */
import type { AttachmentRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlRow } from '../sql.ts';
import type { AttachmentsWriter } from '../store.ts';
import { defineTable, integer, nullable, text } from '../table.ts';

type Stored = Omit<AttachmentRecord, 'hasContent'>;

const attachment = defineTable<Stored>('attachment', {
  id: text,
  messageId: nullable(text),
  position: integer,
  name: text,
  contentType: text,
  sizeBytes: nullable(integer),
  gatewayId: nullable(text),
  ref: nullable(text),
  problem: nullable(text),
  tries: integer,
  nextTryAt: nullable(integer),
  createdAt: integer,
});

const SELECT = `SELECT ${attachment.columns('a')}, a.content IS NOT NULL AS stored FROM attachment a`;

export function createAttachments(sql: Sql): AttachmentsWriter {
  return {
    get: (id) => {
      const row = sql.get(`${SELECT} WHERE a.id = @id`, { id });
      return row === undefined ? undefined : read(row);
    },
    content: (id) => {
      const content = sql.get('SELECT content FROM attachment WHERE id = @id', { id })?.['content'];
      return content instanceof Uint8Array ? content : null;
    },
    ofMessages: (ids) =>
      sql
        .all(`${SELECT} WHERE a.message_id IN (SELECT value FROM json_each(@ids)) ORDER BY a.message_id, a.position`, {
          ids: JSON.stringify(ids),
        })
        .map(read),
    toFetch: (now, limit) =>
      sql.all(`${SELECT} WHERE a.next_try_at <= @now ORDER BY a.next_try_at ${LIMIT}`, { now, limit }).map(read),
    nextFetchAt: () => {
      const row = sql.get('SELECT min(next_try_at) AS at FROM attachment WHERE next_try_at IS NOT NULL');
      return nullable(integer).read(row?.['at'] ?? null);
    },
    insert: ({ hasContent: _derived, ...record }, content) =>
      attachment.insert(sql, record, { content: content === null ? null : Buffer.from(content) }),
    update: (id, patch, content) =>
      attachment.update(sql, id, patch, content === undefined ? {} : { content: Buffer.from(content) }),
    remove: (id) => void sql.run('DELETE FROM attachment WHERE id = @id', { id }),
    dropLoose: (before) =>
      sql.run('DELETE FROM attachment WHERE message_id IS NULL AND created_at < @before', { before }),
  };
}

function read({ stored, ...row }: SqlRow): AttachmentRecord {
  return { ...attachment.read(row), hasContent: stored === 1 };
}
