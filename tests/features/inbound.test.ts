import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const LEO = '+12125550148';
const TOMORROW = NINE + DAY + 5 * HOUR;

/** Maria has a visit tomorrow and has just had its reminder. */
async function reminded(name = 'Maria Alvarez', more: { language?: string } = {}) {
  const desk = await openDesk();
  const maria = await desk.addPerson(name, MARIA, more);
  const visit = desk.addVisit(maria.id, TOMORROW);
  const { reminderId, message } = desk.remind(visit);
  desk.deliver(message.id);
  await desk.clock.advance(10 * MINUTE);
  return { desk, maria, visit, reminderId };
}

const outgoing = (desk: Desk) => desk.thread(MARIA).filter((one) => one.direction === 'out' && one.kind !== 'reminder');
const events = (desk: Desk) =>
  desk
    .thread(MARIA)
    .filter((one) => one.kind === 'event')
    .map((one) => one.body);
const state = (desk: Desk, number = MARIA) => desk.call('consent.getState', { number });

describe('an incoming text', () => {
  it('comes in once, however often and by whichever id the gateway tells of it', async () => {
    const desk = await openDesk();
    await desk.clock.advance(MINUTE);
    const hello = (id: string, sentAt: number) => desk.receive(MARIA, 'Hello', { id, sentAt });
    expect(hello('text:7', NINE)).toBe('new');
    expect(hello('text:7', NINE)).toBe('known');
    expect(hello('text:8', NINE + 9000)).toBe('known');
    expect(hello('text:9', NINE + 11_000)).toBe('new');
    expect(desk.thread(MARIA)).toHaveLength(2);
  });

  it('of an unknown number begins a conversation without people, to do', async () => {
    const desk = await openDesk();
    desk.receive('12125550199', 'Do you take new patients?');
    expect(desk.row('+12125550199')).toMatchObject({ people: [], status: 'todo', unread: 1, waitingSince: NINE });
  });

  it('of a sender that is no number is shown and never answered', async () => {
    const desk = await openDesk();
    desk.receive('MyBank', 'STOP');
    expect(desk.row('MyBank')).toMatchObject({ status: 'todo', canText: 'noNumber' });
    expect(desk.thread('MyBank')).toHaveLength(1);
  });

  it('gets its own time where the network tells a believable one, and the time of arrival otherwise', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'early', { sentAt: NINE - 2 * HOUR });
    desk.receive(MARIA, 'zero', { sentAt: 0 });
    desk.receive(MARIA, 'future', { sentAt: NINE + DAY });
    expect(desk.thread(MARIA).map(({ body, createdAt }) => [body, createdAt])).toEqual([
      ['early', NINE - 2 * HOUR],
      ['zero', NINE],
      ['future', NINE],
    ]);
  });

  it('brings a snoozed conversation back', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = desk.row(MARIA);
    await desk.call('conversations.snoozeConversation', { id, until: NINE + DAY });
    await desk.clock.advance(MINUTE);
    desk.receive(MARIA, 'Are you there?');
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', snoozedUntil: null, unread: 2, waitingSince: NINE });
  });
});

describe('an answer to a reminder', () => {
  it.each(['C', 'c.', 'Yes', 'ok thanks', '👍'])('confirms the one visit it asked about: %s', async (words) => {
    const { desk, visit } = await reminded();
    desk.receive(MARIA, words);
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'confirmed', replySetBy: null, status: 'booked' });
    expect(desk.row(MARIA)).toMatchObject({ status: 'done', unread: 0, visitReply: 'confirmed' });
    expect(events(desk)).toEqual(['visitConfirmed']);
    expect(outgoing(desk).map(({ body }) => body)).toEqual([
      'Lakeside Clinic: thank you, your visit on Sat Nov 21 is confirmed.',
    ]);
  });

  it('confirms nothing twice and thanks once', async () => {
    const { desk } = await reminded();
    desk.receive(MARIA, 'C');
    desk.receive(MARIA, 'Yes');
    expect(outgoing(desk)).toHaveLength(1);
    expect(events(desk)).toEqual(['visitConfirmed']);
  });

  it('is for a person when two visits are open on the number', async () => {
    const { desk, visit } = await reminded();
    const leo = await desk.addPerson('Leo Alvarez', MARIA);
    const other = desk.addVisit(leo.id, TOMORROW + HOUR);
    desk.deliver(desk.remind(other).message.id);
    desk.receive(MARIA, 'Yes');
    expect([desk.visit(visit.id).reply, desk.visit(other.id).reply]).toEqual(['none', 'none']);
    expect(desk.row(MARIA).status).toBe('todo');
    expect(events(desk)).toEqual(['whichVisit']);
  });

  it('does not confirm a visit nobody was asked about', async () => {
    const { desk, maria, visit } = await reminded();
    const later = desk.addVisit(maria.id, NINE + 60 * DAY);
    desk.receive(MARIA, 'C');
    expect(desk.visit(visit.id).reply).toBe('confirmed');
    expect(desk.visit(later.id).reply).toBe('none');
  });

  it('is for a person when somebody at the desk has asked something else since', async () => {
    const { desk, visit } = await reminded();
    await desk.call('messages.sendMessage', {
      to: MARIA,
      body: 'Is your insurance still the same?',
      confirmed: ['CAP_DAY'],
    });
    await desk.clock.advance(MINUTE);
    desk.receive(MARIA, 'Yes');
    expect(desk.visit(visit.id).reply).toBe('none');
    expect(desk.row(MARIA).status).toBe('todo');
  });

  it('is for a person after three days, and once the visit has begun', async () => {
    const { desk, visit } = await reminded();
    await desk.clock.advance(DAY + 6 * HOUR);
    desk.receive(MARIA, 'Yes');
    expect(desk.visit(visit.id).reply).toBe('none');
    expect(desk.row(MARIA).status).toBe('todo');
  });

  it.each([
    ['R', 'newTime'],
    ['can i come friday instead? need to reschedule', 'newTime'],
    ['X', 'cancelled'],
    ["I can't make it tomorrow", 'cancelled'],
    ['What should I bring?', 'other'],
    ['Running 10 min late', 'other'],
  ])('notes what it says for a person and changes no visit: %s', async (words, reply) => {
    const { desk, visit } = await reminded();
    desk.receive(MARIA, words);
    expect(desk.visit(visit.id)).toMatchObject({ reply, status: 'booked', startsAt: TOMORROW });
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', unread: 1 });
    expect(outgoing(desk)).toEqual([]);
  });

  it('does not undo at night what somebody is already moving: a late yes is read by a person', async () => {
    const { desk, visit } = await reminded();
    desk.receive(MARIA, 'R');
    desk.receive(MARIA, 'Yes');
    expect(desk.visit(visit.id).reply).toBe('newTime');
  });

  it('never closes a question that was left open before it', async () => {
    const { desk } = await reminded();
    desk.receive(MARIA, 'Where can I park?');
    await desk.clock.advance(MINUTE);
    desk.receive(MARIA, 'C');
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', unread: 1 });
  });

  it('does not thank hours later, when the PC was off', async () => {
    const { desk, visit } = await reminded();
    const sentAt = desk.clock.now();
    await desk.clock.advance(13 * HOUR);
    desk.receive(MARIA, 'C', { sentAt });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'confirmed', repliedAt: sentAt });
    expect(outgoing(desk)).toEqual([]);
  });
});

describe('STOP', () => {
  it('opts the number out, stops what waits and confirms once, in the same commit', async () => {
    const { desk, maria } = await reminded();
    await desk.call('messages.sendMessage', {
      personId: maria.id,
      body: 'Hello',
      sendAt: NINE + 2 * HOUR,
      confirmed: ['CAP_DAY'],
    });
    const waiting = desk.remind(desk.addVisit(maria.id, TOMORROW + 9 * DAY));
    desk.receive(MARIA, 'stop please');
    expect((await state(desk)).optedOut).toMatchObject({ word: 'STOP', scope: 'number' });
    expect(desk.message(waiting.message.id).status).toBe('cancelled');
    expect(desk.store.read((tx) => tx.reminders.get(waiting.reminderId))).toMatchObject({
      state: 'dropped',
      reasonCode: 'OPTED_OUT_ALL',
    });
    expect(desk.row(MARIA)).toMatchObject({ canText: 'optedOut', attention: null });
    const live = outgoing(desk).filter(({ status }) => status === 'queued');
    expect(live.map(({ body }) => body)).toEqual([
      'Lakeside Clinic: you are opted out and will get no more texts. Questions? Call (212) 555-0100. Reply START to get texts again.',
    ]);
    desk.receive(MARIA, 'STOP');
    expect(outgoing(desk).filter(({ status }) => status === 'queued')).toHaveLength(1);
  });

  it('after CANCEL says that the visit stands, and a person calls', async () => {
    const { desk, visit } = await reminded();
    desk.receive(MARIA, 'CANCEL');
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'none', status: 'booked' });
    expect(outgoing(desk)[0]?.body).toContain('Your appointment was NOT changed.');
    expect(desk.row(MARIA).status).toBe('todo');
  });

  it('in Spanish is answered in Spanish', async () => {
    const { desk } = await reminded('Ana Cruz', { language: 'es' });
    desk.receive(MARIA, 'ALTO');
    expect(outgoing(desk)[0]?.body).toMatch(/^Lakeside Clinic: ya no recibira mas mensajes\./);
  });

  it('found hours later still counts, but is no longer confirmed', async () => {
    const { desk } = await reminded();
    const sentAt = desk.clock.now();
    await desk.clock.advance(3 * HOUR);
    desk.receive(MARIA, 'STOP', { sentAt });
    expect((await state(desk)).optedOut).toMatchObject({ at: sentAt });
    expect(outgoing(desk)).toEqual([]);
  });

  it('covers everyone on a shared phone', async () => {
    const { desk } = await reminded();
    const leo = await desk.addPerson('Leo Alvarez', MARIA);
    desk.receive(MARIA, 'STOP');
    expect((await desk.call('people.getPerson', { id: leo.id })).canText).toBe('optedOut');
  });

  it('to one kind of text only ends that kind, and a person checks', async () => {
    const { desk } = await reminded();
    desk.receive(MARIA, 'stop sending me promos');
    expect(await state(desk)).toMatchObject({ optedOut: null, levels: { care: 'express', marketing: 'revoked' } });
    expect(desk.row(MARIA)).toMatchObject({ status: 'todo', canText: 'yes' });
  });

  it('is undone only by the patient: staff are refused, START gives care back and nothing else', async () => {
    const { desk, maria } = await reminded();
    await desk.call('consent.recordEvent', { personId: maria.id, kind: 'grant', purpose: 'billing', method: 'paper' });
    desk.receive(MARIA, 'STOP');
    const grant = desk.call('consent.recordEvent', { personId: maria.id, kind: 'grant', method: 'paper' });
    await expect(grant).rejects.toMatchObject({ code: 'CONFLICT' });
    const restore = desk.call('consent.recordEvent', { personId: maria.id, kind: 'restore', method: 'staff' });
    await expect(restore).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.clock.advance(2 * HOUR);
    desk.receive(MARIA, 'START');
    expect(await state(desk)).toMatchObject({ optedOut: null, levels: { care: 'express', billing: 'revoked' } });
    expect(outgoing(desk).at(-1)?.body).toContain('you will get appointment texts again');
  });
});

describe('other texts', () => {
  it('HELP is answered once an hour, and four times a day at most', async () => {
    const desk = await openDesk();
    for (let hour = 0; hour < 6; hour += 1) {
      desk.receive(MARIA, 'HELP');
      await desk.clock.advance(20 * MINUTE);
      desk.receive(MARIA, 'help!');
      await desk.clock.advance(41 * MINUTE);
    }
    expect(outgoing(desk)).toHaveLength(4);
    expect(desk.row(MARIA).status).toBe('done');
  });

  it('a doubtful opt-out that also cancels the visit stands on the visit, too', async () => {
    const { desk, visit } = await reminded();
    desk.receive(MARIA, "I can't make it Tuesday and no more of these for me, my sister handles my calendar");
    expect(desk.row(MARIA)).toMatchObject({ attention: 'suspectedOptOut', status: 'todo' });
    expect(desk.visit(visit.id).reply).toBe('cancelled');
  });

  it('a doubtful opt-out pauses automatic texts until a person decides', async () => {
    const { desk, maria } = await reminded();
    desk.receive(MARIA, 'Enough!');
    expect(desk.row(MARIA)).toMatchObject({ attention: 'suspectedOptOut', status: 'todo' });
    const { id } = desk.row(MARIA);
    await desk.call('conversations.setStatus', { id, status: 'done' });
    expect(desk.row(MARIA).attention).toBe('suspectedOptOut');
    await desk.call('consent.recordEvent', {
      personId: maria.id,
      kind: 'note',
      method: 'staff',
      evidence: 'Not about texts',
    });
    expect(desk.row(MARIA).attention).toBeNull();
  });

  it('an emergency is on top until somebody answers, and gets the notice once in six hours', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'I have chest pain');
    desk.receive(MARIA, 'chest pain is worse', { sentAt: NINE + MINUTE });
    expect(desk.row(MARIA)).toMatchObject({ attention: 'urgent', status: 'todo' });
    expect(outgoing(desk).map(({ body }) => body)).toEqual([
      'Lakeside Clinic: we may not see texts right away. In an emergency call 911. For a mental health crisis call or text 988.',
    ]);
    await desk.call('messages.sendMessage', { to: MARIA, body: 'We are calling you now' });
    expect(desk.row(MARIA).attention).toBeNull();
  });

  it('an emergency with STOP is both: urgent, opted out, and one answer', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, "STOP. I'm having chest pain");
    expect((await state(desk)).optedOut).not.toBeNull();
    expect(outgoing(desk).map(({ body }) => body)).toEqual([
      'Lakeside Clinic: you are opted out and will get no more texts. In an emergency call 911. Reply START to get texts again.',
    ]);
  });

  it('a wrong number is suspended, nothing waiting leaves, nothing is answered', async () => {
    const { desk, maria } = await reminded();
    const waiting = desk.remind(desk.addVisit(maria.id, TOMORROW + 9 * DAY));
    desk.receive(MARIA, "I'm not Maria");
    expect(desk.row(MARIA)).toMatchObject({ canText: 'suspended', status: 'todo' });
    expect(desk.message(waiting.message.id).status).toBe('cancelled');
    expect(outgoing(desk)).toEqual([]);
    await desk.call('consent.recordEvent', { number: MARIA, kind: 'number_verified', method: 'staff' });
    expect(desk.row(MARIA).canText).toBe('yes');
  });

  it('thanks needs nobody, and an automatic answer changes nothing', async () => {
    const desk = await openDesk();
    await desk.addPerson('Leo Cole', LEO);
    await desk.call('messages.sendMessage', { to: LEO, body: 'Your form is ready' });
    desk.receive(LEO, "I'm driving with Do Not Disturb While Driving turned on. I'll see your message later.");
    expect(desk.row(LEO)).toMatchObject({ status: 'waiting', unread: 0 });
    desk.receive(LEO, 'Thank you!');
    expect(desk.row(LEO)).toMatchObject({ status: 'done', unread: 0 });
  });
});
