import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/contract/errors.ts';
import { expireTexts } from '../../src/main/features/messages/expireTexts.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

describe('the inbox', () => {
  it('keeps a read conversation to do: only an answer, a snooze or Done ends it', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = desk.row(MARIA);
    await desk.call('conversations.markRead', { id });
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', unread: 0 });
    await desk.call('conversations.setStatus', { id, status: 'done' });
    const { counts, items } = await desk.call('conversations.listConversations', { tab: 'done' });
    expect(counts).toEqual({ todo: 0, waiting: 0 });
    expect(items[0]).toMatchObject({ addressDisplay: '(212) 555-0172', waitingSince: null });
  });

  it('hides a snoozed conversation until its time, then brings it to the top with a word', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = desk.row(MARIA);
    await desk.call('conversations.snoozeConversation', { id, until: NINE + HOUR });
    expect((await desk.call('conversations.listConversations', { tab: 'todo' })).items).toEqual([]);
    await desk.clock.advance(HOUR);
    expect(desk.store.write('planner', (tx) => desk.handlers.wakeSnoozed(tx, desk.clock.now()))).toBe(1);
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', backFromSnooze: true, sortAt: NINE + HOUR });
    const past = desk.call('conversations.snoozeConversation', { id, until: NINE });
    await expect(past).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'until' });
  });

  it('shows drafts to their own writer only', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = desk.row(MARIA);
    await desk.call('conversations.saveDraft', { id, body: 'Dear Maria' });
    expect((await desk.call('conversations.getConversation', { id })).draft).toBe('Dear Maria');
    expect((await desk.call('conversations.getConversation', { id }, { name: 'Sam' })).draft).toBeNull();
  });

  it('keeps notes out of the preview and off the air', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = desk.row(MARIA);
    await desk.call('conversations.addNote', { id, body: 'Prefers mornings' });
    expect(desk.row(MARIA).lastPreview).toBe('Hello');
    expect(desk.thread(MARIA).at(-1)).toMatchObject({ kind: 'note', direction: 'none', author: 'Dana' });
  });

  it('finds words in texts', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'Where can I park my bicycle?');
    const { items } = await desk.call('conversations.searchMessages', { text: 'bicy' });
    expect(items[0]).toMatchObject({ name: 'Maria Alvarez', snippet: expect.stringContaining('\uE000bicycle\uE001') });
  });

  it('does not let a reminder push a waiting patient down or out', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'Where can I park?');
    const before = desk.row(MARIA);
    await desk.clock.advance(MINUTE);
    desk.remind(desk.addVisit(maria.id, NINE + DAY + 5 * HOUR));
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', sortAt: before.sortAt, waitingSince: NINE, unread: 1 });
  });

  it('shows the next visit of anybody on the number, and drops it once it has begun', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const { id } = await desk.call('conversations.openConversation', { personId: maria.id });
    desk.addVisit(maria.id, NINE + HOUR);
    const shown = () => desk.call('conversations.getConversation', { id });
    expect(await shown()).toMatchObject({ nextVisitAt: NINE + HOUR, visitReply: 'none' });
    await desk.clock.advance(2 * HOUR);
    expect(await shown()).toMatchObject({ nextVisitAt: null, visitReply: null });
  });
});

/** What may happen to a desk, in any order. Refusals are part of it. */
const STEPS: readonly ((
  desk: Desk,
  at: Readonly<{ people: readonly string[]; numbers: readonly string[] }>,
  n: number,
) => unknown)[] = [
  (desk, { numbers }, n) =>
    desk.receive(
      numbers[n % 2]!,
      ['Hello', 'C', 'STOP', 'START', 'R', 'Enough!', 'chest pain', 'wrong number'][n % 8]!,
    ),
  (desk, { numbers }, n) =>
    desk.call('messages.sendMessage', { to: numbers[n % 2]!, body: `Text ${n}`, confirmed: ['CAP_DAY', 'CAP_WEEK'] }),
  (desk, { people }, n) => desk.remind(desk.addVisit(people[n % 3]!, desk.clock.now() + (n + 1) * DAY)),
  (desk, { numbers }, n) => {
    const texts = desk.thread(numbers[n % 2]!).filter(({ direction }) => direction === 'out');
    const text = texts[n % Math.max(1, texts.length)];
    if (text === undefined) return;
    desk.report(text.id, {
      status: (['sending', 'sent', 'delivered', 'failed', 'cancelled', 'needsReview'] as const)[n % 6]!,
    });
  },
  (desk, { numbers }, n) =>
    desk.call('conversations.setStatus', {
      id: desk.row(numbers[n % 2]!).id,
      status: (['todo', 'waiting', 'done'] as const)[n % 3]!,
    }),
  (desk, { people }, n) => desk.call('people.savePerson', { id: people[n % 3]!, name: `Name ${n}` }),
  (desk, { people }, n) =>
    desk.call('consent.recordEvent', {
      personId: people[n % 3]!,
      kind: n % 2 === 0 ? 'grant' : 'revoke',
      method: 'staff',
    }),
  (desk, { numbers }) =>
    desk.store.write('dispatcher', (tx) => {
      const ours = numbers.flatMap((number) => desk.thread(number)).filter(({ direction }) => direction === 'out');
      const ids = ours.map(({ id }) => id);
      expireTexts(tx, ids, { code: 'expired', text: 'Too late to be useful, not sent.' }, desk.clock.now());
    }),
  (desk, _at, n) => desk.clock.advance((n % 5) * 17 * MINUTE + n),
];

describe('the row of a conversation', () => {
  it('is what the other tables say, after anything that may happen in any order', async () => {
    const run = fc.array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(500)), { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(run, async (steps) => {
        const desk = await openDesk();
        const other = '+12125550148';
        desk.receive(MARIA, 'Hello');
        desk.receive(other, 'Hello');
        const people = [
          (await desk.addPerson('Maria Alvarez', MARIA)).id,
          (await desk.addPerson('Leo Alvarez', MARIA)).id,
          (await desk.addPerson('Tom Reed', other)).id,
        ];
        for (const [step, n] of steps) {
          await desk.clock.advance(n % 3);
          try {
            await STEPS[step]!(desk, { people, numbers: [MARIA, other] }, n);
          } catch (refusal) {
            expect(refusal).toBeInstanceOf(DomainError);
          }
          const rows = desk.store.read((tx) =>
            tx.conversations.list({ tab: 'all', search: '', cursor: null, limit: 9 }),
          );
          for (const row of rows.items) {
            const fresh = desk.recompute(row.id)!;
            const past = row.nextVisitAt !== null && row.nextVisitAt <= desk.clock.now();
            expect(row).toEqual(past ? { ...fresh, nextVisitAt: row.nextVisitAt, visitReply: row.visitReply } : fresh);
          }
        }
        await desk.store.close();
      }),
      { numRuns: 15 },
    );
  });
});
