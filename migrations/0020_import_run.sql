-- A list that is being added: the journal of `schedule.applyImport`. Its row appears with the first visit's commit and goes with the
-- last one's, so a row found at a start is an import that was interrupted and goes on (adr/0012). Reminders of its visits wait for it.
CREATE TABLE import_run (
  -- No cascade: a preview that is being added is not thrown away.
  import_id   TEXT PRIMARY KEY REFERENCES schedule_import (id),
  consent     TEXT NOT NULL CHECK (consent IN ('agreedOnForm', 'askFirst')),
  actor       TEXT NOT NULL,
  -- The command that gets the answer when it asks again.
  command_id  TEXT,
  -- Rows up to this line of the file are in.
  done_line   INTEGER NOT NULL,
  -- JSON: counts of the rows that are in, reminders planned, due time of the first.
  totals      TEXT NOT NULL,
  started_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
