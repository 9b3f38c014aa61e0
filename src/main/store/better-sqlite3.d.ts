/**
 * The part of better-sqlite3 that the store uses. The installed build (better-sqlite3-multiple-ciphers) hides its own types behind
 * an `exports` map without them, and they speak in `any`.
 */
declare module 'better-sqlite3' {
  namespace Database {
    interface RunResult {
      readonly changes: number;
      readonly lastInsertRowid: number | bigint;
    }

    interface Statement<Parameters extends readonly unknown[], Row> {
      run(...parameters: Parameters): RunResult;
      get(...parameters: Parameters): Row | undefined;
      all(...parameters: Parameters): Row[];
      iterate(...parameters: Parameters): IterableIterator<Row>;
      /** Rows become the value of their first column. */
      pluck(): this;
    }

    interface Options {
      readonly readonly?: boolean;
      readonly fileMustExist?: boolean;
      /** How long to wait for a lock, ms. */
      readonly timeout?: number;
    }

    interface Database {
      readonly open: boolean;
      readonly inTransaction: boolean;
      prepare<Parameters extends readonly unknown[] = readonly unknown[], Row = unknown>(
        source: string,
      ): Statement<Parameters, Row>;
      exec(source: string): this;
      pragma(source: string, options?: { readonly simple?: boolean }): unknown;
      close(): this;
    }
  }

  interface DatabaseConstructor {
    new (file: string, options?: Database.Options): Database.Database;
  }

  const Database: DatabaseConstructor;
  export = Database;
}
