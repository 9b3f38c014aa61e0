-- Both gateways in one thread: how a text travelled, pictures, what the gateways tell us by themselves, one-time codes.

-- The exact text that left, where it differs from the message (mandatory lines, practice name): an attempt in doubt is found again by it.
ALTER TABLE send_attempt ADD COLUMN body TEXT;
-- Tells identical texts apart from different ones without comparing them; null where nobody counts them (answers, one-time codes).
ALTER TABLE send_attempt ADD COLUMN body_key TEXT;
-- What a line has carried lately: parts in half an hour, people in a day, how the newest ended.
CREATE INDEX send_attempt_by_gateway ON send_attempt (gateway_id, claimed_at);
CREATE INDEX send_attempt_by_body ON send_attempt (gateway_id, body_key, claimed_at) WHERE body_key IS NOT NULL;

ALTER TABLE message ADD COLUMN channel TEXT NOT NULL DEFAULT 'sms' CHECK (channel IN ('sms', 'whatsapp'));
-- The own number it left by or came to (E.164), and the SIM slot: answers go back the same way.
ALTER TABLE message ADD COLUMN own_number TEXT;
ALTER TABLE message ADD COLUMN sim INTEGER;
ALTER TABLE message ADD COLUMN read_at INTEGER;
-- What the provider charged, in millionths of a unit of price_currency (ISO 4217).
ALTER TABLE message ADD COLUMN price_micros INTEGER;
ALTER TABLE message ADD COLUMN price_currency TEXT;
-- When the text was taken away from the provider's own records.
ALTER TABLE message ADD COLUMN erased_at INTEGER;
CREATE INDEX message_to_erase ON message (gateway_id, created_at) WHERE gateway_message_id IS NOT NULL AND erased_at IS NULL;

-- Pictures and files of a text, both directions. The database is encrypted, so is the content. Content is null while it still lies at the
-- gateway (`ref`), or when it could not be fetched (`problem`).
CREATE TABLE attachment (
  id           TEXT PRIMARY KEY,
  -- Null: added in the composer, not sent yet.
  message_id   TEXT REFERENCES message (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL DEFAULT 0,
  name         TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes   INTEGER,
  content      BLOB,
  gateway_id   TEXT,
  ref          TEXT,
  problem      TEXT,
  tries        INTEGER NOT NULL DEFAULT 0,
  next_try_at  INTEGER,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_by_message ON attachment (message_id, position) WHERE message_id IS NOT NULL;
CREATE INDEX attachment_to_fetch ON attachment (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX attachment_loose ON attachment (created_at) WHERE message_id IS NULL;

-- What a gateway posted to our listener: stored raw before it is acknowledged, read afterwards by a job.
CREATE TABLE hook_event (
  seq          INTEGER PRIMARY KEY,
  gateway_id   TEXT NOT NULL,
  -- The same event posted twice has the same key.
  event_key    TEXT NOT NULL,
  -- What stands behind the secret of the address, with its query: /<gateway>/status?...
  target       TEXT NOT NULL,
  content_type TEXT NOT NULL,
  body         BLOB NOT NULL,
  received_at  INTEGER NOT NULL,
  done_at      INTEGER,
  problem      TEXT,
  UNIQUE (gateway_id, event_key)
) STRICT;
CREATE INDEX hook_event_waiting ON hook_event (seq) WHERE done_at IS NULL;
CREATE INDEX hook_event_done ON hook_event (done_at) WHERE done_at IS NOT NULL;

-- Proof that a person holds a number. Only a salted hash of a code of ours is kept; with Twilio Verify not even that.
CREATE TABLE one_time_code (
  id          TEXT PRIMARY KEY,
  number      TEXT NOT NULL,
  person_id   TEXT REFERENCES person (id) ON DELETE CASCADE,
  route       TEXT NOT NULL CHECK (route IN ('own', 'verify')),
  gateway_id  TEXT NOT NULL,
  -- Null: Twilio Verify keeps the code.
  hash        TEXT,
  salt        TEXT,
  -- Twilio's id of the verification.
  remote_id   TEXT,
  tries       INTEGER NOT NULL DEFAULT 0,
  state       TEXT NOT NULL CHECK (state IN ('open', 'right', 'spent', 'expired', 'failed')),
  created_by  TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  settled_at  INTEGER
) STRICT;
CREATE INDEX one_time_code_by_number ON one_time_code (number, created_at);
