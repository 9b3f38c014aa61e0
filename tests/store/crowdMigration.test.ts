/** A practice that was there before migration 0220 keeps the rows of its conversations; those of a crowd name four and count the others. */
import { expect, it } from 'vitest';
import { databaseBefore } from './oldDatabase.ts';

function named(count: number): string {
  return JSON.stringify(
    Array.from({ length: count }, (_, at) => ({ id: `p${String(at)}`, name: `Ana O’Cruz ${String(at)}` })),
  );
}

/** Lines: without a remark, asked about as a whole, to look at, left out. */
const LIST = `
  INSERT INTO schedule_import (id, file_name, signature, summary, state, actor, created_at)
    VALUES ('i', 'list.csv', 's', '{"counts":{"new":4,"problems":3}}', 'previewed', 'Ana', 1);
  INSERT INTO schedule_import_row (import_id, line, action, problems, data)
    VALUES ('i', 1, 'new', '[]', '{}'), ('i', 2, 'new', '[{"code":"noConsent"}]', '{}'),
           ('i', 3, 'new', '[{"code":"noConsent"},{"code":"phoneMissing"}]', '{"take":true}'),
           ('i', 4, 'new', '[{"code":"phoneMissing"}]', '{"take":false}');`;

it('shortens the names of a crowd and leaves every other row as it was; counts the rows of lists that need a person', () => {
  const { connection, upgrade } = databaseBefore(220);
  const insert = connection.prepare(
    `INSERT INTO conversation (id, address, status, sort_at, last_at, people, visit_reply, next_visit_at, created_at)
     VALUES (?, ?, 'todo', 1, 1, ?, 'none', 9000, 1)`,
  );
  [0, 1, 24, 25, 2000].forEach((count, at) =>
    insert.run(`c${String(count)}`, `+1206555010${String(at)}`, named(count)),
  );
  connection.exec(LIST);
  upgrade();
  const rows = connection
    .prepare<[], { id: string; people: string; people_more: number; next_visit_at: number | null }>(
      'SELECT id, people, people_more, next_visit_at FROM conversation ORDER BY seq',
    )
    .all();
  expect(rows).toEqual([
    { id: 'c0', people: '[]', people_more: 0, next_visit_at: 9000 },
    { id: 'c1', people: named(1), people_more: 0, next_visit_at: 9000 },
    { id: 'c24', people: named(24), people_more: 0, next_visit_at: 9000 },
    { id: 'c25', people: named(4), people_more: 21, next_visit_at: null },
    { id: 'c2000', people: named(4), people_more: 1996, next_visit_at: null },
  ]);
  expect(connection.prepare('SELECT line FROM schedule_import_row WHERE needs_you = 1').all()).toEqual([{ line: 3 }]);
  expect(connection.prepare(`SELECT summary ->> '$.counts.needYou' AS waits FROM schedule_import`).all()).toEqual([
    { waits: 1 },
  ]);
});
