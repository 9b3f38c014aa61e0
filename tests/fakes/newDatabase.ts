/**
 * A new database for a test, laid down ready instead of made by all the migrations again: most of what opening a new store costs is theirs,
 * and they have tests of their own. What is laid down is what `openStore` leaves before it writes its first row.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvePaths } from '../../src/main/platform/node.ts';
import { openConnection } from '../../src/main/store/driver.ts';
import { migrate, readMigrations } from '../../src/main/store/migrator.ts';
import { DATABASE_FILE } from '../../src/main/store/openStore.ts';
import { DEFAULT_START } from './virtualClock.ts';

/** The key of every test database. */
export const TEST_KEY: Uint8Array = Uint8Array.from({ length: 32 }, (_, at) => at + 1);

const made = new Map<string, Buffer>();

/** Puts an empty database of the newest schema under `key` into `dataDir`, unless there is one already. */
export function layDownDatabase(dataDir: string, key: Uint8Array = TEST_KEY): void {
  const file = join(dataDir, DATABASE_FILE);
  if (existsSync(file)) return;
  const name = Buffer.from(key).toString('hex');
  const bytes = made.get(name) ?? makeDatabase(key);
  made.set(name, bytes);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, bytes);
}

function makeDatabase(key: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-test-'));
  const file = join(folder, DATABASE_FILE);
  try {
    const connection = openConnection(file, { key });
    migrate(connection, {
      migrations: readMigrations(resolvePaths({ dataDir: folder }).migrationsDir),
      backupFile: null,
      now: () => DEFAULT_START,
      crashPoint: () => undefined,
    });
    // The last connection takes the log into the file.
    connection.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
