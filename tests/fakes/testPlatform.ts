/**
 * A whole platform for tests: virtual time, seeded ids and randomness, no network, no other programs, a data folder of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeFolders } from '../../src/main/platform/folders.ts';
import { resolvePaths } from '../../src/main/platform/node.ts';
import type { Platform } from '../../src/main/platform/ports.ts';
import { createWorkbooks } from '../../src/main/platform/workbooks.ts';
import { createRecordingLogger } from './loggers.ts';
import type { RecordingLogger } from './loggers.ts';
import { createMemorySecrets } from './memorySecrets.ts';
import { createPlainPins } from './plainPins.ts';
import { createSeededIds, createSeededRandom } from './seeded.ts';
import { createVirtualClock } from './virtualClock.ts';
import type { VirtualClock } from './virtualClock.ts';

export interface TestPlatform extends Platform {
  readonly clock: VirtualClock;
  readonly timers: VirtualClock;
  readonly log: RecordingLogger;
  /** Removes the data folder, if this call made it. */
  dispose(): void;
}

export interface TestPlatformOverrides extends Partial<Omit<Platform, 'clock' | 'timers' | 'log'>> {
  /** One clock for both ports; share it to put two platforms in the same time. */
  readonly clock?: VirtualClock;
  /** UTC ms shown at the start, when no clock is given. */
  readonly start?: number;
  readonly seed?: number;
  /** Use this folder (and leave it) instead of a temporary one: a second platform on the same data is a restart. */
  readonly dataDir?: string;
}

/** A platform on virtual time. Its `fetch` refuses: a test that wants a network passes one. */
export function createTestPlatform(overrides: TestPlatformOverrides = {}): TestPlatform {
  const { start, seed = 1, dataDir: givenDir, clock: givenClock, ...ports } = overrides;
  const clock = givenClock ?? createVirtualClock(start === undefined ? {} : { start });
  const dataDir = givenDir ?? mkdtempSync(join(tmpdir(), 'deskbell-test-'));
  const paths = resolvePaths({ dataDir });
  return {
    clock,
    timers: clock,
    ids: createSeededIds(seed),
    random: createSeededRandom(seed),
    log: createRecordingLogger(),
    secrets: createMemorySecrets(),
    pins: createPlainPins(),
    fetch: async () => Promise.reject(new TypeError('This test has no network. Pass `fetch` to createTestPlatform.')),
    addressesOf: async () => Promise.resolve([]),
    networks: () => [],
    processes: {
      start: () => ({ ended: Promise.resolve({ kind: 'notFound' }), stop: async () => undefined }),
    },
    folders: createNodeFolders(),
    workbooks: createWorkbooks({ worker: paths.workbookWorker, timers: clock }),
    paths,
    crashPoint: () => undefined,
    ...ports,
    dispose: () => {
      if (givenDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
