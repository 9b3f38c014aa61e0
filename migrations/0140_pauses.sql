-- Conversations that need somebody at once, or a decision: few of many, and asked for every minute.
CREATE INDEX conversation_by_attention ON conversation (id) WHERE attention IS NOT NULL;
