/**
 * Secrets on a machine without a key store: one JSON file that only its owner can read.
 * Owns that file; knows nothing of what the values mean. Electron uses the OS key store instead.
 */
import { chmod, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomic } from './atomicFile.ts';
import type { Secrets } from './ports.ts';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
const SecretsFile = z.record(z.string(), z.string());
type SecretsFile = z.infer<typeof SecretsFile>;

/**
 * Secrets kept in `file` (mode 0600, replaced atomically). Reads go to the file each time, so two owners never serve
 * stale values. A damaged file is an error, never an empty start: overwriting it would lose the database key.
 */
export function createFileSecrets(file: string): Secrets {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const change = (edit: (all: SecretsFile) => SecretsFile): Promise<void> =>
    inTurn(async () => writeFileAtomic(file, `${JSON.stringify(edit(await read(file)), null, 2)}\n`, OWNER_ONLY));

  return {
    get: (name) => inTurn(async () => (await read(file))[name]),
    set: (name, value) => change((all) => ({ ...all, [name]: value })),
    delete: (name) =>
      change((all) => Object.fromEntries(Object.entries(all).filter(([existing]) => existing !== name))),
  };
}

async function read(file: string): Promise<SecretsFile> {
  const text = await readIfThere(file);
  if (text === null) return {};
  await keepPrivate(file);
  try {
    return SecretsFile.parse(JSON.parse(text));
  } catch {
    // The parser's own message would quote the content.
    throw new Error(
      `The secrets file is damaged: ${file}. Restore it from a backup, or set up again with the recovery code.`,
    );
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A copy or a restore may have loosened the mode; POSIX only, since Windows protects the profile folder instead. */
async function keepPrivate(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & OTHERS) !== 0) await chmod(file, OWNER_ONLY);
}
