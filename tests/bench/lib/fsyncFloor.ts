/**
 * F: what one durable write costs on this disk at the least. Appends 4 KiB to a file and syncs it, and nothing else.
 * A measure that is compared with F takes its samples between its own.
 */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from './stats.ts';

export interface FsyncFloor {
  /** One write and sync, ms. */
  sample(): number;
  /** Every sample so far, ms. */
  readonly samples: readonly number[];
  close(): void;
}

const PAGE = Buffer.alloc(4096, 0x5a);

/** A file of its own in `folder`, removed at the end. */
export function openFsyncFloor(folder: string): FsyncFloor {
  const path = join(folder, 'fsync-floor.bin');
  const file = openSync(path, 'w');
  const samples: number[] = [];
  return {
    samples,
    sample() {
      const ms = timed(() => {
        writeSync(file, PAGE);
        fsyncSync(file);
      });
      samples.push(ms);
      return ms;
    },
    close() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}
