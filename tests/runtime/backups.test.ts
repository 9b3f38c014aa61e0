import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpTonight } from '../../src/main/runtime/backups.ts';
import { createRuntime } from '../../src/main/runtime.ts';
import type { Runtime } from '../../src/main/runtime.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import type { TestPlatform } from '../fakes/testPlatform.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { DAY, HOUR, NOW } from '../store/samples.ts';

const signal = new AbortController().signal;
const owner = { id: 'device', name: 'owner', role: 'owner' } as const;

async function ask(runtime: Runtime, procedure: string, input: object = {}): Promise<unknown> {
  const answer = await runtime.rpc.router.call({ procedure, input, actor: owner, signal });
  if (!answer.ok) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  return answer.value;
}

describe('the nightly backup', () => {
  it('is kept for 35 days, and the newest three however old they are', async () => {
    const { store, platform } = await createTestStore({ start: NOW });
    const dir = join(platform.paths.dataDir, 'backups');
    mkdirSync(dir);
    const named = (days: number): string =>
      `deskbell-${new Date(NOW - days * DAY).toISOString().slice(0, 10)}-020000.backup`;
    for (const days of [10, 34, 36, 60]) {
      for (const end of ['', '.keys.json', '.anchor']) writeFileSync(join(dir, `${named(days)}${end}`), 'x');
    }
    writeFileSync(join(dir, 'mine.backup'), 'x');
    utimesSync(join(dir, 'mine.backup'), 1, 1);
    await backUpTonight({ ...platform, store }, signal);
    const left = readdirSync(dir).filter((name) => name.endsWith('.backup'));
    expect(left).toEqual(expect.arrayContaining([named(10), named(34), 'mine.backup']));
    expect(left).toHaveLength(4);
    expect(readdirSync(dir).some((name) => name.startsWith(named(36)))).toBe(false);
    store.write('Ana', (tx) => tx.settings.set('backup', { keepDays: 7 }, NOW));
    await platform.clock.advance(DAY);
    await backUpTonight({ ...platform, store }, signal);
    expect(readdirSync(dir).filter((name) => name.endsWith('.backup'))).toHaveLength(4);
  });

  it('goes to another drive as well, and says so when that is not there', async () => {
    const { store, platform } = await createTestStore({ start: NOW });
    const other = join(platform.paths.dataDir, 'other');
    store.write('Ana', (tx) => tx.settings.set('backup', { copyTo: other }, NOW));
    await backUpTonight({ ...platform, store }, signal);
    const problem = () =>
      store.read((tx) => (tx.settings.get('backupState') as { copyProblem: string | null }).copyProblem);
    expect(problem()).toMatch(/is not there\. Connect its drive/);
    mkdirSync(other);
    await platform.clock.advance(DAY);
    await backUpTonight({ ...platform, store }, signal);
    expect(problem()).toBeNull();
    expect(readdirSync(other).filter((name) => name.endsWith('.backup'))).toHaveLength(1);
    expect(readdirSync(other).some((name) => name.includes('partial'))).toBe(false);
  });
});

describe('backups through the contract', () => {
  const start = async (platform: TestPlatform): Promise<Runtime> =>
    createRuntime(platform, { bell: { everyMinute: () => ({ cancel: () => undefined }) } });

  it('backs up, tests, restores at the next start, and holds automatic texts until the fence is lifted', async () => {
    const platform = createTestPlatform({ start: NOW });
    const first = await start(platform);
    await ask(first, 'system.createBackup');
    await platform.clock.advance(HOUR);
    const state = (await ask(first, 'backups.getState')) as {
      entries: { file: string; hasKeys: boolean }[];
      folder: string;
    };
    const [entry] = state.entries;
    expect(entry).toMatchObject({ kind: 'nightly', hasKeys: true });
    const file = entry?.file ?? '';
    expect(await ask(first, 'backups.testRestore', { file })).toMatchObject({ trailWhole: true });
    expect(await ask(first, 'backups.lookAt', { file })).toMatchObject({ fault: null });
    await expect(ask(first, 'backups.lookAt', { file: '../deskbell.db' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(ask(first, 'backups.restart')).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    expect(await ask(first, 'backups.getFence')).toEqual({ fence: null });
    await ask(first, 'backups.restore', { file });
    expect(await ask(first, 'backups.getState')).toMatchObject({ pending: 'restore' });
    await first.stop();

    const second = await start(platform);
    expect(await ask(second, 'backups.getState')).toMatchObject({
      pending: null,
      lastChange: { kind: 'restore', done: true },
    });
    expect(await ask(second, 'backups.getFence')).toMatchObject({ fence: { up: true, restoredAt: NOW + HOUR } });
    expect(await ask(second, 'audit.verifyChain', { integrity: true })).toMatchObject({ ok: true, integrity: 'ok' });
    expect(await ask(second, 'backups.liftFence')).toMatchObject({ up: false, liftedBy: 'owner' });
    await second.stop();
    expect(existsSync(join(platform.paths.dataDir, 'deskbell.pending.json'))).toBe(false);
    platform.dispose();
    rmSync(state.folder, { recursive: true, force: true });
  });
});
