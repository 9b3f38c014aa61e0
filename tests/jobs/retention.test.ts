/** The nights: count first, then remove, never too much, and go on where a night was stopped. */
import { describe, expect, it } from 'vitest';
import { MOST_A_NIGHT, NOTHING_REMOVED } from '../../src/main/domain/privacy/retention.ts';
import { countOld, readRetentionState, removeOld } from '../../src/main/jobs/retention.ts';
import type { RetentionDeps, RetentionRule } from '../../src/main/jobs/retention.ts';
import type { Store } from '../../src/main/store/store.ts';
import { createTestStore } from '../fakes/testStore.ts';
import type { TestStore } from '../fakes/testStore.ts';
import { DAY, NOW, sampleConversation, sampleMessage, samplePerson } from '../store/samples.ts';

const RULE: RetentionRule = {
  periods: {
    textMonths: 24,
    factsYears: 6,
    fileDays: 30,
    unknownDays: 90,
    draftDays: 30,
    listDays: 90,
    auditYears: 6,
    consentYears: 10,
  },
  zone: 'UTC',
};
const OLD = NOW - 900 * DAY;
const never = new AbortController().signal;

/** Threads of texts that are old enough from the first night on. */
function addThreads(store: Store, threads: number, texts: number): void {
  store.write('Ana', (tx) => {
    for (let thread = 0; thread < threads; thread += 1) {
      const number = `+1206555${String(1000 + thread)}`;
      tx.people.insert(samplePerson({ id: `p${thread}`, givenName: `Given${thread}` }));
      tx.people.setNumbers(`p${thread}`, [{ number, label: '' }]);
      const at = OLD + thread;
      tx.conversations.insert(
        sampleConversation({ id: `c${thread}`, address: number, sortAt: at, lastAt: at, createdAt: at }),
      );
      for (let text = 0; text < texts; text += 1) {
        tx.messages.insert(
          sampleMessage({ id: `m${thread}-${text}`, conversationId: `c${thread}`, status: 'delivered', createdAt: at }),
        );
      }
    }
  });
}

/** Slices follow each other at once; `onSlice` sees each. */
function depsOf({ store, platform, clock }: TestStore, onSlice: () => void = () => undefined): RetentionDeps {
  return {
    store,
    clock,
    log: platform.log,
    timers: { after: clock.after, every: clock.every, sleep: async () => onSlice() },
  };
}

const wordsLeft = (store: Store): number =>
  store.read((tx) => tx.messages.search({ text: 'appointment', cursor: null, limit: 200 }).items.length);

const inForce = (world: TestStore): void =>
  world.store.write('Ana', (tx) =>
    tx.settings.set('retention.state', { since: NOW - 31 * DAY, endedEarly: false }, NOW),
  );

describe('the first 30 nights', () => {
  it('count what would go, say so in the trail, and remove nothing', async () => {
    const world = await createTestStore({ start: NOW });
    addThreads(world.store, 3, 4);
    const run = await removeOld(depsOf(world), RULE, never);
    expect(run).toMatchObject({ dryRun: true, counts: { ...NOTHING_REMOVED, texts: 12 } });
    expect(wordsLeft(world.store)).toBe(12);
    const [entry] = world.store.read((tx) => tx.audit.list({ cursor: null, limit: 1 }).items);
    expect(entry).toMatchObject({ action: 'retention.counted', data: { texts: 12 } });
    expect(await countOld(depsOf(world), RULE, never)).toEqual({ counts: { ...NOTHING_REMOVED, texts: 12 }, held: 0 });
    expect(world.store.read(readRetentionState)).toEqual({ since: NOW, endedEarly: false });
  });

  it('are over on the 31st', async () => {
    const world = await createTestStore({ start: NOW });
    addThreads(world.store, 1, 2);
    await removeOld(depsOf(world), RULE, never);
    await world.clock.advance(30 * DAY);
    expect(await removeOld(depsOf(world), RULE, never)).toMatchObject({ dryRun: false, counts: { texts: 2 } });
    expect(wordsLeft(world.store)).toBe(0);
  });
});

describe('a night', () => {
  it('that is stopped goes on in its own row after a restart, and is run once', async () => {
    const world = await createTestStore({ start: NOW });
    addThreads(world.store, 4, 15);
    inForce(world);
    const stop = new AbortController();
    let slices = 0;
    const stopped = await removeOld(
      depsOf(world, () => {
        slices += 1;
        if (slices === 2) stop.abort();
      }),
      RULE,
      stop.signal,
    );
    expect(stopped).toBeNull();
    const left = wordsLeft(world.store);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(60);

    const again = await world.reopen();
    const run = await removeOld(depsOf(again), RULE, never);
    expect(run?.counts.texts).toBe(60);
    expect(wordsLeft(again.store)).toBe(0);
    expect(await removeOld(depsOf(again), RULE, never)).toEqual(run);
    expect(again.store.read((tx) => tx.retention.runs(10))).toHaveLength(1);
  });

  it('removes at most so many rows, and the next one the rest', async () => {
    const world = await createTestStore({ start: NOW });
    addThreads(world.store, 3, 17);
    inForce(world);
    const rule = { ...RULE, most: 50 };
    expect((await removeOld(depsOf(world), rule, never))?.counts.texts).toBe(50);
    await world.clock.advance(DAY);
    expect((await removeOld(depsOf(world), rule, never))?.counts.texts).toBe(1);
    expect(wordsLeft(world.store)).toBe(0);
    expect(MOST_A_NIGHT).toBe(5000);
  });
});
