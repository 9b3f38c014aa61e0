-- Taking a list out again, lists a person calls complete, and people who turn out to be one.

-- What a row of a list changed, as it was before: enough to put it back. Kept while it can be of use (adr/0012).
CREATE TABLE import_before (
  import_id      TEXT NOT NULL REFERENCES schedule_import (id) ON DELETE CASCADE,
  line           INTEGER NOT NULL,
  appointment_id TEXT NOT NULL,
  -- The person the row made; null when they were known.
  person_made    TEXT,
  -- JSON: the visit, the person and their numbers before, the consent event recorded, when it was done.
  data           TEXT NOT NULL,
  PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_before_by_visit ON import_before (import_id, appointment_id);
CREATE INDEX import_before_by_person ON import_before (import_id, person_made) WHERE person_made IS NOT NULL;

ALTER TABLE schedule_import ADD COLUMN started_at INTEGER;
ALTER TABLE schedule_import ADD COLUMN undone_at INTEGER;
ALTER TABLE schedule_import ADD COLUMN undone_by TEXT;
CREATE INDEX schedule_import_by_kind ON schedule_import (signature, applied_at DESC) WHERE state = 'applied';
CREATE INDEX schedule_import_applied ON schedule_import (applied_at DESC, id DESC) WHERE state = 'applied';

-- The visit a row means; what another row means is not claimed twice when a row is mended.
ALTER TABLE schedule_import_row ADD COLUMN visit_id TEXT;
CREATE INDEX schedule_import_row_by_visit ON schedule_import_row (import_id, visit_id) WHERE visit_id IS NOT NULL;

-- Which way the journal goes, and that a person stopped it (`keep` what is in, or `undo` it).
ALTER TABLE import_run ADD COLUMN mode TEXT NOT NULL DEFAULT 'add' CHECK (mode IN ('add', 'undo'));
ALTER TABLE import_run ADD COLUMN stop TEXT CHECK (stop IN ('keep', 'undo'));
ALTER TABLE import_run ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

-- A person has said that lists of this kind have every visit of their days.
ALTER TABLE import_mapping ADD COLUMN complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1));

-- Two people who are one: who was taken up into whom, with what is needed to part them again.
CREATE TABLE person_merge (
  id         TEXT PRIMARY KEY,
  kept_id    TEXT NOT NULL,
  merged_id  TEXT NOT NULL,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  data       TEXT NOT NULL,
  undone_at  INTEGER
) STRICT;
CREATE INDEX person_merge_by_kept ON person_merge (kept_id) WHERE undone_at IS NULL;
-- Two people who look the same and are not, as a person said. `first_id` is the lesser of the two.
CREATE TABLE person_apart (
  first_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  second_id  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
-- Ids of a practice's system written in two ways ("P-7" and "p-007" are left to a person; "0042" and "42" are not told apart).
CREATE INDEX person_by_plain_external_id ON person (ltrim(lower(trim(external_id)), '0')) WHERE external_id IS NOT NULL;
