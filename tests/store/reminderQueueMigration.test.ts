/** A practice that was there before migration 0050 keeps its plan and its reminders. */
import { expect, it } from 'vitest';
import { databaseBefore } from './oldDatabase.ts';

it('turns the steps of an old plan into the new ones, and keeps what was planned', () => {
  const { connection, upgrade } = databaseBefore(50);
  connection.exec(`
    INSERT INTO template (id, name, shortcut, category, language, version, created_at, updated_at)
      VALUES ('t', 'Ask', 'ask', 'reminder', 'en', 1, 1, 1);
    INSERT INTO cadence_step (id, position, days_before, at, template_id, only_unconfirmed, late_minutes)
      VALUES ('three', 0, 3, '10:00', 't', 0, 1440), ('one', 1, 1, '16:30', 't', 1, 0);
    INSERT INTO person (id, given_name, family_name, name, sort_key, match_key, kind, language, note, created_at, updated_at)
      VALUES ('p', 'Ana', 'Cruz', 'Ana Cruz', 'cruz ana', 'ana cruz', 'patient', 'en', '', 1, 1);
    INSERT INTO appointment (id, person_id, starts_at, ends_at, zone, status, created_at, updated_at)
      VALUES ('v', 'p', 9000, 9100, 'UTC', 'booked', 1, 1);
    INSERT INTO reminder (id, appointment_id, step_id, person_id, visit_at, due_at, send_by, state, created_at, updated_at)
      VALUES ('r', 'v', 'three', 'p', 9000, 5000, 6000, 'planned', 1, 1);`);
  upgrade();
  expect(
    connection
      .prepare('SELECT timing, when_confirmed, late, active, purpose FROM cadence_step ORDER BY position')
      .all(),
  ).toEqual([
    {
      timing: '{"kind":"daysBefore","days":3,"at":"10:00"}',
      when_confirmed: 'same',
      late: '{"kind":"within","minutes":1440}',
      active: 1,
      purpose: 'reminder',
    },
    {
      timing: '{"kind":"daysBefore","days":1,"at":"16:30"}',
      when_confirmed: 'skip',
      late: '{"kind":"skip"}',
      active: 1,
      purpose: 'reminder',
    },
  ]);
  expect(connection.prepare('SELECT id, kind, step_id, due_at, release_at, state FROM reminder').all()).toEqual([
    { id: 'r', kind: 'step', step_id: 'three', due_at: 5000, release_at: 5000, state: 'planned' },
  ]);
  expect(connection.prepare('SELECT settle_until, settle_base FROM appointment').all()).toEqual([
    { settle_until: null, settle_base: null },
  ]);
  expect(connection.pragma('foreign_key_check')).toEqual([]);
});
