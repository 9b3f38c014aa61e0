/** What is removed for its age, kind by kind and a few rows at a time, and the record of each night. When and how much is jobs/retention. */
import { NOTHING_REMOVED } from '../../domain/privacy/retention.ts';
import type { RetentionKind } from '../../domain/privacy/retention.ts';
import type { RetentionRunRecord } from '../privacyRecords.ts';
import type { DueRecord, RetentionPlace, RetentionStep, RetentionWriter } from '../privacyRepositories.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlRow } from '../sql.ts';
import type { AuditWriter, Slice } from '../store.ts';
import { defineTable, flag, integer, json, nullable, text } from '../table.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { ANY_HOLD, isHeld, TEXT_IS_HELD } from './held.ts';
import { walkAudit, walkConsents } from './longestAge.ts';
import { countTexts, findThreads, removeTexts } from './oldThreads.ts';
import { walk } from './retentionWalk.ts';
import type { Handled, OldThing } from './retentionWalk.ts';

const run = defineTable<RetentionRunRecord>(
  'retention_run',
  {
    night: text,
    startedAt: integer,
    finishedAt: nullable(integer),
    dryRun: flag,
    counts: json<RetentionRunRecord['counts']>(),
  },
  'night',
);

const SELECT_RUN = `SELECT ${run.columns()} FROM retention_run`;

/** `audit`: what is removed of the log and the ledger is said in the log. */
export function createRetention(sql: Sql, audit: AuditWriter): RetentionWriter {
  return {
    run: (night) => sql.all(`${SELECT_RUN} WHERE night = @night`, { night }).map(readRun)[0],
    runs: (limit) => sql.all(`${SELECT_RUN} ORDER BY night DESC ${LIMIT}`, { limit }).map(readRun),
    count: (kind, before, place, most) => step({ sql, audit }, kind, { before, now: null }, place, most),
    due: (kind, before, cursor, limit) => listDue({ sql, audit }, kind, before, cursor, limit),
    remove: (kind, before, place, most, now) => step({ sql, audit }, kind, { before, now }, place, most),
    saveRun: (record) => {
      sql.run('DELETE FROM retention_run WHERE night = @night', { night: record.night });
      run.insert(sql, record);
    },
  };
}

/** Nights of older versions knew fewer kinds. */
function readRun(row: SqlRow): RetentionRunRecord {
  const record = run.read(row);
  return { ...record, counts: { ...NOTHING_REMOVED, ...record.counts } };
}

interface Deps {
  readonly sql: Sql;
  readonly audit: AuditWriter;
}

/** `now` null: it is only counted. */
interface Ask {
  readonly before: number;
  readonly now: number | null;
}

/** How things of a kind are found, and what happens at each. */
interface Walk {
  readonly find: (after: RetentionPlace, limit: number) => readonly OldThing[];
  readonly handle: (thing: OldThing, room: number) => Handled;
}

function step(deps: Deps, kind: RetentionKind, ask: Ask, place: RetentionPlace | null, most: number): RetentionStep {
  const { find, handle } = walkOf(deps, kind, ask);
  return walk(find, handle, place, most);
}

function walkOf(deps: Deps, kind: RetentionKind, ask: Ask): Walk {
  const { sql } = deps;
  const { before, now } = ask;
  switch (kind) {
    case 'texts':
    case 'facts':
    case 'unknownNumbers':
      return {
        find: findThreads(sql, kind, before),
        handle: now === null ? countTexts(sql, kind, before) : removeTexts(sql, kind, before, now),
      };
    case 'files':
      return { find: findRows(sql, FILES, before), handle: (thing) => handleRow(sql, FILES, thing, now) };
    case 'drafts':
      return { find: findRows(sql, DRAFTS, before), handle: (thing) => handleRow(sql, DRAFTS, thing, now) };
    case 'lists':
      return { find: findLists(sql, before), handle: (list, room) => handleList(sql, list, room, now) };
    case 'audit':
      return walkAudit(deps, before, now);
    case 'consents':
      return walkConsents(deps, before, now);
  }
}

/** Many things without rows may lie between two with some. */
const MOST_STEPS_A_PAGE = 25;

function listDue(
  deps: Deps,
  kind: RetentionKind,
  before: number,
  cursor: string | null,
  limit: number,
): Slice<DueRecord> {
  const from = decodeCursor(cursor, ['number', 'string']) as readonly [number, string] | null;
  const { find, handle } = walkOf(deps, kind, { before, now: null });
  const items: DueRecord[] = [];
  const look = (thing: OldThing): Handled => {
    const done = handle(thing, Number.MAX_SAFE_INTEGER);
    const { id, at, touches } = thing;
    if (done.rows + done.held > 0) items.push({ id, at, rows: done.rows, held: done.held, conversationId: touches });
    // A thing counts as one row here: a page has so many things.
    return { ...done, rows: done.rows + done.held > 0 ? 1 : 0 };
  };
  let place: RetentionPlace | null = from === null ? null : { at: from[0], id: from[1] };
  for (let steps = 0; steps < MOST_STEPS_A_PAGE; steps += 1) {
    const done = walk(find, look, place, limit - items.length);
    place = done.next;
    if (place === null || items.length >= limit) break;
  }
  return { items, next: place === null ? null : encodeCursor([place.at, place.id]) };
}

/** Rows that go one by one. `find` gives id, at, touches and held. */
interface RowKind {
  readonly find: string;
  readonly remove: string;
}

const FILES: RowKind = {
  find: `SELECT a.id, a.created_at AS at, m.conversation_id AS touches, ${TEXT_IS_HELD} AS held
      FROM attachment a JOIN message m ON m.id = a.message_id JOIN conversation c ON c.id = m.conversation_id
     WHERE a.content IS NOT NULL AND a.created_at < @before AND (a.created_at, a.id) > (@at, @after) AND m.direction = 'in'
     ORDER BY a.created_at, a.id`,
  remove: `UPDATE attachment SET content = NULL, size_bytes = NULL, ref = NULL, next_try_at = NULL, name = 'Removed',
      problem = 'Removed for its age.' WHERE id = @id`,
};

const DRAFT_IS_HELD = isHeld({ address: 'c.address', person: 'NULL', from: 'd.updated_at', to: 'd.updated_at' });
const DRAFTS: RowKind = {
  // The id of a conversation holds no space, so the two together name one draft.
  find: `SELECT d.conversation_id || ' ' || d.actor AS id, d.updated_at AS at, d.conversation_id AS touches,
       ${DRAFT_IS_HELD} AS held
      FROM draft d JOIN conversation c ON c.id = d.conversation_id
     WHERE d.updated_at < @before AND (d.updated_at, d.conversation_id || ' ' || d.actor) > (@at, @after)
     ORDER BY d.updated_at, id`,
  remove: `DELETE FROM draft WHERE conversation_id || ' ' || actor = @id`,
};

function findRows(sql: Sql, { find }: RowKind, before: number) {
  return (after: RetentionPlace, limit: number): readonly OldThing[] =>
    sql.all(`${find} ${LIMIT}`, { before, at: after.at, after: after.id, limit }).map((row) => ({
      id: text.read(row['id'] ?? null),
      at: integer.read(row['at'] ?? null),
      touches: nullable(text).read(row['touches'] ?? null),
      held: row['held'] === 1,
    }));
}

function handleRow(sql: Sql, { remove }: RowKind, thing: OldThing, now: number | null): Handled {
  if (thing.held === true) return { rows: 0, held: 1, finished: true };
  if (now !== null) sql.run(remove, { id: thing.id });
  return { rows: 1, held: 0, finished: true };
}

/** A list names many people: while anything is held, every list stays. The newest one says how fresh the schedule is. */
const LIST_ROWS = ['schedule_import_row', 'import_before'] as const;
function findLists(sql: Sql, before: number) {
  return (after: RetentionPlace, limit: number): readonly OldThing[] =>
    sql
      .all(
        `SELECT i.id, i.applied_at AS at FROM schedule_import i
          WHERE i.state = 'applied' AND i.applied_at < @before AND (i.applied_at, i.id) > (@at, @after)
            AND i.applied_at < (SELECT max(applied_at) FROM schedule_import WHERE state = 'applied')
            AND NOT EXISTS (SELECT 1 FROM import_run r WHERE r.import_id = i.id)
            AND EXISTS (SELECT 1 FROM schedule_import_row w WHERE w.import_id = i.id)
          ORDER BY i.applied_at, i.id ${LIMIT}`,
        { before, at: after.at, after: after.id, limit },
      )
      .map((row) => ({ id: text.read(row['id'] ?? null), at: integer.read(row['at'] ?? null), touches: null }));
}

function handleList(sql: Sql, { id }: OldThing, room: number, now: number | null): Handled {
  const rowsIn = (table: string): number => sql.count(`SELECT count(*) FROM ${table} WHERE import_id = @id`, { id });
  const all = LIST_ROWS.reduce((sum, table) => sum + rowsIn(table), 0);
  if (sql.get(ANY_HOLD) !== undefined) return { rows: 0, held: all, finished: true };
  if (now === null) return { rows: all, held: 0, finished: true };
  let rows = 0;
  // What a row changed first: without it the list is not taken out again, and a rest of it is of no use.
  for (const table of LIST_ROWS.toReversed()) {
    rows += sql.run(
      `DELETE FROM ${table} WHERE import_id = @id
          AND line IN (SELECT line FROM ${table} WHERE import_id = @id ORDER BY line ${LIMIT})`,
      { id, limit: room - rows },
    );
  }
  return { rows, held: 0, finished: rows === all };
}
