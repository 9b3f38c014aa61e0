-- What the desk does about the visits of a day (texts on their way to a person, calls, the closing of the day), and the filling of free slots.

-- A text that says something about a visit and that a person settles with one press. One per text and visit.
CREATE TABLE visit_reply (
  id             TEXT PRIMARY KEY,
  appointment_id TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  message_id     TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('here', 'late', 'newTime', 'cancelled', 'question', 'wrote')),
  -- How late, where the text says it; never more than a day.
  minutes_late   INTEGER CHECK (minutes_late BETWEEN 0 AND 1440),
  at             INTEGER NOT NULL,
  settled_as     TEXT CHECK (settled_as IN ('confirmed', 'newTime', 'cancelled', 'late', 'arrived', 'notAbout')),
  settled_by     TEXT,
  settled_at     INTEGER,
  -- What the visit said before, for undo: its reply, who had set it, when, and its status, as JSON.
  before         TEXT,
  UNIQUE (appointment_id, message_id)
) STRICT;
CREATE INDEX visit_reply_open ON visit_reply (appointment_id, at) WHERE settled_at IS NULL;
CREATE INDEX visit_reply_by_message ON visit_reply (message_id);

-- Somebody telephoned about a visit.
CREATE TABLE visit_call (
  id             TEXT PRIMARY KEY,
  appointment_id TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  outcome        TEXT NOT NULL CHECK (outcome IN ('confirmed', 'newTime', 'cancelled', 'leftMessage', 'noAnswer')),
  actor          TEXT NOT NULL,
  at             INTEGER NOT NULL,
  before         TEXT NOT NULL,
  undone_at      INTEGER
) STRICT;
CREATE INDEX visit_call_by_visit ON visit_call (appointment_id, at);

-- A day of the practice that was looked through in the evening. `counts` is the closing sheet's sums.
CREATE TABLE day_closing (
  day         TEXT PRIMARY KEY,
  closed_at   INTEGER NOT NULL,
  closed_by   TEXT NOT NULL,
  reopened_at INTEGER,
  reopened_by TEXT,
  counts      TEXT NOT NULL
) STRICT;

-- Who would like to come earlier. `wishes` (kinds, clinicians, weekdays, times) is JSON: read as a whole, never searched by.
CREATE TABLE waitlist_entry (
  id              TEXT PRIMARY KEY,
  person_id       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- The later visit that would be moved.
  appointment_id  TEXT REFERENCES appointment (id) ON DELETE SET NULL,
  wishes          TEXT NOT NULL,
  note            TEXT NOT NULL DEFAULT '',
  source          TEXT NOT NULL CHECK (source IN ('hand', 'visit', 'text')),
  state           TEXT NOT NULL CHECK (state IN ('waiting', 'placed', 'removed')),
  last_offered_at INTEGER,
  created_by      TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX waitlist_entry_waiting ON waitlist_entry (created_at, id) WHERE state = 'waiting';
CREATE INDEX waitlist_entry_by_person ON waitlist_entry (person_id);

-- A slot that is being offered. `held`: somebody said yes and a person has to book it.
CREATE TABLE free_slot (
  id             TEXT PRIMARY KEY,
  -- The visit whose cancelling left the slot free.
  appointment_id TEXT REFERENCES appointment (id) ON DELETE SET NULL,
  starts_at      INTEGER NOT NULL,
  ends_at        INTEGER NOT NULL CHECK (ends_at > starts_at),
  zone           TEXT NOT NULL,
  clinician      TEXT NOT NULL DEFAULT '',
  location       TEXT NOT NULL DEFAULT '',
  kind           TEXT NOT NULL DEFAULT '',
  body           TEXT NOT NULL,
  at_once        INTEGER NOT NULL CHECK (at_once BETWEEN 1 AND 20),
  every_ms       INTEGER NOT NULL CHECK (every_ms >= 60000),
  answer_ms      INTEGER NOT NULL CHECK (answer_ms >= 60000),
  state          TEXT NOT NULL CHECK (state IN ('running', 'paused', 'held', 'filled', 'ended')),
  ended_code     TEXT,
  -- When the next offers may go; null: nothing is planned.
  next_at        INTEGER,
  created_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX free_slot_open ON free_slot (created_at, id) WHERE state IN ('running', 'paused', 'held');
CREATE INDEX free_slot_ended ON free_slot (updated_at, id) WHERE state IN ('filled', 'ended');
CREATE INDEX free_slot_by_visit ON free_slot (appointment_id);

CREATE TABLE slot_offer (
  id            TEXT PRIMARY KEY,
  slot_id       TEXT NOT NULL REFERENCES free_slot (id) ON DELETE CASCADE,
  entry_id      TEXT REFERENCES waitlist_entry (id) ON DELETE SET NULL,
  person_id     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('queued', 'asked', 'held', 'booked', 'declined', 'silent', 'tooLate', 'notSent', 'withdrawn')),
  -- The number that was asked: answers are known by it.
  number        TEXT,
  message_id    TEXT REFERENCES message (id) ON DELETE SET NULL,
  asked_at      INTEGER,
  expires_at    INTEGER,
  answered_at   INTEGER,
  reason_code   TEXT,
  reason_text   TEXT,
  UNIQUE (slot_id, person_id)
) STRICT;
-- Whatever happens at the same moment, a slot is held for one person at most.
CREATE UNIQUE INDEX slot_offer_one_holder ON slot_offer (slot_id) WHERE state IN ('held', 'booked');
CREATE INDEX slot_offer_by_number ON slot_offer (number, asked_at) WHERE number IS NOT NULL;
