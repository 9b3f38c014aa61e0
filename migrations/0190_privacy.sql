-- What is kept for how long, what may not be deleted, and the trace of what was deleted (rules.md 12).

-- Nothing in its scope is deleted, redacted or overwritten while it is not released. Rows stay for good: who held what, and why.
CREATE TABLE legal_hold (
  id             TEXT PRIMARY KEY,
  scope          TEXT NOT NULL CHECK (scope IN ('person', 'number', 'period', 'everything')),
  -- No foreign key: the hold outlives a person who was deleted after its release.
  person_id      TEXT,
  -- A period, UTC ms; its end is exclusive, null for "until released".
  from_at        INTEGER,
  to_at          INTEGER,
  case_name      TEXT NOT NULL,
  reason         TEXT NOT NULL,
  placed_by      TEXT NOT NULL,
  placed_at      INTEGER NOT NULL,
  released_by    TEXT,
  released_at    INTEGER,
  release_reason TEXT,
  CHECK ((scope = 'person') = (person_id IS NOT NULL)),
  CHECK ((scope = 'period') = (from_at IS NOT NULL))
) STRICT;
CREATE INDEX legal_hold_active ON legal_hold (placed_at, id) WHERE released_at IS NULL;
-- The numbers it is about: the one named, or those the person had when it was placed.
CREATE TABLE legal_hold_number (
  hold_id TEXT NOT NULL REFERENCES legal_hold (id) ON DELETE CASCADE,
  number  TEXT NOT NULL,
  PRIMARY KEY (hold_id, number)
) STRICT, WITHOUT ROWID;

-- When the words of this thread were last removed for their age: later texts have theirs again.
ALTER TABLE conversation ADD COLUMN cleaned_at INTEGER;
CREATE INDEX attachment_stored ON attachment (created_at, id) WHERE content IS NOT NULL;

-- One row a night. A run that was stopped goes on in its own row.
CREATE TABLE retention_run (
  -- The civil date in the practice's zone.
  night       TEXT PRIMARY KEY,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  -- 1: it counted what it would have removed, and removed nothing.
  dry_run     INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
  -- JSON: rows by kind.
  counts      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Copies of a deleted person that lie in lists and answers are looked for off the main thread; what to look for is kept until that is done.
CREATE TABLE erasure (
  id          TEXT PRIMARY KEY,
  -- Whoever comes back with an older copy of the data is deleted again. The id alone says nothing of them.
  person_id   TEXT NOT NULL,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  -- JSON: names, numbers and ids to look for; null once nothing is left to find.
  needles     TEXT,
  -- JSON: what was removed, in counts.
  counts      TEXT NOT NULL
) STRICT;
CREATE INDEX erasure_open ON erasure (started_at) WHERE finished_at IS NULL;
