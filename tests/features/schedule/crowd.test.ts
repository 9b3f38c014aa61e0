/** A list in which many people have one number: a home, the practice's own, a placeholder. */
import { describe, expect, test } from 'vitest';
import { SUSPECTED_OPT_OUT } from '../../../src/main/domain/consent/ledger.ts';
import { canTextNumber } from '../../../src/main/features/consent/readConsent.ts';
import { recordConsent } from '../../../src/main/features/consent/recordConsent.ts';
import { createPractice, NOW } from './practice.ts';
import { add, people, preview, schedule, undo, type Row } from './lists.ts';

const NUMBER = '+12065550117';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const rows: readonly Row[] = Array.from({ length: 40 }, (_, at) => ({
  name: `Ana ${(letters[at % 26] ?? '').toUpperCase()}${(letters[Math.floor(at / 26)] ?? '').repeat(3)}`,
  phone: '206-555-0117',
  at: `1/18/2027 ${String(8 + Math.floor(at / 4))}:${String(15 * (at % 4)).padStart(2, '0')}`,
}));

describe('one number of forty people', () => {
  test('everybody comes in once, with an agreement and reminders of their own, and goes out again', async () => {
    const practice = await createPractice();
    const told: string[] = [];
    practice.store.onCommit(({ changes }) => {
      for (const { topic, id } of changes) if (topic === 'consent.changed') told.push(id);
    });
    const { importId, counts } = await add(practice, rows);
    expect(counts).toMatchObject({ new: 40, skipped: 0 });
    const ids = practice.store.read((tx) => tx.people.holdersOf(NUMBER).map(({ id }) => id));
    expect(ids.filter((id) => practice.store.read((tx) => canTextNumber(tx, NUMBER, id, NOW)) === 'yes')).toHaveLength(
      40,
    );
    // The agreement of one is no news about the others.
    expect(told.toSorted()).toEqual(ids.toSorted());
    expect(schedule(practice).every(({ reminders }) => reminders.length === 2)).toBe(true);

    const again = await preview(practice, [...rows, { ...rows[0], at: '1/19/2027 9:00' } as Row]);
    expect(again.counts).toMatchObject({ unchanged: 40, new: 1 });
    // Near names say nothing about who somebody is where so many share a number.
    const near = await preview(practice, [{ name: 'Ann Aaaa', phone: '206-555-0117', at: '1/20/2027 9:00' }]);
    expect(near.rows[0]).toMatchObject({ action: 'new' });
    expect(near.rows[0]?.question).toBeUndefined();

    await undo(practice, importId);
    expect([people(practice), schedule(practice)]).toEqual([[], []]);
  });

  test('each gets a text of their own: so many are no household', async () => {
    const practice = await createPractice();
    practice.store.write('test', (tx) => tx.settings.set('reminderRules', { settleMinutes: 0, staleHours: null }, NOW));
    await add(practice, rows.slice(0, 3));
    const shares = async (): Promise<number> => {
      const asked = practice.reminders.getForecast(practice.context(), { days: 14, cursor: null, limit: 200 });
      let answer: Awaited<typeof asked> | undefined;
      void Promise.resolve(asked).then((one) => (answer = one));
      for (let turn = 0; turn < 2000 && answer === undefined; turn += 1) await practice.clock.advance(0);
      return answer?.items.filter(({ alsoFor }) => alsoFor.length > 0).length ?? -1;
    };
    expect(await shares()).toBeGreaterThan(0);
    await add(practice, rows);
    expect(await shares()).toBe(0);
  });
});

test('a list records no agreement for a number whose text may have meant "stop": that is for a person to decide', async () => {
  const practice = await createPractice();
  practice.store.write('test', (tx) => {
    const said = { number: NUMBER, personId: null, kind: 'note', level: null, purpose: null, method: 'text' } as const;
    recordConsent(practice.platform, tx, { ...said, evidence: SUSPECTED_OPT_OUT, at: NOW, actor: 'patient' }, NOW);
  });
  await add(practice, rows.slice(0, 2));
  const kinds = practice.store.read((tx) => tx.consent.ofNumber(NUMBER).map(({ kind }) => kind));
  expect(kinds).toEqual(['note']);
});
