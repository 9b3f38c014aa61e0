/** A restore on a new computer from its window: made ready while the program runs, put in place by the restart. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stageAhead } from '../../src/main/runtime/pendingChange.ts';
import { createVault } from '../../src/main/runtime/vault.ts';
import type { Vault } from '../../src/main/runtime/vault.ts';
import type { BackupLook } from '../../src/main/store/restore/types.ts';
import { runMaintenanceTask } from '../../src/main/store/workerTasks.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { HOUR, MINUTE, NOW, samplePerson } from '../store/samples.ts';
import { carry, openDesk } from './restoreDesk.ts';
import type { Desk } from './restoreDesk.ts';

let seed = 900;

/** An old computer's backup on a new one that was started for the first time. */
async function move(): Promise<{ old: Desk; there: Desk; file: string; vault: Vault }> {
  const old = await openDesk();
  old.store.write('Ana', (tx) => {
    tx.people.insert(samplePerson());
    tx.audit.append({ at: NOW, action: 'test.made' });
  });
  const there = await openDesk(createTestPlatform({ start: NOW + 2 * HOUR, seed: (seed += 1) }));
  const file = carry(await old.backUp(), there);
  const files = { database: join(there.dataDir, 'deskbell.db'), dataDir: there.dataDir, ...there.keys };
  const vault = createVault({
    platform: there.platform,
    keys: there.keys,
    maintenance: {
      lookAtBackup: async (options) =>
        runMaintenanceTask(files, { kind: 'lookAtBackup', compare: true, ...options }) as BackupLook,
      rehearseRestore: () => Promise.reject(new Error('not asked')),
    },
    stageAhead: (onStep) => stageAhead(there.platform, onStep),
  });
  return { old, there, file, vault };
}

const quiet = (): void => undefined;
const look = (vault: Vault, file: string, code: string | null) => vault.look(file, code, new AbortController().signal);
const left = ({ dataDir }: Desk): string[] => readdirSync(dataDir).filter((name) => /staged|pending/.test(name));

describe('a restore in the window of a new computer', () => {
  it('asks for the code, tells how far it has come, and has only the swap left for the restart', async () => {
    const { old, there, file, vault } = await move();
    expect(await look(vault, file, null)).toMatchObject({ fault: 'otherKey', asksForCode: true, foreign: false });
    await expect(look(vault, file, 'ABCD')).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'code' });
    await expect(look(vault, file, there.recoveryCode)).rejects.toMatchObject({ code: 'DATA_WRONG_KEY' });
    expect(await look(vault, file, old.recoveryCode)).toMatchObject({
      ...{ fault: null, asksForCode: false, foreign: true },
      content: { people: 1, lastEntryAt: NOW },
    });
    const steps: string[] = [];
    const ask = { file, code: old.recoveryCode, by: 'Ana' };
    await vault.askRestore({ ...ask, onStep: (step) => steps.push(step) });
    expect(steps).toEqual(['copying', 'converting', 'updating', 'checking', 'settling']);
    await expect(vault.askRestore(ask)).rejects.toMatchObject({ code: 'CONFLICT' });
    // The drive may be pulled out now.
    rmSync(file);
    const after = await there.restart();
    expect(after.change).toMatchObject({ kind: 'restore', done: true });
    expect(after.store.read((tx) => tx.people.count())).toBe(1);
    expect(after.store.read((tx) => tx.settings.get('sendFence'))).toMatchObject({ liftedAt: null, lostFrom: NOW });
    expect(left(after)).toEqual([]);
  });

  it('is given up where the restart comes late, and can be taken back before: the reminders went on falling due', async () => {
    const { old, there, file, vault } = await move();
    await vault.askRestore({ file, code: old.recoveryCode, by: 'Ana', onStep: quiet });
    vault.cancel();
    expect([vault.pending(), left(there)]).toEqual([null, []]);
    await vault.askRestore({ file, code: old.recoveryCode, by: 'Ana', onStep: quiet });
    await there.platform.clock.advance(31 * MINUTE);
    const after = await there.restart();
    expect(after.change).toMatchObject({ done: false, text: expect.stringContaining('Start the restore again') });
    expect([after.store.read((tx) => tx.people.count()), left(after)]).toEqual([0, []]);
  });

  it('whose swap had begun goes on however late it is started', async () => {
    const { old, there, file, vault } = await move();
    await vault.askRestore({ file, code: old.recoveryCode, by: 'Ana', onStep: quiet });
    const dies = (name: string): void => {
      if (name === 'restore.afterSetAside') throw new Error('the power went');
    };
    await expect(there.restart({ crashPoint: dies })).rejects.toThrow('the power went');
    await there.platform.clock.advance(24 * HOUR);
    const after = await openDesk(there.platform);
    expect(after.store.read((tx) => tx.people.count())).toBe(1);
  });
});
