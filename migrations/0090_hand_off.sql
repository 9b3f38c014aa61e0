-- Texts that a gateway keeps until their time, because this PC is off then; and the wish to have one of them back.

-- The table is made anew for one more status, 'scheduled': a gateway has it and sends it at not_before by itself.
CREATE TABLE message_next (
  seq              INTEGER PRIMARY KEY,
  id               TEXT NOT NULL UNIQUE,
  conversation_id  TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  person_id        TEXT REFERENCES person (id) ON DELETE SET NULL,
  direction        TEXT NOT NULL CHECK (direction IN ('in', 'out', 'none')),
  kind             TEXT NOT NULL CHECK (kind IN ('text', 'reminder', 'autoReply', 'note', 'event')),
  body             TEXT NOT NULL,
  event_data       TEXT,
  purpose          TEXT NOT NULL,
  trigger          TEXT,
  status           TEXT NOT NULL CHECK (status IN ('queued', 'held', 'scheduled', 'sending', 'sent', 'delivered', 'failed',
                     'undelivered', 'cancelled', 'expired', 'needsReview', 'received')),
  reason_code      TEXT,
  reason_text      TEXT,
  not_before       INTEGER,
  send_by          INTEGER,
  author           TEXT,
  template_id      TEXT,
  appointment_id   TEXT REFERENCES appointment (id) ON DELETE SET NULL,
  reminder_id      TEXT,
  segments         INTEGER NOT NULL DEFAULT 0,
  reply_class      TEXT,
  gateway_id       TEXT,
  gateway_message_id TEXT,
  -- JSON: gate codes a person has confirmed, for the second decision at the moment of sending.
  confirmed        TEXT NOT NULL DEFAULT '[]',
  created_at       INTEGER NOT NULL,
  sent_at          INTEGER,
  delivered_at     INTEGER,
  channel          TEXT NOT NULL DEFAULT 'sms' CHECK (channel IN ('sms', 'whatsapp')),
  -- The own number it left by or came to (E.164), and the SIM slot: answers go back the same way.
  own_number       TEXT,
  sim              INTEGER,
  read_at          INTEGER,
  -- What the provider charged, in millionths of a unit of price_currency (ISO 4217).
  price_micros     INTEGER,
  price_currency   TEXT,
  -- When the text was taken away from the provider's own records.
  erased_at        INTEGER
) STRICT;
INSERT INTO message_next (seq, id, conversation_id, person_id, direction, kind, body, event_data, purpose, trigger, status, reason_code,
    reason_text, not_before, send_by, author, template_id, appointment_id, reminder_id, segments, reply_class, gateway_id,
    gateway_message_id, confirmed, created_at, sent_at, delivered_at, channel, own_number, sim, read_at, price_micros, price_currency,
    erased_at)
  SELECT seq, id, conversation_id, person_id, direction, kind, body, event_data, purpose, trigger, status, reason_code,
    reason_text, not_before, send_by, author, template_id, appointment_id, reminder_id, segments, reply_class, gateway_id,
    gateway_message_id, confirmed, created_at, sent_at, delivered_at, channel, own_number, sim, read_at, price_micros, price_currency,
    erased_at
  FROM message;
DROP TABLE message;
ALTER TABLE message_next RENAME TO message;
CREATE INDEX message_by_conversation ON message (conversation_id, created_at DESC, seq DESC);
-- A visit or a person that is taken away is looked for among the texts.
CREATE INDEX message_by_visit ON message (appointment_id) WHERE appointment_id IS NOT NULL;
CREATE INDEX message_by_person ON message (person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_gateway_id ON message (gateway_id, direction, gateway_message_id) WHERE gateway_message_id IS NOT NULL;
-- Texts whose fate at the gateway is still open.
CREATE INDEX message_open ON message (gateway_id, sent_at) WHERE direction = 'out' AND status IN ('sending', 'sent');
-- Texts per receiver by the time they were sent: for the caps, and to recognise a text that the phone delivers twice.
CREATE INDEX message_sent_to ON message (conversation_id, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX message_sent_at ON message (sent_at) WHERE direction = 'out' AND sent_at IS NOT NULL;
CREATE INDEX message_failed ON message (created_at) WHERE direction = 'out' AND status IN ('failed', 'undelivered');
CREATE INDEX message_to_erase ON message (gateway_id, created_at) WHERE gateway_message_id IS NOT NULL AND erased_at IS NULL;
-- What an incoming text answers: found at once, however many texts the person has written since.
CREATE INDEX message_ours ON message (conversation_id, created_at DESC, seq DESC)
  WHERE direction = 'out' AND status NOT IN ('cancelled', 'expired', 'failed');
-- What gateways keep: by gateway and time to see what became of it, by receiver for the caps and for an opt-out.
CREATE INDEX message_kept ON message (gateway_id, not_before) WHERE status = 'scheduled';
CREATE INDEX message_kept_for ON message (conversation_id, not_before) WHERE status = 'scheduled';
CREATE TRIGGER message_search_delete AFTER DELETE ON message WHEN old.kind <> 'event' BEGIN
  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.seq, old.body);
END;

-- When the gateway is asked to send it by itself (UTC ms); null: at once.
ALTER TABLE outbox_job ADD COLUMN send_at INTEGER;
CREATE INDEX outbox_ahead ON outbox_job (send_at) WHERE send_at IS NOT NULL AND state IN ('ready', 'leased');

-- When it goes on the air, where that is not when it is handed over; the limits of a line count by it.
ALTER TABLE send_attempt ADD COLUMN leaves_at INTEGER;
DROP INDEX send_attempt_by_gateway;
DROP INDEX send_attempt_by_body;
CREATE INDEX send_attempt_by_gateway ON send_attempt (gateway_id, coalesce(leaves_at, claimed_at));
CREATE INDEX send_attempt_by_body ON send_attempt (gateway_id, body_key, coalesce(leaves_at, claimed_at)) WHERE body_key IS NOT NULL;

-- A text at a gateway that is wanted back. The row stands from the wish until it is known what became of the text: while it does, no other
-- text is made for the same visit.
CREATE TABLE recall (
  job_id         TEXT PRIMARY KEY REFERENCES outbox_job (id) ON DELETE CASCADE,
  message_id     TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  appointment_id TEXT REFERENCES appointment (id) ON DELETE SET NULL,
  reason_code    TEXT NOT NULL,
  reason_text    TEXT NOT NULL,
  -- 1: its reminder is planned anew once the text is back; 0: it is over with it.
  again          INTEGER NOT NULL CHECK (again IN (0, 1)),
  asked_at       INTEGER NOT NULL,
  -- Null: somebody was told that it may still go out, and nothing more can be done but wait for word.
  next_try_at    INTEGER,
  tries          INTEGER NOT NULL DEFAULT 0,
  -- Why the gateway has not given it back yet, once it was asked; a person has been told then.
  problem        TEXT
) STRICT;
CREATE INDEX recall_next ON recall (next_try_at, job_id) WHERE next_try_at IS NOT NULL;
CREATE INDEX recall_by_visit ON recall (appointment_id) WHERE appointment_id IS NOT NULL;
CREATE INDEX recall_by_message ON recall (message_id);
