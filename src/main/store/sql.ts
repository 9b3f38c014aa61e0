/**
 * Statements by their text: prepared once, kept, and guarded so that a write outside a write transaction is a defect.
 * Owns the transaction state of the connection; knows no table.
 */
import type { Connection, SqlValue } from './driver.ts';

export type SqlParameters = Readonly<Record<string, SqlValue>>;
/** In the order of the question marks: half the time of names, for rows of many columns (measured). */
export type SqlValues = readonly SqlValue[];
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * Ends a query that is cut at the parameter `limit`. The cast hides the parameter from the planner, which would otherwise look at
 * its value and plan the statement again for every call: a third of an inbox page (measured, builds with STAT4).
 */
export const LIMIT = 'LIMIT cast(@limit AS INTEGER)';

export interface Sql {
  /** Every row. */
  all(text: string, parameters?: SqlParameters): readonly SqlRow[];
  /** The first row, or undefined. */
  get(text: string, parameters?: SqlParameters): SqlRow | undefined;
  /** The one number of a counting query. */
  count(text: string, parameters?: SqlParameters): number;
  /** Runs a statement that changes something and returns the number of rows it touched. Only inside a write transaction. */
  run(text: string, parameters?: SqlParameters | SqlValues): number;
  /** The rows of a changing statement with RETURNING. Only inside a write transaction. */
  returning(text: string, parameters?: SqlParameters): readonly SqlRow[];
  /** Changes with every transaction that begins: what was read in one holds while this stays the same. */
  transaction(): number;
  /** Grows with every statement that writes to the table, and whenever a transaction is undone: what was read holds while it stays the same. */
  writesTo(table: string): number;
}

export type TransactionMode = 'none' | 'read' | 'write';

export interface SqlSession extends Sql {
  readonly mode: () => TransactionMode;
  begin(mode: 'read' | 'write'): void;
  commit(): void;
  /** Safe to call when SQLite has already rolled back by itself. */
  rollback(): void;
}

interface Statement {
  run(parameters: SqlParameters | SqlValues): { readonly changes: number };
  get(parameters: SqlParameters): unknown;
  all(parameters: SqlParameters): unknown[];
}

interface Prepared {
  readonly statement: Statement;
  /** What it writes to; null: it cannot be told from its words. */
  readonly table: string | null;
}

const WRITES = /^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+(\w+)/i;

const NONE: SqlParameters = {};

/** A session over `connection`, which must not be used beside it. */
export function createSqlSession(connection: Connection): SqlSession {
  const statements = new Map<string, Prepared>();
  const writes = new Map<string, number>();
  let mode: TransactionMode = 'none';
  let begun = 0;
  /** Writes to who knows what. */
  let everywhere = 0;

  const preparing = (text: string): Prepared => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare<[SqlParameters | SqlValues]>(text);
    const fresh = { statement, table: WRITES.exec(text)?.[1]?.toLowerCase() ?? null };
    statements.set(text, fresh);
    return fresh;
  };
  const prepared = (text: string): Statement => preparing(text).statement;
  const writable = (text: string): Statement => {
    if (mode !== 'write') throw new Error('A change was attempted outside store.write().');
    const { statement, table } = preparing(text);
    if (table === null) everywhere += 1;
    else writes.set(table, (writes.get(table) ?? 0) + 1);
    return statement;
  };

  return {
    all: (text, parameters = NONE) => prepared(text).all(parameters) as SqlRow[],
    get: (text, parameters = NONE) => prepared(text).get(parameters) as SqlRow | undefined,
    count: (text, parameters = NONE) => {
      const [counted] = Object.values((prepared(text).get(parameters) ?? {}) as SqlRow);
      return Number(counted ?? 0);
    },
    run: (text, parameters = NONE) => writable(text).run(parameters).changes,
    returning: (text, parameters = NONE) => writable(text).all(parameters) as SqlRow[],
    transaction: () => begun,
    writesTo: (table) => everywhere + (writes.get(table) ?? 0),
    mode: () => mode,
    begin: (wanted) => {
      prepared(wanted === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN').run(NONE);
      mode = wanted;
      begun += 1;
    },
    commit: () => {
      prepared('COMMIT').run(NONE);
      mode = 'none';
    },
    rollback: () => {
      mode = 'none';
      everywhere += 1;
      if (connection.inTransaction) prepared('ROLLBACK').run(NONE);
    },
  };
}
