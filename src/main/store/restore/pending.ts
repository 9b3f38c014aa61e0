/**
 * A change of the whole database (a restore, another key) that was asked for and is carried out at the next start, when nobody has the
 * data open. Owns the note about it, which is written durably at each step, so that a crash anywhere is continued, never guessed at.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { flushDirectory, writeDurably } from '../durableFile.ts';
import { KeysFile, Wrapped } from '../keysFile.ts';

export const PENDING_FILE = 'deskbell.pending.json';

const Common = {
  version: z.literal(1),
  id: z.string().min(1),
  askedAt: z.number(),
  askedBy: z.string(),
  /**
   * `asked`: nothing has been done. `staged`: the new database lies ready; from here it goes on, never back.
   */
  phase: z.enum(['asked', 'staged']),
  /** The key file that goes into place with the new database; null: the one of now stays. */
  keys: KeysFile.nullable(),
  /** The name of the wrapping key that is of no more use afterwards; known from `staged` on. */
  replaces: z.string().nullable(),
  /** The new database was made ready while the program ran (UTC ms), and is put in place soon after or not at all. */
  stagedAt: z.number().optional(),
};

const Restore = z.object({
  ...Common,
  kind: z.literal('restore'),
  file: z.string().min(1),
  /** Its key where that is another than the one it gets, wrapped by the database key of now. */
  fileKey: Wrapped.nullable(),
});
const KeyChange = z.object({ ...Common, kind: z.literal('keyChange'), keys: KeysFile });
const Pending = z.discriminatedUnion('kind', [Restore, KeyChange]);

export type Pending = z.infer<typeof Pending>;
export type PendingRestore = z.infer<typeof Restore>;
export type PendingKeyChange = z.infer<typeof KeyChange>;

/** What waits; null: nothing does, or the note cannot be read and nothing had been begun by it. */
export function readPending(dataDir: string): Pending | null {
  const file = join(dataDir, PENDING_FILE);
  if (!existsSync(file)) return null;
  try {
    const parsed = Pending.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function writePending(dataDir: string, pending: Pending): void {
  writeDurably(join(dataDir, PENDING_FILE), `${JSON.stringify(pending)}\n`);
}

export function dropPending(dataDir: string): void {
  const file = join(dataDir, PENDING_FILE);
  rmSync(file, { force: true });
  flushDirectory(dirname(file));
}
