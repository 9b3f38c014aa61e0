/** Proofs that a person holds a number. Never a code, only what a code is checked against. */
import type { OneTimeCodeRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { OneTimeCodesWriter } from '../store.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

const code = defineTable<OneTimeCodeRecord>('one_time_code', {
  id: text,
  number: text,
  personId: nullable(text),
  route: oneOf(['own', 'verify']),
  gatewayId: text,
  hash: nullable(text),
  salt: nullable(text),
  remoteId: nullable(text),
  tries: integer,
  state: oneOf(['open', 'right', 'spent', 'expired', 'failed']),
  createdBy: text,
  createdAt: integer,
  expiresAt: integer,
  settledAt: nullable(integer),
});

export function createOneTimeCodes(sql: Sql): OneTimeCodesWriter {
  return {
    get: (id) => code.one(sql.get(`SELECT ${code.columns()} FROM one_time_code WHERE id = @id`, { id })),
    countSince: (number, since) =>
      sql.count('SELECT count(*) FROM one_time_code WHERE number = @number AND created_at >= @since', {
        number,
        since,
      }),
    insert: (record) => code.insert(sql, record),
    update: (id, patch) => code.update(sql, id, patch),
    closeOpen: (number, at) =>
      void sql.run(
        `UPDATE one_time_code SET state = 'spent', settled_at = @at, hash = NULL, salt = NULL
          WHERE number = @number AND state = 'open'`,
        { number, at },
      ),
  };
}
