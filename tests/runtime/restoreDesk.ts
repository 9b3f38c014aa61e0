/** A practice's data folder for the tests of restoring and of changing the key: opened as at a start, closed, opened again. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataFolder } from '../../src/main/runtime/dataFolder.ts';
import type { OpenedFolder } from '../../src/main/runtime/dataFolder.ts';
import { createVault } from '../../src/main/runtime/vault.ts';
import type { Vault, VaultDeps } from '../../src/main/runtime/vault.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import type { BackupLook, Rehearsal } from '../../src/main/store/restore/types.ts';
import { runMaintenanceTask } from '../../src/main/store/workerTasks.ts';
import type { Store } from '../../src/main/store/store.ts';
import { whenFileEnds } from '../fakes/testEnd.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import type { TestPlatform } from '../fakes/testPlatform.ts';
import { NOW } from '../store/samples.ts';

export interface Desk extends OpenedFolder {
  readonly platform: TestPlatform;
  readonly store: Store;
  readonly vault: Vault;
  readonly dataDir: string;
  /** Writes a backup and returns its path. */
  backUp(name?: string): Promise<string>;
  /** Closes it and starts it again on the same folder. */
  restart(platform?: Partial<TestPlatform>): Promise<Desk>;
}

const opened: { close(): Promise<void>; dispose(): void }[] = [];

whenFileEnds(async () => {
  for (const desk of opened) await desk.close();
  for (const desk of opened) desk.dispose();
  opened.length = 0;
});

/** The tasks of the maintenance thread on this one: a thread for each would be most of the time of these tests. */
function tasksHere({ paths }: TestPlatform, { keys }: OpenedFolder): VaultDeps['maintenance'] {
  const files = { database: join(paths.dataDir, 'deskbell.db'), dataDir: paths.dataDir, ...keys };
  return {
    lookAtBackup: async (options) =>
      runMaintenanceTask(files, { kind: 'lookAtBackup', compare: true, ...options }) as BackupLook,
    rehearseRestore: async (options) => runMaintenanceTask(files, { kind: 'rehearseRestore', ...options }) as Rehearsal,
  };
}

let seed = 0;

/** Another machine each time, unless one is given. */
export async function openDesk(given?: TestPlatform): Promise<Desk> {
  const platform = given ?? createTestPlatform({ start: NOW, seed: (seed += 1) });
  const folder = await prepareDataFolder(platform, false);
  const store = await openStore(platform, folder.keys);
  opened.push({ close: store.close, dispose: platform.dispose });
  const { dataDir } = platform.paths;
  return {
    ...folder,
    platform,
    store,
    dataDir,
    vault: createVault({ platform, keys: folder.keys, maintenance: tasksHere(platform, folder) }),
    backUp: async (name = 'copy.backup') => (await store.maintenance.backup(join(dataDir, name))).path,
    restart: async (over = {}) => {
      await store.close();
      return openDesk({ ...platform, ...over });
    },
  };
}

/** Copies a backup with its key file to another machine's folder. */
export function carry(file: string, to: Desk): string {
  const there = join(to.dataDir, 'carried.backup');
  copyFileSync(file, there);
  if (existsSync(`${file}.keys.json`)) copyFileSync(`${file}.keys.json`, `${there}.keys.json`);
  return there;
}

export function cutTo(file: string, bytes: number): void {
  writeFileSync(file, readFileSync(file).subarray(0, bytes));
}

/** Overwrites 64 bytes, as a bad sector does. */
export function damageAt(file: string, ...offsets: readonly number[]): void {
  const content = readFileSync(file);
  for (const offset of offsets) content.fill(0x5a, offset, offset + 64);
  writeFileSync(file, content);
}
