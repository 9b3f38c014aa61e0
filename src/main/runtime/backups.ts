/** The nightly backup: its place, its name, and how many are kept. The store writes and checks the file. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupFileName } from '../features/system/backupName.ts';
import type { Clock, Paths } from '../platform/ports.ts';
import type { Store } from '../store/store.ts';

/** Two weeks of nights. Copies a person made elsewhere are theirs. */
const KEPT = 14;
const NIGHTLY = /^deskbell-\d{4}-\d{2}-\d{2}-\d{6}\.backup$/;

/** The folder of the backups nobody chose a place for; made when it is not there yet. */
export function readyBackupDir(paths: Paths): string {
  const dir = join(paths.dataDir, 'backups');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

/** Writes tonight's backup, then removes the oldest beyond those kept. Throws what the store throws. */
export async function backUpTonight(
  deps: { readonly store: Store; readonly clock: Clock; readonly paths: Paths },
  signal: AbortSignal,
): Promise<void> {
  const { store, clock } = deps;
  const dir = readyBackupDir(deps.paths);
  const now = clock.now();
  const { sizeBytes } = await store.maintenance.backup(join(dir, backupFileName(now)), signal);
  store.write('system', (tx) => {
    tx.settings.set('lastBackupAt', now, now);
    tx.audit.append({ at: now, action: 'backup.created', data: { sizeBytes } });
    tx.changed('settings.changed', 'lastBackupAt');
  });
  removeOldest(dir);
}

function removeOldest(dir: string): void {
  const nightly = readdirSync(dir).filter((name) => NIGHTLY.test(name));
  for (const name of nightly.toSorted().slice(0, -KEPT)) {
    // The keys file beside a backup has the backup's name in front.
    for (const file of readdirSync(dir).filter((other) => other.startsWith(name))) rmSync(join(dir, file));
  }
}
