/**
 * Where a long test makes its stores: in memory where the system offers it, since every commit is flushed. Within `npm test` the folder for
 * temporary files is already there (scripts/lib/vitest.mjs).
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';

/** A folder to make temporary folders in. */
export function memoryFolder(): string {
  return existsSync(IN_MEMORY) && !tmpdir().startsWith(IN_MEMORY) ? IN_MEMORY : tmpdir();
}
