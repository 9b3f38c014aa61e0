/** Backups that lie elsewhere on this PC: in a folder somebody named, or in the usual places. Reads folders, opens no file. */
import { isAbsolute, join } from 'node:path';
import type { FoundBackup } from '../../../contract/backups.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { Folders, Timers } from '../../platform/ports.ts';

export interface FindDeps {
  readonly places: () => Promise<readonly string[]>;
  readonly folders: Folders;
  readonly timers: Timers;
}

const BACKUP = /\.backup$/i;
const KEYS = '.keys.json';
const MOST = 50;
/** A drive that sleeps or a share that is gone answers late or never, ms. */
const PATIENCE_MS = 4_000;
/** As people name the folder they copy to, below each place. */
const BELOW = ['', 'backups', 'Backups', 'Deskbell', 'deskbell'];

/**
 * The newest first. A folder that was named and cannot be read is said; of the usual places those that cannot are left out.
 * Errors: INVALID_INPUT, NOT_FOUND.
 */
export async function findBackups(deps: FindDeps, folder: string | null): Promise<FoundBackup[]> {
  if (folder !== null) {
    if (!isAbsolute(folder)) {
      throw new DomainError('INVALID_INPUT', 'Give the whole path of the folder.', { field: 'folder' });
    }
    const found = await inFolder(deps, folder);
    if (found === null)
      throw new DomainError('NOT_FOUND', 'That folder is not there, or may not be read.', { field: 'folder' });
    return newestFirst(found);
  }
  const usual = (await deps.places()).flatMap((place) => BELOW.map((below) => join(place, below)));
  const all = await Promise.all([...new Set(usual)].map((path) => inFolder(deps, path)));
  return newestFirst(all.flatMap((found) => found ?? []));
}

async function inFolder({ folders, timers }: FindDeps, folder: string): Promise<FoundBackup[] | null> {
  const done = new AbortController();
  const late = timers.sleep(PATIENCE_MS, done.signal).catch(() => undefined);
  const answer = await Promise.race([folders.list(folder), late]);
  done.abort();
  if (answer?.ok !== true) return null;
  const names = new Set(answer.value.map(({ name }) => name));
  return answer.value
    .filter(({ name }) => BACKUP.test(name))
    .map(({ name, modifiedAt, sizeBytes }) => ({
      path: join(folder, name),
      at: modifiedAt,
      sizeBytes,
      hasKeys: names.has(`${name}${KEYS}`),
    }));
}

/** Where the disk knows no capitals, two names are one folder: told by size and time. */
function newestFirst(found: readonly FoundBackup[]): FoundBackup[] {
  const one = new Map(
    found.map((backup) => [`${backup.path.toLowerCase()} ${String(backup.at)} ${String(backup.sizeBytes)}`, backup]),
  );
  return [...one.values()].toSorted((a, b) => b.at - a.at || (a.path < b.path ? -1 : 1)).slice(0, MOST);
}
