/** What is old goes, a few rows at a time, out of the search as well; what is held, new, or may still leave stays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsOn } from '../../src/main/domain/privacy/legalHold.ts';
import type { RetentionKind } from '../../src/main/domain/privacy/retention.ts';
import type { LegalHoldRecord } from '../../src/main/store/privacyRecords.ts';
import type { RetentionPlace, RetentionStep, Store } from '../../src/main/store/store.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { DAY, NOW, sampleConversation, sampleMessage, samplePerson } from './samples.ts';

const OLD = NOW - 800 * DAY;
const BEFORE = NOW - 700 * DAY;
const NUMBER = '+12065550101';

export function sampleHold(over: Partial<LegalHoldRecord> = {}): LegalHoldRecord {
  return {
    id: 'hold-1',
    scope: 'everything',
    personId: null,
    numbers: [],
    from: null,
    to: null,
    caseName: 'Case 12',
    reason: 'Letter of a lawyer',
    placedBy: 'Ana',
    placedAt: NOW,
    releasedBy: null,
    releasedAt: null,
    releaseReason: null,
    ...over,
  };
}

/** A thread at rest since long: two texts, an event line, a picture, and a sending that kept the words. */
function addOldThread(store: Store, over: { readonly person?: boolean; readonly texts?: number } = {}): void {
  store.write('Ana', (tx) => {
    if (over.person !== false) {
      tx.people.insert(samplePerson());
      tx.people.setNumbers('person-1', [{ number: NUMBER, label: '' }]);
    } else tx.people.ensureNumber(NUMBER);
    tx.conversations.insert(sampleConversation({ sortAt: OLD, lastAt: OLD, createdAt: OLD, lastPreview: 'zebrafish' }));
    for (let at = 0; at < (over.texts ?? 2); at += 1) {
      tx.messages.insert(
        sampleMessage({
          id: `m${at}`,
          direction: at % 2 === 0 ? 'in' : 'out',
          status: at % 2 === 0 ? 'received' : 'delivered',
          body: `zebrafish number ${at}`,
          createdAt: OLD - at,
        }),
      );
    }
    tx.messages.insert(
      sampleMessage({
        id: 'event',
        kind: 'event',
        direction: 'none',
        status: 'received',
        body: 'x',
        createdAt: OLD - 9,
      }),
    );
    tx.attachments.insert(
      {
        id: 'picture',
        messageId: 'm0',
        position: 0,
        name: 'zebrafish.jpg',
        contentType: 'image/jpeg',
        sizeBytes: 3,
        hasContent: true,
        gatewayId: null,
        ref: 'there',
        problem: null,
        tries: 0,
        nextTryAt: null,
        createdAt: OLD,
      },
      Uint8Array.of(1, 2, 3),
    );
  });
}

/** Walks to the end, as the nightly run does. */
function removeAll(store: Store, kind: RetentionKind, most = 2): { rows: number; held: number; steps: number } {
  const sum = { rows: 0, held: 0, steps: 0 };
  let place: RetentionPlace | null = null;
  do {
    const from: RetentionPlace | null = place;
    const step: RetentionStep = store.write('system', (tx) => tx.retention.remove(kind, BEFORE, from, most, NOW));
    sum.rows += step.rows;
    sum.held += step.held;
    sum.steps += 1;
    place = step.next;
  } while (place !== null && sum.steps < 50);
  return sum;
}

const find = (store: Store, word: string): number =>
  store.read((tx) => tx.messages.search({ text: word, cursor: null, limit: 10 }).items.length);

describe('words of old threads', () => {
  it('go in small steps, out of texts, search, pictures and previews, and the facts stay', async () => {
    const { store } = await createTestStore();
    addOldThread(store, { texts: 5 });
    expect(find(store, 'zebrafish')).toBe(5);
    expect(store.read((tx) => tx.retention.count('texts', BEFORE, null, 100)).rows).toBe(6);
    expect(removeAll(store, 'texts')).toMatchObject({ rows: 6, held: 0 });
    expect(find(store, 'zebrafish')).toBe(0);
    const { items } = store.read((tx) =>
      tx.messages.list({ conversationId: 'conversation-1', cursor: null, limit: 10 }),
    );
    expect(items.map(({ body, status }) => [body, status])).toEqual([
      ['', 'received'],
      ['', 'delivered'],
      ['', 'received'],
      ['', 'delivered'],
      ['', 'received'],
    ]);
    expect(items[0]?.eventData).toEqual({ removed: 'age' });
    const [picture] = store.read((tx) => tx.attachments.ofMessages(['m0']));
    expect(picture).toMatchObject({ hasContent: false, name: 'Removed', ref: null });
    expect(store.read((tx) => tx.conversations.get('conversation-1'))?.lastPreview).toBe('');
    expect(removeAll(store, 'texts').rows).toBe(0);
    const { ok } = await store.maintenance.integrityCheck();
    expect(ok).toBe(true);
  });

  it('stay while the thread goes on, and while a text may still leave', async () => {
    const { store } = await createTestStore();
    addOldThread(store);
    store.write('Ana', (tx) => tx.messages.insert(sampleMessage({ id: 'new', createdAt: NOW, status: 'delivered' })));
    expect(removeAll(store, 'texts').rows).toBe(0);
    expect(find(store, 'zebrafish')).toBe(2);
  });

  it('of a text that waits for a person stay, and those around it go', async () => {
    const { store } = await createTestStore();
    addOldThread(store);
    store.write('Ana', (tx) => tx.messages.insert(sampleMessage({ id: 'held', createdAt: OLD - 20, status: 'held' })));
    expect(removeAll(store, 'texts').rows).toBe(3);
    expect(store.read((tx) => tx.messages.get('held'))?.body).not.toBe('');
  });

  it('have their facts removed years later, and the rows leave the search whole', async () => {
    const { store } = await createTestStore();
    addOldThread(store);
    expect(removeAll(store, 'facts').rows).toBe(0);
    removeAll(store, 'texts');
    expect(removeAll(store, 'facts').rows).toBe(2);
    expect(store.read((tx) => tx.messages.get('m0'))).toBeUndefined();
    expect(store.read((tx) => tx.conversations.get('conversation-1'))).toBeDefined();
    expect((await store.maintenance.integrityCheck()).ok).toBe(true);
  });
});

describe('other old things', () => {
  it('threads of nobody go with their number; those of a person do not', async () => {
    const { store } = await createTestStore();
    addOldThread(store, { person: false });
    expect(removeAll(store, 'unknownNumbers')).toMatchObject({ rows: 3 });
    store.read((tx) => {
      expect(tx.conversations.getByAddress(NUMBER)).toBeUndefined();
      expect(tx.people.number(NUMBER)).toBeUndefined();
    });
    const other = await createTestStore();
    addOldThread(other.store);
    expect(removeAll(other.store, 'unknownNumbers').rows).toBe(0);
  });

  it('pictures that came in and drafts go by themselves', async () => {
    const { store } = await createTestStore();
    addOldThread(store);
    store.write('Ana', (tx) => tx.conversations.setDraft('conversation-1', 'Ana Maria', 'zebrafish', OLD));
    expect(removeAll(store, 'files').rows).toBe(1);
    expect(removeAll(store, 'drafts').rows).toBe(1);
    expect(store.read((tx) => tx.conversations.draft('conversation-1', 'Ana Maria'))).toBeNull();
    expect(store.read((tx) => tx.attachments.content('picture'))).toBeNull();
  });
});

describe('a legal hold', () => {
  const holds: readonly (readonly [string, Partial<LegalHoldRecord>])[] = [
    ['on everything', {}],
    ['on the person', { scope: 'person', personId: 'person-1' }],
    ['on the number', { scope: 'number', numbers: [NUMBER] }],
    ['on the time', { scope: 'period', from: OLD - DAY, to: OLD + DAY }],
  ];
  it.each(holds)('%s stops every kind, is counted, and lets go when it is released', async (_what, over) => {
    const { store } = await createTestStore();
    addOldThread(store);
    store.write('Ana', (tx) => {
      tx.conversations.setDraft('conversation-1', 'Ana', 'zebrafish', OLD);
      tx.legalHolds.insert(sampleHold(over));
    });
    expect(removeAll(store, 'texts')).toMatchObject({ rows: 0, held: 3 });
    expect(removeAll(store, 'files')).toMatchObject({ rows: 0, held: 1 });
    expect(removeAll(store, 'drafts')).toMatchObject({ rows: 0, held: 1 });
    expect(store.read((tx) => tx.messages.toErase('none', NOW, 5))).toEqual([]);
    store.write('Ana', (tx) => tx.legalHolds.release('hold-1', 'Ana', NOW, 'Case closed'));
    expect(removeAll(store, 'texts').rows).toBe(3);
    expect(store.read((tx) => tx.legalHolds.get('hold-1'))).toMatchObject({ releasedBy: 'Ana', caseName: 'Case 12' });
  });

  it('asked in SQL answers as the rule does', async () => {
    const { store } = await createTestStore();
    addOldThread(store, { texts: 1 });
    const times = fc.constantFrom(OLD - DAY, OLD, OLD + DAY, null);
    const hold = fc.record({
      scope: fc.constantFrom('person' as const, 'number' as const, 'period' as const, 'everything' as const),
      personId: fc.constantFrom('person-1', 'person-2'),
      numbers: fc.subarray([NUMBER, '+12065550102']),
      from: times,
      to: times,
    });
    let made = 0;
    fc.assert(
      fc.property(fc.array(hold, { maxLength: 3 }), (raw) => {
        const fresh = raw.map(({ scope, ...one }) =>
          sampleHold({
            id: `h${(made += 1)}`,
            scope,
            personId: scope === 'person' ? one.personId : null,
            numbers: scope === 'person' || scope === 'number' ? one.numbers : [],
            from: scope === 'period' ? (one.from ?? OLD) : null,
            to: scope === 'period' ? one.to : null,
          }),
        );
        store.write('Ana', (tx) => fresh.forEach((one) => tx.legalHolds.insert(one)));
        const span = { from: OLD, to: OLD };
        const rule = store.read((tx) =>
          holdsOn(tx.legalHolds.active(), { personIds: ['person-1'], numbers: [NUMBER], span }),
        );
        const { held } = store.read((tx) => tx.retention.count('files', BEFORE, null, 10));
        expect(held).toBe(rule.length > 0 ? 1 : 0);
        store.write('Ana', (tx) => fresh.forEach(({ id }) => tx.legalHolds.release(id, 'Ana', NOW, 'over')));
      }),
      { numRuns: 60 },
    );
  });
});
