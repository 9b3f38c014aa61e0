/**
 * Typed row mapping: one codec per column turns SQLite's value into the record's and back, and throws on nonsense.
 * Column names are the record's keys in snake_case; a SELECT names them back, so that the row the driver makes becomes the record
 * without a copy (an inbox page is mapped faster than it is read). Holds no SQL beyond column lists, INSERT and UPDATE.
 */
import type { SqlValue } from './driver.ts';
import type { Sql, SqlRow, SqlValues } from './sql.ts';

/** How one column is read and written. */
export interface Codec<T> {
  read(value: SqlValue): T;
  write(value: T): SqlValue;
  /** The stored value is the record's value; tables are STRICT, so a row of one needs no second look. */
  readonly asStored?: true;
}

export const text: Codec<string> = {
  asStored: true,
  read: (value) => expectType(value, typeof value === 'string'),
  write: (value) => value,
};

export const integer: Codec<number> = {
  asStored: true,
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
    ...(codec.asStored === undefined ? {} : { asStored: codec.asStored }),
  };
}

/** The same without fields that are there and undefined: what counts as left out. */
export function withoutUndefined<T extends object>(record: T): T {
  if (!Object.values(record).some((value) => value === undefined)) return record;
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

function expectType<T>(value: SqlValue, fits: boolean): T {
  if (!fits)
    throw new Error(`A stored value of type ${value === null ? 'null' : typeof value} does not fit its column.`);
  return value as T;
}

export type Codecs<R> = { readonly [K in keyof R]-?: Codec<R[K]> };

export interface Table<R> {
  readonly name: string;
  /** `a.id, a.created_at AS createdAt, ...` for a SELECT or RETURNING. */
  columns(alias?: string): string;
  /** Turns a row of exactly these columns into the record, in place. */
  read(row: SqlRow): R;
  /** The same for a row that may not be there. */
  one(row: SqlRow | undefined): R | undefined;
  /** Inserts a whole record, and `extra` columns that the record does not show. */
  insert(sql: Sql, record: R, extra?: ExtraColumns): void;
  /** Sets the given columns of the row whose `id` (or `key` column) is `id`. Throws a defect when there is no such row. */
  update(sql: Sql, id: string, patch: Partial<R>, extra?: ExtraColumns): void;
}

/** By their names in the table. */
export type ExtraColumns = Readonly<Record<string, SqlValue>>;

interface Field {
  readonly field: string;
  readonly column: string;
  readonly codec: Codec<unknown>;
}

/** A table whose columns hold exactly the fields of `R`. `key` is the column that names a row. */
export function defineTable<R extends object>(name: string, codecs: Codecs<R>, keyColumn = 'id'): Table<R> {
  const fields: readonly Field[] = Object.entries<Codec<unknown>>(codecs).map(([field, codec]) => ({
    field,
    column: snakeCase(field),
    codec,
  }));
  const converted = fields.filter(({ codec }) => codec.asStored === undefined);
  const insertPlain = insertText(name, fields, []);
  /** By the columns they set: made once, since the same few come again and again. */
  const updates = new Map<string, UpdateShape>();

  const read = (row: SqlRow): R => {
    const record = row as Record<string, unknown>;
    for (const { field, codec } of converted) record[field] = codec.read(record[field] as SqlValue);
    return record as R;
  };
  const shapeOf = (patch: Partial<R>, extra: readonly string[]): UpdateShape => {
    const key = [...Object.keys(patch).filter((field) => patch[field as keyof R] !== undefined), '+', ...extra].join();
    const known = updates.get(key);
    if (known !== undefined) return known;
    const set = fields.filter(({ field }) => patch[field as keyof R] !== undefined);
    const shape = { set, text: updateText(name, [...set.map(({ column }) => column), ...extra], keyColumn) };
    updates.set(key, shape);
    return shape;
  };

  return {
    name,
    columns: (alias) => fields.map((field) => selectText(field, alias)).join(', '),
    read,
    one: (row) => (row === undefined ? undefined : read(row)),
    insert: (sql, record, extra) => {
      const values = valuesOf(fields, record);
      if (extra === undefined) sql.run(insertPlain, values);
      else sql.run(insertText(name, fields, Object.keys(extra)), [...values, ...Object.values(extra)]);
    },
    update: (sql, id, patch, extra = NONE) => {
      const { set, text: statement } = shapeOf(patch, Object.keys(extra));
      const values = [...valuesOf(set, patch), ...Object.values(extra)];
      if (values.length === 0) return;
      const touched = sql.run(statement, [...values, id]);
      if (touched === 0) throw new Error(`Table ${name} has no row to update.`);
    },
  };
}

/** An UPDATE of certain columns. */
interface UpdateShape {
  readonly set: readonly Field[];
  readonly text: string;
}

const NONE: ExtraColumns = {};

/** In the order of `fields`. */
function valuesOf(fields: readonly Field[], values: object): SqlValues {
  const record = values as Readonly<Record<string, unknown>>;
  return fields.map(({ field, codec }) =>
    codec.asStored === undefined ? codec.write(record[field]) : (record[field] as SqlValue),
  );
}

function selectText({ field, column }: Field, alias: string | undefined): string {
  const source = alias === undefined ? column : `${alias}.${column}`;
  return field === column ? source : `${source} AS ${field}`;
}

function insertText(name: string, fields: readonly Field[], extra: readonly string[]): string {
  const columns = [...fields.map(({ column }) => column), ...extra];
  return `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

function updateText(name: string, columns: readonly string[], keyColumn: string): string {
  return `UPDATE ${name} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${keyColumn} = ?`;
}

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
