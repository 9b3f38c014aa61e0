import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MARIA, MINUTE, NINE } from '../desk.ts';
import { openDeskDay } from '../deskDay.ts';
import type { DeskDay } from '../deskDay.ts';

const BODY =
  'Lakeside Clinic: an earlier time is free: {visitDay} at {visitTime}. Reply OK to take it or NO to keep yours.';
const NUMBERS = ['+12125550101', '+12125550102', '+12125550103', '+12125550104'];

/** Maria's visit this afternoon is cancelled; four people wait for an earlier time, each with a visit in ten days. */
async function waiting() {
  const desk = await openDeskDay();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const free = desk.cancelledVisit(maria.id, NINE + 5 * HOUR);
  const people: { id: string; visitId: string; entryId: string; number: string }[] = [];
  for (const [index, number] of NUMBERS.entries()) {
    await desk.clock.advance(1000);
    const person = await desk.addPerson(`Person ${'ABCD'[index]!}`, number);
    const visit = desk.addVisit(person.id, NINE + 10 * DAY + index * HOUR);
    const entry = await desk.ask('waitlist.saveEntry', { appointmentId: visit.id, source: 'visit' });
    people.push({ id: person.id, visitId: visit.id, entryId: entry.id, number });
  }
  const offer = (pacing = { atOnce: 1, everyMinutes: 5, answerMinutes: 30 }) =>
    desk.ask('waitlist.offerSlot', {
      appointmentId: free.id,
      entryIds: people.map(({ entryId }) => entryId),
      body: BODY,
      pacing,
    });
  const slot = async () => (await desk.ask('waitlist.listSlots', {})).items[0]!;
  const states = async () => (await slot()).offers.map(({ state }) => state);
  return { desk, maria, free, people, offer, slot, states };
}

/** The texts that this number got. */
const sentTo = (desk: DeskDay, number: string) =>
  desk.store.read((tx) => {
    const row = tx.conversations.getByAddress(number);
    if (row === undefined) return [];
    const all = tx.messages.list({ conversationId: row.id, cursor: null, limit: 50 }).items;
    return all.filter(({ direction }) => direction === 'out').toReversed();
  });
const deliverTo = (desk: DeskDay, number: string) => desk.deliver(sentTo(desk, number).at(-1)!.id);

describe('offering a time that became free', () => {
  it('asks one after the other at its pace, in the words that were shown', async () => {
    const { desk, offer, states, people } = await waiting();
    await offer();
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'queued']);
    desk.tend();
    desk.tend();
    expect(await states()).toEqual(['asked', 'queued', 'queued', 'queued']);
    expect(sentTo(desk, people[0]!.number)).toMatchObject([
      { kind: 'text', purpose: 'care', trigger: 'automatic', author: null, sendBy: desk.clock.now() + 30 * MINUTE },
    ]);
    expect(sentTo(desk, people[0]!.number)[0]!.body).toContain('an earlier time is free: Fri Nov 20 at 2:00 PM');
    await desk.clock.advance(5 * MINUTE - 1);
    desk.tend();
    expect(await states()).toEqual(['asked', 'queued', 'queued', 'queued']);
    await desk.clock.advance(1);
    desk.tend();
    expect(await states()).toEqual(['asked', 'asked', 'queued', 'queued']);
  });

  it('holds the time for the first clear yes, tells the second that it is taken, and books only when a person presses', async () => {
    const { desk, offer, states, slot, people, free } = await waiting();
    await offer({ atOnce: 2, everyMinutes: 5, answerMinutes: 30 });
    desk.tend();
    const [a, b] = people as [(typeof people)[0], (typeof people)[0]];
    deliverTo(desk, a.number);
    deliverTo(desk, b.number);
    await desk.clock.advance(MINUTE);
    desk.hear(b.number, 'OK');
    desk.hear(a.number, 'Yes please');
    expect(await states()).toEqual(['tooLate', 'held', 'queued', 'queued']);
    expect(sentTo(desk, a.number).at(-1)!.body).toBe(
      'Lakeside Clinic: sorry, that time is taken. You are still on our list.',
    );
    expect(sentTo(desk, b.number)).toHaveLength(1);
    expect(desk.row(b.number).status).toBe('todo');
    expect(desk.visit(b.visitId).startsAt).toBe(NINE + 10 * DAY + HOUR);
    await desk.clock.advance(HOUR);
    desk.tend();
    expect(await states()).toEqual(['tooLate', 'held', 'queued', 'queued']);

    const booked = await desk.ask('waitlist.bookSlot', { slotId: (await slot()).id });
    expect(booked.appointmentId).toBe(b.visitId);
    expect(desk.visit(b.visitId)).toMatchObject({ startsAt: free.startsAt, status: 'booked', reply: 'confirmed' });
    expect(await states()).toEqual(['tooLate', 'booked', 'withdrawn', 'withdrawn']);
    const left = (await desk.ask('waitlist.listEntries', {})).items.map(({ personId }) => personId);
    expect(left).toEqual([a.id, people[2]!.id, people[3]!.id]);
  });

  it("is not changed to a visit that is gone, or is somebody else's", async () => {
    const { desk, people } = await waiting();
    const [a, b] = people;
    for (const appointmentId of ['gone', b!.visitId]) {
      const changed = desk.ask('waitlist.saveEntry', { id: a!.entryId, appointmentId });
      await expect(changed).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'appointmentId' });
    }
  });

  it('makes a new visit for somebody who has none', async () => {
    const { desk, free } = await waiting();
    const eve = await desk.addPerson('Eve', '+12125550109');
    const entry = await desk.ask('waitlist.saveEntry', { personId: eve.id });
    const { id } = await desk.ask('waitlist.offerSlot', {
      appointmentId: free.id,
      entryIds: [entry.id],
      body: BODY,
    });
    desk.tend();
    deliverTo(desk, '+12125550109');
    desk.hear('+12125550109', 'ok');
    const { appointmentId } = await desk.ask('waitlist.bookSlot', { slotId: id });
    expect(desk.visit(appointmentId)).toMatchObject({
      personId: eve.id,
      startsAt: free.startsAt,
      endsAt: free.endsAt,
      clinician: 'Dr. Osei',
    });
  });

  it('moves on at once after a no, and after silence', async () => {
    const { desk, offer, states, people } = await waiting();
    await offer({ atOnce: 1, everyMinutes: 60, answerMinutes: 10 });
    desk.tend();
    deliverTo(desk, people[0]!.number);
    desk.hear(people[0]!.number, 'No thanks');
    desk.tend();
    expect(await states()).toEqual(['declined', 'asked', 'queued', 'queued']);
    deliverTo(desk, people[1]!.number);
    await desk.clock.advance(10 * MINUTE);
    desk.tend();
    expect(await states()).toEqual(['declined', 'silent', 'asked', 'queued']);
  });

  it('takes a late yes as long as the time is free, for it is the first', async () => {
    const { desk, offer, states, people } = await waiting();
    await offer({ atOnce: 1, everyMinutes: 60, answerMinutes: 10 });
    desk.tend();
    deliverTo(desk, people[0]!.number);
    await desk.clock.advance(11 * MINUTE);
    desk.tend();
    desk.hear(people[0]!.number, 'yes');
    expect(await states()).toEqual(['held', 'withdrawn', 'queued', 'queued']);
  });

  it.each(['STOP', 'stop texting me', 'Wrong number'])('asks nobody again who writes %j', async (words) => {
    const { desk, offer, states, people } = await waiting();
    await offer();
    desk.tend();
    deliverTo(desk, people[0]!.number);
    desk.hear(people[0]!.number, words);
    desk.tend();
    expect(await states()).toEqual(['declined', 'asked', 'queued', 'queued']);
    desk.hear(people[0]!.number, 'yes');
    expect((await states())[0]).not.toBe('held');
  });

  it.each(['Is it with Dr. Osei?', 'yes but at 3', 'maybe', "I can't come then, can we do Friday?"])(
    'leaves %j to a person: nothing is held, and the later visit is not touched',
    async (words) => {
      const { desk, offer, states, people } = await waiting();
      await offer();
      desk.tend();
      deliverTo(desk, people[0]!.number);
      desk.hear(people[0]!.number, words);
      expect((await states())[0]).toBe('asked');
      expect(desk.row(people[0]!.number).status).toBe('todo');
      expect(desk.replyOf(people[0]!.visitId)).toBe('none');
    },
  );

  it('does not take a yes that came before the offer has left: it is to something else', async () => {
    const { desk, offer, states, people } = await waiting();
    await offer();
    desk.tend();
    desk.hear(people[0]!.number, 'yes');
    expect((await states())[0]).toBe('asked');
    expect(desk.row(people[0]!.number).status).toBe('todo');
  });

  it('leaves a yes to a person when somebody at the desk has written since', async () => {
    const { desk, offer, states, people } = await waiting();
    await offer();
    desk.tend();
    deliverTo(desk, people[0]!.number);
    await desk.clock.advance(MINUTE);
    await desk.call('messages.sendMessage', { personId: people[0]!.id, body: 'Shall we call you?' });
    await desk.clock.advance(MINUTE);
    desk.hear(people[0]!.number, 'yes');
    expect((await states())[0]).toBe('asked');
    expect(desk.row(people[0]!.number).status).toBe('todo');
  });

  it('leaves HELP its own answer while an offer is open, and the offer as it is', async () => {
    const { desk, offer, states, people } = await waiting();
    const first = people[0]!;
    await offer();
    desk.tend();
    deliverTo(desk, first.number);
    await desk.clock.advance(MINUTE);
    desk.hear(first.number, 'HELP');
    expect((await states())[0]).toBe('asked');
    expect(sentTo(desk, first.number).at(-1)).toMatchObject({ kind: 'autoReply', purpose: 'system' });
  });

  it('does not take the C for a reminder for a yes, nor the yes for the time for a confirmation', async () => {
    const { desk, offer, states, people } = await waiting();
    const first = people[0]!;
    await offer();
    desk.tend();
    deliverTo(desk, first.number);
    desk.hear(first.number, 'OK');
    expect(await states()).toEqual(['held', 'queued', 'queued', 'queued']);
    expect(desk.replyOf(first.visitId)).toBe('none');
  });

  it('goes to nobody whom the gate refuses, and says why', async () => {
    const { desk, offer, slot, people } = await waiting();
    await offer();
    desk.revoke(people[0]!.number);
    desk.tend();
    const [first, second] = (await slot()).offers;
    expect(first).toMatchObject({ state: 'notSent', reason: { code: 'cannotText' } });
    expect(second!.state).toBe('asked');
  });

  it('waits for the morning as a whole, so that nobody is asked together with everybody else', async () => {
    const { desk, states, slot } = await waiting();
    await desk.clock.advance(14 * HOUR);
    const maria = (await desk.call('people.listPeople', { search: 'Maria' })).items[0]!;
    const tomorrow = desk.cancelledVisit(maria.id, NINE + DAY + 5 * HOUR);
    const entryIds = (await desk.ask('waitlist.listEntries', {})).items.map(({ id }) => id);
    await desk.ask('waitlist.offerSlot', { appointmentId: tomorrow.id, entryIds, body: BODY });
    desk.tend();
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'queued']);
    const { nextAt } = await slot();
    expect(nextAt).toBeGreaterThan(desk.clock.now() + HOUR);
    await desk.clock.advance(nextAt! - desk.clock.now());
    desk.tend();
    expect(await states()).toEqual(['asked', 'queued', 'queued', 'queued']);
  });

  it.each<[string, (desk: DeskDay, free: { id: string; startsAt: number }, person: string) => void | Promise<unknown>]>(
    [
      ['passed', (desk) => desk.clock.advance(6 * HOUR)],
      [
        'rebooked',
        (desk, { id }) => desk.store.write('Dana', (tx) => tx.appointments.update(id, { status: 'booked' })),
      ],
      ['taken', (desk, { startsAt }, person) => void desk.addVisit(person, startsAt + 10 * MINUTE)],
    ],
  )('stops when the time has %s', async (code, happens) => {
    const { desk, offer, slot, maria, free, people } = await waiting();
    await offer();
    desk.tend();
    await happens(desk, free, maria.id);
    desk.tend();
    expect(await slot()).toMatchObject({ state: 'ended', endedCode: code });
    const asked = people.filter(({ number }) => sentTo(desk, number).length > 0);
    await desk.clock.advance(HOUR);
    desk.tend();
    expect(people.filter(({ number }) => sentTo(desk, number).length > 0)).toEqual(asked);
  });

  it('is booked for the holder when the practice’s own list brings them at that time', async () => {
    const { desk, offer, slot, states, people, free } = await waiting();
    await offer();
    desk.tend();
    deliverTo(desk, people[0]!.number);
    desk.hear(people[0]!.number, 'ok');
    desk.store.write('import', (tx) =>
      tx.appointments.update(people[0]!.visitId, { startsAt: free.startsAt, endsAt: free.endsAt }),
    );
    desk.tend();
    expect((await slot()).state).toBe('filled');
    expect((await states())[0]).toBe('booked');
  });

  it('pauses, goes on, stops; a stopped one takes back what has not left', async () => {
    const { desk, offer, states, slot, people } = await waiting();
    const { id } = await offer();
    await desk.ask('waitlist.pauseSlot', { slotId: id, pause: true });
    desk.tend();
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'queued']);
    await desk.ask('waitlist.pauseSlot', { slotId: id, pause: false });
    desk.tend();
    await desk.ask('waitlist.stopSlot', { slotId: id });
    expect(await slot()).toMatchObject({ state: 'ended', endedCode: 'stopped' });
    expect(await states()).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn']);
    expect(sentTo(desk, people[0]!.number)).toMatchObject([{ status: 'cancelled' }]);
    await expect(desk.ask('waitlist.stopSlot', { slotId: id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('asks nobody while automatic texts are paused', async () => {
    const { desk, offer, states } = await waiting();
    await offer();
    desk.tend(false);
    expect(await states()).toEqual(['queued', 'queued', 'queued', 'queued']);
  });

  it('is not offered twice at a time, nor booked over another visit', async () => {
    const { desk, offer, slot, people, maria, free } = await waiting();
    await offer();
    await expect(offer()).rejects.toMatchObject({ code: 'CONFLICT' });
    desk.tend();
    deliverTo(desk, people[0]!.number);
    desk.hear(people[0]!.number, 'ok');
    desk.addVisit(maria.id, free.startsAt);
    await expect(desk.ask('waitlist.bookSlot', { slotId: (await slot()).id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('goes to the next when the one who held it changes their mind, or the desk says so', async () => {
    const { desk, offer, slot, states, people } = await waiting();
    await offer();
    desk.tend();
    deliverTo(desk, people[0]!.number);
    desk.hear(people[0]!.number, 'ok');
    const held = (await slot()).offers[0]!;
    await desk.ask('waitlist.recordAnswer', { offerId: held.id, answer: 'no' });
    desk.tend();
    expect(await states()).toEqual(['declined', 'asked', 'queued', 'queued']);
    const next = (await slot()).offers[1]!;
    await desk.ask('waitlist.recordAnswer', { offerId: next.id, answer: 'yes' });
    expect((await states())[1]).toBe('held');
  });
});

describe('the waitlist', () => {
  it('has somebody once, with what their visit needs, and forgets and remembers them', async () => {
    const { desk, people } = await waiting();
    const [first] = people as [(typeof people)[0]];
    const again = await desk.ask('waitlist.saveEntry', { appointmentId: first.visitId, note: 'mornings' });
    expect(again).toMatchObject({
      id: first.entryId,
      note: 'mornings',
      wishes: { kinds: ['Check-up'], clinicians: ['Dr. Osei'], minutes: 30 },
    });
    await desk.ask('waitlist.removeEntry', { id: first.entryId });
    expect((await desk.ask('waitlist.listEntries', {})).items).toHaveLength(3);
    await desk.ask('waitlist.restoreEntry', { id: first.entryId });
    expect((await desk.ask('waitlist.listEntries', {})).items).toHaveLength(4);
  });

  it('says who fits a time, in which order, and why the others do not', async () => {
    const { desk, people, free } = await waiting();
    await desk.ask('waitlist.saveEntry', { id: people[1]!.entryId, wishes: { weekdays: [1] } });
    desk.revoke(people[2]!.number);
    const { items, running } = await desk.ask('waitlist.rankForSlot', { appointmentId: free.id });
    expect(running).toBeNull();
    expect(items.map(({ entry, misfits }) => [entry.id, misfits])).toEqual([
      [people[0]!.entryId, []],
      [people[3]!.entryId, []],
      [people[1]!.entryId, ['weekday']],
      [people[2]!.entryId, ['cannotText']],
    ]);
  });

  it('shows the exact text and the gate’s answer before anything is sent', async () => {
    const { desk, people, free } = await waiting();
    desk.revoke(people[1]!.number);
    const { items } = await desk.ask('waitlist.previewOffer', {
      appointmentId: free.id,
      body: BODY,
      entryIds: [people[0]!.entryId, people[1]!.entryId],
    });
    expect(items[0]).toMatchObject({ decision: { decision: 'allow' }, segments: 1 });
    expect(items[1]).toMatchObject({ decision: { decision: 'block', code: 'OPTED_OUT_ALL' } });
    expect(sentTo(desk, people[0]!.number)).toEqual([]);
  });

  it('refuses times that end before they begin', async () => {
    const { desk, people } = await waiting();
    const wishes = { from: '12:00', to: '11:00' };
    await expect(desk.ask('waitlist.saveEntry', { id: people[0]!.entryId, wishes })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('keeps the practice’s own pace', async () => {
    const { desk } = await waiting();
    expect(await desk.ask('waitlist.getPacing', {})).toEqual({ atOnce: 1, everyMinutes: 5, answerMinutes: 30 });
    await desk.ask('waitlist.savePacing', { atOnce: 3, everyMinutes: 10, answerMinutes: 60 });
    expect(await desk.ask('waitlist.getPacing', {})).toEqual({ atOnce: 3, everyMinutes: 10, answerMinutes: 60 });
  });
});
