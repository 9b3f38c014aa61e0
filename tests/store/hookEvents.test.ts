import { describe, expect, it } from 'vitest';
import { createTestStore } from '../fakes/testStore.ts';
import { DAY, NOW } from './samples.ts';

const event = (key: string, over: { gatewayId?: string; body?: Uint8Array } = {}) => ({
  gatewayId: 'phone-1',
  eventKey: key,
  target: '/phone-1',
  contentType: 'application/json',
  body: new Uint8Array([123, 0, 255, 125]),
  receivedAt: NOW,
  ...over,
});

describe('posted events', () => {
  it('come back byte for byte in the order they came, until they are done', async () => {
    const { store } = await createTestStore();
    const added = store.write('webhooks', (tx) => ['a', 'b', 'c'].map((key) => tx.hookEvents.add(event(key))));
    expect(added).toEqual([true, true, true]);
    const waiting = store.read((tx) => tx.hookEvents.waiting(0, 2));
    expect(waiting.map(({ seq }) => seq)).toEqual([1, 2]);
    expect([...(waiting[0]?.body ?? [])]).toEqual([123, 0, 255, 125]);
    store.write('webhooks', (tx) => expect(tx.hookEvents.done(1, NOW, null)).toBe(true));
    expect(store.read((tx) => tx.hookEvents.waiting(0, 9)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(store.read((tx) => tx.hookEvents.waiting(2, 9)).map(({ seq }) => seq)).toEqual([3]);
    expect(store.read((tx) => [tx.hookEvents.countWaiting(1), tx.hookEvents.countWaiting(9)])).toEqual([1, 2]);
  });

  it('are known by gateway and key, also after they are done', async () => {
    const { store } = await createTestStore();
    store.write('webhooks', (tx) => {
      expect(tx.hookEvents.add(event('a'))).toBe(true);
      expect(tx.hookEvents.add(event('a', { body: new Uint8Array([1]) }))).toBe(false);
      expect(tx.hookEvents.add(event('a', { gatewayId: 'phone-2' }))).toBe(true);
      tx.hookEvents.done(1, NOW, null);
      expect(tx.hookEvents.add(event('a'))).toBe(false);
      expect(tx.hookEvents.done(1, NOW, 'again')).toBe(false);
    });
  });

  it('are forgotten by the time they were done, never while they wait', async () => {
    const { store } = await createTestStore();
    store.write('webhooks', (tx) => {
      for (const key of ['a', 'b', 'c', 'd']) tx.hookEvents.add(event(key));
      tx.hookEvents.done(1, NOW - 8 * DAY, null);
      tx.hookEvents.done(2, NOW - 8 * DAY, 'unreadable');
      tx.hookEvents.done(3, NOW, null);
      expect(tx.hookEvents.prune(NOW - 7 * DAY, 1)).toBe(1);
      expect(tx.hookEvents.prune(NOW - 7 * DAY, 10)).toBe(1);
      expect(tx.hookEvents.prune(NOW - 7 * DAY, 10)).toBe(0);
    });
    expect(store.read((tx) => tx.hookEvents.waiting(0, 9)).map(({ seq }) => seq)).toEqual([4]);
    expect(store.read((tx) => tx.hookEvents.lastReceivedAt())).toBe(NOW);
  });
});
