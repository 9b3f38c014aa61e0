-- The log and the nameless rest of the ledger have a longest age, too (rules.md 12). What goes is said in the log itself, by the very commit.

-- Up to which entry the log is being cut in this very transaction; empty outside of it.
CREATE TABLE audit_removing (
  only  INTEGER PRIMARY KEY CHECK (only = 1),
  up_to INTEGER NOT NULL
) STRICT;
DROP TRIGGER audit_entry_is_kept;
-- Only the oldest may go, and never the one that says so: it comes after them.
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
WHEN NOT EXISTS (
    SELECT 1 FROM audit_removing r
     WHERE OLD.seq <= r.up_to AND EXISTS (SELECT 1 FROM audit_entry e WHERE e.seq > r.up_to AND e.action = 'audit.removed'))
BEGIN
  SELECT RAISE (ABORT, 'audit_entry is append-only');
END;

-- Since when nobody is known any more whom the entries of a number were about; the newest where it was several people's.
CREATE TABLE ledger_forgotten (
  -- As it stands in consent_event: `forgotten:` and a fingerprint.
  number TEXT PRIMARY KEY,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Of those of before it is not known: they count from now.
INSERT INTO ledger_forgotten (number, at)
  SELECT DISTINCT number, CAST (unixepoch () AS INTEGER) * 1000 FROM consent_event WHERE number LIKE 'forgotten:%';
CREATE INDEX ledger_forgotten_by_age ON ledger_forgotten (at, number);

-- Entries that are being removed in this very transaction; empty outside of it.
CREATE TABLE consent_removing (
  seq INTEGER PRIMARY KEY
) STRICT;
DROP TRIGGER consent_event_is_never_deleted;
-- An opt-out stays for ever, and so does whatever still names a number.
CREATE TRIGGER consent_event_is_never_deleted BEFORE DELETE ON consent_event
WHEN NOT EXISTS (SELECT 1 FROM consent_removing r WHERE r.seq = OLD.seq)
  OR OLD.kind IN ('revoke', 'number_wrong') OR OLD.number NOT LIKE 'forgotten:%'
BEGIN
  SELECT RAISE (ABORT, 'consent_event is append-only');
END;
