import { describe, expect, it } from 'vitest';
import { heldByFence, holdIfLost, liftFence, readFence, viewFence } from '../../src/main/features/backups/fence.ts';
import { recordStatus } from '../../src/main/features/messages/status.ts';
import type { SendFence } from '../../src/main/domain/sendFence.ts';
import type { Store, WriteTx } from '../../src/main/store/store.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { HOUR, insertJob, insertVisit, NOW, sampleReminder } from '../store/samples.ts';

const FENCE: SendFence = {
  id: 'restore-1',
  restoredAt: NOW,
  lostFrom: NOW - 4 * HOUR,
  oldReadable: false,
  optOutsKept: 0,
  askedGateways: 1,
  liftedAt: null,
  liftedBy: null,
};
const held = heldByFence(() => null);
const lift = (store: Store) => store.write('Ana', (tx) => liftFence(recordStatus, tx, 'Ana', NOW + HOUR));

async function restored(more: (tx: WriteTx) => void = () => undefined) {
  const { store } = await createTestStore();
  store.write('Ana', (tx) => {
    insertVisit(tx);
    tx.settings.set('sendFence', FENCE, NOW);
    more(tx);
  });
  return store;
}

describe('the send fence', () => {
  it('holds everything automatic back before any other reason is asked, and nothing once it is lifted', async () => {
    const store = await restored();
    expect(store.read((tx) => held(tx, NOW))).toEqual({ code: 'sendFence', since: NOW });
    expect(lift(store)).toMatchObject({ up: false, liftedBy: 'Ana', liftedAt: NOW + HOUR });
    expect(store.read((tx) => held(tx, NOW))).toBeNull();
    expect(
      store.read((tx) => tx.audit.list({ cursor: null, limit: 1, action: 'backup.fenceLifted' })).items,
    ).toHaveLength(1);
  });

  it('stays up when its note cannot be read', async () => {
    const store = await restored((tx) => tx.settings.set('sendFence', { liftedAt: 'yes' }, NOW));
    expect(store.read((tx) => held(tx, NOW))).toMatchObject({ code: 'sendFence' });
    expect(store.read((tx) => viewFence(tx, NOW))).toMatchObject({ up: true });
  });

  it('is not lifted while a gateway is asked about a text', async () => {
    const store = await restored((tx) => {
      insertJob(tx, 'asked');
      tx.outbox.transition('asked', ['ready'], { state: 'unknown' }, NOW);
    });
    expect(() => lift(store)).toThrow(/still being asked about 1 text\b/);
    store.write('Ana', (tx) => tx.outbox.transition('asked', ['unknown'], { state: 'needsReview' }, NOW));
    expect(lift(store)).toMatchObject({ up: false, needsReview: 1 });
  });

  it('takes back what was answered by itself while it was up, and leaves what people wrote', async () => {
    const store = await restored((tx) => {
      insertJob(tx, 'answer', { lane: '+12065550111' }, NOW + 1);
      insertJob(tx, 'desk', { lane: '+12065550112' }, NOW + 1);
      insertJob(tx, 'before', { lane: '+12065550113' }, NOW - 1);
      tx.messages.update('message-answer', { trigger: 'automatic' });
      tx.messages.update('message-desk', { trigger: 'manual' });
      tx.messages.update('message-before', { trigger: 'automatic' });
    });
    lift(store);
    const states = store.read((tx) => ['answer', 'desk', 'before'].map((id) => tx.outbox.get(id)?.state));
    expect(states).toEqual(['cancelled', 'ready', 'ready']);
    expect(store.read((tx) => tx.messages.get('message-answer'))).toMatchObject({
      status: 'cancelled',
      reasonCode: 'afterRestore',
    });
  });

  it('puts reminders of the lost time before a person for good, also those made anew from the schedule', async () => {
    const store = await restored((tx) =>
      tx.reminders.insert(sampleReminder({ dueAt: NOW - HOUR, releaseAt: NOW + HOUR })),
    );
    lift(store);
    const reminder = (dueAt: number) => ({
      ...sampleReminder(),
      ...store.read((tx) => tx.reminders.get(sampleReminder().id)),
      dueAt,
    });
    const decided = (dueAt: number) => store.write('planner', (tx) => holdIfLost(tx, reminder(dueAt), NOW + HOUR));
    expect([decided(NOW - 5 * HOUR), decided(NOW + 1)]).toEqual([false, false]);
    expect([decided(NOW - HOUR), decided(NOW), decided(NOW - 4 * HOUR)]).toEqual([true, true, true]);
    expect(store.read((tx) => tx.reminders.get(sampleReminder().id))).toMatchObject({
      state: 'held',
      reasonCode: 'afterRestore',
    });
    expect(store.read(readFence)?.liftedAt).toBe(NOW + HOUR);
  });

  it('is nothing where the data was never restored', async () => {
    const { store } = await createTestStore();
    expect(store.read((tx) => [held(tx, NOW), viewFence(tx, NOW)])).toEqual([null, null]);
    expect(() => lift(store)).toThrow(/not restored/);
  });
});
