/**
 * A process of its own that migrates a database and is killed after so many statements of the file that is missing.
 * Arguments: the database, the folder of migrations, and how many statements to let through.
 */
import { openConnection } from '../../../src/main/store/driver.ts';
import { migrate, readMigrations } from '../../../src/main/store/migrator.ts';

const [database = '', folder = '', statements = '0'] = process.argv.slice(2);
const migrations = readMigrations(folder).map((migration) => {
  if (migration.number === 10) return migration;
  const parts = migration.sql.split(';').slice(0, Number(statements));
  // What follows the cut is never reached: the call that stands there ends the process.
  return { ...migration, sql: `${parts.join(';')}; SELECT 1` };
});
const connection = openConnection(database, { key: Uint8Array.from({ length: 32 }, (_, at) => at + 1) });
migrate(connection, {
  migrations,
  backupFile: (from) => `${database}.from-${from}`,
  now: () => 0,
  crashPoint: () => process.kill(process.pid, 'SIGKILL'),
});
