/** Whom the desk could ask about a free time beyond those who wait: people with a later visit like it. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MARIA, MINUTE, NINE } from '../desk.ts';
import { openDeskDay } from '../deskDay.ts';
import type { DeskDay } from '../deskDay.ts';

/** Maria's visit this afternoon is cancelled; somebody with a visit in ten days waits for an earlier time. */
async function waiting() {
  const desk = await openDeskDay();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const free = desk.cancelledVisit(maria.id, NINE + 5 * HOUR);
  const waits = await desk.addPerson('Person Waiting', '+12125550101');
  const visit = desk.addVisit(waits.id, NINE + 10 * DAY);
  await desk.ask('waitlist.saveEntry', { appointmentId: visit.id, source: 'visit' });
  return { desk, maria, free };
}

describe('suggesting people beyond the waitlist', () => {
  it('names who has a later visit like it: other wishes first, confirmed ones last, the latest of each first', async () => {
    const { desk, free } = await waiting();
    const at = { newTime: 3 * DAY, none: 2 * DAY, later: 20 * DAY, confirmed: 30 * DAY };
    for (const [index, [name, ahead]] of Object.entries(at).entries()) {
      const person = await desk.addPerson(`Suggested ${name}`, `+1212555012${String(index)}`);
      const reply = name === 'newTime' || name === 'confirmed' ? name : 'none';
      desk.addVisit(person.id, NINE + ahead, { reply });
      // The soonest of theirs is the one that would move.
      desk.addVisit(person.id, NINE + ahead + DAY, { reply: 'newTime' });
    }
    const { items } = await desk.ask('waitlist.suggestForSlot', { appointmentId: free.id });
    expect(items.map(({ personName, visit }) => [personName, visit.startsAt - NINE])).toEqual([
      ['Suggested newTime', at.newTime],
      ['Suggested later', at.later],
      ['Suggested none', at.none],
      ['Suggested confirmed', at.confirmed],
    ]);
  });

  it('names nobody who waits, cannot be texted, comes sooner, shares a phone with one named, or needs another visit', async () => {
    const { desk, maria, free } = await waiting();
    const add = async (name: string, number: string | null, more: Parameters<DeskDay['addVisit']>[2] = {}) => {
      const person = await desk.addPerson(name, number);
      desk.addVisit(person.id, NINE + 4 * DAY, more);
      return person;
    };
    await add('Nadia Fits', '+12125550131');
    await add('Sibling Fits', '+12125550131', { reply: 'confirmed' });
    await add('No Number', null);
    await add('Other Kind', '+12125550132', { kind: 'Surgery' });
    await add('Other Clinician', '+12125550133', { clinician: 'Dr. Lin' });
    await add('Too Long', '+12125550134', { endsAt: NINE + 4 * DAY + 31 * MINUTE });
    await add('Cancelled Too', '+12125550135', { status: 'cancelled' });
    await add('Opted Out', '+12125550136');
    desk.revoke('+12125550136');
    const sooner = await add('Comes Sooner', '+12125550137');
    desk.addVisit(sooner.id, NINE + 2 * HOUR);
    desk.addVisit(maria.id, NINE + 4 * DAY);
    const far = await desk.addPerson('Next Year', '+12125550138');
    desk.addVisit(far.id, NINE + 90 * DAY);
    const { items } = await desk.ask('waitlist.suggestForSlot', { appointmentId: free.id });
    expect(items.map(({ personName }) => personName)).toEqual(['Nadia Fits']);

    const [suggested] = items;
    await desk.ask('waitlist.saveEntry', { appointmentId: suggested!.visit.id });
    // Neither do others of a household of which somebody waits.
    expect((await desk.ask('waitlist.suggestForSlot', { appointmentId: free.id })).items).toEqual([]);
    const ranked = await desk.ask('waitlist.rankForSlot', { appointmentId: free.id });
    expect(ranked.items.find(({ entry }) => entry.personName === 'Nadia Fits')?.fits).toBe(true);
  });

  it('names nobody for a time without a kind and a clinician', async () => {
    const { desk } = await waiting();
    const person = await desk.addPerson('Nadia Fits', '+12125550131');
    desk.addVisit(person.id, NINE + 4 * DAY);
    const slot = { startsAt: NINE + 5 * HOUR, endsAt: NINE + 6 * HOUR, kind: '', clinician: '', location: '' };
    const named = async (more: object) =>
      (await desk.ask('waitlist.suggestForSlot', { slot: { ...slot, ...more } })).items.map((one) => one.personName);
    expect(await named({})).toEqual([]);
    expect(await named({ clinician: ' dr. OSEI' })).toEqual(['Nadia Fits']);
    expect(await named({ kind: 'check-up' })).toEqual(['Nadia Fits']);
  });
});
