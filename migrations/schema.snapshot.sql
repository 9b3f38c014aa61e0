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

CREATE TABLE appointment (
  id           TEXT PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- Identity in the practice's own schedule; null for visits added by hand.
  external_key TEXT UNIQUE,
  starts_at    INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL CHECK (ends_at >= starts_at),
  zone         TEXT NOT NULL,
  clinician    TEXT NOT NULL DEFAULT '',
  location     TEXT NOT NULL DEFAULT '',
  kind         TEXT NOT NULL DEFAULT '',
  status       TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'done', 'missed', 'cancelled')),
  reply        TEXT NOT NULL DEFAULT 'none' CHECK (reply IN ('none', 'confirmed', 'newTime', 'cancelled', 'other', 'unreachable')),
  reply_set_by TEXT,
  replied_at   INTEGER,
  import_id    TEXT REFERENCES schedule_import (id) ON DELETE SET NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
, settle_until INTEGER, settle_base TEXT) STRICT;

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

CREATE TABLE audit_entry (
  seq       INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  action    TEXT NOT NULL,
  entity    TEXT,
  entity_id TEXT,
  data      TEXT NOT NULL,
  previous  TEXT NOT NULL,
  hash      TEXT NOT NULL
) STRICT;

CREATE TABLE audit_removing (
  only  INTEGER PRIMARY KEY CHECK (only = 1),
  up_to INTEGER NOT NULL
) STRICT;

CREATE TABLE auto_reply_rule (
  id            TEXT PRIMARY KEY,
  -- The first rule that fits wins.
  position      INTEGER NOT NULL,
  enabled       INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  -- JSON: words, conditions, what happens (contract/autoReplies.ts).
  definition    TEXT NOT NULL,
  -- The text it answers with, beside the definition so that no template can be put away under a rule.
  template_id   TEXT REFERENCES template (id),
  -- Stopped by the program, until a person has looked.
  stopped_at    INTEGER,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  deleted_at    INTEGER
) STRICT;

CREATE TABLE auto_reply_use (
  seq             INTEGER PRIMARY KEY,
  rule_id         TEXT NOT NULL REFERENCES auto_reply_rule (id),
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  message_id      TEXT NOT NULL,
  -- The text it was answered with; null: none.
  answer_id       TEXT,
  at              INTEGER NOT NULL
) STRICT;

CREATE TABLE "cadence_step" (
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

CREATE TABLE change (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  topic     TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  parent_id TEXT,
  at        INTEGER NOT NULL
) STRICT;

CREATE TABLE command_log (
  command_id TEXT PRIMARY KEY,
  procedure  TEXT NOT NULL,
  actor      TEXT NOT NULL,
  at         INTEGER NOT NULL,
  result     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_event (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  at         INTEGER NOT NULL,
  number     TEXT NOT NULL,
  person_id  TEXT,
  kind       TEXT NOT NULL CHECK (kind IN ('grant', 'revoke', 'restore', 'number_wrong', 'number_verified', 'note')),
  level      TEXT,
  purpose    TEXT,
  channel    TEXT NOT NULL CHECK (channel IN ('sms', 'whatsapp')),
  method     TEXT NOT NULL,
  evidence   TEXT NOT NULL DEFAULT '',
  message_id TEXT,
  actor      TEXT NOT NULL
, recorded_at INTEGER, effective_at INTEGER, ends_at INTEGER, given_by TEXT
  CHECK (given_by IN ('self', 'parent', 'guardian', 'caregiver')), wording_id TEXT, wording_version INTEGER, language TEXT, file_id TEXT, file_sha256 TEXT) STRICT;

CREATE TABLE consent_file (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes   INTEGER NOT NULL,
  sha256       TEXT NOT NULL,
  content      BLOB NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE consent_forgetting (
  number     TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  pseudonym  TEXT NOT NULL,
  PRIMARY KEY (number, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_removing (
  seq INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE conversation (
  seq              INTEGER PRIMARY KEY,
  id               TEXT NOT NULL UNIQUE,
  address          TEXT NOT NULL UNIQUE,
  status           TEXT NOT NULL CHECK (status IN ('todo', 'waiting', 'done')),
  unread           INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
  -- Place in the list; the last text's time, or the moment a snooze ended.
  sort_at          INTEGER NOT NULL,
  last_at          INTEGER NOT NULL,
  last_message_id  TEXT,
  last_preview     TEXT NOT NULL DEFAULT '',
  last_direction   TEXT NOT NULL DEFAULT 'none' CHECK (last_direction IN ('in', 'out', 'none')),
  last_status      TEXT,
  last_inbound_at  INTEGER,
  waiting_since    INTEGER,
  failed           INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
  attention        TEXT CHECK (attention IN ('urgent', 'suspectedOptOut')),
  snoozed_until    INTEGER,
  back_from_snooze INTEGER NOT NULL DEFAULT 0 CHECK (back_from_snooze IN (0, 1)),
  -- JSON [{"id","name"}] of the people on this address, the one last written about first.
  people           TEXT NOT NULL DEFAULT '[]',
  can_text         TEXT NOT NULL DEFAULT 'ask',
  visit_reply      TEXT,
  next_visit_at    INTEGER,
  created_at       INTEGER NOT NULL
, cleaned_at INTEGER, people_more INTEGER NOT NULL DEFAULT 0 CHECK (people_more >= 0)) STRICT;

CREATE VIRTUAL TABLE conversation_search USING fts5 (names, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3',
  detail='column');

CREATE TABLE day_closing (
  day         TEXT PRIMARY KEY,
  closed_at   INTEGER NOT NULL,
  closed_by   TEXT NOT NULL,
  reopened_at INTEGER,
  reopened_by TEXT,
  counts      TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  actor           TEXT NOT NULL,
  body            TEXT NOT NULL,
  updated_at      INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, actor)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE gateway (
  id              TEXT PRIMARY KEY,
  kind            TEXT NOT NULL CHECK (kind IN ('phone', 'twilio')),
  label           TEXT NOT NULL,
  address         TEXT NOT NULL,
  own_number      TEXT,
  -- JSON: what the client needs and is no secret (base URL, device id, SIMs, version).
  config          TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('up', 'slow', 'down', 'refused', 'paused', 'unknown')),
  problem         TEXT,
  since           INTEGER,
  paused_at       INTEGER,
  -- JSON: last health answer.
  health          TEXT,
  last_heard_at   INTEGER,
  last_inbound_at INTEGER,
  -- JSON: the gateway's own bookmark in its inbox.
  inbox_cursor    TEXT,
  last_polled_at  INTEGER,
  simulated       INTEGER NOT NULL DEFAULT 0 CHECK (simulated IN (0, 1)),
  created_at      INTEGER NOT NULL,
  removed_at      INTEGER
) STRICT;

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

CREATE TABLE import_mapping (
  signature   TEXT PRIMARY KEY,
  -- JSON: column index -> meaning.
  mapping     TEXT NOT NULL,
  date_order  TEXT,
  updated_at  INTEGER NOT NULL
, complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)), status_words TEXT NOT NULL DEFAULT '{}') STRICT;

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
, mode TEXT NOT NULL DEFAULT 'add' CHECK (mode IN ('add', 'undo')), stop TEXT CHECK (stop IN ('keep', 'undo')), kept INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE incoming_text (
  gateway_id         TEXT NOT NULL,
  gateway_message_id TEXT NOT NULL,
  message_id         TEXT NOT NULL,
  received_at        INTEGER NOT NULL,
  PRIMARY KEY (gateway_id, gateway_message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_forgotten (
  -- As it stands in consent_event: `forgotten:` and a fingerprint.
  number TEXT PRIMARY KEY,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_start (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seq  INTEGER NOT NULL
) STRICT;

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

CREATE TABLE legal_hold_number (
  hold_id TEXT NOT NULL REFERENCES legal_hold (id) ON DELETE CASCADE,
  number  TEXT NOT NULL,
  PRIMARY KEY (hold_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_visit (
  appointment_id TEXT PRIMARY KEY REFERENCES appointment (id) ON DELETE CASCADE,
  starts_at      INTEGER NOT NULL,
  status         TEXT NOT NULL CHECK (status IN ('booked', 'arrived', 'done', 'missed', 'cancelled')),
  confirmed      INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  source_id      TEXT REFERENCES schedule_source (id) ON DELETE SET NULL,
  listed_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE "message" (
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

CREATE VIRTUAL TABLE message_search USING fts5 (body, content='message', content_rowid='seq',
  tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail='column');

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

CREATE TABLE outbox_job (
  -- The order in which jobs were made: the order within a lane.
  seq          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  message_id   TEXT NOT NULL UNIQUE REFERENCES message (id) ON DELETE CASCADE,
  -- One reminder occurrence, one click: the same thing can never be queued twice.
  dedupe_key   TEXT NOT NULL UNIQUE,
  -- The receiver's address: within a lane texts leave one after another, in order.
  lane         TEXT NOT NULL,
  priority     INTEGER NOT NULL DEFAULT 0,
  state        TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'unknown', 'done', 'dead', 'expired', 'cancelled', 'held', 'needsReview')),
  run_at       INTEGER NOT NULL,
  send_by      INTEGER,
  attempts     INTEGER NOT NULL DEFAULT 0,
  lease_owner  TEXT,
  lease_until  INTEGER,
  gateway_id   TEXT,
  last_code    TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
, send_at INTEGER) STRICT;

CREATE TABLE person (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  given_name    TEXT NOT NULL,
  family_name   TEXT NOT NULL,
  name          TEXT NOT NULL,
  -- The name as people look it up: lower case, no accents. `match_key` is given and family name for an exact match.
  sort_key      TEXT NOT NULL,
  match_key     TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('patient', 'client', 'employee')),
  language      TEXT NOT NULL DEFAULT 'en',
  zone          TEXT,
  note          TEXT NOT NULL DEFAULT '',
  external_id   TEXT,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE person_address (
  person_id  TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  -- ISO 3166 alpha 2; null: the practice's.
  country    TEXT,
  -- A two- or three-letter code where the country has them (WA, NSW), else as written.
  region     TEXT,
  postcode   TEXT,
  -- What the desk has said, a list does not change.
  source     TEXT NOT NULL CHECK (source IN ('desk', 'list')),
  updated_at INTEGER NOT NULL,
  CHECK (coalesce(country, region, postcode) IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_apart (
  first_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  second_id  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_merge (
  id         TEXT PRIMARY KEY,
  kept_id    TEXT NOT NULL,
  merged_id  TEXT NOT NULL,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  data       TEXT NOT NULL,
  undone_at  INTEGER
) STRICT;

CREATE TABLE person_number (
  person_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  number      TEXT NOT NULL REFERENCES phone_number (number),
  label       TEXT NOT NULL DEFAULT '',
  position    INTEGER NOT NULL,
  PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE person_search USING fts5 (name, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail='column');

CREATE TABLE phone_number (
  number              TEXT PRIMARY KEY,
  kind                TEXT NOT NULL DEFAULT 'unknown' CHECK (kind IN ('unknown', 'mobile', 'landline', 'tollFree')),
  suspended_at        INTEGER,
  suspended_code      TEXT,
  first_sent_at       INTEGER,
  last_opt_out_hint_at INTEGER,
  last_inbound_at     INTEGER
) STRICT;

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

CREATE TABLE "reminder" (
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

CREATE TABLE schedule_import (
  id          TEXT PRIMARY KEY,
  file_name   TEXT NOT NULL,
  -- Hash of the header row: the mapping chosen once is offered again for the same kind of file.
  signature   TEXT NOT NULL,
  -- JSON: encoding, delimiter, date order, mapping, counts, warnings.
  summary     TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('previewed', 'applied')),
  actor       TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  applied_at  INTEGER
, started_at INTEGER, undone_at INTEGER, undone_by TEXT) STRICT;

CREATE TABLE schedule_import_row (
  import_id   TEXT NOT NULL REFERENCES schedule_import (id) ON DELETE CASCADE,
  line        INTEGER NOT NULL,
  action      TEXT NOT NULL,
  -- JSON list; '[]' when there is nothing to look at.
  problems    TEXT NOT NULL,
  -- JSON of the recognised visit.
  data        TEXT NOT NULL, visit_id TEXT, needs_you INTEGER NOT NULL DEFAULT 0 CHECK (needs_you IN (0, 1)),
  PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE schema_migration (
  number     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE send_attempt (
  id                 TEXT PRIMARY KEY,
  job_id             TEXT NOT NULL REFERENCES outbox_job (id) ON DELETE CASCADE,
  message_id         TEXT NOT NULL,
  number             INTEGER NOT NULL,
  gateway_id         TEXT NOT NULL,
  claimed_at         INTEGER NOT NULL,
  finished_at        INTEGER,
  outcome            TEXT NOT NULL CHECK (outcome IN ('inFlight', 'accepted', 'rejected', 'retry', 'pause', 'unknown', 'absent')),
  gateway_message_id TEXT,
  code               TEXT,
  detail             TEXT, body TEXT, body_key TEXT, leaves_at INTEGER,
  UNIQUE (job_id, number)
) STRICT;

CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value      TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE source_fact (
  source_id TEXT NOT NULL REFERENCES schedule_source (id) ON DELETE CASCADE,
  key       TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_import (
  import_id TEXT PRIMARY KEY,
  list_id   TEXT NOT NULL REFERENCES source_list (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

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

CREATE TABLE suppression (
  hash      TEXT NOT NULL,
  scope     TEXT NOT NULL CHECK (scope IN ('all', 'care', 'billing', 'marketing', 'employee')),
  since     INTEGER NOT NULL,
  -- The recipient texted START from that number since.
  lifted_at INTEGER,
  PRIMARY KEY (hash, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE suppression_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key BLOB NOT NULL
) STRICT;

CREATE TABLE template (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  shortcut    TEXT NOT NULL DEFAULT '',
  category    TEXT NOT NULL,
  language    TEXT NOT NULL,
  version     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
, translation_of TEXT REFERENCES template (id), base_version INTEGER, archived_at INTEGER) STRICT;

CREATE TABLE template_version (
  template_id TEXT NOT NULL REFERENCES template (id),
  version     INTEGER NOT NULL,
  body        TEXT NOT NULL,
  actor       TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (template_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_call (
  id             TEXT PRIMARY KEY,
  appointment_id TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  outcome        TEXT NOT NULL CHECK (outcome IN ('confirmed', 'newTime', 'cancelled', 'leftMessage', 'noAnswer')),
  actor          TEXT NOT NULL,
  at             INTEGER NOT NULL,
  before         TEXT NOT NULL,
  undone_at      INTEGER
) STRICT;

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

CREATE TABLE wording (
  id         TEXT NOT NULL,
  version    INTEGER NOT NULL,
  language   TEXT NOT NULL,
  purpose    TEXT NOT NULL CHECK (purpose IN ('care', 'billing', 'marketing', 'employee')),
  text       TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  author     TEXT NOT NULL,
  PRIMARY KEY (id, language, version)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE write_back_tick (
  appointment_id TEXT PRIMARY KEY REFERENCES appointment (id) ON DELETE CASCADE,
  -- What was told: another change of the same visit is open again.
  fingerprint    TEXT NOT NULL,
  actor          TEXT NOT NULL,
  by_itself      INTEGER NOT NULL CHECK (by_itself IN (0, 1)),
  at             INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX account_name ON account (name_key);

CREATE INDEX appointment_by_person ON appointment (person_id, starts_at, id);

CREATE INDEX appointment_by_start ON appointment (starts_at, id);

CREATE INDEX appointment_settling ON appointment (settle_until, id) WHERE settle_until IS NOT NULL;

CREATE INDEX attachment_by_message ON attachment (message_id, position) WHERE message_id IS NOT NULL;

CREATE INDEX attachment_loose ON attachment (created_at) WHERE message_id IS NULL;

CREATE INDEX attachment_stored ON attachment (created_at, id) WHERE content IS NOT NULL;

CREATE INDEX attachment_to_fetch ON attachment (next_try_at) WHERE next_try_at IS NOT NULL;

CREATE INDEX audit_entry_by_entity ON audit_entry (entity_id, seq) WHERE entity_id IS NOT NULL;

CREATE INDEX audit_entry_by_kind ON audit_entry (action, actor, at);

CREATE INDEX audit_entry_by_time ON audit_entry (at, seq);

CREATE INDEX auto_reply_use_by_conversation ON auto_reply_use (conversation_id, at);

CREATE INDEX auto_reply_use_by_rule ON auto_reply_use (rule_id, at);

CREATE INDEX command_log_by_time ON command_log (at);

CREATE INDEX consent_event_by_file ON consent_event (file_id) WHERE file_id IS NOT NULL;

CREATE INDEX consent_event_by_number ON consent_event (number, seq);

CREATE INDEX consent_event_by_person ON consent_event (person_id, seq) WHERE person_id IS NOT NULL;

CREATE INDEX conversation_by_attention ON conversation (id) WHERE attention IS NOT NULL;

CREATE INDEX conversation_by_place ON conversation (status, sort_at DESC, id DESC, snoozed_until);

CREATE INDEX conversation_by_snooze ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE INDEX conversation_by_time ON conversation (sort_at DESC, id DESC);

CREATE INDEX conversation_crowded ON conversation (address) WHERE people_more > 0;

CREATE INDEX erasure_open ON erasure (started_at) WHERE finished_at IS NULL;

CREATE INDEX free_slot_by_visit ON free_slot (appointment_id);

CREATE INDEX free_slot_ended ON free_slot (updated_at, id) WHERE state IN ('filled', 'ended');

CREATE INDEX free_slot_open ON free_slot (created_at, id) WHERE state IN ('running', 'paused', 'held');

CREATE INDEX hook_event_done ON hook_event (done_at) WHERE done_at IS NOT NULL;

CREATE INDEX hook_event_waiting ON hook_event (seq) WHERE done_at IS NULL;

CREATE INDEX import_before_by_person ON import_before (import_id, person_made) WHERE person_made IS NOT NULL;

CREATE INDEX import_before_by_visit ON import_before (import_id, appointment_id);

CREATE INDEX ledger_forgotten_by_age ON ledger_forgotten (at, number);

CREATE INDEX legal_hold_active ON legal_hold (placed_at, id) WHERE released_at IS NULL;

CREATE INDEX listed_visit_by_source ON listed_visit (source_id, starts_at) WHERE source_id IS NOT NULL;

CREATE INDEX message_about_bills ON message (conversation_id) WHERE purpose = 'billing';

CREATE INDEX message_by_conversation ON message (conversation_id, created_at DESC, seq DESC);

CREATE UNIQUE INDEX message_by_gateway_id ON message (gateway_id, direction, gateway_message_id) WHERE gateway_message_id IS NOT NULL;

CREATE INDEX message_by_person ON message (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX message_by_template ON message (template_id, created_at) WHERE template_id IS NOT NULL;

CREATE INDEX message_by_visit ON message (appointment_id) WHERE appointment_id IS NOT NULL;

CREATE INDEX message_failed ON message (created_at) WHERE direction = 'out' AND status IN ('failed', 'undelivered');

CREATE INDEX message_kept ON message (gateway_id, not_before) WHERE status = 'scheduled';

CREATE INDEX message_kept_for ON message (conversation_id, not_before) WHERE status = 'scheduled';

CREATE INDEX message_made ON message (created_at) WHERE direction = 'out';

CREATE INDEX message_open ON message (gateway_id, sent_at) WHERE direction = 'out' AND status IN ('sending', 'sent');

CREATE INDEX message_ours ON message (conversation_id, created_at DESC, seq DESC)
  WHERE direction = 'out' AND status NOT IN ('cancelled', 'expired', 'failed');

CREATE INDEX message_sent_at ON message (sent_at) WHERE direction = 'out' AND sent_at IS NOT NULL;

CREATE INDEX message_sent_to ON message (conversation_id, sent_at) WHERE sent_at IS NOT NULL;

CREATE INDEX message_to_erase ON message (gateway_id, created_at) WHERE gateway_message_id IS NOT NULL AND erased_at IS NULL;

CREATE INDEX one_time_code_by_number ON one_time_code (number, created_at);

CREATE INDEX outbox_ahead ON outbox_job (send_at) WHERE send_at IS NOT NULL AND state IN ('ready', 'leased');

CREATE INDEX outbox_lane ON outbox_job (lane, seq) WHERE state IN ('ready', 'leased', 'unknown');

CREATE UNIQUE INDEX outbox_one_per_lane ON outbox_job (lane) WHERE state = 'leased';

CREATE INDEX outbox_ready ON outbox_job (priority DESC, run_at, seq) WHERE state = 'ready';

CREATE INDEX outbox_run_at ON outbox_job (run_at) WHERE state = 'ready';

CREATE INDEX outbox_send_by ON outbox_job (send_by) WHERE state = 'ready' AND send_by IS NOT NULL;

CREATE INDEX outbox_unsettled ON outbox_job (state, run_at) WHERE state IN ('leased', 'unknown', 'needsReview', 'held');

CREATE UNIQUE INDEX person_by_external_id ON person (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX person_by_match ON person (match_key);

CREATE INDEX person_by_name ON person (sort_key, id);

CREATE INDEX person_by_plain_external_id ON person (ltrim(lower(trim(external_id)), '0')) WHERE external_id IS NOT NULL;

CREATE INDEX person_merge_by_kept ON person_merge (kept_id) WHERE undone_at IS NULL;

CREATE INDEX person_number_by_number ON person_number (number, person_id);

CREATE INDEX recall_by_message ON recall (message_id);

CREATE INDEX recall_by_visit ON recall (appointment_id) WHERE appointment_id IS NOT NULL;

CREATE INDEX recall_next ON recall (next_try_at, job_id) WHERE next_try_at IS NOT NULL;

CREATE INDEX reminder_by_day ON reminder (due_at, id);

CREATE INDEX reminder_by_message ON reminder (message_id, household_code, id) WHERE message_id IS NOT NULL;

CREATE INDEX reminder_by_person ON reminder (person_id, due_at);

CREATE INDEX reminder_due ON reminder (release_at, id) WHERE state = 'planned';

CREATE INDEX reminder_needs_person ON reminder (due_at) WHERE state IN ('held', 'failed');

CREATE UNIQUE INDEX reminder_one_notice ON reminder (appointment_id) WHERE kind <> 'step' AND state = 'planned';

CREATE INDEX reminder_stale ON reminder (send_by) WHERE state = 'held' AND reason_code = 'staleSchedule';

CREATE INDEX schedule_import_applied ON schedule_import (applied_at DESC, id DESC) WHERE state = 'applied';

CREATE INDEX schedule_import_by_kind ON schedule_import (signature, applied_at DESC) WHERE state = 'applied';

CREATE INDEX schedule_import_by_state ON schedule_import (state, created_at);

CREATE INDEX schedule_import_row_by_visit ON schedule_import_row (import_id, visit_id) WHERE visit_id IS NOT NULL;

CREATE INDEX schedule_import_row_needs_you ON schedule_import_row (import_id, line) WHERE needs_you = 1;

CREATE INDEX send_attempt_by_body ON send_attempt (gateway_id, body_key, coalesce(leaves_at, claimed_at)) WHERE body_key IS NOT NULL;

CREATE INDEX send_attempt_by_gateway ON send_attempt (gateway_id, coalesce(leaves_at, claimed_at));

CREATE INDEX slot_offer_by_number ON slot_offer (number, asked_at) WHERE number IS NOT NULL;

CREATE UNIQUE INDEX slot_offer_one_holder ON slot_offer (slot_id) WHERE state IN ('held', 'booked');

CREATE INDEX source_import_by_list ON source_import (list_id);

CREATE INDEX source_list_by_source ON source_list (source_id, read_at);

CREATE INDEX source_list_open ON source_list (read_at) WHERE state IN ('waiting', 'rest');

CREATE UNIQUE INDEX template_translation ON template (translation_of, language)
  WHERE translation_of IS NOT NULL AND archived_at IS NULL;

CREATE INDEX visit_call_by_visit ON visit_call (appointment_id, at);

CREATE INDEX visit_reply_by_message ON visit_reply (message_id);

CREATE INDEX visit_reply_open ON visit_reply (appointment_id, at) WHERE settled_at IS NULL;

CREATE INDEX waitlist_entry_by_person ON waitlist_entry (person_id);

CREATE INDEX waitlist_entry_waiting ON waitlist_entry (created_at, id) WHERE state = 'waiting';

CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE ON audit_entry BEGIN
  SELECT RAISE (ABORT, 'audit_entry is append-only');
END;

CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
WHEN NOT EXISTS (
    SELECT 1 FROM audit_removing r
     WHERE OLD.seq <= r.up_to AND EXISTS (SELECT 1 FROM audit_entry e WHERE e.seq > r.up_to AND e.action = 'audit.removed'))
BEGIN
  SELECT RAISE (ABORT, 'audit_entry is append-only');
END;

CREATE TRIGGER consent_event_is_append_only BEFORE UPDATE ON consent_event
WHEN NOT EXISTS (
    SELECT 1 FROM consent_forgetting f
     WHERE f.number = OLD.number AND (OLD.person_id IS NULL OR f.person_id = OLD.person_id)
       AND (NEW.person_id IS NULL OR NEW.person_id = f.pseudonym))
  OR NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.kind IS NOT OLD.kind
  OR NEW.level IS NOT OLD.level OR NEW.purpose IS NOT OLD.purpose OR NEW.channel IS NOT OLD.channel
  OR NEW.method IS NOT OLD.method OR NEW.actor IS NOT OLD.actor OR NEW.recorded_at IS NOT OLD.recorded_at
  OR NEW.effective_at IS NOT OLD.effective_at OR NEW.ends_at IS NOT OLD.ends_at OR NEW.given_by IS NOT OLD.given_by
  OR NEW.wording_id IS NOT OLD.wording_id OR NEW.wording_version IS NOT OLD.wording_version
  OR NEW.language IS NOT OLD.language OR NEW.file_sha256 IS NOT OLD.file_sha256
  OR (OLD.person_id IS NULL) <> (NEW.person_id IS NULL)
  OR NEW.number NOT LIKE 'forgotten:%'
BEGIN
  SELECT RAISE (ABORT, 'consent_event is append-only');
END;

CREATE TRIGGER consent_event_is_never_deleted BEFORE DELETE ON consent_event
WHEN NOT EXISTS (SELECT 1 FROM consent_removing r WHERE r.seq = OLD.seq)
  OR OLD.kind IN ('revoke', 'number_wrong') OR OLD.number NOT LIKE 'forgotten:%'
BEGIN
  SELECT RAISE (ABORT, 'consent_event is append-only');
END;

CREATE TRIGGER consent_file_is_kept BEFORE DELETE ON consent_file
WHEN EXISTS (SELECT 1 FROM consent_event WHERE file_id = OLD.id) BEGIN
  SELECT RAISE (ABORT, 'an entry of the ledger needs this file');
END;

CREATE TRIGGER consent_file_is_never_changed BEFORE UPDATE ON consent_file BEGIN
  SELECT RAISE (ABORT, 'consent_file is never changed');
END;

CREATE TRIGGER conversation_search_delete AFTER DELETE ON conversation BEGIN
  DELETE FROM conversation_search WHERE rowid = old.seq;
END;

CREATE TRIGGER message_search_delete AFTER DELETE ON message WHEN old.kind <> 'event' BEGIN
  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.seq, old.body);
END;

CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN
  DELETE FROM person_search WHERE rowid = old.seq;
END;

CREATE TRIGGER suppression_is_never_deleted BEFORE DELETE ON suppression BEGIN
  SELECT RAISE (ABORT, 'a suppressed number stays known');
END;

CREATE TRIGGER suppression_key_is_never_changed BEFORE UPDATE ON suppression_key BEGIN
  SELECT RAISE (ABORT, 'the key of the suppressed numbers is never changed');
END;

CREATE TRIGGER suppression_key_is_never_deleted BEFORE DELETE ON suppression_key BEGIN
  SELECT RAISE (ABORT, 'the key of the suppressed numbers is never changed');
END;

CREATE TRIGGER wording_is_append_only BEFORE UPDATE ON wording BEGIN
  SELECT RAISE (ABORT, 'wording is append-only');
END;

CREATE TRIGGER wording_is_never_deleted BEFORE DELETE ON wording BEGIN
  SELECT RAISE (ABORT, 'wording is append-only');
END;
