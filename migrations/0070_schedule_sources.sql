-- Where the schedule comes from by itself, and what is still to be told to the practice's own system.

CREATE TABLE schedule_source (
  id            TEXT PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('folder', 'feed', 'openDental')),
  label         TEXT NOT NULL,
  -- JSON; addresses without their secret part. Keys and secret addresses are among the secrets.
  config        TEXT NOT NULL,
  active        INTEGER NOT NULL CHECK (active IN (0, 1)),
  add_by_itself INTEGER NOT NULL CHECK (add_by_itself IN (0, 1)),
  write_back    INTEGER NOT NULL CHECK (write_back IN (0, 1)),
  every_minutes INTEGER NOT NULL,
  -- Why it cannot be read now; null when it can.
  problem_code  TEXT,
  problem_text  TEXT,
  failures      INTEGER NOT NULL DEFAULT 0,
  -- JSON: what the adapter wants to know the next time (an ETag, the files it has seen).
  memory        TEXT NOT NULL DEFAULT '{}',
  last_try_at   INTEGER,
  last_read_at  INTEGER,
  -- When what it said and what our schedule says were last the same.
  last_good_at  INTEGER,
  created_at    INTEGER NOT NULL
) STRICT;

-- A list that a source brought. Its content is kept only while somebody has to look at it.
CREATE TABLE source_list (
  id          TEXT PRIMARY KEY,
  source_id   TEXT NOT NULL REFERENCES schedule_source (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  -- SHA-256 of the content: the same list is not brought twice.
  hash        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'rest', 'added', 'same', 'dismissed', 'superseded')),
  -- JSON: what adding it would do; null when it could not be read as a list.
  counts      TEXT,
  need_you    INTEGER NOT NULL,
  -- JSON list of {code, text}: what looked wrong about it as a whole.
  doubts      TEXT NOT NULL,
  -- The same for lists whose rows ask the same of a person.
  asks        TEXT NOT NULL,
  -- JSON: how it is to be read, where the adapter knows.
  reading     TEXT NOT NULL DEFAULT '{}',
  -- The moment it describes.
  as_of       INTEGER NOT NULL,
  read_at     INTEGER NOT NULL,
  settled_at  INTEGER,
  content     BLOB
) STRICT;
CREATE INDEX source_list_by_source ON source_list (source_id, read_at);
CREATE INDEX source_list_open ON source_list (read_at) WHERE state IN ('waiting', 'rest');

-- Which imports were made of a list of a source; the others were brought by a person.
CREATE TABLE source_import (
  import_id TEXT PRIMARY KEY,
  list_id   TEXT NOT NULL REFERENCES source_list (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX source_import_by_list ON source_import (list_id);

-- What an adapter has learned and would have to ask for again (a patient of Open Dental by number).
CREATE TABLE source_fact (
  source_id TEXT NOT NULL REFERENCES schedule_source (id) ON DELETE CASCADE,
  key       TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

-- What the practice's own schedule said about a visit when it was last read.
CREATE TABLE listed_visit (
  appointment_id TEXT PRIMARY KEY REFERENCES appointment (id) ON DELETE CASCADE,
  starts_at      INTEGER NOT NULL,
  status         TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'done', 'missed', 'cancelled')),
  confirmed      INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  source_id      TEXT REFERENCES schedule_source (id) ON DELETE SET NULL,
  listed_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX listed_visit_by_source ON listed_visit (source_id, starts_at) WHERE source_id IS NOT NULL;
-- Visits that came with lists until now: nothing else is known about what the lists said.
INSERT INTO listed_visit (appointment_id, starts_at, status, confirmed, source_id, listed_at)
SELECT id, starts_at, status, reply = 'confirmed', NULL, updated_at FROM appointment WHERE external_key IS NOT NULL;

-- A change that somebody, or a source by itself, has told the practice's own system.
CREATE TABLE write_back_tick (
  appointment_id TEXT PRIMARY KEY REFERENCES appointment (id) ON DELETE CASCADE,
  -- What was told: another change of the same visit is open again.
  fingerprint    TEXT NOT NULL,
  actor          TEXT NOT NULL,
  by_itself      INTEGER NOT NULL CHECK (by_itself IN (0, 1)),
  at             INTEGER NOT NULL
) STRICT;

-- A change on its way into the practice's own system.
CREATE TABLE write_back_job (
  appointment_id TEXT PRIMARY KEY REFERENCES appointment (id) ON DELETE CASCADE,
  fingerprint    TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('due', 'sent', 'written', 'refused')),
  -- What stood there before the first try: when it has changed since, that try went through.
  before         TEXT,
  tries          INTEGER NOT NULL,
  code           TEXT,
  text           TEXT,
  next_at        INTEGER NOT NULL,
  at             INTEGER NOT NULL
) STRICT;
