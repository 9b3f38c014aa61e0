import { describe, expect, it } from 'vitest';
import type { GatewayReadiness } from '../../src/main/jobs/handlers.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk, phone } from './desk.ts';
import type { Desk } from './desk.ts';

const TOMORROW = NINE + DAY + 5 * HOUR;
const ready: GatewayReadiness = { record: phone(), busyUntil: null };
const OPENS = Date.UTC(2026, 10, 21, 13, 0, 0);

const decide = (desk: Desk, messageId: string, gateway: GatewayReadiness | null = ready) =>
  desk.store.read((tx) => desk.handlers.decideSend(tx, tx.messages.get(messageId)!, gateway, desk.clock.now()));

async function withReminder() {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const visit = desk.addVisit(maria.id, TOMORROW);
  return { desk, maria, visit, messageId: desk.remind(visit).message.id };
}
async function withText(confirmed: string[] = []) {
  const desk = await openDesk();
  await desk.addPerson('Maria Alvarez', MARIA);
  const { messageId } = await desk.call('messages.sendMessage', { to: MARIA, body: 'Hello', confirmed });
  return { desk, messageId };
}

describe('the decision at the moment of sending', () => {
  it('lets the very text go that was shown', async () => {
    const { desk, messageId } = await withReminder();
    expect(decide(desk, messageId)).toEqual({
      kind: 'send',
      body: desk.message(messageId).body,
      sim: null,
      from: null,
    });
  });

  it('drops a reminder quietly after STOP, and shows a person what became of theirs', async () => {
    const reminder = await withReminder();
    reminder.desk.revoke('+12125550111');
    reminder.desk.store.write('patient', (tx) => {
      const { seq: _seq, ...last } = tx.consent.ofNumber('+12125550111').at(-1)!;
      tx.consent.append({ ...last, id: 'other', number: MARIA });
    });
    expect(decide(reminder.desk, reminder.messageId)).toMatchObject({
      kind: 'drop',
      status: 'cancelled',
      reason: { code: 'OPTED_OUT_ALL', text: expect.stringContaining('Maria asked us to stop texting') },
    });
    const text = await withText();
    text.desk.store.write('Dana', (tx) =>
      tx.people.updateNumber(MARIA, { suspendedAt: NINE, suspendedCode: 'wrongNumber' }),
    );
    expect(decide(text.desk, text.messageId)).toMatchObject({
      kind: 'drop',
      status: 'failed',
      reason: { code: 'NUMBER_SUSPENDED' },
    });
  });

  it('makes a reminder wait for the morning, and a text by hand too: nobody is there to be asked', async () => {
    const reminder = await withReminder();
    await reminder.desk.clock.advance(13 * HOUR);
    expect(decide(reminder.desk, reminder.messageId)).toMatchObject({ kind: 'delay', until: OPENS });
    const text = await withText();
    await text.desk.clock.advance(13 * HOUR);
    expect(decide(text.desk, text.messageId)).toMatchObject({
      kind: 'delay',
      until: OPENS,
      reason: { code: 'QUIET_HOURS', text: expect.stringContaining('8:00 AM') },
    });
  });

  it('honours what a person confirmed', async () => {
    const { desk, messageId } = await withText(['QUIET_HOURS']);
    await desk.clock.advance(13 * HOUR);
    expect(decide(desk, messageId).kind).toBe('send');
  });

  it('holds a text about which only a person can decide', async () => {
    const { desk, messageId } = await withText();
    desk.receive(MARIA, 'Enough!');
    expect(decide(desk, messageId)).toMatchObject({ kind: 'hold', reason: { code: 'SUSPECTED_OPTOUT' } });
  });

  it('waits for a gateway that refuses us, and for its pace, and throws nothing away', async () => {
    const { desk, messageId } = await withReminder();
    const wrong = { record: { ...phone(), problem: 'wrongPassword' as const }, busyUntil: null };
    expect(decide(desk, messageId, wrong)).toMatchObject({ kind: 'delay', until: NINE + MINUTE });
    expect(decide(desk, messageId, null)).toMatchObject({ kind: 'delay', reason: { code: 'PROVIDER_NOT_READY' } });
    expect(decide(desk, messageId, { ...ready, busyUntil: NINE + 5000 })).toMatchObject({
      kind: 'delay',
      until: NINE + 5000,
      reason: { code: 'PROVIDER_BUSY' },
    });
  });

  it.each([
    ['newTime', { kind: 'hold', reason: { code: 'wantsNewTime' } }],
    ['cancelled', { kind: 'hold', reason: { code: 'wantsToCancel' } }],
  ] as const)('holds a reminder when the patient has answered %s', async (reply, verdict) => {
    const { desk, visit, messageId } = await withReminder();
    desk.store.write('receiver', (tx) => tx.appointments.update(visit.id, { reply }));
    expect(decide(desk, messageId)).toMatchObject(verdict);
  });

  it('drops a reminder that would say something untrue or needless', async () => {
    const { desk, visit, messageId } = await withReminder();
    const change = (patch: object) => desk.store.write('Dana', (tx) => tx.appointments.update(visit.id, patch));
    change({ startsAt: TOMORROW - HOUR });
    expect(decide(desk, messageId)).toMatchObject({
      kind: 'drop',
      status: 'cancelled',
      reason: { code: 'visitMoved' },
    });
    change({ startsAt: TOMORROW, status: 'cancelled' });
    expect(decide(desk, messageId)).toMatchObject({ kind: 'drop', status: 'cancelled' });
    change({ status: 'booked', reply: 'confirmed' });
    expect(decide(desk, messageId)).toMatchObject({ kind: 'drop', reason: { code: 'confirmed' } });
    const second = desk.remind(desk.visit(visit.id), 1);
    expect(decide(desk, second.message.id).kind).toBe('send');
  });

  it('expires a reminder whose visit has begun', async () => {
    const { desk, messageId } = await withReminder();
    await desk.clock.advance(TOMORROW - NINE);
    expect(decide(desk, messageId)).toMatchObject({ kind: 'drop', status: 'expired' });
  });

  it('expires the confirmation of an opt-out after five minutes', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'STOP');
    const { id } = desk.thread(MARIA).find(({ kind }) => kind === 'autoReply')!;
    expect(decide(desk, id).kind).toBe('send');
    await desk.clock.advance(5 * MINUTE + 1);
    expect(decide(desk, id)).toMatchObject({ kind: 'drop', status: 'expired' });
  });

  it('counts what went out today against the cap', async () => {
    const { desk, maria, visit, messageId } = await withReminder();
    desk.deliver(messageId);
    for (const step of [0, 1]) {
      const other = desk.remind(desk.addVisit(maria.id, visit.startsAt + (step + 1) * HOUR));
      expect(decide(desk, other.message.id).kind).toBe('send');
      desk.deliver(other.message.id);
    }
    const fourth = desk.remind(desk.addVisit(maria.id, visit.startsAt + 9 * HOUR));
    expect(decide(desk, fourth.message.id)).toMatchObject({ kind: 'delay', reason: { code: 'CAP_DAY' } });
  });
});
