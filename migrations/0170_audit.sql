-- The trail by what happened and who did it, in order of time: the filters of Activity over years of rows.
CREATE INDEX audit_entry_by_kind ON audit_entry (action, actor, at);

-- Entries of the consent ledger up to here are older than its seals in the audit trail; they are sealed once, at the first start.
CREATE TABLE ledger_start (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seq  INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_start (only, seq) SELECT 1, coalesce(max(seq), 0) FROM consent_event;

-- The texts of a day, for the sheet that accounts for each of them when the day is closed.
CREATE INDEX message_made ON message (created_at) WHERE direction = 'out';
