/** The closing sheet accounts for every text of the day exactly once, whatever became of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageStatus } from '../../../src/contract/messages.ts';
import { dayRange } from '../../../src/main/features/today/days.ts';
import { fingerprintOf, textAccountOf } from '../../../src/main/features/today/textAccount.ts';
import { createTestStore } from '../../fakes/testStore.ts';
import type { TestStore } from '../../fakes/testStore.ts';
import { NOW, sampleConversation, sampleMessage } from '../../store/samples.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
interface Made {
  readonly status: MessageStatus;
  readonly code: string | null;
  readonly madeAt: number;
  readonly leftAt: number | null;
  readonly logged: boolean;
}

function put({ store }: TestStore, texts: readonly Made[]): void {
  store.write('Ana', (tx) => {
    if (tx.conversations.get('c1') === undefined) tx.conversations.insert(sampleConversation({ id: 'c1' }));
    texts.forEach(({ status, code, madeAt, leftAt, logged }, at) => {
      const id = `m${at}`;
      tx.messages.insert(
        sampleMessage({ id, conversationId: 'c1', direction: 'out', kind: 'text', status, createdAt: madeAt }),
      );
      tx.messages.update(id, {
        reasonCode: code,
        reasonText: code === null ? null : `Because ${code}.`,
        sentAt: leftAt,
      });
      if (logged) tx.audit.append({ at: madeAt, action: 'message.queued', entity: 'message', entityId: id });
    });
  });
}

const account = ({ store }: TestStore) =>
  store.read((tx) => textAccountOf(tx, dayRange(tx, { from: '2026-11-20', to: '2026-11-20' }, NOW)));

describe('the texts of a day', () => {
  it('are each counted once, whatever became of them, and make up the total', async () => {
    const text = fc.record({
      status: fc.constantFrom(...MessageStatus.options),
      code: fc.constantFrom(null, 'OPTED_OUT_ALL', 'QUIET_HOURS'),
      madeAt: fc.constantFrom(NOW, NOW + HOUR, NOW - DAY, NOW + DAY),
      leftAt: fc.constantFrom(null, NOW + HOUR, NOW - DAY, NOW + DAY),
      logged: fc.constant(true),
    });
    const stores = fc.sample(fc.array(text, { maxLength: 25 }), { numRuns: 6, seed: 7 });
    for (const texts of stores) {
      const opened = await createTestStore({ start: NOW });
      put(opened, texts);
      const today = (at: number | null): boolean => at === NOW || at === NOW + HOUR;
      const theirs = texts.filter(({ madeAt, leftAt }) => today(madeAt) || today(leftAt));
      const found = account(opened);
      expect(found.total).toBe(theirs.length);
      expect(Object.values(found.fates).reduce((sum, count) => sum + count, 0)).toBe(theirs.length);
      expect(found.earlier).toBe(theirs.filter(({ madeAt }) => madeAt < NOW - HOUR).length);
      expect([found.adds, found.gone, found.unlogged]).toEqual([true, 0, 0]);
    }
  });

  it('say why they did not leave, and count opt-outs apart', async () => {
    const opened = await createTestStore({ start: NOW });
    const at = { madeAt: NOW, leftAt: null, logged: true };
    put(opened, [
      { ...at, status: 'cancelled', code: 'OPTED_OUT_ALL' },
      { ...at, status: 'held', code: 'QUIET_HOURS' },
      { ...at, status: 'held', code: 'QUIET_HOURS' },
      { ...at, status: 'delivered', code: null, leftAt: NOW },
      { ...at, status: 'needsReview', code: 'UNKNOWN' },
    ]);
    opened.store.write('Ana', (tx) => {
      tx.audit.append({ at: NOW, action: 'message.refused' });
      tx.audit.append({ at: NOW, action: 'consent.revoke' });
      tx.audit.append({ at: NOW - DAY, action: 'consent.revoke' });
    });
    expect(account(opened)).toMatchObject({
      total: 5,
      fates: { optedOut: 1, held: 2, delivered: 1, inDoubt: 1 },
      refused: 1,
      optOuts: 1,
      adds: true,
    });
    expect(account(opened).why).toContainEqual({
      fate: 'held',
      code: 'QUIET_HOURS',
      text: 'Because QUIET_HOURS.',
      count: 2,
    });
  });

  it('that are not in the log, or no longer there, are not passed over', async () => {
    const opened = await createTestStore({ start: NOW });
    put(opened, [{ status: 'sent', code: null, madeAt: NOW, leftAt: NOW, logged: false }]);
    opened.store.write('Ana', (tx) =>
      tx.audit.append({ at: NOW, action: 'message.queued', entity: 'message', entityId: 'erased' }),
    );
    expect(account(opened)).toMatchObject({ total: 2, fates: { sent: 1 }, gone: 1, unlogged: 1, adds: false });
  });

  it('are printed with the end of the log', async () => {
    const { store } = await createTestStore({ start: NOW });
    store.write('Ana', (tx) => tx.audit.append({ at: NOW, action: 'day.closed' }));
    const { seq, hash } = store.read((tx) => tx.audit.head());
    const { code } = store.read(fingerprintOf);
    expect([seq, code.replaceAll(' ', '')]).toEqual([1, hash.slice(0, 16)]);
    expect(code).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  });
});
