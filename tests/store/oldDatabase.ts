/** The database of a practice that was there before some migration, for tests of what that migration makes of its rows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { migrate, readMigrations } from '../../src/main/store/migrator.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { whenTestEnds } from '../fakes/testEnd.ts';

const SHIPPED = fileURLToPath(new URL('../../migrations/', import.meta.url));

const opened: (() => void)[] = [];
whenTestEnds(() => {
  for (const remove of opened.splice(0)) remove();
});

/** As it was before migration `number`; `upgrade` does that one and all that follow. Gone when the test ends. */
export function databaseBefore(number: number): { readonly connection: Connection; readonly upgrade: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-old-'));
  const connection = openConnection(join(folder, 'old.db'), { key: TEST_KEY });
  opened.push(() => {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const all = readMigrations(SHIPPED);
  const bringTo = (migrations: typeof all): void => {
    migrate(connection, {
      migrations,
      backupFile: (from: number) => join(folder, `from-${String(from)}.db`),
      now: () => 1,
      crashPoint: () => undefined,
    });
  };
  bringTo(all.filter((one) => one.number < number));
  return { connection, upgrade: () => void bringTo(all) };
}
