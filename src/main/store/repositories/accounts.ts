/** The people who use the program. Decides nothing about who may do what. */
import { Role } from '../../../contract/roles.ts';
import type { AccountRecord, AccountsWriter } from '../accountRecords.ts';
import type { Sql } from '../sql.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';

const account = defineTable<AccountRecord>('account', {
  id: text,
  name: text,
  nameKey: text,
  role: oneOf(Role.options),
  pinHash: nullable(text),
  pinLength: integer,
  failedTries: integer,
  lockedUntil: nullable(integer),
  lastSeenAt: nullable(integer),
  disabledAt: nullable(integer),
  createdAt: integer,
  updatedAt: integer,
});

export function createAccounts(sql: Sql): AccountsWriter {
  return {
    get: (id) => account.one(sql.get(`SELECT ${account.columns()} FROM account WHERE id = @id`, { id })),
    byNameKey: (nameKey) =>
      account.one(sql.get(`SELECT ${account.columns()} FROM account WHERE name_key = @nameKey`, { nameKey })),
    list: () => sql.all(`SELECT ${account.columns()} FROM account ORDER BY name_key`).map(account.read),
    insert: (record) => account.insert(sql, record),
    update: (id, patch) => account.update(sql, id, patch),
    renameDrafts: (from, to) => {
      sql.run('UPDATE OR REPLACE draft SET actor = @to WHERE actor = @from', { from, to });
    },
  };
}
