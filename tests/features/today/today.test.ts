import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MARIA, MINUTE, NINE } from '../desk.ts';
import { openDeskDay } from '../deskDay.ts';

const LEO = '+12125550148';
const TODAY = '2026-11-20';

async function withMaria(startsIn = 2 * HOUR) {
  const desk = await openDeskDay();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const visit = desk.addVisit(maria.id, NINE + startsIn);
  return { desk, maria, visit };
}
const boardOf = async (desk: Awaited<ReturnType<typeof openDeskDay>>, id: string) =>
  (await desk.ask('today.getBoard', { date: TODAY })).extras.find(({ appointmentId }) => appointmentId === id)!;

describe('somebody on their way', () => {
  it('who writes "here" stands on the row, changes nothing, and is marked with one press', async () => {
    const { desk, visit } = await withMaria(20 * MINUTE);
    desk.hear(MARIA, "I'm here");
    const [reply] = (await boardOf(desk, visit.id)).replies;
    expect(reply).toMatchObject({ kind: 'here', minutesLate: null, words: "I'm here" });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'none', status: 'booked' });
    await desk.ask('today.settleReply', { id: reply!.id, as: 'arrived' });
    expect(desk.visit(visit.id).status).toBe('arrived');
    expect((await boardOf(desk, visit.id)).replies).toEqual([]);
  });

  it('says how late, also when the visit has begun', async () => {
    const { desk, visit } = await withMaria(-5 * MINUTE);
    desk.hear(MARIA, 'Running 10 min late, sorry');
    expect((await boardOf(desk, visit.id)).replies).toMatchObject([{ kind: 'late', minutesLate: 10 }]);
  });

  it('a month before the visit means something else', async () => {
    const { desk, visit } = await withMaria(30 * DAY);
    desk.hear(MARIA, 'Here');
    expect(desk.store.read((tx) => tx.visitReplies.openOf(visit.id))).toEqual([]);
  });

  it('of a family each one who has a visit now', async () => {
    const { desk, visit } = await withMaria(20 * MINUTE);
    const ben = await desk.addPerson('Ben Alvarez', MARIA);
    const his = desk.addVisit(ben.id, NINE + 30 * MINUTE);
    desk.hear(MARIA, "We're here");
    expect((await boardOf(desk, visit.id)).replies).toHaveLength(1);
    expect((await boardOf(desk, his.id)).replies).toHaveLength(1);
  });
});

describe('a text about a visit that a person settles', () => {
  it('after a confirmation is shown, and "not about this" leaves the confirmation as it is', async () => {
    const { desk, visit } = await withMaria();
    const { message } = desk.remind(visit);
    desk.deliver(message.id);
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, 'C');
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, 'Do I need to fast?');
    const [reply] = (await boardOf(desk, visit.id)).replies;
    expect(reply).toMatchObject({ kind: 'question', words: 'Do I need to fast?' });
    await desk.ask('today.settleReply', { id: reply!.id, as: 'notAbout' });
    expect(desk.replyOf(visit.id)).toBe('confirmed');
    expect((await boardOf(desk, visit.id)).replies).toEqual([]);
  });

  it('is settled once, says by whom, and can be taken back', async () => {
    const { desk, visit } = await withMaria();
    const { message } = desk.remind(visit);
    desk.deliver(message.id);
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, 'I think so but my son has a cold');
    expect(desk.replyOf(visit.id)).toBe('other');
    const { items } = await desk.ask('today.listReplies', { conversationId: desk.row(MARIA).id });
    expect(items).toMatchObject([{ kind: 'wrote', visit: { id: visit.id } }]);
    const { id } = items[0]!;
    await desk.ask('today.settleReply', { id, as: 'confirmed' }, { name: 'Sam' });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'confirmed', replySetBy: 'Sam' });
    await expect(desk.ask('today.settleReply', { id, as: 'cancelled' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.ask('today.undoSettle', { id });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'other', replySetBy: null });
    expect((await desk.ask('today.listReplies', { conversationId: desk.row(MARIA).id })).items).toHaveLength(1);
  });

  it('that takes back what the text itself had set when it was about something else', async () => {
    const { desk, visit } = await withMaria();
    const { message } = desk.remind(visit);
    desk.deliver(message.id);
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, "I can't make it");
    expect(desk.replyOf(visit.id)).toBe('cancelled');
    const [reply] = (await boardOf(desk, visit.id)).replies;
    await desk.ask('today.settleReply', { id: reply!.id, as: 'notAbout' });
    expect(desk.replyOf(visit.id)).toBe('none');
  });

  it('that may mean two visits meant the one that was pressed; the other is left alone', async () => {
    const { desk, visit, maria } = await withMaria();
    const later = desk.addVisit(maria.id, NINE + 5 * HOUR);
    for (const one of [visit, later]) desk.deliver(desk.remind(one).message.id);
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, 'Can we reschedule');
    expect((await desk.ask('today.listReplies', { conversationId: desk.row(MARIA).id })).items).toHaveLength(2);
    const [reply] = (await boardOf(desk, later.id)).replies;
    await desk.ask('today.settleReply', { id: reply!.id, as: 'newTime' });
    expect([desk.replyOf(visit.id), desk.replyOf(later.id)]).toEqual(['none', 'newTime']);
    expect((await boardOf(desk, visit.id)).replies).toEqual([]);
    await desk.ask('today.undoSettle', { id: reply!.id });
    expect((await boardOf(desk, visit.id)).replies).toHaveLength(1);
  });

  it('is no longer asked about once somebody has answered the person', async () => {
    const { desk, visit } = await withMaria();
    desk.deliver(desk.remind(visit).message.id);
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, 'What should I bring?');
    expect((await boardOf(desk, visit.id)).replies).toHaveLength(1);
    await desk.call('messages.sendMessage', { conversationId: desk.row(MARIA).id, body: 'Only your card.' });
    expect((await boardOf(desk, visit.id)).replies).toEqual([]);
  });
});

describe('a household that was asked by one text', () => {
  async function family() {
    const { desk, visit } = await withMaria(DAY);
    const ben = await desk.addPerson('Ben Alvarez', MARIA);
    const his = desk.addVisit(ben.id, NINE + DAY + HOUR);
    desk.remindTogether([visit, his]);
    await desk.clock.advance(MINUTE);
    return { desk, hers: visit.id, his: his.id };
  }

  it.each([
    ['1 yes 2 no', 'confirmed', 'other', 'todo'],
    ['Maria yes, Ben can’t', 'confirmed', 'cancelled', 'todo'],
    ['2 C', 'none', 'confirmed', 'done'],
    ['1 C 2 R', 'confirmed', 'newTime', 'todo'],
    ['both', 'confirmed', 'confirmed', 'done'],
    ['los dos sí', 'confirmed', 'confirmed', 'done'],
    // Doubtful: nobody is named, or something is added.
    ['yes', 'none', 'none', 'todo'],
    ['C', 'none', 'none', 'todo'],
    ['1', 'none', 'none', 'todo'],
    ['1 yes but Ben has a cold', 'none', 'none', 'todo'],
  ])('%j sets %s and %s, and is %s', async (text, hers, his, status) => {
    const { desk, ...ids } = await family();
    desk.hear(MARIA, text);
    expect([desk.replyOf(ids.hers), desk.replyOf(ids.his)]).toEqual([hers, his]);
    expect(desk.row(MARIA).status === 'todo').toBe(status === 'todo');
  });

  it('that has answered for one is still not confirmed for the other by a bare yes', async () => {
    const { desk, ...ids } = await family();
    desk.hear(MARIA, '1 yes');
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, 'yes');
    expect([desk.replyOf(ids.hers), desk.replyOf(ids.his)]).toEqual(['confirmed', 'none']);
  });

  it('gets a visit changed only that it names, also when another of its visits is being moved', async () => {
    const { desk, ...ids } = await family();
    desk.store.write('Dana', (tx) => tx.appointments.update(ids.his, { reply: 'newTime', replySetBy: 'Dana' }));
    desk.hear(MARIA, '1 yes 2 yes');
    expect([desk.replyOf(ids.hers), desk.replyOf(ids.his)]).toEqual(['none', 'newTime']);
    await desk.clock.advance(MINUTE);
    desk.hear(MARIA, '1 yes please');
    expect([desk.replyOf(ids.hers), desk.replyOf(ids.his)]).toEqual(['confirmed', 'newTime']);
  });

  it('that writes STOP is opted out, and no visit is changed', async () => {
    const { desk, ...ids } = await family();
    desk.hear(MARIA, 'STOP');
    expect([desk.replyOf(ids.hers), desk.replyOf(ids.his)]).toEqual(['none', 'none']);
    expect(desk.row(MARIA).canText).toBe('optedOut');
  });
});

describe('the call list', () => {
  it('names who cannot be texted, soonest first, with number, visit and why', async () => {
    const { desk, visit } = await withMaria();
    desk.revoke(MARIA);
    const leo = await desk.addPerson('Leo Grant', null);
    const soon = desk.addVisit(leo.id, NINE + HOUR);
    const { rows } = await desk.ask('today.getCallList', {});
    expect(rows).toMatchObject([
      { appointmentId: soon.id, reason: 'noNumber', number: null },
      { appointmentId: visit.id, reason: 'optedOut', number: MARIA, kind: 'Check-up', clinician: 'Dr. Osei' },
    ]);
  });

  it('forgets who was reached, keeps who was not with the last try, and both can be taken back', async () => {
    const { desk, visit } = await withMaria();
    desk.revoke(MARIA);
    const list = async () => (await desk.ask('today.getCallList', {})).rows;
    await desk.ask('today.markCalled', { appointmentId: visit.id, outcome: 'noAnswer' });
    expect(await list()).toMatchObject([{ lastCall: { outcome: 'noAnswer', actor: 'Dana', at: NINE } }]);
    await desk.clock.advance(MINUTE);
    const { callId } = await desk.ask('today.markCalled', { appointmentId: visit.id, outcome: 'confirmed' });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'confirmed', replySetBy: 'Dana' });
    expect(await list()).toEqual([]);
    await desk.clock.advance(MINUTE);
    await desk.ask('today.undoCall', { callId });
    expect(desk.visit(visit.id)).toMatchObject({ reply: 'none', replySetBy: null });
    expect(await list()).toMatchObject([{ lastCall: { outcome: 'noAnswer' } }]);
  });

  it('does not put back what somebody has changed since the call', async () => {
    const { desk, visit } = await withMaria();
    const { callId } = await desk.ask('today.markCalled', { appointmentId: visit.id, outcome: 'newTime' });
    await desk.clock.advance(MINUTE);
    desk.store.write('Sam', (tx) =>
      tx.appointments.update(visit.id, { reply: 'confirmed', replySetBy: 'Sam', repliedAt: desk.clock.now() }),
    );
    await desk.ask('today.undoCall', { callId });
    expect(desk.replyOf(visit.id)).toBe('confirmed');
  });

  it('comes as a file in which no cell starts a formula, and the audit trail knows', async () => {
    const { desk } = await withMaria();
    const trap = await desk.addPerson('=HYPERLINK("example.com")', null);
    desk.addVisit(trap.id, NINE + HOUR, { kind: '@SUM(1)', clinician: '+1-800' });
    const file = await desk.ask('today.exportCallList', {});
    expect(file).toMatchObject({ fileName: `call-list-${TODAY}.csv`, rows: 1 });
    expect(file.csv.startsWith('\ufeffDay,Time,Name')).toBe(true);
    const line = file.csv.split('\r\n')[1]!;
    expect(line).toContain(`"'=HYPERLINK(""example.com"")"`);
    expect(line).toContain("'@SUM(1)");
    expect(line).toContain("'+1-800");
    const audit = desk.store.read((tx) => tx.audit.list({ cursor: null, limit: 5, action: 'callList.exported' }));
    expect(audit.items).toMatchObject([{ actor: 'Dana', data: { rows: 1 } }]);
  });

  it('is about 14 days at most, and about real ones', async () => {
    const { desk } = await withMaria();
    const list = (from: string, to: string) => desk.ask('today.getCallList', { from, to });
    expect((await list('2026-11-20', '2026-12-03')).to).toBe('2026-12-03');
    await expect(list('2026-11-20', '2026-12-04')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(list('2026-11-20', '2026-11-19')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(list('2026-02-30', '2026-02-30')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('has those whose reminder is of no use any more while texts are stuck', async () => {
    const { desk, visit } = await withMaria(3 * HOUR);
    const { reminderId } = desk.remind(visit);
    desk.store.write('planner', (tx) => tx.reminders.update(reminderId, { state: 'planned', sendBy: NINE + HOUR }));
    expect((await desk.ask('today.getBoard', {})).outage).toBeNull();
    desk.store.write('watch', (tx) => tx.gateways.update(PHONE, { state: 'down', since: NINE - 10 * MINUTE }));
    expect((await desk.ask('today.getBoard', {})).outage).toBeNull();
    await desk.clock.advance(21 * MINUTE);
    expect((await desk.ask('today.getBoard', {})).outage).toEqual({ since: NINE - 10 * MINUTE, people: 1 });
    expect((await desk.ask('today.getCallList', {})).rows).toMatchObject([
      { appointmentId: visit.id, reason: 'outage' },
    ]);
  });
});
const PHONE = 'gateway-phone';

describe('the end of the day', () => {
  async function evening() {
    const { desk, visit: came } = await withMaria(HOUR);
    const leo = await desk.addPerson('Leo Grant', LEO);
    const missed = desk.addVisit(leo.id, NINE + 2 * HOUR);
    const unknown = desk.addVisit(leo.id, NINE + 3 * HOUR);
    desk.addVisit(leo.id, NINE + 4 * HOUR, { status: 'cancelled' });
    desk.store.write('Dana', (tx) => tx.appointments.update(came.id, { status: 'arrived' }));
    await desk.clock.advance(8 * HOUR);
    return { desk, came: came.id, missed: missed.id, unknown: unknown.id };
  }

  it('takes who arrived for come, knows nothing of the others, and leaves out what was cancelled', async () => {
    const { desk, came, missed, unknown } = await evening();
    desk.setCalendarChanges(3);
    const review = await desk.ask('today.getReview', {});
    expect(review.visits.map(({ visit, outcome }) => [visit.id, outcome])).toEqual([
      [came, 'came'],
      [missed, 'unmarked'],
      [unknown, 'unmarked'],
    ]);
    expect(review).toMatchObject({ date: TODAY, changesForCalendar: 3, closing: null });
  });

  it('sets what was marked in one press, and nothing follows a visit that nobody marked', async () => {
    const { desk, came, missed, unknown } = await evening();
    desk.planned.length = 0;
    const counts = await desk.ask('today.closeDay', {
      date: TODAY,
      visits: [
        { id: came, outcome: 'came' },
        { id: missed, outcome: 'missed' },
        { id: unknown, outcome: 'unmarked' },
      ],
    });
    expect(counts).toEqual({ came: 1, missed: 1, unmarked: 1 });
    expect([came, missed, unknown].map((id) => desk.visit(id).status)).toEqual(['done', 'missed', 'booked']);
    expect(desk.planned).toEqual([
      { id: came, status: 'done' },
      { id: missed, status: 'missed' },
    ]);
    expect((await desk.ask('today.getBoard', {})).closed).toBe(true);
  });

  it('is closed once, can be opened again by name, and a mark taken away is planned away', async () => {
    const { desk, came } = await evening();
    const close = (outcome: 'came' | 'unmarked') =>
      desk.ask('today.closeDay', { date: TODAY, visits: [{ id: came, outcome }] });
    await close('came');
    await expect(close('unmarked')).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.ask('today.reopenDay', { date: TODAY }, { name: 'Sam' });
    expect((await desk.ask('today.getReview', { date: TODAY })).closing).toMatchObject({
      closedBy: 'Dana',
      reopenedBy: 'Sam',
    });
    await close('unmarked');
    expect(desk.planned.at(-1)).toEqual({ id: came, status: 'booked' });
    await expect(desk.ask('today.reopenDay', { date: '2026-11-19' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is one commit: a visit of another day, or one to come, changes nothing at all', async () => {
    const { desk, came, unknown } = await evening();
    const leo = desk.visit(unknown).personId;
    const tomorrow = desk.addVisit(leo, NINE + DAY).id;
    const tonight = desk.addVisit(leo, desk.clock.now() + HOUR).id;
    for (const id of [tomorrow, tonight]) {
      const visits = [
        { id: came, outcome: 'came' as const },
        { id, outcome: 'missed' as const },
      ];
      await expect(desk.ask('today.closeDay', { date: TODAY, visits })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    expect(desk.visit(came).status).toBe('arrived');
    await expect(desk.ask('today.closeDay', { date: '2026-11-22', visits: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('lists texts that did not arrive', async () => {
    const { desk, maria } = await withMaria();
    const { messageId } = await desk.call('messages.sendMessage', { personId: maria.id, body: 'Hello' });
    desk.report(messageId, { status: 'failed', reason: { code: 'noSignal', text: 'The phone had no signal.' } });
    expect((await desk.ask('today.getReview', {})).undelivered).toMatchObject([
      { messageId, personName: 'Maria Alvarez', reason: 'The phone had no signal.' },
    ]);
  });
});

describe('the board', () => {
  it('joins the visits of one person on one day, and shows a time nobody was told', async () => {
    const { desk, visit, maria } = await withMaria();
    const second = desk.addVisit(maria.id, NINE + 5 * HOUR);
    expect((await boardOf(desk, visit.id)).sameDay).toEqual([second.id]);
    desk.deliver(desk.remind(visit).message.id);
    expect((await boardOf(desk, visit.id)).notTold).toBe(false);
    desk.store.write('Dana', (tx) =>
      tx.appointments.update(visit.id, { startsAt: NINE + 3 * HOUR, endsAt: NINE + 4 * HOUR }),
    );
    expect((await boardOf(desk, visit.id)).notTold).toBe(true);
  });

  it('shows whether the time of a cancelled visit is free', async () => {
    const { desk, maria } = await withMaria();
    const gone = desk.cancelledVisit(maria.id, NINE + 5 * HOUR);
    expect((await boardOf(desk, gone.id)).slot).toBe('free');
    desk.addVisit(maria.id, NINE + 5 * HOUR);
    expect((await boardOf(desk, gone.id)).slot).toBe('filled');
  });
});

describe('what lies at a gateway while this PC is off', () => {
  it('is counted with its next time, and a text that may still go out after it was wanted back is told', async () => {
    const { desk, visit } = await withMaria(20 * HOUR);
    const board = async () => (await desk.ask('today.getBoard', {})).handedOff;
    expect(await board()).toBeNull();
    const { message } = desk.remind(visit);
    const later = NINE + 9 * HOUR;
    desk.store.write('test', (tx) =>
      tx.messages.update(message.id, { status: 'scheduled', gatewayId: PHONE, notBefore: later }),
    );
    expect(await board()).toEqual({ count: 1, nextAt: later, kinds: ['phone'], inDoubt: 0 });
    desk.store.write('test', (tx) => {
      const jobId = tx.outbox.getByMessage(message.id)!.id;
      tx.recalls.ask({
        ...{ jobId, messageId: message.id, appointmentId: visit.id, askedAt: NINE },
        ...{ reasonCode: 'moved', reasonText: '', again: true },
      });
      tx.recalls.failed(jobId, { problem: 'down', nextTryAt: null });
    });
    expect(await board()).toMatchObject({ count: 1, inDoubt: 1 });
  });
});
