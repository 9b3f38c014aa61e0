/**
 * The nightly backup: its place, its name, its copy on another drive, and how long it is kept. The store writes and checks the file.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { noteBackup, remember } from '../features/backups/state.ts';
import { readSettings } from '../features/settings/readSettings.ts';
import { backupFileName } from '../features/system/backupName.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Clock, Logger, Paths } from '../platform/ports.ts';
import type { Store } from '../store/store.ts';

/** So many stay however old they are: a PC that was off for two months still has backups. Copies a person made elsewhere are theirs. */
const LEAST_KEPT = 3;
const NIGHTLY = /^deskbell-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})(\d{2})\.backup$/;
/** What lies beside a backup under its name. */
const BESIDE = ['', '.keys.json', '.anchor'] as const;

/** The folder of the backups nobody chose a place for; made when it is not there yet. */
export function readyBackupDir(paths: Paths): string {
  const dir = join(paths.dataDir, 'backups');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

export interface BackupDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly paths: Paths;
  readonly log: Logger;
}

/** Writes tonight's backup, copies it, then removes those that are too old. Throws what the store throws; a copy that fails is noted. */
export async function backUpTonight(deps: BackupDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  const dir = readyBackupDir(deps.paths);
  const now = clock.now();
  const name = backupFileName(now);
  const { keepDays, copyTo } = store.read(readSettings).backup;
  const { sizeBytes } = await store.maintenance.backup(join(dir, name), signal);
  store.write('system', (tx) => noteBackup(tx, sizeBytes, now));
  const copyProblem = copyTo === '' ? null : await copyOut(deps, { dir, name, copyTo });
  store.write('system', (tx) => remember(tx, { copyProblem }, clock.now()));
  removeOld(dir, now - keepDays * DAY_MS);
  if (copyTo !== '' && copyProblem === null) removeOld(copyTo, now - keepDays * DAY_MS);
}

/** Null: the copy is there and reads the same. Else why not, in words. */
async function copyOut(
  { log }: BackupDeps,
  { dir, name, copyTo }: { readonly dir: string; readonly name: string; readonly copyTo: string },
): Promise<string | null> {
  if (!existsSync(copyTo)) return `The folder ${copyTo} is not there. Connect its drive, or choose another folder.`;
  try {
    for (const end of BESIDE) {
      const from = join(dir, `${name}${end}`);
      if (!existsSync(from)) continue;
      const to = join(copyTo, `${name}${end}`);
      await copyFile(from, `${to}.partial`);
      if ((await digestOf(from)) !== (await digestOf(`${to}.partial`))) {
        await rm(`${to}.partial`, { force: true });
        return `The copy in ${copyTo} does not read back as it was written. Check that drive.`;
      }
      await rename(`${to}.partial`, to);
    }
    return null;
  } catch (error) {
    log.warn({ code: (error as NodeJS.ErrnoException).code }, 'backup.notCopied');
    return `Nothing could be written to ${copyTo}. Check that drive, its room and your right to write there.`;
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function removeOld(dir: string, before: number): void {
  const nightly = readdirSync(dir)
    .filter((name) => NIGHTLY.test(name))
    .toSorted();
  for (const name of nightly.slice(0, -LEAST_KEPT)) {
    if (madeAt(name) >= before) continue;
    for (const end of BESIDE) rmSync(join(dir, `${name}${end}`), { force: true });
  }
}

/** By its name: copying changes what the file system says. */
function madeAt(name: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (NIGHTLY.exec(name) ?? [])
    .slice(1)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
