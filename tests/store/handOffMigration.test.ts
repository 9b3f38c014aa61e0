/** A practice that was there before migration 0090, which makes the table of texts anew, keeps its texts, jobs, attempts and search. */
import { expect, it } from 'vitest';
import { databaseBefore } from './oldDatabase.ts';

const ROWS = `
  INSERT INTO person (id, given_name, family_name, name, sort_key, match_key, kind, language, note, created_at, updated_at)
    VALUES ('p', 'Ana', 'Cruz', 'Ana Cruz', 'cruz ana', 'ana cruz', 'patient', 'en', '', 1, 1);
  INSERT INTO appointment (id, person_id, starts_at, ends_at, zone, status, created_at, updated_at)
    VALUES ('v', 'p', 9000, 9100, 'UTC', 'booked', 1, 1);
  INSERT INTO conversation (seq, id, address, status, sort_at, last_at, last_message_id, created_at)
    VALUES (1, 'c', '+12065550117', 'waiting', 60, 60, 'sent', 1);
  INSERT INTO message (seq, id, conversation_id, person_id, direction, kind, body, purpose, status, appointment_id, gateway_id,
      gateway_message_id, created_at, sent_at, send_by, not_before)
    VALUES (3, 'sent', 'c', 'p', 'out', 'reminder', 'See you on Monday', 'reminder', 'sent', 'v', 'g', 'g-1', 50, 60, 8000, NULL),
           (7, 'waits', 'c', 'p', 'out', 'text', 'Please bring your card', 'care', 'queued', NULL, NULL, NULL, 70, NULL, 9000, 80);
  INSERT INTO message_search (rowid, body) VALUES (3, 'See you on Monday'), (7, 'Please bring your card');
  INSERT INTO outbox_job (id, message_id, dedupe_key, lane, state, run_at, send_by, attempts, gateway_id, created_at, updated_at)
    VALUES ('j1', 'sent', 'd1', '+12065550117', 'done', 50, 8000, 1, 'g', 50, 60),
           ('j2', 'waits', 'd2', '+12065550117', 'ready', 80, 9000, 0, NULL, 70, 70);
  INSERT INTO send_attempt (id, job_id, message_id, number, gateway_id, claimed_at, finished_at, outcome, gateway_message_id)
    VALUES ('a1', 'j1', 'sent', 1, 'g', 55, 60, 'accepted', 'g-1');`;

const WATCHED: readonly string[] = [
  'SELECT seq, id, conversation_id, person_id, body, status, appointment_id, gateway_id, gateway_message_id, sent_at, send_by, not_before FROM message ORDER BY seq',
  'SELECT id, message_id, dedupe_key, state, run_at, attempts FROM outbox_job ORDER BY id',
  'SELECT id, job_id, number, claimed_at, outcome FROM send_attempt',
  "SELECT m.id FROM message_search s JOIN message m ON m.seq = s.rowid WHERE message_search MATCH 'monday'",
  'SELECT id, last_message_id, status FROM conversation',
];

it('keeps every text with its job, its attempts and its place in the search', () => {
  const { connection, upgrade } = databaseBefore(90);
  const look = (): unknown => WATCHED.map((sql) => connection.prepare(sql).all());
  connection.exec(ROWS);
  const before = look();
  upgrade();
  expect(look()).toEqual(before);
  expect(JSON.stringify(before)).toContain('j2');
  expect(connection.prepare('SELECT id, send_at FROM outbox_job ORDER BY id').all()).toEqual([
    { id: 'j1', send_at: null },
    { id: 'j2', send_at: null },
  ]);
  expect(connection.prepare('SELECT leaves_at FROM send_attempt').all()).toEqual([{ leaves_at: null }]);
  connection.exec("UPDATE message SET status = 'scheduled' WHERE id = 'waits'");
  connection.exec("DELETE FROM message WHERE id = 'sent'");
  expect(connection.prepare("SELECT rowid FROM message_search WHERE message_search MATCH 'monday'").all()).toEqual([]);
  expect(connection.prepare('SELECT id FROM outbox_job').all()).toEqual([{ id: 'j2' }]);
  expect(connection.pragma('foreign_key_check')).toEqual([]);
});
