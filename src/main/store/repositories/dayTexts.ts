/**
 * Every text of ours on one day, each counted once: those that were written down that day by the log or by the texts themselves, and
 * those that left that day. What the log knows and the texts do not, or the other way round, is counted apart. Reads only.
 */
import { MessageStatus } from '../../../contract/messages.ts';
import type { Sql, SqlParameters } from '../sql.ts';
import type { DayTextCount, DayTexts } from '../store.ts';
import { integer, nullable, oneOf, text } from '../table.ts';

/** The log is read by its time; nothing else is asked of an index of years. */
const LOGGED = `SELECT DISTINCT entity_id AS id FROM audit_entry INDEXED BY audit_entry_by_time
   WHERE at >= @from AND at < @to AND action IN ('message.queued', 'message.held') AND entity = 'message'`;
const MADE = `SELECT id FROM message WHERE direction = 'out' AND created_at >= @from AND created_at < @to`;
const LEFT = `SELECT id FROM message WHERE direction = 'out' AND sent_at IS NOT NULL AND sent_at >= @from AND sent_at < @to`;
const THEIRS = `WITH logged AS (${LOGGED}), theirs AS (SELECT id FROM logged UNION ${MADE} UNION ${LEFT})`;

const COUNTS = `${THEIRS}
  SELECT m.status AS status, m.reason_code AS code, max(m.reason_text) AS words, m.created_at < @from AS earlier, count(*) AS count
    FROM theirs JOIN message m ON m.id = theirs.id GROUP BY 1, 2, 4 ORDER BY 1, 2, 4`;
const TOTAL = `${THEIRS} SELECT count(*) FROM theirs`;
const GONE = `WITH logged AS (${LOGGED}) SELECT count(*) FROM logged WHERE id NOT IN (SELECT id FROM message)`;
const UNLOGGED = `WITH logged AS (${LOGGED}) SELECT count(*) FROM (${MADE}) WHERE id NOT IN (SELECT id FROM logged)`;
const ACTIONS = `SELECT action, count(*) AS count FROM audit_entry INDEXED BY audit_entry_by_time
   WHERE at >= @from AND at < @to AND action IN ('message.received', 'message.refused', 'consent.revoke') GROUP BY action`;

/** `from` and `to` in UTC ms; the end is exclusive. */
export function dayTexts(sql: Sql, range: { readonly from: number; readonly to: number }): DayTexts {
  const during: SqlParameters = { from: range.from, to: range.to };
  const actions = new Map(
    sql.all(ACTIONS, during).map((row) => [text.read(row.action ?? null), integer.read(row.count ?? null)]),
  );
  return {
    counts: sql.all(COUNTS, during).map(readCount),
    total: sql.count(TOTAL, during),
    gone: sql.count(GONE, during),
    unlogged: sql.count(UNLOGGED, during),
    received: actions.get('message.received') ?? 0,
    refused: actions.get('message.refused') ?? 0,
    optOuts: actions.get('consent.revoke') ?? 0,
  };
}

const status = oneOf(MessageStatus.options);
const words = nullable(text);

function readCount(row: Readonly<Record<string, unknown>>): DayTextCount {
  const at = (name: string) => (row[name] ?? null) as string | number | null;
  return {
    status: status.read(at('status')),
    code: words.read(at('code')),
    words: words.read(at('words')),
    earlier: integer.read(at('earlier')) === 1,
    count: integer.read(at('count')),
  };
}
