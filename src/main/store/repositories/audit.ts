/** The audit trail: appends to the chain and lists it. Checking it is `auditVerify.ts`. */
import { canonicalJson, CHAIN_START, createRowHasher } from '../auditChain.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { AuditRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { AuditReader, AuditWriter, Slice } from '../store.ts';
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

const APPEND = `INSERT INTO audit_entry (seq, at, actor, action, entity, entity_id, data, previous, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** `actor` says who the current transaction works for; `key` signs the chain. */
export function createAudit(sql: Sql, actor: () => string, key: Uint8Array): AuditWriter {
  const hashRow = createRowHasher(key);
  // Every text that comes in appends to it: within a transaction the end of the chain is known, nobody else writes.
  let last: { readonly transaction: number; readonly seq: number; readonly hash: string } | null = null;
  const head = (): { readonly seq: number; readonly hash: string } => {
    if (last?.transaction === sql.transaction()) return { seq: last.seq, hash: last.hash };
    const row = sql.get('SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1');
    return row === undefined
      ? { seq: 0, hash: CHAIN_START }
      : { seq: integer.read(row.seq ?? null), hash: text.read(row.hash ?? null) };
  };
  return {
    head,
    list: (query) => listEntries(sql, query),
    append: (fresh) => {
      const before = head();
      const row = {
        seq: before.seq + 1,
        at: fresh.at,
        actor: actor(),
        action: fresh.action,
        entity: fresh.entity ?? null,
        entityId: fresh.entityId ?? null,
        data: canonicalJson(fresh.data ?? {}),
        previous: before.hash,
      };
      const hash = hashRow(row);
      const { seq, at, action, entity, entityId, data, previous } = row;
      sql.run(APPEND, [seq, at, row.actor, action, entity, entityId, data, previous, hash]);
      last = { transaction: sql.transaction(), seq: row.seq, hash };
    },
  };
}

/** Newest first. */
function listEntries(sql: Sql, query: Parameters<AuditReader['list']>[0]): Slice<AuditRecord> {
  const before = decodeCursor(query.cursor, ['number']);
  const parameters = {
    ...(query.action === undefined ? {} : { action: query.action }),
    ...(query.entityId === undefined ? {} : { entityId: query.entityId }),
    ...(query.from === undefined ? {} : { from: query.from }),
    ...(query.to === undefined ? {} : { to: query.to }),
    ...(before === null ? {} : { before: before[0] ?? 0 }),
  };
  const conditions = [
    ...('action' in parameters ? ['action = @action'] : []),
    ...('entityId' in parameters ? ['entity_id = @entityId'] : []),
    ...('from' in parameters ? ['at >= @from'] : []),
    ...('to' in parameters ? ['at < @to'] : []),
    ...('before' in parameters ? ['seq < @before'] : []),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(`SELECT ${entry.columns()} FROM audit_entry ${where} ORDER BY seq DESC ${LIMIT}`, {
    ...parameters,
    limit: query.limit + 1,
  });
  return toSlice(rows, query.limit, entry.read, (last) => [last.seq]);
}
