/**
 * Typed row mapping: one codec per column turns SQLite's value into the record's and back, and throws on nonsense.
 * Column names are the record's keys in snake_case. Holds no SQL beyond column lists and the plain INSERT and UPDATE.
 */
import type { SqlValue } from './driver.ts';
import type { Sql, SqlParameters, SqlRow } from './sql.ts';

/** How one column is read and written. */
export interface Codec<T> {
  read(value: SqlValue): T;
  write(value: T): SqlValue;
}

export const text: Codec<string> = {
  read: (value) => expectType(value, typeof value === 'string'),
  write: (value) => value,
};

export const integer: Codec<number> = {
  read: (value) => expectType(value, typeof value === 'number'),
  write: (value) => value,
};

/** 0 or 1. */
export const flag: Codec<boolean> = {
  read: (value) => expectType<number>(value, value === 0 || value === 1) === 1,
  write: (value) => (value ? 1 : 0),
};

/** One of a closed list of words. */
export function oneOf<const T extends string>(words: readonly T[]): Codec<T> {
  const known = new Set<string>(words);
  return {
    read: (value) => expectType(value, typeof value === 'string' && known.has(value)),
    write: (value) => value,
  };
}

/** A value kept as JSON text. Only the store writes these columns, so the shape is trusted, the syntax is not. */
export function json<T>(): Codec<T> {
  return {
    read: (value) => JSON.parse(text.read(value)) as T,
    write: (value) => JSON.stringify(value),
  };
}

export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return {
    read: (value) => (value === null ? null : codec.read(value)),
    write: (value) => (value === null ? null : codec.write(value)),
  };
}

function expectType<T>(value: SqlValue, fits: boolean): T {
  if (!fits)
    throw new Error(`A stored value of type ${value === null ? 'null' : typeof value} does not fit its column.`);
  return value as T;
}

export type Codecs<R> = { readonly [K in keyof R]-?: Codec<R[K]> };

export interface Table<R> {
  readonly name: string;
  /** `a.id, a.created_at, ...` for a SELECT. */
  columns(alias?: string): string;
  read(row: SqlRow): R;
  /** The same for a row that may not be there. */
  one(row: SqlRow | undefined): R | undefined;
  /** Inserts a whole record, and `extra` columns that the record does not show. */
  insert(sql: Sql, record: R, extra?: SqlParameters): void;
  /** Sets the given columns of the row whose `id` (or `key` column) is `id`. Throws a defect when there is no such row. */
  update(sql: Sql, id: string, patch: Partial<R>, extra?: SqlParameters): void;
}

/** A table whose columns hold exactly the fields of `R`. `key` is the column that names a row. */
export function defineTable<R extends object>(name: string, codecs: Codecs<R>, key = 'id'): Table<R> {
  const fields = Object.entries<Codec<unknown>>(codecs).map(([field, codec]) => ({
    field,
    column: snakeCase(field),
    codec,
  }));
  const byField = new Map(fields.map((entry) => [entry.field, entry]));

  const read = (row: SqlRow): R => {
    const record: Record<string, unknown> = {};
    for (const { field, column, codec } of fields) record[field] = codec.read(row[column] ?? null);
    return record as R;
  };
  const toParameters = (values: Partial<R>): Record<string, SqlValue> => {
    const parameters: Record<string, SqlValue> = {};
    for (const [field, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const entry = byField.get(field);
      if (entry === undefined) throw new Error(`Table ${name} has no column for ${field}.`);
      parameters[entry.column] = entry.codec.write(value);
    }
    return parameters;
  };

  return {
    name,
    columns: (alias) => fields.map(({ column }) => (alias === undefined ? column : `${alias}.${column}`)).join(', '),
    read,
    one: (row) => (row === undefined ? undefined : read(row)),
    insert: (sql, record, extra = {}) => {
      const parameters = { ...toParameters(record), ...extra };
      const columns = Object.keys(parameters);
      sql.run(
        `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
        parameters,
      );
    },
    update: (sql, id, patch, extra = {}) => {
      const parameters = { ...toParameters(patch), ...extra };
      const columns = Object.keys(parameters);
      if (columns.length === 0) return;
      const assignments = columns.map((column) => `${column} = @${column}`).join(', ');
      const touched = sql.run(`UPDATE ${name} SET ${assignments} WHERE ${key} = @row_key`, {
        ...parameters,
        row_key: id,
      });
      if (touched === 0) throw new Error(`Table ${name} has no row to update.`);
    },
  };
}

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
