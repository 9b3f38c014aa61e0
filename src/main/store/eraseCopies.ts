/**
 * The search for copies of a deleted person, on the maintenance thread: rows of lists, what those changed, answers kept for repeats, posted
 * events, contents of lists that are done with. In small commits; when it is interrupted it begins again, since what to look for is stored.
 */
import { createMention } from '../domain/privacy/mentions.ts';
import type { Needles } from '../domain/privacy/mentions.ts';
import type { Connection, SqlValue } from './driver.ts';

/** A place where copies lie: rows with a row id, the columns to read, and what becomes of a row that names the person. */
interface Place {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly where?: string;
  readonly remove: string;
}

const PLACES: readonly Place[] = [
  {
    table: 'schedule_import_row',
    key: ['import_id', 'line'],
    columns: ['data', 'problems'],
    remove: 'DELETE FROM schedule_import_row WHERE import_id = ? AND line = ?',
  },
  {
    table: 'import_before',
    key: ['import_id', 'line'],
    columns: ['data', 'person_made'],
    remove: 'DELETE FROM import_before WHERE import_id = ? AND line = ?',
  },
  {
    table: 'schedule_import',
    key: ['id'],
    columns: ['file_name', 'summary'],
    // The counts stay true; the name of a file is for people.
    remove: `UPDATE schedule_import SET file_name = '' WHERE id = ?`,
  },
  {
    table: 'command_log',
    key: ['command_id'],
    columns: ['result'],
    // The id stays: a repeat must not act a second time. It is told that it cannot be answered.
    remove: 'UPDATE command_log SET result = NULL WHERE command_id = ?',
  },
  {
    table: 'hook_event',
    key: ['seq'],
    columns: ['target', 'body'],
    where: 'done_at IS NOT NULL',
    remove: `UPDATE hook_event SET body = x'', target = '' WHERE seq = ?`,
  },
  {
    table: 'source_list',
    key: ['id'],
    columns: ['name', 'content', 'doubts'],
    where: `state NOT IN ('waiting', 'rest')`,
    remove: `UPDATE source_list SET content = NULL, name = '' WHERE id = ?`,
  },
  {
    table: 'source_fact',
    key: ['source_id', 'key'],
    columns: ['key', 'value'],
    remove: 'DELETE FROM source_fact WHERE source_id = ? AND key = ?',
  },
  {
    table: 'legal_hold',
    key: ['id'],
    columns: ['person_id', 'case_name', 'reason', 'release_reason'],
    where: 'released_at IS NOT NULL',
    remove: `UPDATE legal_hold SET case_name = '–', reason = '–', release_reason = '–' WHERE id = ?`,
  },
  {
    table: 'person_merge',
    key: ['id'],
    columns: ['data'],
    remove: `UPDATE person_merge SET data = '{}' WHERE id = ?`,
  },
];

/** Rows read between two looks at the write lock. */
const BATCH = 500;

/** Removes every copy found and closes the erasure. Returns how many rows named the person. */
export function eraseCopies(connection: Connection, erasureId: string, now: number): { readonly copies: number } {
  const row = connection.prepare('SELECT needles FROM erasure WHERE id = ?').get(erasureId) as
    { readonly needles: string | null } | undefined;
  if (row === undefined || row.needles === null) return { copies: 0 };
  const isAbout = createMention(JSON.parse(row.needles) as Needles);
  let copies = 0;
  for (const place of PLACES) copies += sweep(connection, place, isAbout);
  connection
    .prepare(
      `UPDATE erasure SET finished_at = @now, needles = NULL, counts = json_set(counts, '$.copies', @copies) WHERE id = @erasureId`,
    )
    .run({ now, copies, erasureId });
  return { copies };
}

function sweep(connection: Connection, place: Place, isAbout: (words: string) => boolean): number {
  const { table, key, columns, where = 'true' } = place;
  const order = key.join(', ');
  const first = connection.prepare(
    `SELECT ${order}, ${columns.map((column, at) => `${column} AS c${at}`).join(', ')} FROM ${table}
      WHERE ${where} ORDER BY ${order} LIMIT ${BATCH}`,
  );
  const further = connection.prepare(
    `SELECT ${order}, ${columns.map((column, at) => `${column} AS c${at}`).join(', ')} FROM ${table}
      WHERE ${where} AND (${order}) > (${key.map(() => '?').join(', ')}) ORDER BY ${order} LIMIT ${BATCH}`,
  );
  const remove = connection.prepare(place.remove);
  let found = 0;
  let rows = first.all() as Record<string, SqlValue>[];
  while (rows.length > 0) {
    for (const row of rows) {
      if (!columns.some((_column, at) => isAbout(wordsOf(row[`c${at}`] ?? null)))) continue;
      remove.run(...key.map((column) => row[column] ?? null));
      found += 1;
    }
    const last = rows.at(-1);
    rows = rows.length < BATCH ? [] : (further.all(...key.map((column) => last?.[column] ?? null)) as typeof rows);
  }
  return found;
}

function wordsOf(value: SqlValue): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return value === null ? '' : String(value);
}
