/** The practice's own auto-replies as they are kept: rules, and each time one fired. Types only. */
import type { AutoReplyDefinition } from '../../contract/autoReplies.ts';

export interface AutoReplyRuleRecord {
  readonly id: string;
  /** The first that fits wins. */
  readonly position: number;
  readonly enabled: boolean;
  readonly definition: AutoReplyDefinition;
  /** The text it answers with; null: none. */
  readonly templateId: string | null;
  /** Stopped by the program until a person has looked, UTC ms. */
  readonly stoppedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

export interface AutoReplyUseRecord {
  readonly ruleId: string;
  readonly conversationId: string;
  /** The person's text. */
  readonly messageId: string;
  /** Ours; null: it was not answered. */
  readonly answerId: string | null;
  readonly at: number;
}

export interface AutoRepliesReader {
  /** In order, deleted ones left out. */
  rules(): readonly AutoReplyRuleRecord[];
  /** Also a deleted one. */
  rule(id: string): AutoReplyRuleRecord | undefined;
  /** How often each rule fired since then (UTC ms). */
  uses(since: number): ReadonlyMap<string, number>;
  /** Newest first. */
  usesIn(conversationId: string, since: number): readonly AutoReplyUseRecord[];
}
export interface AutoRepliesWriter extends AutoRepliesReader {
  insert(rule: AutoReplyRuleRecord): void;
  update(id: string, patch: Partial<Omit<AutoReplyRuleRecord, 'id' | 'createdAt'>>): void;
  recordUse(use: AutoReplyUseRecord): void;
}
