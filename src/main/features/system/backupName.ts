/** Names of backup files: sortable, without anything about the practice in them. Pure. */
import { toLocal } from '../../domain/time.ts';

/** `deskbell-2026-11-21-093000.backup`, in UTC so that names never repeat on a DST night. */
export function backupFileName(at: number): string {
  const { year, month, day, hour, minute, second } = toLocal(at, 'UTC');
  const two = (value: number): string => String(value).padStart(2, '0');
  return `deskbell-${String(year)}-${two(month)}-${two(day)}-${two(hour)}${two(minute)}${two(second)}.backup`;
}

/** What lies beside a backup and opens it with the recovery code. */
export function keysNameOf(backup: string): string {
  return `${backup}.keys.json`;
}
