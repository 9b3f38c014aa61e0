/**
 * The platform of plain Node: what the headless shell and the command line hand to the runtime.
 * Only assembles the implementations beside it.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createSystemClock } from './clock.ts';
import { createFileSecrets } from './fileSecrets.ts';
import { createNodeFolders } from './folders.ts';
import { createTimedIds } from './ids.ts';
import { createPinoLogger } from './logger.ts';
import type { LoggerOptions } from './logger.ts';
import { findAddresses, readNetworks } from './networks.ts';
import { createPinHasher } from './pinHasher.ts';
import type { Paths, Platform } from './ports.ts';
import { createSystemProcesses } from './processes.ts';
import { createSystemRandom } from './random.ts';
import { createSystemTimers } from './timers.ts';
import { createWorkbooks } from './workbooks.ts';

export interface NodePlatformOptions {
  /** Where the clinic's data lives; made (owner-only) when missing. */
  readonly dataDir: string;
  /** The folder that holds `migrations/` and `resources/`; found by walking up from this module when absent. */
  readonly appRoot?: string;
  /** Module of the store's worker thread; the default fits both the sources and the built program. */
  readonly storeWorker?: URL;
  readonly log?: LoggerOptions;
}

/** A full platform on this machine. Throws when the data folder cannot be made. */
export function createNodePlatform(options: NodePlatformOptions): Platform {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const clock = createSystemClock();
  const random = createSystemRandom();
  const timers = createSystemTimers();
  const paths = resolvePaths(options);
  return {
    clock,
    timers,
    ids: createTimedIds({ clock, random }),
    random,
    log: createPinoLogger(options.log),
    secrets: createFileSecrets(join(options.dataDir, 'secrets.json')),
    pins: createPinHasher(),
    fetch: (input, init) => globalThis.fetch(input, init),
    addressesOf: findAddresses,
    networks: readNetworks,
    processes: createSystemProcesses(timers),
    folders: createNodeFolders(),
    workbooks: createWorkbooks({ worker: paths.workbookWorker, timers }),
    paths,
    crashPoint: () => undefined,
  };
}

/** The places on disk, from the sources and from the built program alike. */
export function resolvePaths(options: Pick<NodePlatformOptions, 'dataDir' | 'appRoot' | 'storeWorker'>): Paths {
  const appRoot = options.appRoot ?? findAppRoot(dirname(fileURLToPath(import.meta.url)));
  return {
    dataDir: options.dataDir,
    migrationsDir: join(appRoot, 'migrations'),
    resourcesDir: join(appRoot, 'resources'),
    rendererDir: join(appRoot, 'out', 'renderer'),
    storeWorker: options.storeWorker ?? workerModule(appRoot, '../store/worker.ts', 'storeWorker.js'),
    workbookWorker: workerModule(appRoot, './workbookWorker.ts', 'workbookWorker.js'),
  };
}

function findAppRoot(from: string): string {
  if (existsSync(join(from, 'migrations'))) return from;
  const parent = dirname(from);
  if (parent === from)
    throw new Error('The program is incomplete: its migrations folder is missing. Install it again.');
  return findAppRoot(parent);
}

/** Built, this module may sit in any chunk: a worker is found from the root, never from here. */
function workerModule(appRoot: string, source: string, built: string): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(source, import.meta.url);
  return pathToFileURL(join(appRoot, 'out', 'main', built));
}
