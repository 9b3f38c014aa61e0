/** The audit trail: appends to the chain. Listing it is `auditList.ts`, checking it `auditVerify.ts`. */
import { canonicalJson, CHAIN_START, createRowHasher } from '../auditChain.ts';
import type { Sql } from '../sql.ts';
import type { AuditWriter } from '../store.ts';
import { integer, text } from '../table.ts';
import { entryAt, listEntries, tally } from './auditList.ts';
import { dayTexts } from './dayTexts.ts';
import { signatureOf } from './signature.ts';

const APPEND = `INSERT INTO audit_entry (seq, at, actor, action, entity, entity_id, data, previous, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** `actor` says who the current transaction works for: somebody who signs in stands in the chain by their id, parts of the program by their name. `key` signs. */
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
  let signature: { readonly transaction: number; readonly name: string; readonly as: string } | null = null;
  const signed = (name: string): string => {
    const transaction = sql.transaction();
    if (signature?.transaction === transaction && signature.name === name) return signature.as;
    const as = signatureOf(sql, name);
    signature = { transaction, name, as };
    return as;
  };
  return {
    head,
    removedUpTo: () => Math.max(0, sql.count('SELECT min(seq) FROM audit_entry') - 1),
    entryAt: (seq) => entryAt(sql, seq),
    list: (query) => listEntries(sql, query),
    tally: () => tally(sql),
    dayTexts: (range) => dayTexts(sql, range),
    append: (fresh) => {
      const before = head();
      const row = {
        seq: before.seq + 1,
        at: fresh.at,
        actor: signed(actor()),
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
