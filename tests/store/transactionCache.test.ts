import { describe, expect, it } from 'vitest';
import { recomputeRow } from '../../src/main/features/conversations/keepRow.ts';
import { createTransactionCache } from '../../src/main/store/transactionCache.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, sampleAppointment, sampleConsent, sampleConversation, samplePerson } from './samples.ts';

const NUMBER = '+12065550101';

describe('what was read in a transaction', () => {
  it('is asked for once, and again in the next one', () => {
    let transaction = 1;
    let asked = 0;
    const cache = createTransactionCache<number | undefined>({ transaction: () => transaction });
    const get = (): number | undefined => cache.get('a', () => ((asked += 1) > 2 ? 7 : undefined));
    expect([get(), get(), asked]).toEqual([undefined, undefined, 1]);
    transaction = 2;
    expect([get(), get(), asked]).toEqual([undefined, undefined, 2]);
    cache.drop('a');
    expect([get(), get(), asked]).toEqual([7, 7, 3]);
  });

  it('is what was written in it since', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.people.insert(samplePerson());
      expect(tx.people.number(NUMBER)).toBeUndefined();
      expect(tx.people.holdersOf(NUMBER)).toEqual([]);
      tx.people.setNumbers('person-1', [{ number: NUMBER, label: '' }]);
      expect(tx.people.holdersOf(NUMBER).map(({ id }) => id)).toEqual(['person-1']);
      tx.people.update('person-1', { name: 'Maria Reyes' });
      expect(tx.people.holdersOf(NUMBER)[0]?.name).toBe('Maria Reyes');
      expect(tx.people.number(NUMBER)?.lastInboundAt).toBeNull();
      tx.people.updateNumber(NUMBER, { lastInboundAt: NOW });
      expect(tx.people.number(NUMBER)?.lastInboundAt).toBe(NOW);

      expect(tx.consent.ofNumber(NUMBER)).toEqual([]);
      tx.consent.append(sampleConsent({ number: NUMBER }));
      expect(tx.consent.ofNumber(NUMBER)).toHaveLength(1);

      expect(tx.appointments.upcomingOf('person-1', NOW)).toEqual([]);
      tx.appointments.insert(sampleAppointment({ id: 'visit', startsAt: NOW + 10, endsAt: NOW + 20 }));
      const upcoming = (at: number) => tx.appointments.upcomingOf('person-1', at).length;
      expect([upcoming(NOW), upcoming(NOW + 9), upcoming(NOW + 10), upcoming(NOW - 5)]).toEqual([1, 1, 0, 1]);
      tx.appointments.update('visit', { status: 'cancelled' });
      expect(upcoming(NOW)).toBe(0);

      expect(tx.settings.get('x')).toBeUndefined();
      tx.settings.set('x', { deep: [1] }, NOW);
      expect(tx.settings.get('x')).toEqual({ deep: [1] });

      expect(tx.conversations.getByAddress(NUMBER)).toBeUndefined();
      tx.conversations.insert(sampleConversation({ address: NUMBER, failed: true }));
      tx.conversations.update('conversation-1', { unread: 3, people: [{ id: 'person-1', name: 'Maria Reyes' }] });
      expect(tx.conversations.getByAddress(NUMBER)).toMatchObject({ unread: 3, people: [{ name: 'Maria Reyes' }] });
      tx.conversations.mirrorStatuses(['conversation-1'], 10);
      expect(tx.conversations.get('conversation-1')?.failed).toBe(false);
      tx.conversations.bringBack(['conversation-1'], NOW + 1);
      expect(tx.conversations.getByAddress(NUMBER)?.sortAt).toBe(NOW + 1);
    });
    const kept = store.read((tx) => tx.conversations.get('conversation-1'));
    expect(kept).toMatchObject({ unread: 3, failed: false, sortAt: NOW + 1 });
    expect(store.read((tx) => recomputeRow(tx, 'conversation-1', NOW))?.people).toEqual(kept?.people);
  });

  it('is forgotten when the transaction is undone', async () => {
    const { store } = await createTestStore();
    store.write('Ana', (tx) => {
      tx.people.ensureNumber(NUMBER);
      tx.conversations.insert(sampleConversation({ address: NUMBER }));
    });
    const fails = (): void =>
      store.write('Ana', (tx) => {
        tx.people.updateNumber(NUMBER, { lastInboundAt: NOW });
        tx.conversations.getByAddress(NUMBER);
        tx.conversations.update('conversation-1', { unread: 9 });
        tx.settings.set('x', 1, NOW);
        expect([tx.conversations.getByAddress(NUMBER)?.unread, tx.settings.get('x')]).toEqual([9, 1]);
        throw new Error('undone');
      });
    expect(fails).toThrow('undone');
    store.read((tx) => {
      expect(tx.conversations.getByAddress(NUMBER)?.unread).toBe(0);
      expect(tx.people.number(NUMBER)?.lastInboundAt).toBeNull();
      expect(tx.settings.get('x')).toBeUndefined();
    });
  });
});
