/**
 * Numbers that must not be texted although nothing else is known of them: erased people, and lists of strangers. Only a fingerprint of the
 * number is kept (HMAC-SHA256 with the key of this installation), so nobody reads numbers out of it, and the question can still be asked.
 */
import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SuppressionRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { ConsentWriter } from '../store.ts';
import { integer, oneOf } from '../table.ts';

const scope = oneOf(['all', 'care', 'billing', 'marketing', 'employee']);

export interface Suppression extends Pick<ConsentWriter, 'suppressed' | 'suppress' | 'liftSuppression'> {
  /** The fingerprint of a number, in hex. */
  fingerprint(number: string): string;
}

export function createSuppression(sql: Sql): Suppression {
  let secret: KeyObject | null = null;
  const fingerprint = (number: string): string => {
    secret ??= createSecretKey(readKey(sql));
    return createHmac('sha256', secret).update(number).digest('hex');
  };
  // Most practices have nobody here: one look a transaction says so, and no number needs a fingerprint.
  let emptyIn = -1;
  const isEmpty = (): boolean => {
    if (emptyIn === sql.transaction()) return true;
    if (sql.get(`SELECT 1 FROM suppression WHERE hash > '' LIMIT 1`) !== undefined) return false;
    emptyIn = sql.transaction();
    return true;
  };
  const lookUp = (number: string): readonly SuppressionRecord[] =>
    sql
      .all('SELECT scope, since FROM suppression WHERE hash = @hash AND lifted_at IS NULL', {
        hash: fingerprint(number),
      })
      .map((row): SuppressionRecord => ({
        scope: scope.read(row['scope'] ?? null),
        since: integer.read(row['since'] ?? null),
      }));
  return {
    fingerprint,
    suppressed: (number) => (isEmpty() ? [] : lookUp(number)),
    suppress: (number, { scope: of, since }) => {
      emptyIn = -1;
      return (
        sql.run(
          `INSERT INTO suppression (hash, scope, since) VALUES (@hash, @scope, @since)
         ON CONFLICT (hash, scope) DO UPDATE SET lifted_at = NULL, since = @since WHERE lifted_at IS NOT NULL`,
          { hash: fingerprint(number), scope: of, since },
        ) > 0
      );
    },
    liftSuppression: (number, at) =>
      void sql.run(
        `UPDATE suppression SET lifted_at = @at WHERE hash = @hash AND scope IN ('all', 'care') AND lifted_at IS NULL`,
        { hash: fingerprint(number), at },
      ),
  };
}

function readKey(sql: Sql): Uint8Array {
  const key = sql.get('SELECT key FROM suppression_key WHERE one = 1')?.['key'];
  if (!(key instanceof Uint8Array) || key.length !== 32) throw new Error('The key of the suppressed numbers is gone.');
  return key;
}
