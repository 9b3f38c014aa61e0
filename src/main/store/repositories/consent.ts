/** The consent ledger: rows are added, never changed. What may be sent is computed from them in domain/. */
import { ConsentEventKind, ConsentLevel, ConsentMethod } from '../../../contract/consent.ts';
import { Purpose } from '../../../contract/common.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { ConsentRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ConsentReader, ConsentWriter, Slice } from '../store.ts';
import { createTransactionCache } from '../transactionCache.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

const event = defineTable<ConsentRecord>('consent_event', {
  seq: integer,
  id: text,
  at: integer,
  number: text,
  personId: nullable(text),
  kind: oneOf(ConsentEventKind.options),
  level: nullable(oneOf(ConsentLevel.options)),
  purpose: nullable(oneOf(Purpose.options)),
  channel: oneOf(['sms', 'whatsapp']),
  method: oneOf(ConsentMethod.options),
  evidence: text,
  messageId: nullable(text),
  actor: text,
});

const SELECT = `SELECT ${event.columns()} FROM consent_event`;
const OF_NUMBER = `${SELECT} WHERE number = @number ORDER BY seq`;

export function createConsent(sql: Sql): ConsentWriter {
  const ledgers = createTransactionCache<readonly ConsentRecord[]>(sql);
  return {
    ofNumber: (number) => ledgers.get(number, () => sql.all(OF_NUMBER, { number }).map(event.read)),
    list: (query) => listEvents(sql, query),
    append: (fresh) => {
      const next = sql.get('SELECT coalesce(max(seq), 0) + 1 AS seq FROM consent_event');
      event.insert(sql, { ...fresh, seq: integer.read(next?.seq ?? null) });
      ledgers.drop(fresh.number);
    },
  };
}

const THEIRS = `SELECT @personId UNION ALL
  SELECT merged_id FROM person_merge WHERE kept_id = @personId AND undone_at IS NULL`;

/** Newest first. */
function listEvents(sql: Sql, query: Parameters<ConsentReader['list']>[0]): Slice<ConsentRecord> {
  const before = decodeCursor(query.cursor, ['number']);
  const parameters = {
    ...(query.personId === undefined ? {} : { personId: query.personId }),
    ...(query.number === undefined ? {} : { number: query.number }),
    ...(before === null ? {} : { before: before[0] ?? 0 }),
  };
  const conditions = [
    // Of somebody who was two people before, the entries of both.
    ...('personId' in parameters ? [`person_id IN (${THEIRS})`] : []),
    ...('number' in parameters ? ['number = @number'] : []),
    ...('before' in parameters ? ['seq < @before'] : []),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(`${SELECT} ${where} ORDER BY seq DESC ${LIMIT}`, { ...parameters, limit: query.limit + 1 });
  return toSlice(rows, query.limit, event.read, (last) => [last.seq]);
}
