-- The whole consent ledger: who spoke and by which words, what proves it, when an agreement ends, numbers never to be texted.

-- When it was written down; `at` is when it was said. Null: rows of older versions, written when they were said.
ALTER TABLE consent_event ADD COLUMN recorded_at INTEGER;
-- Holds only from this instant on: an employee's last day. Null: at once.
ALTER TABLE consent_event ADD COLUMN effective_at INTEGER;
-- A parent's agreement counts as unproven from this instant on: the child is of age.
ALTER TABLE consent_event ADD COLUMN ends_at INTEGER;
-- Who spoke, by their relation, never by name. Null: nobody in person.
ALTER TABLE consent_event ADD COLUMN given_by TEXT
  CHECK (given_by IN ('self', 'parent', 'guardian', 'caregiver'));
-- The words that were read out, shown or signed.
ALTER TABLE consent_event ADD COLUMN wording_id TEXT;
ALTER TABLE consent_event ADD COLUMN wording_version INTEGER;
ALTER TABLE consent_event ADD COLUMN language TEXT;
-- The scan or photo of a signed form. The fingerprint stays when the file is taken away with the person.
ALTER TABLE consent_event ADD COLUMN file_id TEXT;
ALTER TABLE consent_event ADD COLUMN file_sha256 TEXT;
CREATE INDEX consent_event_by_file ON consent_event (file_id) WHERE file_id IS NOT NULL;

-- Whose entries are being made nameless in this very transaction; empty outside of it.
CREATE TABLE consent_forgetting (
  number     TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  pseudonym  TEXT NOT NULL,
  PRIMARY KEY (number, person_id)
) STRICT, WITHOUT ROWID;

DROP TRIGGER consent_event_is_append_only;
-- One change is allowed: the person and the number are taken out of an entry, and free words with them. What was said, when and how stays.
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
CREATE TRIGGER consent_event_is_never_deleted BEFORE DELETE ON consent_event BEGIN
  SELECT RAISE (ABORT, 'consent_event is append-only');
END;

-- Scans and photos of signed forms, in the encrypted database.
CREATE TABLE consent_file (
  id           TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes   INTEGER NOT NULL,
  sha256       TEXT NOT NULL,
  content      BLOB NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE TRIGGER consent_file_is_never_changed BEFORE UPDATE ON consent_file BEGIN
  SELECT RAISE (ABORT, 'consent_file is never changed');
END;
CREATE TRIGGER consent_file_is_kept BEFORE DELETE ON consent_file
WHEN EXISTS (SELECT 1 FROM consent_event WHERE file_id = OLD.id) BEGIN
  SELECT RAISE (ABORT, 'an entry of the ledger needs this file');
END;

-- The words of an agreement. Never edited: other words are the next version.
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
CREATE TRIGGER wording_is_append_only BEFORE UPDATE ON wording BEGIN
  SELECT RAISE (ABORT, 'wording is append-only');
END;
CREATE TRIGGER wording_is_never_deleted BEFORE DELETE ON wording BEGIN
  SELECT RAISE (ABORT, 'wording is append-only');
END;
INSERT INTO wording (id, version, language, purpose, text, valid_from, author) VALUES
  ('care', 1, 'en', 'care', 'May {practice} text you about your visits and your care at this number? Texts are not encrypted, so we keep them short. Message and data rates may apply. You can stop at any time by replying STOP.', 0, 'deskbell'),
  ('care', 1, 'es', 'care', '¿Puede {practice} enviarle mensajes de texto a este número sobre sus citas y su atención? Los mensajes no van cifrados, por eso son breves. Pueden aplicarse tarifas de mensajes y datos. Puede dejar de recibirlos cuando quiera respondiendo STOP.', 0, 'deskbell'),
  ('billing', 1, 'en', 'billing', 'May {practice} text you about bills and payments at this number? Message and data rates may apply. You can stop at any time by replying STOP.', 0, 'deskbell'),
  ('billing', 1, 'es', 'billing', '¿Puede {practice} enviarle mensajes de texto a este número sobre facturas y pagos? Pueden aplicarse tarifas de mensajes y datos. Puede dejar de recibirlos cuando quiera respondiendo STOP.', 0, 'deskbell'),
  ('marketing', 1, 'en', 'marketing', 'I agree that {practice} may send me automated texts with offers and news at the number I gave. I do not have to agree in order to be treated or to buy anything. Message and data rates may apply. I can stop at any time by replying STOP.', 0, 'deskbell'),
  ('marketing', 1, 'es', 'marketing', 'Acepto que {practice} me envíe mensajes de texto automáticos con ofertas y novedades al número que di. No tengo que aceptar para recibir atención ni para comprar nada. Pueden aplicarse tarifas de mensajes y datos. Puedo dejar de recibirlos cuando quiera respondiendo STOP.', 0, 'deskbell'),
  ('employee', 1, 'en', 'employee', 'May {practice} text you about your work, such as shifts and closures, at this number? This ends on your last day. You can stop at any time by replying STOP.', 0, 'deskbell'),
  ('employee', 1, 'es', 'employee', '¿Puede {practice} enviarle mensajes de texto a este número sobre su trabajo, como turnos y cierres? Esto termina su último día. Puede dejar de recibirlos cuando quiera respondiendo STOP.', 0, 'deskbell');

-- Numbers that must not be texted although nobody of that number is known any more: only a keyed fingerprint of the number is kept.
CREATE TABLE suppression (
  hash      TEXT NOT NULL,
  scope     TEXT NOT NULL CHECK (scope IN ('all', 'care', 'billing', 'marketing', 'employee')),
  since     INTEGER NOT NULL,
  -- The recipient texted START from that number since.
  lifted_at INTEGER,
  PRIMARY KEY (hash, scope)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER suppression_is_never_deleted BEFORE DELETE ON suppression BEGIN
  SELECT RAISE (ABORT, 'a suppressed number stays known');
END;

-- The key of those fingerprints. It goes where the data goes: a backup that is read on another PC must know the same numbers again.
CREATE TABLE suppression_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key BLOB NOT NULL
) STRICT;
INSERT INTO suppression_key (one, key) VALUES (1, randomblob (32));
CREATE TRIGGER suppression_key_is_never_changed BEFORE UPDATE ON suppression_key BEGIN
  SELECT RAISE (ABORT, 'the key of the suppressed numbers is never changed');
END;
CREATE TRIGGER suppression_key_is_never_deleted BEFORE DELETE ON suppression_key BEGIN
  SELECT RAISE (ABORT, 'the key of the suppressed numbers is never changed');
END;
