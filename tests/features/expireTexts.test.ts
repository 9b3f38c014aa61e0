import { describe, expect, it } from 'vitest';
import { expireTexts } from '../../src/main/features/messages/expireTexts.ts';
import { recordStatus } from '../../src/main/features/messages/status.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const TOM = '+12125550148';
const REASON = { code: 'expired', text: 'Too late to be useful, not sent.' };

/** Two people with texts of every kind and state, a snoozed conversation, and one in which we wrote nothing. */
async function withWaitingTexts() {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const tom = await desk.addPerson('Tom Reed', TOM);
  const write = async (to: string, body: string): Promise<string> => {
    await desk.clock.advance(MINUTE);
    const sent = await desk.call('messages.sendMessage', { to, body, confirmed: ['CAP_DAY', 'CAP_WEEK'] });
    return sent.messageId;
  };
  const remind = async (personId: string, step: number) => {
    await desk.clock.advance(MINUTE);
    return desk.remind(desk.addVisit(personId, NINE + (3 + step) * DAY), step);
  };
  const ids = [
    await write(MARIA, 'Your form is ready'),
    (await remind(maria.id, 0)).message.id,
    (await remind(tom.id, 0)).message.id,
    await write(TOM, 'Your lenses are here'),
    (await remind(tom.id, 1)).message.id,
    await write(MARIA, 'Please call us'),
    await write(TOM, 'One more thing'),
  ];
  desk.report(ids[3]!, { status: 'sending' });
  desk.report(ids[5]!, { status: 'held', reason: { code: 'wait', text: 'Waiting.' } });
  desk.report(ids[6]!, { status: 'sending' });
  desk.report(ids[6]!, { status: 'sent' });
  desk.receive(TOM, 'Thank you');
  const { id } = desk.row(TOM);
  await desk.call('conversations.setStatus', { id, status: 'todo' });
  await desk.call('conversations.snoozeConversation', { id, until: desk.clock.now() + DAY });
  await desk.clock.advance(7 * DAY);
  return { desk, ids };
}

const stateOf = (desk: Desk, ids: readonly string[]) => ({
  rows: [MARIA, TOM].map((number) => desk.row(number)),
  texts: ids.map((id) => desk.message(id)),
  reminders: desk.store.read((tx) => ids.map((id) => tx.reminders.getByMessage(id))),
});

describe('many texts that are too late', () => {
  it('end as they would one by one: texts, reminders, and the rows of the inbox', async () => {
    const [together, apart] = [await withWaitingTexts(), await withWaitingTexts()];
    expect(together.ids).toEqual(apart.ids);
    together.desk.store.write('dispatcher', (tx) => expireTexts(tx, together.ids, REASON, together.desk.clock.now()));
    apart.desk.store.write('dispatcher', (tx) => {
      for (const id of apart.ids) recordStatus(tx, id, { status: 'expired', reason: REASON }, apart.desk.clock.now());
    });
    const { rows, ...rest } = stateOf(together.desk, together.ids);
    const other = stateOf(apart.desk, apart.ids);
    expect(rest).toEqual({ texts: other.texts, reminders: other.reminders });
    // A row written alone also drops visits of the past, which whoever shows it does anyway.
    const timeless = (row: (typeof rows)[number]) => ({ ...row, nextVisitAt: null, visitReply: null });
    expect(rows.map(timeless)).toEqual(other.rows.map(timeless));
    expect(together.desk.message(together.ids[6]!).status).toBe('sent');
    for (const row of rows) expect(timeless(row)).toEqual(timeless(together.desk.recompute(row.id)!));
  });

  it('are all named in the audit trail, and told to the screens once a conversation', async () => {
    const { desk, ids } = await withWaitingTexts();
    const told: string[] = [];
    desk.store.onCommit(({ changes }) => told.push(...changes.map(({ topic, parentId }) => `${topic} ${parentId}`)));
    desk.store.write('dispatcher', (tx) => expireTexts(tx, ids, REASON, desk.clock.now()));
    const trail = desk.store.read((tx) => tx.audit.list({ action: 'message.expired', cursor: null, limit: 9 })).items;
    const named = trail.flatMap(({ entityId, data }) => (entityId === null ? (data['ids'] as string[]) : [entityId]));
    expect(named.toSorted()).toEqual(ids.slice(0, 6).toSorted());
    expect(trail.map(({ data }) => data['from']).toSorted()).toEqual(['held', 'queued', 'sending']);
    const conversations = [MARIA, TOM].map((number) => desk.row(number).id).toSorted();
    const texts = told.filter((change) => change.startsWith('message.statusChanged'));
    expect(texts.toSorted()).toEqual(conversations.map((id) => `message.statusChanged ${id}`));
  });

  it('does nothing for texts that have gone further', async () => {
    const { desk, ids } = await withWaitingTexts();
    const before = stateOf(desk, ids);
    desk.store.write('dispatcher', (tx) => expireTexts(tx, [ids[6]!, 'nobody'], REASON, desk.clock.now() + HOUR));
    expect(stateOf(desk, ids)).toEqual(before);
  });
});
