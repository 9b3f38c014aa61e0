/**
 * Keyset cursors: the sort key of the last row of a page, opaque to everyone else. A cursor holds order keys only.
 */
import { DomainError } from '../../contract/errors.ts';
import type { SqlRow } from './sql.ts';
import type { Slice } from './store.ts';

export type KeyPart = string | number;

/** What the caller passes back to get the rows after this key. */
export function encodeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/**
 * The key in `cursor`, which must have the parts named by `shape`; null without a cursor.
 * Throws INVALID_INPUT for anything that this store did not make for this list.
 */
export function decodeCursor(
  cursor: string | null,
  shape: readonly ('string' | 'number')[],
): readonly KeyPart[] | null {
  if (cursor === null) return null;
  const key = parse(cursor);
  if (!Array.isArray(key) || key.length !== shape.length || !key.every((part, at) => fits(part, shape[at]))) {
    throw new DomainError('INVALID_INPUT', 'This page marker is not valid here. Start again from the first page.', {
      field: 'cursor',
    });
  }
  return key as KeyPart[];
}

/**
 * Cuts `rows`, which were read with one more than `limit`, to a page and makes the cursor of the next one.
 */
export function toSlice<T>(
  rows: readonly SqlRow[],
  limit: number,
  read: (row: SqlRow) => T,
  keyOf: (item: T) => readonly KeyPart[],
): Slice<T> {
  const items = (rows.length > limit ? rows.slice(0, limit) : rows).map(read);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function fits(part: unknown, wanted: 'string' | 'number' | undefined): boolean {
  return wanted === 'number' ? Number.isSafeInteger(part) : typeof part === wanted;
}
