/** The practice's own auto-replies and their uses. A rule that fired is never deleted, only marked. */
import type { AutoReplyDefinition } from '../../../contract/autoReplies.ts';
import type { AutoRepliesWriter, AutoReplyRuleRecord, AutoReplyUseRecord } from '../autoReplyRecords.ts';
import type { Sql } from '../sql.ts';
import { defineTable, flag, integer, json, nullable, text } from '../table.ts';

const rule = defineTable<AutoReplyRuleRecord>('auto_reply_rule', {
  id: text,
  position: integer,
  enabled: flag,
  definition: json<AutoReplyDefinition>(),
  templateId: nullable(text),
  stoppedAt: nullable(integer),
  createdAt: integer,
  updatedAt: integer,
  deletedAt: nullable(integer),
});

const use = defineTable<AutoReplyUseRecord>('auto_reply_use', {
  ruleId: text,
  conversationId: text,
  messageId: text,
  answerId: nullable(text),
  at: integer,
});

export function createAutoReplies(sql: Sql): AutoRepliesWriter {
  return {
    rules: () =>
      sql
        .all(`SELECT ${rule.columns()} FROM auto_reply_rule WHERE deleted_at IS NULL ORDER BY position, id`)
        .map(rule.read),
    rule: (id) => rule.one(sql.get(`SELECT ${rule.columns()} FROM auto_reply_rule WHERE id = @id`, { id })),
    uses: (since) =>
      new Map(
        sql
          .all(
            `SELECT r.id, (SELECT count(*) FROM auto_reply_use u WHERE u.rule_id = r.id AND u.at >= @since) AS uses
              FROM auto_reply_rule r WHERE r.deleted_at IS NULL`,
            { since },
          )
          .map((row) => [text.read(row['id'] ?? null), integer.read(row['uses'] ?? null)] as const),
      ),
    usesIn: (conversationId, since) =>
      sql
        .all(
          `SELECT ${use.columns()} FROM auto_reply_use
            WHERE conversation_id = @conversationId AND at >= @since ORDER BY at DESC, seq DESC`,
          { conversationId, since },
        )
        .map(use.read),
    insert: (record) => rule.insert(sql, record),
    update: (id, patch) => rule.update(sql, id, patch),
    recordUse: (record) => use.insert(sql, record),
  };
}
