-- Templates: translations of one base text, archiving, use; the practice's own auto-replies ("When a text is exactly ...").

-- Null: a base text. A translation points to its base, never to another translation.
ALTER TABLE template ADD COLUMN translation_of TEXT REFERENCES template (id);
-- The version of the base this translation was made of: an older one than the base's is shown as outdated.
ALTER TABLE template ADD COLUMN base_version INTEGER;
ALTER TABLE template ADD COLUMN archived_at INTEGER;

-- So far a translation was found by the same name and category. The base that the plan uses comes first.
UPDATE template SET translation_of = (
  SELECT base.id FROM template base
   WHERE base.name = template.name AND base.category = template.category AND base.language = 'en'
   ORDER BY EXISTS (SELECT 1 FROM cadence_step step WHERE step.template_id = base.id) DESC, base.updated_at DESC, base.id
   LIMIT 1)
 WHERE language <> 'en';
-- One translation per language: of several, the newest is the one that was used.
UPDATE template SET translation_of = NULL
 WHERE translation_of IS NOT NULL AND EXISTS (
   SELECT 1 FROM template other
    WHERE other.translation_of = template.translation_of AND other.language = template.language
      AND (other.updated_at, other.id) > (template.updated_at, template.id));
UPDATE template SET base_version = (SELECT base.version FROM template base WHERE base.id = template.translation_of)
 WHERE translation_of IS NOT NULL;

CREATE UNIQUE INDEX template_translation ON template (translation_of, language)
  WHERE translation_of IS NOT NULL AND archived_at IS NULL;
-- "Used 214 times this month".
CREATE INDEX message_by_template ON message (template_id, created_at) WHERE template_id IS NOT NULL;

CREATE TABLE auto_reply_rule (
  id            TEXT PRIMARY KEY,
  -- The first rule that fits wins.
  position      INTEGER NOT NULL,
  enabled       INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  -- JSON: words, conditions, what happens (contract/autoReplies.ts).
  definition    TEXT NOT NULL,
  -- The text it answers with, beside the definition so that no template can be put away under a rule.
  template_id   TEXT REFERENCES template (id),
  -- Stopped by the program, until a person has looked.
  stopped_at    INTEGER,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  deleted_at    INTEGER
) STRICT;

-- Each time a rule fired. The person's text is in the thread; nothing of it is here.
CREATE TABLE auto_reply_use (
  seq             INTEGER PRIMARY KEY,
  rule_id         TEXT NOT NULL REFERENCES auto_reply_rule (id),
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  message_id      TEXT NOT NULL,
  -- The text it was answered with; null: none.
  answer_id       TEXT,
  at              INTEGER NOT NULL
) STRICT;
CREATE INDEX auto_reply_use_by_rule ON auto_reply_use (rule_id, at);
CREATE INDEX auto_reply_use_by_conversation ON auto_reply_use (conversation_id, at);
