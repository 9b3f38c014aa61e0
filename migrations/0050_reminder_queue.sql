-- The reminder queue: steps of any timing, visits that settle before anybody is told, one text for several visits of a household.

-- When nothing of this visit may be released before (UTC ms); null: settled, or not looked at yet.
ALTER TABLE appointment ADD COLUMN settle_until INTEGER;
-- JSON: the visit as it stood when it last was settled (start, status, reply), or "new"; null: nothing has changed since.
ALTER TABLE appointment ADD COLUMN settle_base TEXT;
CREATE INDEX appointment_settling ON appointment (settle_until, id) WHERE settle_until IS NOT NULL;

CREATE TABLE cadence_step_next (
  id               TEXT PRIMARY KEY,
  position         INTEGER NOT NULL,
  -- JSON: when it is due (contract StepTiming), which visits it is for, and what becomes of it when it is found late.
  timing           TEXT NOT NULL,
  purpose          TEXT NOT NULL CHECK (purpose IN ('reminder', 'followUp', 'feedback', 'review', 'noShow', 'recall')),
  template_id      TEXT NOT NULL REFERENCES template (id),
  when_confirmed   TEXT NOT NULL CHECK (when_confirmed IN ('skip', 'same', 'info')),
  info_template_id TEXT REFERENCES template (id),
  match            TEXT NOT NULL,
  business_days    TEXT NOT NULL CHECK (business_days IN ('keep', 'dayBefore', 'dayAfter')),
  late             TEXT NOT NULL,
  -- Days in which the same person is not asked for the same purpose again; null: no such rule.
  ask_again_after_days INTEGER CHECK (ask_again_after_days > 0),
  -- Only for visits booked at least so many days ahead; null: for all.
  min_booked_days  INTEGER CHECK (min_booked_days > 0),
  active           INTEGER NOT NULL CHECK (active IN (0, 1)),
  -- Only for visits added from the one instant on, and before the other (UTC ms): a plan may be changed for new visits only.
  applies_from     INTEGER,
  applies_until    INTEGER,
  retired_at       INTEGER
) STRICT;
INSERT INTO cadence_step_next (id, position, timing, purpose, template_id, when_confirmed, info_template_id, match, business_days, late,
    ask_again_after_days, min_booked_days, active, retired_at)
  SELECT id, position, json_object('kind', 'daysBefore', 'days', days_before, 'at', at), 'reminder', template_id,
    CASE only_unconfirmed WHEN 1 THEN 'skip' ELSE 'same' END, NULL, '{"kinds":[],"clinicians":[],"locations":[]}', 'keep',
    CASE late_minutes WHEN 0 THEN json_object('kind', 'skip') ELSE json_object('kind', 'within', 'minutes', late_minutes) END,
    NULL, NULL, 1, retired_at
  FROM cadence_step;
DROP TABLE cadence_step;
ALTER TABLE cadence_step_next RENAME TO cadence_step;

CREATE TABLE reminder_next (
  id             TEXT PRIMARY KEY,
  appointment_id TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  -- 'step': of the plan; 'moved' and 'cancelled': what a person is told when the practice changes a visit they know of.
  kind           TEXT NOT NULL CHECK (kind IN ('step', 'moved', 'cancelled')),
  step_id        TEXT REFERENCES cadence_step (id),
  person_id      TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- The start of the visit this occurrence was planned for: a moved visit gets new occurrences, the old ones are dropped.
  visit_at       INTEGER NOT NULL,
  due_at         INTEGER NOT NULL,
  send_by        INTEGER NOT NULL,
  -- When the planner looks at it: the due time, or later where something known already makes it wait.
  release_at     INTEGER NOT NULL,
  moved_to       INTEGER,
  state          TEXT NOT NULL CHECK (state IN ('planned', 'held', 'queued', 'sent', 'delivered', 'failed', 'skipped', 'expired', 'dropped')),
  reason_code    TEXT,
  reason_text    TEXT,
  message_id     TEXT REFERENCES message (id) ON DELETE SET NULL,
  -- The number by which a reply names this visit, where one text is about several visits; they share the message.
  household_code INTEGER CHECK (household_code > 0),
  -- What a person changed of this one: the words, or the time (then due_at is that time).
  body_override  TEXT,
  due_override   INTEGER,
  edited_by      TEXT,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  CHECK ((kind = 'step') = (step_id IS NOT NULL)),
  UNIQUE (appointment_id, step_id, visit_at)
) STRICT;
INSERT INTO reminder_next (id, appointment_id, kind, step_id, person_id, visit_at, due_at, send_by, release_at, moved_to, state, reason_code,
    reason_text, message_id, created_at, updated_at)
  SELECT id, appointment_id, 'step', step_id, person_id, visit_at, due_at, send_by, due_at, moved_to, state, reason_code,
    reason_text, message_id, created_at, updated_at
  FROM reminder;
DROP TABLE reminder;
ALTER TABLE reminder_next RENAME TO reminder;
CREATE INDEX reminder_due ON reminder (release_at, id) WHERE state = 'planned';
CREATE INDEX reminder_by_day ON reminder (due_at, id);
CREATE INDEX reminder_needs_person ON reminder (due_at) WHERE state IN ('held', 'failed');
CREATE INDEX reminder_by_message ON reminder (message_id, household_code, id) WHERE message_id IS NOT NULL;
CREATE INDEX reminder_stale ON reminder (send_by) WHERE state = 'held' AND reason_code = 'staleSchedule';
CREATE INDEX reminder_by_person ON reminder (person_id, due_at);
-- A person is told of a change once: the newest one.
CREATE UNIQUE INDEX reminder_one_notice ON reminder (appointment_id) WHERE kind <> 'step' AND state = 'planned';
