/** What the log says of entries that were removed for their age, its own and those of the ledger. Reads what an entry holds; no SQL. */

/** Entries of the log up to one are gone: `upTo`, and the `hash` of that one, which the first that is left goes on from. */
export const AUDIT_REMOVED = 'audit.removed';
/** Nameless entries of the ledger are gone: `rows` are their numbers. */
export const LEDGER_REMOVED = 'ledger.removed';

/** Null when it is not readable as one. */
export function readAuditRemoved(data: string): { readonly upTo: number; readonly hash: string } | null {
  const { upTo, hash } = parse(data);
  return typeof upTo === 'number' && typeof hash === 'string' ? { upTo, hash } : null;
}

export function readRemovedRows(data: string): readonly number[] {
  const { rows } = parse(data);
  return Array.isArray(rows) ? rows.filter((row): row is number => Number.isSafeInteger(row)) : [];
}

function parse(data: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
