import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createNodeFolders } from '../../../src/main/platform/folders.ts';
import type { Folders } from '../../../src/main/platform/ports.ts';
import { NOW } from '../schedule/practice.ts';
import { ana, bo, createFolder, createSourcesWorld, csv, odd } from './world.ts';

const HOUR = 3_600_000;
const watch = (path: string, more: object = {}) => ({
  kind: 'folder' as const,
  label: 'Exports',
  addByItself: true,
  folder: { path },
  ...more,
});
/** Real folders, but for what `over` does. */
const folders = (over: (real: Folders) => Partial<Folders>): Folders => {
  const real = createNodeFolders();
  return { ...real, ...over(real) };
};

describe('a watched folder', () => {
  test('is read once a file has stayed the same over two looks, and what nobody has to look at is added', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute();
    folder.put('monday.csv', csv(ana, bo));
    await world.minute();
    expect(world.visits()).toEqual([]);
    await world.minute();
    expect(world.visits().map(({ name }) => name)).toEqual(['Ana Cruz', 'Bo Kim']);
    const { items, lists } = await world.list();
    expect(lists).toEqual([]);
    expect(items[0]).toMatchObject({ state: 'good', problem: null });
    expect(readdirSync(folder.path)).toEqual(['monday.csv']);
  });

  test('waits for a person unless it was told to add by itself, and says how many', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('monday.csv', csv(ana, bo, odd));
    await world.save(watch(folder.path, { addByItself: false }));
    world.job.start();
    await world.minute(3);
    expect(world.visits()).toEqual([]);
    const { items, lists } = await world.list();
    expect(items[0]).toMatchObject({ state: 'waiting', lastGoodAt: null });
    expect(lists).toMatchObject([{ name: 'monday.csv', state: 'waiting', counts: { new: 2 }, needYou: 1 }]);
  });

  test('a list that waits is looked at, added by the ordinary import, and no longer waits', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('monday.csv', csv(ana, bo), NOW - HOUR);
    const source = await world.save(watch(folder.path, { addByItself: false }));
    world.job.start();
    await world.minute(2);
    const [list] = (await world.list()).lists;
    const context = world.practice.context();
    const preview = await world.until(world.handlers.sources.previewList(context, { id: list?.id ?? '' }));
    await world.until(
      world.schedule.applyImport(context, { importId: preview.importId, consent: 'askFirst', confirmedBrakes: [] }),
    );
    expect(world.visits()).toHaveLength(2);
    expect((await world.list()).lists).toEqual([]);
    expect((await world.list()).items[0]).toMatchObject({ id: source.id, state: 'good', lastGoodAt: NOW - HOUR });
    await world.minute();
    expect(world.store.read((tx) => tx.sources.content(list?.id ?? ''))).toBeNull();
  });

  test('rows that ask something are left to a person, the others go in; asked once, not at every list', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('monday.csv', csv(ana, odd));
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(2);
    expect(world.visits().map(({ name }) => name)).toEqual(['Ana Cruz']);
    const { lists } = await world.list();
    expect(lists).toMatchObject([{ state: 'rest', needYou: 1 }]);
    await world.until(world.handlers.sources.dismissList(world.practice.context(), { id: lists[0]?.id ?? '' }));
    folder.put('monday.csv', csv(ana, bo, odd));
    await world.minute(2);
    expect(world.visits()).toHaveLength(2);
    expect((await world.list()).lists).toEqual([]);
  });

  test('the same content is never imported twice, under whatever name and however often it is written anew', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('monday.csv', csv(ana, bo), NOW - 60_000);
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(2);
    const imports = () =>
      world.store.read((tx) => tx.audit.list({ action: 'schedule.imported', cursor: null, limit: 50 }).items.length);
    expect(imports()).toBe(1);
    folder.put('monday.csv', csv(ana, bo), NOW + 60_000);
    folder.put('monday (copy).csv', csv(ana, bo));
    await world.minute(3);
    expect(imports()).toBe(1);
    expect((await world.list()).lists).toEqual([]);
  });

  test('an older list that comes back after a newer one waits, whatever it was told', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('day.csv', csv(ana, bo));
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(2);
    folder.put('day.csv', csv(ana.replace('9:30', '11:30'), bo));
    await world.minute(2);
    const moved = world.visits().find(({ key }) => key === 'id:A1')?.startsAt;
    expect(moved).toBe(Date.UTC(2027, 0, 18, 16, 30));
    folder.put('day.csv', csv(ana, bo));
    await world.minute(2);
    expect(world.visits().find(({ key }) => key === 'id:A1')?.startsAt).toBe(moved);
    const [list] = (await world.list()).lists;
    expect(list?.doubts.map(({ code }) => code)).toContain('sameAsBefore');
  });

  test('two files at once are two lists, in the order in which they were written', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    await world.save(watch(folder.path, { addByItself: false }));
    world.job.start();
    await world.minute();
    folder.put('b.csv', csv(ana), NOW - 120_000);
    folder.put('a.csv', csv(bo), NOW - 60_000);
    await world.minute(2);
    expect((await world.list()).lists.map(({ name }) => name)).toEqual(['b.csv', 'a.csv']);
  });

  test('of what was there before the watching began only the newest is news', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('last-month.csv', csv(bo), NOW - 40 * 24 * HOUR);
    folder.put('today.csv', csv(ana), NOW - HOUR);
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(3);
    expect(world.visits().map(({ name }) => name)).toEqual(['Ana Cruz']);
  });

  test('moves what it has read into "done" when asked, and never over another file', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    await world.save(watch(folder.path, { folder: { path: folder.path, done: 'move' } }));
    world.job.start();
    await world.minute();
    folder.put('day.csv', csv(ana));
    await world.minute(2);
    folder.put('day.csv', csv(ana, bo));
    await world.minute(2);
    expect(readdirSync(join(folder.path, 'done')).toSorted()).toEqual(['day (2).csv', 'day.csv']);
    expect(existsSync(join(folder.path, 'day.csv'))).toBe(false);
    expect(world.visits()).toHaveLength(2);
  });

  test('other files, and those of programs at work, are left alone', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    await world.save(watch(folder.path, { folder: { path: folder.path, pattern: 'sched-*.csv; *.tsv' } }));
    world.job.start();
    for (const name of ['~$sched-1.csv', '.sched-1.csv', 'sched-1.csv.part', 'letter.txt', 'other.csv']) {
      folder.put(name, csv(ana));
    }
    mkdirSync(join(folder.path, 'sched-folder.csv'));
    await world.minute(3);
    expect(world.visits()).toEqual([]);
    folder.put('SCHED-2.CSV', csv(ana));
    await world.minute(2);
    expect(world.visits()).toHaveLength(1);
  });

  test('a folder that goes away is told in words, and goes on when it is back', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    folder.put('day.csv', csv(ana));
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(2);
    renameSync(folder.path, `${folder.path}-away`);
    await world.minute(3);
    expect((await world.list()).items[0]).toMatchObject({ state: 'trouble', problem: { code: 'folderMissing' } });
    renameSync(`${folder.path}-away`, folder.path);
    await world.minute();
    expect((await world.list()).items[0]).toMatchObject({ state: 'good', problem: null });
    expect(world.visits()).toHaveLength(1);
    rmSync(join(folder.path, 'day.csv'));
  });

  test('a file another program holds is tried again until it lets go', async () => {
    let held = true;
    const world = await createSourcesWorld({
      folders: folders((real) => ({
        read: async (...args) => (held ? { ok: false, failure: 'busy' } : real.read(...args)),
      })),
    });
    const folder = createFolder();
    folder.put('day.csv', csv(ana));
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(3);
    expect((await world.list()).items[0]).toMatchObject({ state: 'good', problem: { code: 'fileBusy' } });
    expect(world.visits()).toEqual([]);
    held = false;
    await world.minute();
    expect(world.visits()).toHaveLength(1);
    expect((await world.list()).items[0]?.problem).toBeNull();
  });

  test('a file that is replaced while it is read is not taken before it has been the same twice again', async () => {
    let reads = 0;
    const folder = createFolder();
    const world = await createSourcesWorld({
      folders: folders((real) => ({
        read: async (path, name, most) => {
          reads += 1;
          if (reads > 1) return real.read(path, name, most);
          const answer = real.read(path, name, most);
          truncateSync(join(path, name), 20);
          const first = await answer;
          folder.put(name, csv(ana, bo));
          return first.ok ? { ok: false, failure: 'changed' } : first;
        },
      })),
    });
    folder.put('day.csv', csv(ana));
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute(2);
    expect(world.visits()).toEqual([]);
    await world.minute(2);
    expect(world.visits()).toHaveLength(2);
  });

  test('the real file system notices a change during a read', async () => {
    const folder = createFolder();
    folder.put('day.csv', 'x'.repeat(2_000_000));
    const reading = createNodeFolders().read(folder.path, 'day.csv', 25_000_000);
    truncateSync(join(folder.path, 'day.csv'), 10);
    const answer = await reading;
    expect(answer.ok ? answer.value.byteLength : answer.failure).not.toBe(2_000_000);
    await expect(createNodeFolders().read(folder.path, '../day.csv', 10)).resolves.toMatchObject({ ok: false });
  });

  test('a share that hangs holds up neither the job nor other sources, and is not asked again meanwhile', async () => {
    let asked = 0;
    const world = await createSourcesWorld({
      folders: folders((real) => ({
        list: async (path) => {
          if (!path.endsWith('share')) return real.list(path);
          asked += 1;
          return new Promise(() => undefined);
        },
      })),
    });
    const folder = createFolder();
    folder.put('day.csv', csv(ana));
    await world.save(watch('/mnt/share', { label: 'Share' }));
    await world.save(watch(folder.path));
    world.job.start();
    await world.soon(async () => (await world.source('Exports'))?.lastReadAt !== null);
    await world.clock.advance(29_000);
    await world.clock.advance(1_000);
    await world.soon(async () => (await world.source('Share'))?.state === 'trouble');
    expect((await world.source('Share'))?.problem?.code).toBe('folderAway');
    await world.clock.advance(30_000);
    await world.soon(() => world.visits().length === 1);
    expect(asked).toBe(1);
    await world.clock.advance(30_000);
    await world.soon(() => asked === 2);
    await world.clock.advance(30_000);
  });

  test('a file that is no list waits with the reason; nothing else is held up', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute();
    folder.put('letter.txt', 'Dear all,\r\nsee you on Monday.');
    folder.put('day.csv', csv(ana));
    await world.minute(2);
    expect(world.visits()).toHaveLength(1);
    expect((await world.list()).lists).toMatchObject([{ name: 'letter.txt', counts: null, needYou: 0 }]);
  });

  test('a clock that jumps a day ahead or back neither repeats nor skips a look', async () => {
    const world = await createSourcesWorld();
    const folder = createFolder();
    await world.save(watch(folder.path));
    world.job.start();
    await world.minute();
    world.clock.jumpWallClock(-24 * HOUR);
    folder.put('day.csv', csv(ana));
    await world.minute(2);
    expect(world.visits()).toHaveLength(1);
    world.clock.jumpWallClock(48 * HOUR);
    folder.put('day.csv', csv(ana, bo));
    await world.minute(2);
    expect(world.visits()).toHaveLength(2);
  });
});
