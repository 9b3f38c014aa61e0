/**
 * Restores a backup into a file that nobody uses and that is removed again: copied, brought up to date, read whole, and its audit trail
 * followed from the first entry to the last. What the desk calls "Test restore". Maintenance thread.
 */
import { rmSync } from 'node:fs';
import { verifyChain } from '../auditVerify.ts';
import { openConnection } from '../driver.ts';
import { stageRestore } from './stage.ts';
import type { Rehearsal, Rehearse } from './types.ts';

/** Throws what a restore would throw. */
export function rehearseRestore({ file, fileKey, auditKey, migrationsDir, scratch, now }: Rehearse): Rehearsal {
  try {
    stageRestore({
      ...{ file, fileKey, key: fileKey, migrationsDir, auditKey, now },
      old: null,
      staged: scratch,
      note: null,
    });
    const copy = openConnection(scratch, { key: fileKey, mustExist: true, readonly: true });
    try {
      const count = (table: string): number =>
        copy.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
      return {
        people: count('person'),
        texts: count('message'),
        visits: count('appointment'),
        trailWhole: verifyChain(copy, auditKey, []).brokenAt === null,
      };
    } finally {
      copy.close();
    }
  } finally {
    for (const suffix of ['', '.partial', '-wal', '-shm', '-journal']) rmSync(`${scratch}${suffix}`, { force: true });
  }
}
