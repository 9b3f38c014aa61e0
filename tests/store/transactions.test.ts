import { describe, expect, it } from 'vitest';
import type { EventBatch } from '../../src/contract/events.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, samplePerson } from './samples.ts';

const addPerson = (id: string) => (tx: WriteTx) => {
  tx.people.insert(samplePerson({ id }));
  tx.changed('person.changed', id);
};

describe('a write', () => {
  it('leaves nothing behind when its work fails', async () => {
    const { store } = await createTestStore();
    const heard: EventBatch[] = [];
    store.onCommit((batch) => void heard.push(batch));
    const work = (tx: WriteTx): void => {
      addPerson('a')(tx);
      tx.audit.append({ at: NOW, action: 'person.added' });
      throw new Error('the feature changed its mind');
    };
    expect(() => store.write('Ana', work)).toThrow('changed its mind');
    expect(store.read((tx) => tx.people.count())).toBe(0);
    expect(store.read((tx) => tx.audit.head().seq)).toBe(0);
    expect([heard, store.lastSeq()]).toEqual([[], 0]);
    store.write('Ana', addPerson('b'));
    expect(heard).toEqual([{ seq: 1, changes: [{ topic: 'person.changed', id: 'b', parentId: null }] }]);
  });

  it('inside a write or a read is a defect, and the outer one is undone', async () => {
    const { store } = await createTestStore();
    const nested = (tx: WriteTx): void => {
      addPerson('a')(tx);
      store.write('Ben', addPerson('b'));
    };
    expect(() => store.write('Ana', nested)).toThrow(/inside another transaction/);
    expect(() => store.read(() => store.write('Ben', addPerson('b')))).toThrow(/inside another transaction/);
    expect(store.read((tx) => tx.people.count())).toBe(0);
  });

  it('must be synchronous', async () => {
    const { store } = await createTestStore();
    expect(() =>
      store.write('Ana', async (tx) => {
        addPerson('a')(tx);
        await Promise.reject(new Error('late'));
      }),
    ).toThrow(/synchronous/);
    expect(store.read((tx) => tx.people.count())).toBe(0);
  });

  it('is refused through a transaction that has ended', async () => {
    const { store } = await createTestStore();
    const leaked = store.write('Ana', (tx) => tx);
    expect(() => addPerson('a')(leaked)).toThrow(/outside store.write/);
    expect(() => leaked.changed('person.changed', 'a')).toThrow(/outside store.write/);
    expect(() => store.read((tx) => addPerson('a')(tx as WriteTx))).toThrow(/outside store.write/);
  });

  it('signs its audit rows and settings with the actor', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => tx.audit.append({ at: NOW, action: 'first' }));
    store.write('planner', (tx) =>
      tx.audit.append({ at: NOW, action: 'second', entity: 'reminder', entityId: 'r1', data: { b: 1, a: 2 } }),
    );
    const { items } = store.read((tx) => tx.audit.list({ cursor: null, limit: 10 }));
    expect(items.map(({ seq, actor, action }) => [seq, actor, action])).toEqual([
      [2, 'planner', 'second'],
      [1, 'Ana', 'first'],
    ]);
    expect(items[0]?.data).toEqual({ a: 2, b: 1 });
    const filtered = (query: { action?: string; entityId?: string; from?: number }) =>
      store.read((tx) => tx.audit.list({ ...query, cursor: null, limit: 10 })).items.map(({ seq }) => seq);
    expect([filtered({ action: 'first' }), filtered({ entityId: 'r1' }), filtered({ from: NOW + 1 })]).toEqual([
      [1],
      [2],
      [],
    ]);
  });

  it('that is slow is logged by kind and actor, never with data', async () => {
    const { store, platform } = await createTestStore();
    store.write('Ana', (tx) => {
      addPerson('Maria')(tx);
      platform.clock.sleepThrough(51);
    });
    store.write('Ana', () => platform.clock.sleepThrough(50));
    expect(platform.log.entries).toEqual([
      { level: 'warn', event: 'store.slowTransaction', fields: { kind: 'write', actor: 'Ana', ms: 51 } },
    ]);
  });
});

describe('a crash', () => {
  it('before the commit loses the whole transaction, after it nothing', async () => {
    let crashAt = '';
    const { store, reopen } = await createTestStore({
      crashPoint: (name) => {
        if (name === crashAt) throw new Error(`crash at ${name}`);
      },
    });
    crashAt = 'store.beforeCommit';
    expect(() => store.write('Ana', addPerson('lost'))).toThrow('crash');
    crashAt = 'store.afterCommit';
    expect(() => store.write('Ana', addPerson('kept'))).toThrow('crash');
    crashAt = '';
    const again = await reopen();
    expect(again.store.read((tx) => [tx.people.get('lost'), tx.people.get('kept')?.id])).toEqual([undefined, 'kept']);
    expect(again.store.lastSeq()).toBe(1);
  });
});

describe('changes', () => {
  it('are told after the commit, folded, with rising sequence numbers', async () => {
    const { store } = await createTestStore();
    const heard: [EventBatch, number][] = [];
    const stop = store.onCommit((batch) => void heard.push([batch, store.read((tx) => tx.people.count())]));
    store.write('Ana', (tx) => {
      addPerson('a')(tx);
      tx.changed('person.changed', 'a');
      tx.changed('message.added', 'm1', 'conversation-1');
    });
    store.write('Ana', () => undefined);
    stop();
    store.write('Ana', addPerson('b'));
    expect(heard).toEqual([
      [
        {
          seq: 2,
          changes: [
            { topic: 'person.changed', id: 'a', parentId: null },
            { topic: 'message.added', id: 'm1', parentId: 'conversation-1' },
          ],
        },
        1,
      ],
    ]);
  });

  it('reach every listener in order, also when one writes and one fails', async () => {
    const { store, platform } = await createTestStore();
    const heard: string[] = [];
    store.onCommit(({ seq }) => {
      if (seq === 1) store.write('system', addPerson('b'));
      heard.push(`first ${seq}`);
    });
    store.onCommit(() => {
      throw new Error('deaf');
    });
    store.onCommit(({ seq }) => void heard.push(`last ${seq}`));
    store.write('Ana', addPerson('a'));
    expect(heard).toEqual(['first 1', 'last 1', 'first 2', 'last 2']);
    expect(platform.log.entries.map(({ event }) => event)).toEqual(['store.listenerFailed', 'store.listenerFailed']);
  });

  it('since a place are given again, also after a restart; a place that is gone asks for a refetch', async () => {
    const { store, clock, reopen } = await createTestStore();
    for (const id of ['a', 'b', 'c']) store.write('Ana', addPerson(id));
    store.write('Ana', (tx) => tx.changed('person.changed', 'a'));
    expect(store.changesSince(2)?.changes.map(({ id }) => id)).toEqual(['c', 'a']);
    expect(store.changesSince(0)?.changes.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(store.changesSince(4)).toEqual({ seq: 4, changes: [] });
    expect(store.changesSince(5)).toBeNull();
    const again = await reopen();
    expect(again.store.changesSince(2)?.seq).toBe(4);
    await clock.advance(1000);
    await again.store.maintenance.prune({ changesMs: 500, commandsMs: 500 });
    expect(again.store.changesSince(2)).toBeNull();
    expect([again.store.lastSeq(), again.store.changesSince(4)?.changes]).toEqual([4, []]);
    again.store.write('Ana', addPerson('d'));
    expect(again.store.changesSince(4)?.seq).toBe(5);
  });

  it('that are too many to replay ask for a refetch', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      for (let at = 0; at <= 1000; at += 1) tx.changed('message.added', `m${at}`);
    });
    expect(store.changesSince(0)).toBeNull();
    expect(store.changesSince(1)?.changes).toHaveLength(1000);
  });
});
