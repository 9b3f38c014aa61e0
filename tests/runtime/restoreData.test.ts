import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restoreData } from '../../src/main/runtime/restoreData.ts';
import type { RestoreAsk } from '../../src/main/runtime/restoreData.ts';
import { createMemorySecrets } from '../fakes/memorySecrets.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { NOW, samplePerson } from '../store/samples.ts';
import { openDesk } from './restoreDesk.ts';

const noCode = (): Promise<string> => Promise.reject(new Error('no code was needed'));
const asking = (file: string, over: Partial<RestoreAsk> = {}): RestoreAsk => ({
  file,
  by: 'command line',
  readCode: noCode,
  confirm: () => true,
  ...over,
});

describe('a restore without the program', () => {
  it('goes without the running program only, tells first, and needs no readable data', async () => {
    const desk = await openDesk();
    desk.store.write('Ana', (tx) => tx.people.insert(samplePerson()));
    const file = await desk.backUp();
    await expect(restoreData(desk.platform, asking(file))).rejects.toMatchObject({ code: 'DATA_LOCKED' });
    await desk.store.close();
    const seen: unknown[] = [];
    expect(await restoreData(desk.platform, asking(file, { confirm: ({ lost }) => seen.push(lost) === 0 }))).toBe(
      false,
    );
    writeFileSync(join(desk.dataDir, 'deskbell.db'), Buffer.alloc(40_960, 7));
    const confirm: RestoreAsk['confirm'] = ({ lost }) => seen.push(lost) > 0;
    expect(await restoreData(desk.platform, asking(file, { confirm }))).toBe(true);
    expect(seen).toEqual([expect.objectContaining({ people: 0 }), null]);
    const after = await openDesk(desk.platform);
    expect(after.store.read((tx) => tx.people.count())).toBe(1);
  });

  it('sets a new computer up from a backup and the code, and refuses a wrong code without leaving anything', async () => {
    const desk = await openDesk();
    desk.store.write('Ana', (tx) => tx.people.insert(samplePerson()));
    const file = await desk.backUp();
    const there = createTestPlatform({ start: NOW, seed: 500 });
    await expect(restoreData(there, asking(file, { readCode: async () => 'ABCD' }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const readCode = async (): Promise<string> => desk.recoveryCode ?? '';
    expect(await restoreData(there, asking(file, { readCode }))).toBe(true);
    const after = await openDesk(there);
    expect(after.store.read((tx) => tx.people.count())).toBe(1);
    expect(after.store.read((tx) => tx.settings.get('sendFence'))).toMatchObject({ liftedAt: null });
  });

  it('opens data whose key store forgot the key by the code, and still compares', async () => {
    const desk = await openDesk();
    const file = await desk.backUp();
    desk.store.write('Ana', (tx) => tx.people.insert(samplePerson()));
    await desk.store.close();
    const forgetful = { ...desk.platform, secrets: createMemorySecrets() };
    const seen: unknown[] = [];
    const ask = asking(file, {
      readCode: async () => desk.recoveryCode ?? '',
      confirm: ({ lost }) => seen.push(lost) > 0,
    });
    expect(await restoreData(forgetful, ask)).toBe(true);
    expect(seen).toEqual([expect.objectContaining({ people: 1 })]);
  });
});
