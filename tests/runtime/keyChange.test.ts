import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import { newRecoveryCode } from '../../src/main/store/keyring.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { NOW, samplePerson } from '../store/samples.ts';
import { carry, openDesk } from './restoreDesk.ts';

const CRASHES = [
  'restore.afterStage',
  'restore.afterStaged',
  'restore.afterSetAside',
  'restore.afterRename',
  'restore.afterKeys',
];
const signal = new AbortController().signal;

async function practice() {
  const desk = await openDesk(createTestPlatform({ start: NOW, seed: 41 }));
  desk.store.write('Ana', (tx) => {
    tx.people.insert(samplePerson());
    tx.audit.append({ at: NOW, action: 'test.made' });
  });
  return desk;
}

describe('a change of the key', () => {
  it('writes everything under another key and another code, and still reads the backups of before', async () => {
    const desk = await practice();
    const before = await desk.backUp('before.backup');
    const code = desk.vault.offerCode();
    await desk.vault.askKeyChange({ code: code.toLowerCase().replaceAll('-', ' '), by: 'Ana' });
    const after = await desk.restart();
    expect(after.change).toMatchObject({ kind: 'keyChange', done: true });
    expect(after.keys.key).not.toEqual(desk.keys.key);
    expect(after.store.read((tx) => tx.people.count())).toBe(1);
    expect(await after.store.maintenance.verifyAudit()).toMatchObject({ ok: true, entries: expect.any(Number) });
    const database = join(desk.dataDir, 'deskbell.db');
    expect(() => openConnection(database, { key: desk.keys.key, mustExist: true })).toThrow();
    expect(await after.vault.look(before, null, signal)).toMatchObject({ fault: null, keyAt: 1 });
    await after.vault.askRestore({ file: before, code: null, by: 'Ana' });
    const restored = await after.restart();
    expect(restored.change).toMatchObject({ kind: 'restore', done: true });
    expect(restored.keys.key).toEqual(after.keys.key);
    expect(await restored.store.maintenance.verifyAudit()).toMatchObject({ ok: true });
    const there = await openDesk();
    const carried = carry(await restored.backUp('later.backup'), there);
    expect(await there.vault.look(carried, code, signal)).toMatchObject({ fault: null });
    await expect(there.vault.look(carried, desk.recoveryCode, signal)).rejects.toMatchObject({
      code: 'DATA_WRONG_KEY',
    });
  });

  it('takes the code that was shown or the one of now, and no other', async () => {
    const desk = await practice();
    const shown = desk.vault.offerCode();
    for (const code of [newRecoveryCode(createSeededRandom(3)), shown.slice(0, -2)]) {
      await expect(desk.vault.askKeyChange({ code, by: 'Ana' })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        field: 'code',
      });
    }
    expect(desk.vault.pending()).toBeNull();
    await desk.vault.askKeyChange({ code: desk.recoveryCode ?? '', by: 'Ana' });
    expect(desk.vault.pending()).toBe('keyChange');
    const note = readFileSync(join(desk.dataDir, 'deskbell.pending.json'), 'utf8');
    for (const form of ['hex', 'base64'] as const)
      expect(note).not.toContain(Buffer.from(desk.keys.key).toString(form));
  });

  it('goes on after crashes at one place after the other, and leaves nothing under the old key', async () => {
    const desk = await practice();
    await desk.vault.askKeyChange({ code: desk.recoveryCode ?? '', by: 'Ana' });
    for (const place of CRASHES.filter((name) => name !== 'restore.afterSetAside')) {
      const crash = (name: string): void => {
        if (name === place) throw new Error(name);
      };
      await expect(desk.restart({ crashPoint: crash })).rejects.toThrow(place);
    }
    const after = await openDesk(desk.platform);
    expect(after.store.read((tx) => tx.people.count())).toBe(1);
    expect(after.keys.previous).toEqual([desk.keys.key]);
    expect(readdirSync(desk.dataDir).filter((name) => /staged|pending|partial|before/.test(name))).toEqual([]);
    expect(await desk.platform.secrets.get('store.wrappingKey')).toBeUndefined();
    const again = await after.restart();
    expect(again.keys.key).toEqual(after.keys.key);
  });

  it('changes nothing when there is no room for the copy', async () => {
    const desk = await practice();
    await desk.vault.askKeyChange({ code: desk.recoveryCode ?? '', by: 'Ana' });
    const nowhere = { ...desk.platform.paths, storeWorker: new URL('../fakes/fullDiskWorker.ts', import.meta.url) };
    const after = await desk.restart({ paths: nowhere });
    expect(after.change).toMatchObject({ kind: 'keyChange', done: false, text: expect.stringMatching(/disk is full/) });
    expect(after.keys.key).toEqual(desk.keys.key);
    expect(existsSync(join(desk.dataDir, 'deskbell.pending.json'))).toBe(false);
    expect(after.vault.pending()).toBeNull();
  });
});
