import { describe, expect, it } from 'vitest';
import type { GateDecision } from '../../src/contract/gate.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk, phone } from './desk.ts';

describe('sending a text', () => {
  it('queues the message and its job, and hands the ball to the patient', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const sent = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Can you come at 3?' });
    expect(sent).toMatchObject({ status: 'queued', notBefore: NINE + 5000 });
    const job = desk.store.read((tx) => tx.outbox.getByMessage(sent.messageId))!;
    expect(job).toMatchObject({ state: 'ready', lane: MARIA, runAt: NINE + 5000 });
    expect(desk.row(MARIA)).toMatchObject({
      status: 'waiting',
      lastDirection: 'out',
      people: [{ name: 'Maria Alvarez' }],
    });
  });

  it('adds the name of the practice and how to opt out to the first text to a number, once', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const sent = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Can you come at 3?' });
    const { body } = desk.message(sent.messageId);
    expect(body).toBe('Lakeside Clinic: Can you come at 3? Reply STOP to opt out.');
    const verdict = desk.store.read((tx) =>
      desk.handlers.decideSend(tx, tx.messages.get(sent.messageId)!, { record: phone(), busyUntil: null }, NINE),
    );
    expect(verdict).toEqual({ kind: 'send', body, sim: null, from: null });
  });

  it('acts once for a command that arrives twice', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const input = { personId: maria.id, body: 'Hello' };
    const first = await desk.call('messages.sendMessage', input, { commandId: 'command-one' });
    const second = await desk.call('messages.sendMessage', input, { commandId: 'command-one' });
    expect(second).toEqual(first);
    expect(desk.thread(MARIA)).toHaveLength(1);
  });

  it('is refused without a row after STOP, with the reason in the details, and the attempt is in the audit trail', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'STOP');
    const before = desk.thread(MARIA).length;
    const refused = desk.call('messages.sendMessage', { personId: maria.id, body: 'Please call us' });
    await expect(refused).rejects.toMatchObject({ code: 'SEND_BLOCKED', details: { code: 'OPTED_OUT_ALL' } });
    expect(desk.thread(MARIA)).toHaveLength(before);
    const entries = desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 5, action: 'message.refused' })).items;
    expect(entries[0]).toMatchObject({ actor: 'Dana', data: { code: 'OPTED_OUT_ALL' } });
  });

  it('never names the patient in the words of a refusal', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    desk.revoke(MARIA);
    const error = await desk.call('messages.sendMessage', { personId: maria.id, body: 'x' }).catch((e: unknown) => e);
    expect(JSON.stringify([(error as Error).message, (error as { details: unknown }).details])).not.toMatch(
      /Maria|2125550172/,
    );
  });

  it('asks at night, sends when a person says so, and keeps who and why', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    await desk.clock.advance(13 * HOUR);
    const input = { personId: maria.id, body: 'Your keys are here' };
    const asked = await desk.call('messages.sendMessage', input).catch((e: unknown) => e as { details: GateDecision });
    expect(asked).toMatchObject({ code: 'SEND_NEEDS_CONFIRMATION', details: { code: 'QUIET_HOURS' } });
    const sent = await desk.call('messages.sendMessage', {
      ...input,
      confirmed: ['QUIET_HOURS'],
      confirmReason: 'She waits outside',
    });
    expect(sent.status).toBe('queued');
    const entry = desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 1, action: 'message.queued' })).items[0];
    expect(entry?.data).toMatchObject({ confirmed: ['QUIET_HOURS'], confirmReason: 'She waits outside' });
  });

  it('may be planned at night for the morning without a question', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    await desk.clock.advance(13 * HOUR);
    const sendAt = NINE + DAY;
    const sent = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Hello', sendAt });
    expect(sent).toMatchObject({ status: 'queued', notBefore: sendAt });
  });

  it('is a direct answer for half an hour after the patient wrote, day or night, with no consent on file', async () => {
    const desk = await openDesk();
    await desk.clock.advance(14 * HOUR);
    desk.receive(MARIA, 'Are you open tomorrow?');
    const sent = await desk.call('messages.sendMessage', { to: '(212) 555-0172', body: 'Yes, from 8', undoMs: 0 });
    expect(desk.message(sent.messageId)).toMatchObject({ trigger: 'reply', body: 'Yes, from 8' });
    expect(desk.store.read((tx) => tx.outbox.getByMessage(sent.messageId))?.priority).toBe(100);
    await desk.clock.advance(31 * MINUTE);
    const late = desk.call('messages.sendMessage', { to: MARIA, body: 'And on Monday' });
    await expect(late).rejects.toMatchObject({ code: 'SEND_BLOCKED', details: { code: 'CONSENT_MISSING' } });
  });

  it('is refused when a detail in braces was never filled in', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const refused = desk.call('messages.sendMessage', { personId: maria.id, body: 'See you {visitDay}' });
    await expect(refused).rejects.toMatchObject({ code: 'TEMPLATE_INCOMPLETE' });
  });

  it.each([
    [{ body: 'x' }, 'to'],
    [{ body: 'x', to: '555' }, 'to'],
    [{ body: 'x', to: MARIA, conversationId: 'abc' }, 'to'],
  ])('names the field when the receiver of %j is not one receiver', async (input, field) => {
    const desk = await openDesk();
    await expect(desk.call('messages.sendMessage', input)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('shows in a preview exactly what would leave, and makes nothing', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    const preview = await desk.call('messages.previewMessage', { to: MARIA, body: 'Hello' });
    expect(preview).toMatchObject({ body: 'Lakeside Clinic: Hello\nReply STOP to opt out.', segments: 1 });
    expect(preview.decision.decision).toBe('allow');
    expect(desk.store.read((tx) => tx.conversations.getByAddress(MARIA))).toBeUndefined();
  });

  it('clears the draft of the person who sent', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const { id } = await desk.call('conversations.openConversation', { personId: maria.id });
    await desk.call('conversations.saveDraft', { id, body: 'Hel' });
    await desk.call('conversations.saveDraft', { id, body: 'mine' }, { name: 'Sam' });
    await desk.call('messages.sendMessage', { conversationId: id, body: 'Hello' });
    expect((await desk.call('conversations.getConversation', { id })).draft).toBeNull();
  });
});

describe('taking back and trying again', () => {
  it('puts exactly what was typed back, and the patient waits as before', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, 'Can I come earlier?');
    const sent = await desk.call('messages.sendMessage', { to: MARIA, body: 'Yes, at 2' });
    expect(desk.row(MARIA).status).toBe('waiting');
    const undone = await desk.call('messages.cancelMessage', { messageId: sent.messageId });
    expect(undone.body).toBe('Yes, at 2');
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', waitingSince: NINE, lastPreview: 'Can I come earlier?' });
  });

  it('is too late once a gateway has it', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const sent = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Hello', undoMs: 0 });
    desk.store.write('dispatcher', (tx) => tx.outbox.claim({ owner: 'run', now: NINE, until: NINE + HOUR }));
    const late = desk.call('messages.cancelMessage', { messageId: sent.messageId });
    await expect(late).rejects.toMatchObject({ code: 'TOO_LATE' });
  });

  it('sends a copy of a failed text once, and refuses a second copy while the first is on its way', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const sent = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Hello', undoMs: 0 });
    desk.report(sent.messageId, {
      status: 'failed',
      reason: { code: 'noSignal', text: 'Not sent. The phone had no signal.' },
    });
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', failed: true });
    const copy = await desk.call('messages.retryMessage', { messageId: sent.messageId });
    expect(desk.row(MARIA)).toMatchObject({ status: 'waiting', failed: false });
    expect(desk.message(copy.messageId).body).toContain('Hello');
    const again = desk.call('messages.retryMessage', { messageId: sent.messageId });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('never sends a text again whose fate is unknown, before a person has settled it', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const { messageId } = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Hello' });
    desk.report(messageId, { status: 'needsReview', reason: { code: 'unsettled', text: 'Check.' } });
    expect(desk.row(MARIA).status).toBe('todo');
    await expect(desk.call('messages.retryMessage', { messageId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.call('messages.settleMessage', { messageId, outcome: 'notSent' });
    expect(desk.message(messageId)).toMatchObject({ status: 'failed', reasonCode: 'settledNotSent' });
    await expect(desk.call('messages.retryMessage', { messageId })).resolves.toMatchObject({ status: 'queued' });
  });

  it('does not try a reminder again when another text of the same reminder is on its way', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    const { message } = desk.remind(desk.addVisit(maria.id, desk.clock.now() + 30 * HOUR));
    desk.report(message.id, { status: 'failed', reason: { code: 'noSignal', text: 'Not sent.' } });
    const other = await desk.call('messages.sendMessage', { personId: maria.id, body: 'See you', undoMs: 0 });
    desk.store.write('test', (tx) => tx.reminders.update(message.reminderId ?? '', { messageId: other.messageId }));
    await expect(desk.call('messages.retryMessage', { messageId: message.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    desk.report(other.messageId, { status: 'failed', reason: { code: 'noSignal', text: 'Not sent.' } });
    await expect(desk.call('messages.retryMessage', { messageId: message.id })).resolves.toMatchObject({
      status: 'queued',
    });
  });
});
