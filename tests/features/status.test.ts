import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MARIA, NINE, openDesk } from './desk.ts';
import type { MessageStatus } from '../../src/contract/messages.ts';

const TOMORROW = NINE + DAY + 5 * HOUR;
const noSignal = { code: 'noSignal', text: 'Not sent. The phone had no signal.' };

async function withText() {
  const desk = await openDesk();
  await desk.addPerson('Maria Alvarez', MARIA);
  const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Hello', undoMs: 0 });
  return { desk, messageId };
}

describe('the state of a text', () => {
  it('never goes back, whatever order the reports come in', async () => {
    const { desk, messageId } = await withText();
    for (const status of ['sending', 'delivered', 'sent', 'sending', 'failed', 'queued'] as const) {
      desk.report(messageId, { status });
    }
    expect(desk.message(messageId).status).toBe('delivered');
  });

  it('keeps the first instants it was told', async () => {
    const { desk, messageId } = await withText();
    desk.report(messageId, { status: 'sent', sentAt: NINE + 1 });
    await desk.clock.advance(HOUR);
    desk.report(messageId, { status: 'delivered', sentAt: NINE + 9 });
    expect(desk.message(messageId)).toMatchObject({ sentAt: NINE + 1, deliveredAt: NINE + HOUR });
  });

  it('leaves an end only for a person, when word comes that the text went out after all', async () => {
    const { desk, messageId } = await withText();
    desk.report(messageId, { status: 'failed', reason: noSignal });
    desk.report(messageId, { status: 'sent' });
    expect(desk.message(messageId).status).toBe('failed');
    desk.report(messageId, { status: 'needsReview', reason: { code: 'probablySent', text: 'Probably sent.' } });
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', lastStatus: 'needsReview' });
  });

  it.each(['failed', 'undelivered', 'expired'] satisfies MessageStatus[])(
    'brings the conversation back to do when it is %s, with the reason',
    async (status) => {
      const { desk, messageId } = await withText();
      desk.report(messageId, { status: 'sending' });
      desk.report(messageId, { status, reason: noSignal });
      expect(desk.row(MARIA)).toMatchObject({ status: 'todo', failed: true, lastStatus: status });
      const { items } = await desk.call('conversations.listMessages', { conversationId: desk.row(MARIA).id });
      expect(items[0]?.reason).toEqual(noSignal);
    },
  );

  it('tells the number when it had its first text, and when it was told how to stop', async () => {
    const { desk, messageId } = await withText();
    desk.report(messageId, { status: 'sent', sentAt: NINE + 1 });
    const number = () => desk.store.read((tx) => tx.people.number(MARIA));
    expect(number()).toMatchObject({ firstSentAt: NINE + 1, lastOptOutHintAt: NINE + 1 });
    const second = await desk.call('messages.sendMessage', { to: MARIA, body: 'One more' });
    expect(desk.message(second.messageId).body).toBe('One more');
    desk.report(second.messageId, { status: 'sent', sentAt: NINE + 2 });
    expect(number()).toMatchObject({ firstSentAt: NINE + 1, lastOptOutHintAt: NINE + 1 });
  });
});

describe('the state of a reminder', () => {
  async function withReminders() {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const visit = desk.addVisit(maria.id, TOMORROW);
    return { desk, visit, first: desk.remind(visit, 0), second: desk.remind(visit, 1) };
  }

  it('follows its text', async () => {
    const { desk, first } = await withReminders();
    const state = () => desk.store.read((tx) => tx.reminders.get(first.reminderId))!;
    desk.report(first.message.id, { status: 'sending' });
    expect(state().state).toBe('queued');
    desk.report(first.message.id, { status: 'sent' });
    expect(state().state).toBe('sent');
    desk.report(first.message.id, { status: 'delivered' });
    expect(state().state).toBe('delivered');
  });

  it('makes the visit unreachable only when every one failed, and reachable again when one arrives', async () => {
    const { desk, visit, first, second } = await withReminders();
    desk.report(first.message.id, { status: 'failed', reason: noSignal });
    expect(desk.visit(visit.id).reply).toBe('none');
    desk.report(second.message.id, { status: 'failed', reason: noSignal });
    expect(desk.visit(visit.id).reply).toBe('unreachable');
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', visitReply: 'unreachable' });
    const copy = await desk.call('messages.retryMessage', { messageId: second.message.id });
    desk.deliver(copy.messageId);
    expect(desk.visit(visit.id).reply).toBe('none');
    expect(desk.store.read((tx) => tx.reminders.get(second.reminderId))?.state).toBe('delivered');
  });

  it('set by a person stays as it is', async () => {
    const { desk, first } = await withReminders();
    desk.store.write('Dana', (tx) => tx.reminders.update(first.reminderId, { state: 'skipped' }));
    desk.report(first.message.id, { status: 'cancelled' });
    expect(desk.store.read((tx) => tx.reminders.get(first.reminderId))?.state).toBe('skipped');
  });
});
