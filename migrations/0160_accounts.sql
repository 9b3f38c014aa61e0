-- The people who use the program. A PIN is kept only as its argon2id hash, and nobody is ever deleted: the audit trail names them.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name as it is compared: no two people of one practice may read the same in the trail.
  name_key TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'frontDesk', 'clinician', 'billing', 'auditor')),
  -- Null: nobody has chosen a PIN for this person yet, so they cannot sign in.
  pin_hash TEXT,
  -- Digits of the PIN, so that the lock screen knows when it is whole; 0 without one.
  pin_length INTEGER NOT NULL DEFAULT 0,
  -- Wrong tries since the last right one, and until when no try is looked at (UTC ms). Both survive a restart.
  failed_tries INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  last_seen_at INTEGER,
  disabled_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((pin_hash IS NULL) = (pin_length = 0))
) STRICT;

CREATE UNIQUE INDEX account_name ON account (name_key);

-- Billing sees the conversations with texts about bills, and no others: found without reading the texts.
CREATE INDEX message_about_bills ON message (conversation_id) WHERE purpose = 'billing';
