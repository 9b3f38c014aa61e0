import { describe, expect, it } from 'vitest';
import type { NewMessage } from '../../src/main/store/records.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { HOUR, MINUTE, NOW, sampleConversation, sampleMessage } from './samples.ts';

async function threadOf(...messages: readonly Partial<NewMessage>[]) {
  const opened = await createTestStore();
  opened.store.write('system', (tx) => {
    tx.conversations.insert(sampleConversation());
    messages.forEach((message, at) =>
      tx.messages.insert(sampleMessage({ id: `m${at}`, createdAt: NOW + at * MINUTE, ...message })),
    );
  });
  return opened;
}

const incoming = { direction: 'in', status: 'received' } as const;

describe('messages', () => {
  it('come back exactly as they were stored, with everything unsaid empty', async () => {
    const { store } = await threadOf();
    const written = store.write('system', (tx) =>
      tx.messages.insert(sampleMessage({ eventData: { word: 'STOP' }, confirmed: ['quietHours'], trigger: 'manual' })),
    );
    expect(store.read((tx) => tx.messages.get('message-1'))).toEqual(written);
    expect(written).toMatchObject({ seq: 1, personId: null, segments: 0, confirmed: ['quietHours'], sentAt: null });
  });

  it('are paged newest first, also when many came in the same millisecond', async () => {
    const { store } = await threadOf(...Array.from({ length: 7 }, () => ({ createdAt: NOW })));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = store.read((tx) => tx.messages.list({ conversationId: 'conversation-1', cursor, limit: 3 }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(['m6', 'm5', 'm4', 'm3', 'm2', 'm1', 'm0']);
  });

  it('are found by the beginnings of their words, newest first, with the words marked', async () => {
    const { store } = await threadOf(
      { body: 'The prescription is ready' },
      { body: 'Nothing to see' },
      { body: 'Your Preséription is here' },
      { body: 'prescription', kind: 'event' },
    );
    const search = (text: string, cursor: string | null = null, limit = 10) =>
      store.read((tx) => tx.messages.search({ text, cursor, limit }));
    expect(search('pres').items.map((hit) => hit.message.id)).toEqual(['m2', 'm0']);
    expect(search('re pre').items.map((hit) => hit.message.id)).toEqual(['m0']);
    expect(search('pre').items[1]?.snippet).toBe('The \ue000prescription\ue001 is ready');
    expect(search('!').items).toEqual([]);
    const first = search('pres', null, 1);
    expect(search('pres', first.next, 1).items.map((hit) => hit.message.id)).toEqual(['m0']);
  });

  it('count towards the caps from the moment they were sent, unless they never left', async () => {
    const { store } = await threadOf(
      { status: 'delivered', sentAt: NOW, trigger: 'automatic' },
      { status: 'sent', sentAt: NOW + HOUR },
      { status: 'failed', sentAt: NOW + HOUR },
      { status: 'queued' },
      { ...incoming, sentAt: NOW + HOUR },
    );
    const sent = store.read((tx) => tx.messages.sentTo('conversation-1', NOW));
    expect(sent).toEqual([
      { at: NOW + HOUR, purpose: 'care', trigger: null },
      { at: NOW, purpose: 'care', trigger: 'automatic' },
    ]);
    expect(store.read((tx) => tx.messages.sentTo('conversation-1', NOW + 1))).toHaveLength(1);
  });

  it('tell what an answer answers: the newest outgoing text before it that may have left', async () => {
    const { store } = await threadOf(
      { kind: 'reminder', status: 'delivered' },
      { kind: 'text', status: 'sent' },
      { kind: 'reminder', status: 'cancelled' },
      { ...incoming },
      { kind: 'note', direction: 'none', status: 'received' },
      { kind: 'text', status: 'sent' },
      { ...incoming },
    );
    const last = (before: number, kind?: 'reminder') =>
      store.read((tx) => tx.messages.lastOutgoing('conversation-1', before, kind))?.id;
    expect(last(NOW + 3 * MINUTE)).toBe('m1');
    expect(last(NOW + 3 * MINUTE, 'reminder')).toBe('m0');
    expect(last(NOW)).toBeUndefined();
    expect(store.read((tx) => tx.messages.lastIncoming('conversation-1'))?.id).toBe('m6');
    expect(store.read((tx) => tx.messages.nextIncoming('conversation-1', NOW))?.id).toBe('m3');
    expect(store.read((tx) => tx.messages.nextIncoming('conversation-1', NOW + 3 * MINUTE))?.id).toBe('m6');
  });

  it('are recognised as the same incoming text by gateway id, and by words and time', async () => {
    const { store } = await threadOf({ ...incoming, body: 'ok', sentAt: NOW });
    const claim = (id: string) => store.write('system', (tx) => tx.messages.claimIncoming('gateway-1', id, 'm0', NOW));
    expect([claim('a'), claim('a'), claim('b')]).toEqual([true, false, true]);
    const twin = (body: string, at: number) =>
      store.read((tx) => tx.messages.findTwin('conversation-1', body, at, 2000))?.id;
    expect([twin('ok', NOW + 2000), twin('ok', NOW - 2001), twin('OK', NOW)]).toEqual(['m0', undefined, undefined]);
  });

  it('are unique per gateway, direction and gateway id', async () => {
    const known = { gatewayId: 'gateway-1', gatewayMessageId: 'g1' };
    const { store } = await threadOf({ ...known }, { ...known, ...incoming });
    expect(store.read((tx) => tx.messages.getByGatewayId('gateway-1', 'in', 'g1'))?.id).toBe('m1');
    expect(() => store.write('system', (tx) => tx.messages.insert(sampleMessage({ id: 'm9', ...known })))).toThrow(
      /UNIQUE/,
    );
  });

  it('stay open at their gateway until they are final, and are counted by day', async () => {
    const gatewayId = 'gateway-1';
    const { store } = await threadOf(
      { gatewayId, status: 'sent', sentAt: NOW + 2 },
      { gatewayId, status: 'sending', sentAt: NOW + 1 },
      { gatewayId, status: 'delivered', sentAt: NOW },
      { gatewayId: 'gateway-2', status: 'sent', sentAt: NOW },
      { status: 'failed' },
      { status: 'undelivered', sentAt: NOW },
    );
    expect(store.read((tx) => tx.messages.open(gatewayId, NOW, 10)).map(({ id }) => id)).toEqual(['m1', 'm0']);
    const day = { from: NOW, to: NOW + HOUR };
    expect(store.read((tx) => tx.messages.countSent(day))).toBe(5);
    expect(store.read((tx) => tx.messages.countSent({ ...day, gatewayId }))).toBe(3);
    expect(store.read((tx) => tx.messages.countFailed(day))).toBe(2);
  });
});
