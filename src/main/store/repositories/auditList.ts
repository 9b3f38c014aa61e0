/**
 * The audit trail as a list: newest first, by time and sequence, narrowed by what happened, who did it, whom it is about and when.
 * Every filter is answered by an index, whatever else is in years of rows. Reads only.
 */
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { AuditRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlParameters } from '../sql.ts';
import type { AuditQuery, AuditTally, Slice } from '../store.ts';
import { defineTable, integer, json, nullable, text } from '../table.ts';

const entry = defineTable<AuditRecord>(
  'audit_entry',
  {
    seq: integer,
    at: integer,
    actor: text,
    action: text,
    entity: nullable(text),
    entityId: nullable(text),
    data: json<AuditRecord['data']>(),
    hash: text,
  },
  'seq',
);

const SELECT = `SELECT ${entry.columns()} FROM audit_entry`;
const NEWEST_FIRST = 'ORDER BY at DESC, seq DESC';
/** Where a page begins, and the time it goes back to. */
const BEFORE = '(at, seq) < (@beforeAt, @beforeSeq) AND at >= @from';
/** The seals of the consent ledger stand between all others and tell nobody anything: shown where they are asked for. */
const SHOWN = `action <> 'ledger.sealed'`;

/** Whatever is kept about a person: themselves, those they were merged of, their visits, reminders, texts, agreements. */
const ABOUT = `WITH them (id) AS (
    SELECT @personId UNION SELECT merged_id FROM person_merge WHERE kept_id = @personId AND undone_at IS NULL),
  numbers (number) AS (SELECT number FROM person_number WHERE person_id IN (SELECT id FROM them)),
  talks (id) AS (SELECT id FROM conversation WHERE address IN (SELECT number FROM numbers))
  SELECT id FROM them
  UNION SELECT id FROM talks
  UNION SELECT id FROM message WHERE conversation_id IN (SELECT id FROM talks)
  UNION SELECT id FROM message WHERE person_id IN (SELECT id FROM them)
  UNION SELECT id FROM appointment WHERE person_id IN (SELECT id FROM them)
  UNION SELECT id FROM reminder WHERE person_id IN (SELECT id FROM them)
  UNION SELECT id FROM consent_event WHERE person_id IN (SELECT id FROM them)`;

interface Window {
  readonly beforeAt: number;
  readonly beforeSeq: number;
  readonly from: number;
}

interface Place {
  readonly at: number;
  readonly seq: number;
}

export function entryAt(sql: Sql, seq: number): AuditRecord | undefined {
  return read(sql, `${SELECT} WHERE seq = @seq`, { seq })[0];
}

export function listEntries(sql: Sql, query: AuditQuery): Slice<AuditRecord> {
  const rows = rowsOf(sql, query, windowOf(query));
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return { items, next: rows.length > query.limit && last !== undefined ? encodeCursor([last.at, last.seq]) : null };
}

/** An end of the times that are wanted is a place to begin at: one bound for the index, so that a jump to an old day skips nothing. */
function windowOf({ cursor, from = 0, to = Number.MAX_SAFE_INTEGER }: AuditQuery): Window {
  const before = decodeCursor(cursor, ['number', 'number']) as readonly [number, number] | null;
  return before !== null && before[0] < to
    ? { beforeAt: before[0], beforeSeq: before[1], from }
    : { beforeAt: to, beforeSeq: 0, from };
}

/** One more than the limit where there are more. */
function rowsOf(sql: Sql, query: AuditQuery, window: Window): AuditRecord[] {
  const wanted = query.limit + 1;
  if (query.personId !== undefined) return aboutPerson(sql, query, window).slice(0, wanted);
  if (query.entityId !== undefined) {
    const where = `WHERE entity_id = @entityId AND ${BEFORE}`;
    return read(sql, `${SELECT} ${where} ${NEWEST_FIRST}`, { ...window, entityId: query.entityId })
      .filter((row) => fits(row, query))
      .slice(0, wanted);
  }
  if (query.action === undefined && query.actions === undefined && query.actors === undefined) {
    return read(sql, `${SELECT} WHERE ${BEFORE} AND ${SHOWN} ${NEWEST_FIRST} ${LIMIT}`, { ...window, limit: wanted });
  }
  return newestOf(
    sql,
    tally(sql).filter((pair) => fits(pair, query)),
    window,
    wanted,
  ).flatMap(({ seq }) => read(sql, `${SELECT} WHERE seq = @seq`, { seq }));
}

function aboutPerson(sql: Sql, query: AuditQuery, window: Window): AuditRecord[] {
  const text = `${SELECT} WHERE entity_id IN (${ABOUT}) AND ${BEFORE} ${NEWEST_FIRST}`;
  return read(sql, text, { ...window, personId: query.personId ?? '' }).filter((row) => fits(row, query));
}

function fits(row: { readonly action: string; readonly actor: string }, query: AuditQuery): boolean {
  return (
    (query.actors === undefined || query.actors.includes(row.actor)) &&
    (query.action === undefined || row.action === query.action) &&
    (query.actions === undefined || query.actions.includes(row.action))
  );
}

/** In two steps: of a comparison of both at once SQLite goes through all rows of the pair it stands at (measured). */
const NEXT_ACTOR = `SELECT action, actor FROM audit_entry WHERE action = @action AND actor > @actor ORDER BY actor LIMIT 1`;
const NEXT_ACTION = `SELECT action, actor FROM audit_entry WHERE action > @action ORDER BY action, actor LIMIT 1`;

/** What has happened at all, and by whom: one look into the index for each pair, however many rows it has. */
export function tally(sql: Sql): AuditTally[] {
  const pairs: AuditTally[] = [];
  for (let next = sql.get(NEXT_ACTION, { action: '' }); next !== undefined;) {
    const pair = { action: text.read(next.action ?? null), actor: text.read(next.actor ?? null) };
    pairs.push(pair);
    next = sql.get(NEXT_ACTOR, pair) ?? sql.get(NEXT_ACTION, { action: pair.action });
  }
  return pairs;
}

const OF_PAIR = `SELECT at, seq FROM audit_entry WHERE action = @action AND actor = @actor AND ${BEFORE} ${NEWEST_FIRST} ${LIMIT}`;

/** The newest of several ordered lists: each is read only as long as it can still hold one of them. */
function newestOf(sql: Sql, pairs: readonly AuditTally[], window: Window, wanted: number): Place[] {
  const placesOf = (pair: AuditTally, limit: number): Place[] =>
    sql
      .all(OF_PAIR, { ...window, action: pair.action, actor: pair.actor, limit })
      .map(({ at, seq }) => ({ at: integer.read(at ?? null), seq: integer.read(seq ?? null) }));
  const heads = pairs.flatMap((pair) => placesOf(pair, 1).map((head) => ({ pair, head })));
  let found: Place[] = [];
  for (const { pair, head } of heads.sort((a, b) => newestFirst(a.head, b.head))) {
    const worst = found[wanted - 1];
    if (worst !== undefined && newestFirst(worst, head) < 0) break;
    found = [...found, ...placesOf(pair, wanted)].sort(newestFirst).slice(0, wanted);
  }
  return found;
}

function newestFirst(a: Place, b: Place): number {
  return b.at - a.at || b.seq - a.seq;
}

function read(sql: Sql, statement: string, parameters: SqlParameters): AuditRecord[] {
  return sql.all(statement, parameters).map(entry.read);
}
