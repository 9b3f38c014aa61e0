/**
 * Folders and databases for the measures: each size is made once and only read, and what a measure writes to is a copy of its own.
 * Owns everything under its folder and removes it, unless it is to be kept for the next run.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/main/store/openStore.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { resolvePaths } from '../../../src/main/platform/node.ts';
import { createBenchPlatform } from './platform.ts';
import type { BenchPlatform } from './platform.ts';
import { keyOf, makePractice } from './practice.ts';
import type { PracticeSize } from './practice.ts';

/** `demo`: as the practice in a box. `tenThousand` and `million`: texts; a quick run has a twentieth of them. */
export type PracticeName = 'demo' | 'tenThousand' | 'million';

export interface OpenedPractice {
  readonly platform: BenchPlatform;
  readonly store: Store;
  readonly key: Uint8Array;
}

export interface Stage {
  /** A new folder, removed after the measure. */
  folder(): string;
  /** Opens the shared database of this size: for reading. Closed after the measure. */
  open(name: PracticeName): Promise<OpenedPractice>;
  /** A data folder of this size that may be written to. Removed after the measure. */
  copyOf(name: PracticeName): Promise<string>;
  /** Opens any data folder. Closed after the measure. */
  openAt(dataDir: string): Promise<OpenedPractice>;
  sizeOf(name: PracticeName): PracticeSize;
  /** Called after each measure, last in first out. */
  later(cleanUp: () => unknown): void;
  endMeasure(): Promise<void>;
  close(): Promise<void>;
}

const FULL: Readonly<Record<PracticeName, PracticeSize>> = {
  demo: { conversations: 40, messages: 400 },
  tenThousand: { conversations: 500, messages: 10_000 },
  million: { conversations: 50_000, messages: 1_000_000 },
};
const QUICK: Readonly<Record<PracticeName, PracticeSize>> = {
  demo: { conversations: 40, messages: 400 },
  tenThousand: { conversations: 50, messages: 500 },
  million: { conversations: 2_500, messages: 50_000 },
};

export interface StageOptions {
  readonly quick: boolean;
  /** Leave the databases for the next run. */
  readonly keep: boolean;
  readonly say: (line: string) => void;
}

/** A stage under the system's folder for temporary files. */
export function createStage({ quick, keep, say }: StageOptions): Stage {
  const root = join(tmpdir(), `deskbell-bench-${quick ? 'quick' : 'full'}-${schemaMark()}`);
  const sizes = quick ? QUICK : FULL;
  const cleanUps: (() => unknown)[] = [];
  mkdirSync(root, { recursive: true, mode: 0o700 });

  const folder = (): string => {
    const path = mkdtempSync(join(root, 'run-'));
    cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const made = async (name: PracticeName): Promise<string> => {
    const path = join(root, name);
    if (existsSync(path)) return path;
    const { messages, conversations } = sizes[name];
    say(`making a database of ${messages} texts in ${conversations} conversations`);
    const half = mkdtempSync(join(root, 'half-'));
    await makePractice(half, sizes[name]);
    renameSync(half, path);
    return path;
  };
  const openAt = async (dataDir: string): Promise<OpenedPractice> => {
    const platform = createBenchPlatform(dataDir);
    const key = await keyOf(platform);
    const store = await openStore(platform, { key });
    cleanUps.push(() => store.close());
    return { platform, store, key };
  };
  const endMeasure = async (): Promise<void> => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  };

  return {
    folder,
    open: async (name) => openAt(await made(name)),
    openAt,
    copyOf: async (name) => {
      const source = await made(name);
      const path = folder();
      cpSync(source, path, { recursive: true });
      settle(path);
      return path;
    },
    sizeOf: (name) => sizes[name],
    later: (cleanUp) => void cleanUps.push(cleanUp),
    endMeasure,
    close: async () => {
      await endMeasure();
      if (!keep) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Has the copy on the disk before anything is timed: else the system would write it out between the samples. */
function settle(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = openSync(join(folder, name), 'r+');
    fsyncSync(file);
    closeSync(file);
  }
}

/** Names the schema: a kept database of another one is not opened but made anew. */
function schemaMark(): string {
  const { migrationsDir } = resolvePaths({ dataDir: '' });
  const hash = createHash('sha256');
  for (const file of readdirSync(migrationsDir).toSorted()) hash.update(readFileSync(join(migrationsDir, file)));
  return hash.digest('hex').slice(0, 8);
}
