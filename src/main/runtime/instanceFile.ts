/**
 * How the command line finds the running instance: a file in the data folder with the address and the token of its
 * local door. Only the owner of the data can read it (mode 0600; on Windows the profile folder's own protection).
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../platform/atomicFile.ts';

const InstanceFile = z.object({ url: z.url(), token: z.string(), pid: z.int() });
export type InstanceFile = z.infer<typeof InstanceFile>;

const NAME = 'instance.json';

/** Announces the instance that runs on `dataDir`. */
export async function writeInstanceFile(dataDir: string, instance: InstanceFile): Promise<void> {
  await writeFileAtomic(join(dataDir, NAME), `${JSON.stringify(instance)}\n`, 0o600);
}

/** The instance announced in `dataDir`, which may be long gone; undefined when there is no (readable) file. */
export function readInstanceFile(dataDir: string): InstanceFile | undefined {
  try {
    const parsed = InstanceFile.safeParse(JSON.parse(readFileSync(join(dataDir, NAME), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the announcement back, unless another instance has replaced it. */
export function removeInstanceFile(dataDir: string, token: string): void {
  if (readInstanceFile(dataDir)?.token === token) rmSync(join(dataDir, NAME), { force: true });
}
