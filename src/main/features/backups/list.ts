/** The backups in the folder of this program, by their names. Reads a directory, opens nothing. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { BackupEntry } from '../../../contract/backups.ts';
import { DomainError } from '../../../contract/errors.ts';
import { keysNameOf } from '../system/backupName.ts';

const KINDS: readonly (readonly [pattern: RegExp, kind: BackupEntry['kind']])[] = [
  [/^deskbell-\d{4}-\d{2}-\d{2}-\d{6}\.backup$/, 'nightly'],
  [/^before-update-from-\d+-\d+\.db$/, 'beforeUpdate'],
  [/^before-restore-[\w-]+\.db$/, 'beforeRestore'],
];

/** The newest first. */
export function listBackups(folder: string): BackupEntry[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file): BackupEntry[] => {
      const kind = KINDS.find(([pattern]) => pattern.test(file))?.[1];
      if (kind === undefined) return [];
      const path = join(folder, file);
      const { size, mtimeMs } = statSync(path);
      return [{ file, kind, at: Math.round(mtimeMs), sizeBytes: size, hasKeys: existsSync(keysNameOf(path)) }];
    })
    .toSorted((a, b) => b.at - a.at || (a.file < b.file ? 1 : -1));
}

/** The path of a backup in the list by its name, or of one elsewhere by its whole path. Errors: INVALID_INPUT. */
export function pathOf(folder: string, file: string): string {
  if (isAbsolute(file)) return file;
  if (!/[/\\]/.test(file) && KINDS.some(([pattern]) => pattern.test(file))) return join(folder, file);
  throw new DomainError('INVALID_INPUT', 'Choose a backup of the list, or give the whole path of the file.', {
    field: 'file',
  });
}
