/**
 * The log's longest age: takes away its oldest entries, and says so in the log by the same commit, so that the chain that is left still proves
 * that nothing else is gone. Seals of the ledger among them are carried on word for word: nothing is sealed anew, so nothing is made good.
 */
import { CARRIED, CARRIED_ROWS, readCarried, readSeal, SEAL_ACTION, sealedUpTo } from './ledgerSeal.ts';
import { AUDIT_REMOVED, LEDGER_REMOVED, readRemovedRows } from './removals.ts';
import { LIMIT } from './sql.ts';
import type { Sql, SqlParameters } from './sql.ts';
import type { AuditWriter } from './store.ts';
import { integer, nullable, text } from './table.ts';

const OLDEST = `SELECT seq, at, action, data, hash FROM audit_entry ORDER BY seq ${LIMIT}`;
const REMOVED_ROWS = 'SELECT data FROM audit_entry WHERE action = @action';
const CARRIED_AFTER = 'SELECT data FROM audit_entry WHERE entity_id = @entityId AND seq > @upTo';

interface OldEntry {
  readonly seq: number;
  readonly at: number;
  readonly action: string;
  readonly data: string;
  readonly hash: string;
}

const YOUNGER = 'SELECT min(seq) AS seq FROM audit_entry WHERE seq BETWEEN @from AND @to AND at >= @before';

/** How many of the oldest entries were written before `before`, at most `most`, and when the newest of them was; no row is read whole. */
export function countOldEntries(
  sql: Sql,
  before: number,
  most: number,
): { readonly rows: number; readonly newestAt: number } {
  const oldest = sql.get('SELECT seq, at FROM audit_entry ORDER BY seq LIMIT 1');
  const nothing = { rows: 0, newestAt: 0 };
  if (oldest === undefined || most <= 0 || integer.read(oldest.at ?? null) >= before) return nothing;
  // The chain has no gaps.
  const from = integer.read(oldest.seq ?? null);
  const to = Math.min(from + most - 1, sql.count('SELECT max(seq) FROM audit_entry'));
  const younger = nullable(integer).read(sql.get(YOUNGER, { from, to, before })?.seq ?? null);
  const last = younger === null ? to : younger - 1;
  return { rows: last - from + 1, newestAt: sql.count('SELECT at FROM audit_entry WHERE seq = @last', { last }) };
}

/** The oldest entries as far as all of them were written before `before`: at most `most`. */
function oldEntries(sql: Sql, before: number, most: number): readonly OldEntry[] {
  const oldest = sql.get('SELECT at FROM audit_entry ORDER BY seq LIMIT 1');
  if (oldest === undefined || integer.read(oldest.at ?? null) >= before) return [];
  const rows = sql.all(OLDEST, { limit: most }).map((row) => ({
    seq: integer.read(row['seq'] ?? null),
    at: integer.read(row['at'] ?? null),
    action: text.read(row['action'] ?? null),
    data: text.read(row['data'] ?? null),
    hash: text.read(row['hash'] ?? null),
  }));
  const first = rows.findIndex(({ at }) => at >= before);
  return first === -1 ? rows : rows.slice(0, first);
}

/** Returns how many went. */
export function removeOldEntries(
  sql: Sql,
  audit: AuditWriter,
  ask: { readonly before: number; readonly most: number; readonly now: number },
): number {
  const gone = oldEntries(sql, ask.before, ask.most);
  const last = gone.at(-1);
  if (last === undefined) return 0;
  const data = { entries: gone.length, upTo: last.seq, hash: last.hash };
  audit.append({ at: ask.now, action: AUDIT_REMOVED, entity: 'audit', data });
  carrySeals(sql, audit, gone, ask.now);
  sql.run('INSERT INTO audit_removing (only, up_to) VALUES (1, @upTo)', { upTo: last.seq });
  sql.run('DELETE FROM audit_entry WHERE seq <= @upTo', { upTo: last.seq });
  sql.run('DELETE FROM audit_removing');
  return gone.length;
}

/** What the seals among them say of entries of the ledger that were not lawfully removed. */
function carrySeals(sql: Sql, audit: AuditWriter, gone: readonly OldEntry[], now: number): void {
  const seals = gone.filter(({ action }) => action === SEAL_ACTION);
  const upTo = gone.at(-1)?.seq ?? 0;
  if (seals.length === 0) return;
  const carried = new Map(seals.flatMap(({ data }) => readCarried(data)));
  // What was carried later is newer; only a seal of its own that goes now is newer still.
  for (const data of dataOf(sql, CARRIED_AFTER, { entityId: CARRIED.entityId, upTo })) {
    for (const [seq] of readCarried(data)) carried.delete(seq);
  }
  for (const { data } of seals) for (const [seq, digest] of readSeal(data)) carried.set(seq, digest);
  for (const data of dataOf(sql, REMOVED_ROWS, { action: LEDGER_REMOVED })) {
    for (const seq of readRemovedRows(data)) carried.delete(seq);
  }
  const sealed = sealedUpTo(sql);
  const rows = [...carried];
  // One of them also when nothing is left to carry: it says how far the ledger was sealed.
  for (let from = 0; from === 0 || from < rows.length; from += CARRIED_ROWS) {
    const some = rows.slice(from, from + CARRIED_ROWS);
    audit.append({ at: now, action: SEAL_ACTION, ...CARRIED, data: { carried: some, upTo: sealed } });
  }
}

function dataOf(sql: Sql, statement: string, parameters: SqlParameters): readonly string[] {
  return sql.all(statement, parameters).map((row) => text.read(row['data'] ?? null));
}
