import { describe, expect, it } from 'vitest';
import type { ConversationRecord } from '../../src/main/store/records.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { HOUR, MINUTE, NOW, sampleConversation } from './samples.ts';

async function inboxOf(...rows: readonly Partial<ConversationRecord>[]) {
  const opened = await createTestStore();
  opened.store.write('system', (tx) => {
    rows.forEach((row, at) =>
      tx.conversations.insert(
        sampleConversation({ id: `c${at}`, address: `+1206555010${at}`, sortAt: NOW + at * MINUTE, ...row }),
      ),
    );
  });
  const list = (tab: 'todo' | 'waiting' | 'done' | 'all', search = '') =>
    opened.store
      .read((tx) => tx.conversations.list({ tab, search, cursor: null, limit: 50 }))
      .items.map(({ id }) => id);
  return { ...opened, list };
}

describe('conversations', () => {
  it('come back exactly as they were stored', async () => {
    const { store } = await createTestStore();
    const row = sampleConversation({
      people: [{ id: 'p1', name: 'Maria Lopez' }],
      attention: 'urgent',
      failed: true,
      backFromSnooze: true,
      lastStatus: 'delivered',
      visitReply: 'confirmed',
      nextVisitAt: NOW,
      waitingSince: NOW,
    });
    store.write('system', (tx) => tx.conversations.insert(row));
    expect(store.read((tx) => tx.conversations.get(row.id))).toEqual(row);
    expect(store.read((tx) => tx.conversations.getByAddress(row.address))).toEqual(row);
  });

  it('are listed newest place first, without snoozed ones in To do and Waiting', async () => {
    const { list, store } = await inboxOf(
      { status: 'todo' },
      { status: 'todo', snoozedUntil: NOW + HOUR },
      { status: 'waiting' },
      { status: 'done', snoozedUntil: NOW + HOUR },
      { status: 'todo' },
    );
    expect(list('todo')).toEqual(['c4', 'c0']);
    expect(list('waiting')).toEqual(['c2']);
    expect(list('done')).toEqual(['c3']);
    expect(list('all')).toEqual(['c4', 'c3', 'c2', 'c1', 'c0']);
    expect(store.read((tx) => tx.conversations.counts())).toEqual({ todo: 2, waiting: 1 });
  });

  it('are paged without gaps or repeats when several share a place', async () => {
    const { store } = await inboxOf(...Array.from({ length: 9 }, () => ({ sortAt: NOW })));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = store.read((tx) => tx.conversations.list({ tab: 'todo', search: '', cursor, limit: 4 }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(['c8', 'c7', 'c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
  });

  it('are found by a name on the row, by digits, and by a sender that is no number', async () => {
    const family = [
      { id: 'p1', name: 'María Lopez' },
      { id: 'p2', name: 'Leo Lopez' },
    ];
    const { list, store } = await inboxOf({}, { people: family }, { address: 'PHARMACY' }, { address: '72727' });
    expect(list('all', 'lop')).toEqual(['c1']);
    expect(list('all', 'leo maria')).toEqual(['c1']);
    expect(list('all', '555-0100')).toEqual(['c0']);
    expect(list('all', '5550')).toEqual(['c1', 'c0']);
    expect(list('all', 'pharm')).toEqual(['c2']);
    expect(list('all', '727')).toEqual(['c3']);
    expect(list('done', 'lop')).toEqual([]);
    store.write('Ana', (tx) => tx.conversations.update('c1', { people: [{ id: 'p3', name: 'Kim Vance' }] }));
    expect([list('all', 'lop'), list('all', 'van')]).toEqual([[], ['c1']]);
  });

  it('come back when their snooze ends', async () => {
    const { store } = await inboxOf({ snoozedUntil: NOW + HOUR }, { snoozedUntil: NOW }, {});
    const due = (at: number) => store.read((tx) => tx.conversations.dueSnoozes(at, 10)).map(({ id }) => id);
    expect(due(NOW - 1)).toEqual([]);
    expect(due(NOW)).toEqual(['c1']);
    expect(due(NOW + HOUR)).toEqual(['c1', 'c0']);
  });

  it('keep a draft per person at the desk until it is emptied', async () => {
    const { store } = await inboxOf({}, {});
    store.write('Ana', (tx) => {
      tx.conversations.setDraft('c0', 'Ana', 'We have', NOW);
      tx.conversations.setDraft('c0', 'Ana', 'We have 3 pm', NOW + 1);
      tx.conversations.setDraft('c0', 'Ben', 'Hello', NOW);
      tx.conversations.setDraft('c1', 'Ana', 'x', NOW);
      tx.conversations.setDraft('c1', 'Ana', '', NOW);
    });
    expect(store.read((tx) => tx.conversations.draft('c0', 'Ana'))).toBe('We have 3 pm');
    expect(store.read((tx) => tx.conversations.draft('c1', 'Ana'))).toBeNull();
    expect([...store.read((tx) => tx.conversations.drafts(['c0', 'c1'], 'Ben'))]).toEqual([['c0', 'Hello']]);
  });

  it('refuse a page marker that was made for another list', async () => {
    const { store } = await inboxOf({});
    for (const cursor of [
      'nonsense',
      Buffer.from('["x"]').toString('base64url'),
      Buffer.from('[1,2]').toString('base64url'),
    ]) {
      expect
        .soft(() => store.read((tx) => tx.conversations.list({ tab: 'all', search: '', cursor, limit: 5 })))
        .toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field: 'cursor' }));
    }
  });
});
