import { describe, expect, it } from 'vitest';
import type { OutputOf } from '../../src/contract/index.ts';
import { MARIA, NINE, openDesk } from './desk.ts';

const LEO = '+12125550148';

describe('saving a person', () => {
  it.each([
    ['Maria del Carmen Alvarez', 'Maria del Carmen', 'Alvarez'],
    ['Cher', 'Cher', ''],
  ])('splits a full name at the last space: %s', async (name, givenName, familyName) => {
    const desk = await openDesk();
    expect(await desk.call('people.savePerson', { name })).toMatchObject({
      name,
      givenName,
      familyName,
      canText: 'noNumber',
    });
  });

  it('understands every way of writing a number, and keeps each once, the first one to text', async () => {
    const desk = await openDesk();
    const person = await desk.call('people.savePerson', {
      name: 'Maria Alvarez',
      numbers: ['212.555.0172', { number: '+1 (212) 555-0148', label: 'work' }, '2125550172'],
    });
    expect(person.numbers.map(({ number, label, display }) => [number, label, display])).toEqual([
      [MARIA, '', '(212) 555-0172'],
      [LEO, 'work', '(212) 555-0148'],
    ]);
    expect(person).toMatchObject({ primaryNumber: MARIA, canText: 'ask' });
  });

  it.each([
    [{ name: 'Maria', numbers: ['212 555 0172', '555'] }, 'numbers.1'],
    [{ name: 'Maria', numbers: ['no cell'] }, 'numbers.0'],
    [{ name: 'Maria', zone: 'Mars/Olympus' }, 'zone'],
    [{ numbers: [] }, 'name'],
  ])('names the field that is wrong in %j, and changes nothing', async (input, field) => {
    const desk = await openDesk();
    await expect(desk.call('people.savePerson', input)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
    expect((await desk.call('people.listPeople', {})).total).toBe(0);
  });

  it('changes only what is given', async () => {
    const desk = await openDesk();
    const { id } = await desk.call('people.savePerson', {
      name: 'Maria Alvarez',
      numbers: [MARIA],
      note: 'Front door code',
    });
    const changed = await desk.call('people.savePerson', { id, language: 'es' });
    expect(changed).toMatchObject({
      name: 'Maria Alvarez',
      language: 'es',
      note: 'Front door code',
      primaryNumber: MARIA,
    });
  });

  it('puts a name to a conversation that was there first, and takes it off again', async () => {
    const desk = await openDesk();
    desk.receive(MARIA, 'Hello');
    const { id } = await desk.call('people.savePerson', { name: 'Maria Alvarez', numbers: [MARIA] });
    expect(desk.row(MARIA).people).toEqual([{ id, name: 'Maria Alvarez' }]);
    await desk.call('people.savePerson', { id, numbers: [LEO] });
    expect(desk.row(MARIA).people).toEqual([]);
  });

  it('shows who else is on a number', async () => {
    const desk = await openDesk();
    await desk.addPerson('Ana Cruz', MARIA);
    const leo = await desk.addPerson('Leo Cruz', MARIA);
    expect(leo.numbers[0]?.sharedWith).toMatchObject([{ name: 'Ana Cruz' }]);
  });

  it('refuses a record number that belongs to somebody else', async () => {
    const desk = await openDesk();
    await desk.call('people.savePerson', { name: 'Ana Cruz', externalId: 'P-1' });
    const twin = desk.call('people.savePerson', { name: 'Leo Cruz', externalId: 'P-1' });
    await expect(twin).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'externalId' });
  });
});

describe('the list of people', () => {
  it('filters by what may be done, page by page, with the true total', async () => {
    const desk = await openDesk();
    for (let n = 10; n < 40; n += 1) {
      await desk.addPerson(`Person ${n}`, `+121255501${n}`, { consent: n % 3 === 0 ? 'express' : 'none' });
    }
    desk.revoke('+12125550112');
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: OutputOf<'people.listPeople'> = await desk.call('people.listPeople', {
        filter: 'canText',
        limit: 4,
        cursor,
      });
      expect(page.total).toBe(9);
      found.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toEqual([15, 18, 21, 24, 27, 30, 33, 36, 39].map((n) => `Person ${n}`));
    expect((await desk.call('people.listPeople', { filter: 'optedOut' })).items).toHaveLength(1);
    expect(await desk.call('people.listPeople', { search: '0118' })).toMatchObject({
      total: 1,
      items: [{ name: 'Person 18' }],
    });
  });
});

describe('recording consent', () => {
  it('makes a person textable, with when and how', async () => {
    const desk = await openDesk();
    const { id } = await desk.addPerson('Maria Alvarez', MARIA, { consent: 'none' });
    const state = await desk.call('consent.recordEvent', { personId: id, kind: 'grant', method: 'spoken' });
    expect(state).toMatchObject({
      levels: { care: 'express', billing: 'none' },
      since: NINE,
      method: 'spoken',
      optedOut: null,
    });
    const { items } = await desk.call('consent.listEvents', { personId: id });
    expect(items).toMatchObject([{ kind: 'grant', actor: 'Dana', personName: 'Maria Alvarez', purpose: 'care' }]);
  });

  it('"stop texting me" at the desk covers all numbers of the person', async () => {
    const desk = await openDesk();
    const { id } = await desk.call('people.savePerson', { name: 'Maria Alvarez', numbers: [MARIA, LEO] });
    await desk.call('consent.recordEvent', { personId: id, kind: 'revoke', method: 'spoken', evidence: 'by phone' });
    for (const number of [MARIA, LEO]) {
      expect((await desk.call('consent.getState', { number })).optedOut?.scope).toBe('number');
    }
  });

  it('on a shared number turns off the named person alone', async () => {
    const desk = await openDesk();
    const ana = await desk.addPerson('Ana Cruz', MARIA);
    const leo = await desk.addPerson('Leo Cruz', MARIA);
    await desk.call('consent.recordEvent', { personId: leo.id, kind: 'revoke', method: 'spoken' });
    expect((await desk.call('people.getPerson', { id: leo.id })).canText).toBe('optedOut');
    expect((await desk.call('people.getPerson', { id: ana.id })).canText).toBe('yes');
    const toLeo = desk.call('messages.sendMessage', { personId: leo.id, body: 'Hello' });
    await expect(toLeo).rejects.toMatchObject({ details: { code: 'OPTED_OUT_PERSON' } });
  });

  it('asks before using another number of somebody who turned texts off on one', async () => {
    const desk = await openDesk();
    const maria = await desk.call('people.savePerson', { name: 'Maria Alvarez', numbers: [MARIA, LEO] });
    await desk.call('consent.recordEvent', { personId: maria.id, number: MARIA, kind: 'grant', method: 'form' });
    desk.revoke(LEO);
    const sent = desk.call('messages.sendMessage', { personId: maria.id, body: 'Hello' });
    await expect(sent).rejects.toMatchObject({
      code: 'SEND_NEEDS_CONFIRMATION',
      details: { code: 'OPTED_OUT_OTHER_NUMBER' },
    });
  });
});
