/** What of a thread is in memory: always one run of it without gaps, never more than a bounded part, and the newest page known. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Message } from '../../../src/renderer/contract.ts';
import {
  held,
  KEEP,
  loadNewer,
  loadNewest,
  loadOlder,
  loadUntil,
  PAGE,
  reload,
} from '../../../src/renderer/features/inbox/thread/threadPages.ts';
import type { AskTexts, ThreadPages } from '../../../src/renderer/features/inbox/thread/threadPages.ts';
import { text } from './desk.ts';

/** A thread as the core keeps it: pages by the place of their last text, so that new texts do not move them. */
function thread(count: number) {
  const all = Array.from({ length: count }, (_, at) => text(`m${at}`, `${at}`, { createdAt: at * 10 }));
  let asks = 0;
  const ask: AskTexts = async (cursor, limit) => {
    asks += 1;
    const older = all.filter(({ createdAt }) => cursor === null || createdAt < Number(cursor)).toReversed();
    const items = older.slice(0, limit);
    return { items, next: older.length > limit ? String(items.at(-1)?.createdAt) : null };
  };
  const add = (createdAt: number): void => {
    all.push(text(`m${createdAt}-${all.length}`, 'added', { createdAt }));
    all.sort((a, b) => a.createdAt - b.createdAt);
  };
  return { all, ask, add, asks: () => asks };
}

const ids = (items: readonly Message[]): readonly string[] => items.map(({ id }) => id);

/** The same run of `all`, or undefined when it has a gap. */
function runIn(all: readonly Message[], loaded: ThreadPages): readonly string[] {
  const newestFirst = ids(all.toReversed());
  const from = newestFirst.indexOf(loaded.items[0]?.id ?? '');
  return newestFirst.slice(from, from + loaded.items.length);
}

it('holds one run without gaps, bounded, whatever is read, added and asked again', async () => {
  const steps = fc.array(fc.constantFrom('older', 'newer', 'again', 'arrives', 'late', 'newest'), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1_500 }), steps, async (count, walk) => {
      const { all, ask, add } = thread(count);
      let loaded = await reload(ask, undefined);
      for (const step of walk) {
        if (step === 'older' && loaded.next !== null) loaded = await loadOlder(ask, loaded);
        if (step === 'newer') loaded = await loadNewer(ask, loaded);
        if (step === 'newest') loaded = await loadNewest(ask);
        if (step === 'arrives') add((all.at(-1)?.createdAt ?? 0) + 10);
        if (step === 'late') add((loaded.items[0]?.createdAt ?? 0) + 5);
        if (['again', 'arrives', 'late'].includes(step)) loaded = await reload(ask, loaded);
        expect(ids(loaded.items)).toEqual(runIn(all, loaded));
        expect(loaded.items.length).toBe(held(loaded));
        expect(loaded.items.length).toBeLessThan(KEEP + 2 * 200);
        expect(loaded.next === null).toBe(loaded.items.at(-1) === all[0]);
        expect(ids(loaded.first.items)).toEqual(ids(all.toReversed().slice(0, loaded.first.items.length)));
        if (loaded.newer.length === 0) expect(loaded.items[0]).toBe(all.at(-1));
      }
    }),
    { numRuns: 60 },
  );
});

it('comes back to the newest text page by page', async () => {
  const { all, ask } = thread(2_000);
  let loaded = await reload(ask, undefined);
  while (loaded.next !== null) loaded = await loadOlder(ask, loaded);
  expect(loaded.items.at(-1)).toBe(all[0]);
  for (let pages = 0; loaded.newer.length > 0 && pages < 40; pages += 1) loaded = await loadNewer(ask, loaded);
  expect(loaded.items[0]).toBe(all.at(-1));
  expect(loaded.items.length).toBeLessThan(KEEP + PAGE);
});

it('asks again for a bounded part only, however far somebody has read', async () => {
  const { ask, asks } = thread(5_000);
  let loaded = await reload(ask, undefined);
  for (let pages = 0; pages < 60; pages += 1) loaded = await loadOlder(ask, loaded);
  const before = asks();
  await reload(ask, loaded);
  expect(asks() - before).toBeLessThanOrEqual(4);
});

it('finds a text thousands back, and leaves everything as it was when there is none', async () => {
  const { ask } = thread(9_000);
  const opened = await reload(ask, undefined);
  const found = await loadUntil(ask, opened, 'm1234');
  expect(ids(found.items)).toContain('m1234');
  expect(found.items.length).toBeLessThan(KEEP + 200);
  expect(await loadUntil(ask, opened, 'never')).toBe(opened);
});
