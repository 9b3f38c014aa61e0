/** What is remembered about backups beside the files: when the last one was made and copied, when one was last tried, how a change went. */
import { z } from 'zod';
import type { BackupsState } from '../../../contract/backups.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

const KEY = 'backupState';
const LAST = 'lastBackupAt';
/** From so many days without a backup it is said in red (ux.md 5.13). */
const LATE_DAYS = 3;

const Remembered = z.object({
  copyProblem: z.string().nullable().default(null),
  lastTest: z.object({ at: z.number(), ok: z.boolean() }).nullable().default(null),
  lastChange: z
    .object({ kind: z.enum(['restore', 'keyChange']), done: z.boolean(), text: z.string().nullable(), at: z.number() })
    .nullable()
    .default(null),
});
type Remembered = z.infer<typeof Remembered>;

export function readRemembered(tx: ReadTx): Remembered {
  const parsed = Remembered.safeParse(tx.settings.get(KEY) ?? {});
  return parsed.success ? parsed.data : Remembered.parse({});
}

export function remember(tx: WriteTx, change: Partial<Remembered>, now: number): void {
  tx.settings.set(KEY, { ...readRemembered(tx), ...change }, now);
  tx.changed('settings.changed', KEY);
}

/** Notes a backup that was written and read back. */
export function noteBackup(tx: WriteTx, sizeBytes: number, now: number): void {
  tx.settings.set(LAST, now, now);
  tx.audit.append({ at: now, action: 'backup.created', data: { sizeBytes } });
  tx.changed('settings.changed', LAST);
}

export function lastBackup(tx: ReadTx, now: number): Pick<BackupsState, 'lastAt' | 'lateDays'> {
  const stored = tx.settings.get(LAST);
  const lastAt = typeof stored === 'number' ? stored : null;
  const days = lastAt === null ? 0 : Math.floor((now - lastAt) / DAY_MS);
  return { lastAt, lateDays: days >= LATE_DAYS ? days : null };
}
