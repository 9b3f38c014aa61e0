/**
 * The only door to the SQLite module: opens one encrypted connection with every setting the store relies on, and proves them.
 * Knows nothing of tables. Settings and their reasons: quality.md 0.1, 0.10, 2.4 and F2.
 */
import Database from 'better-sqlite3';

export type Connection = Database.Database;
export type SqlValue = string | number | bigint | null | Buffer | Uint8Array;

export interface ConnectionOptions {
  /** The raw 256-bit key. */
  readonly key: Uint8Array;
  readonly readonly?: boolean;
  /** Fail when the file does not exist instead of making it. */
  readonly mustExist?: boolean;
  /** A file that is about to be copied, moved or given another key keeps no log beside it. The log is the rule. */
  readonly journal?: 'log' | 'none';
  /** How long to wait for another connection's lock, ms. */
  readonly busyTimeoutMs?: number;
}

const KEY_BYTES = 32;
const FULL = 2;
/** Pages must pass the cipher, so the file cannot be mapped into memory; this cache is where read pages stay. */
const CACHE_KIB = 16 * 1024;

/**
 * Opens `file` in SQLCipher 4 format. Throws SQLite's own error (`SQLITE_NOTADB` for a wrong key); `sqliteErrors.ts` words it.
 * Throws a defect when full durability cannot be had.
 */
export function openConnection(file: string, options: ConnectionOptions): Connection {
  const connection = new Database(file, {
    readonly: options.readonly ?? false,
    fileMustExist: options.mustExist ?? false,
    timeout: options.busyTimeoutMs ?? 5000,
  });
  try {
    unlock(connection, options.key);
    if (!options.readonly) connection.pragma(`journal_mode = ${options.journal === 'none' ? 'DELETE' : 'WAL'}`);
    configure(connection);
    assertDurable(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Writes every page anew under another key. Only on a file that is nobody's yet and has no log beside it. */
export function changeKey(connection: Connection, key: Uint8Array): void {
  connection.pragma(`rekey = "${keyLiteral(key)}"`);
}

/** Opens a second database file beside the one of `connection`, under the name `name`. */
export function attachDatabase(connection: Connection, file: string, key: Uint8Array, name: string): void {
  connection.prepare(`ATTACH ? AS ${name} KEY "${keyLiteral(key)}"`).run(file);
}

/** Does `work` whole or not at all. */
export function atOnce<T>(connection: Connection, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function keyLiteral(key: Uint8Array): string {
  if (key.length !== KEY_BYTES) throw new Error(`The database key must have ${KEY_BYTES} bytes.`);
  return `x'${Buffer.from(key).toString('hex')}'`;
}

/** Opens `file` as far as its first page and reads nothing else. Throws SQLite's own error, `SQLITE_CORRUPT` for a file that is too short. */
export function readFirstPage(file: string, key: Uint8Array): void {
  const connection = new Database(file, { readonly: true, fileMustExist: true });
  try {
    chooseCipher(connection, key);
    connection.pragma('schema_version');
  } finally {
    connection.close();
  }
}

/** Tells the cipher layer which key and format to use. Must come before anything that reads the file. */
function unlock(connection: Connection, key: Uint8Array): void {
  chooseCipher(connection, key);
  // The first page is read here, so that a wrong key shows now and not at the first query.
  connection.prepare('SELECT count(*) FROM sqlite_schema').get();
}

function chooseCipher(connection: Connection, key: Uint8Array): void {
  const literal = keyLiteral(key);
  connection.pragma("cipher = 'sqlcipher'");
  connection.pragma('legacy = 4');
  connection.pragma(`key = "${literal}"`);
}

function configure(connection: Connection): void {
  connection.pragma('foreign_keys = ON');
  connection.pragma('synchronous = FULL');
  connection.pragma('fullfsync = ON');
  connection.pragma('checkpoint_fullfsync = ON');
  connection.pragma('secure_delete = ON');
  connection.pragma('temp_store = MEMORY');
  connection.pragma(`cache_size = -${CACHE_KIB}`);
  connection.pragma('trusted_schema = OFF');
}

/**
 * The module's build lowers WAL to NORMAL, silently, when the first table is read; only a look after such a read is proof.
 */
function assertDurable(connection: Connection): void {
  connection.prepare('SELECT name FROM sqlite_schema LIMIT 1').get();
  const synchronous = connection.pragma('synchronous', { simple: true });
  if (synchronous !== FULL) {
    throw new Error(`The database runs with synchronous=${String(synchronous)} instead of FULL. Nothing was started.`);
  }
  if (connection.pragma('foreign_keys', { simple: true }) !== 1) {
    throw new Error('The database does not enforce foreign keys. Nothing was started.');
  }
}
