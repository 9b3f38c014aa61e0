import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBackups } from '../../../src/main/features/backups/find.ts';
import { backupPlaces } from '../../../src/main/platform/backupPlaces.ts';
import { createNodeFolders } from '../../../src/main/platform/folders.ts';
import type { Folders } from '../../../src/main/platform/ports.ts';
import { createTestPlatform } from '../../fakes/testPlatform.ts';

const home = mkdtempSync(join(tmpdir(), 'deskbell-find-'));
const platform = createTestPlatform();
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  platform.dispose();
});

function put(path: string, at: number): string {
  const file = join(home, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'content');
  utimesSync(file, at, at);
  return file;
}

const deps = (folders: Folders) => ({
  folders,
  timers: platform.timers,
  places: () => backupPlaces({ platform: 'win32' as const, env: {}, home }),
});

describe('backups from elsewhere', () => {
  it('are found in the usual places, the newest first, with whether their key file lies beside them', async () => {
    const older = put('Downloads/deskbell-2026-11-18-020000.backup', 1_000);
    const newer = put('Desktop/Deskbell/copy.BACKUP', 2_000);
    put('Downloads/deskbell-2026-11-18-020000.backup.keys.json', 1_000);
    put('Downloads/holiday.zip', 3_000);
    expect(await findBackups(deps(createNodeFolders()), null)).toEqual([
      { path: newer, at: 2_000_000, sizeBytes: 7, hasKeys: false },
      { path: older, at: 1_000_000, sizeBytes: 7, hasKeys: true },
    ]);
  });

  it('are looked for in a folder that was named; one that is not there is said', async () => {
    const file = put('stick/one.backup', 1_000);
    expect(await findBackups(deps(createNodeFolders()), join(home, 'stick'))).toMatchObject([{ path: file }]);
    await expect(findBackups(deps(createNodeFolders()), join(home, 'gone'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(findBackups(deps(createNodeFolders()), 'stick')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('wait for no drive that never answers', async () => {
    const hangs: Folders = { ...createNodeFolders(), list: () => new Promise(() => undefined) };
    const looking = findBackups(deps(hangs), null);
    await platform.clock.advance(5_000);
    expect(await looking).toEqual([]);
  });
});
