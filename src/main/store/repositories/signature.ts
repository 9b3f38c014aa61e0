/** How whoever acts stands in the log and in the ledger: somebody who signs in by their id, parts of the program by their name. */
import type { Sql } from '../sql.ts';
import { text } from '../table.ts';

const ACCOUNT_OF = 'SELECT id FROM account WHERE name = @name';

/** Names of accounts are unique, and nobody is called as a part of the program (domain/accounts/accountName.ts). */
export function signatureOf(sql: Sql, name: string): string {
  return text.read(sql.get(ACCOUNT_OF, { name })?.id ?? name);
}
