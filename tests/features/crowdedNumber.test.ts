/** A number that more people have than any household: a few names on its row and cards, the count of the others, and nobody's visit. */
import { expect, it } from 'vitest';
import { keepRowOfNumber } from '../../src/main/features/conversations/keepRow.ts';
import type { PersonRecord } from '../../src/main/store/records.ts';
import { HOUR, MARIA, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const PEOPLE = 30;

/** Adds people with ids `p-<n>` to Maria's number, as a list would. */
function addHolders(desk: Desk, first: number, last: number): void {
  const like = desk.store.read((tx) => tx.people.holdersOf(MARIA)[0]!);
  desk.store.write('import', (tx) => {
    for (let at = first; at <= last; at += 1) {
      const [givenName, familyName] = [`Resident${String(at)}`, 'Holloway'];
      const person: PersonRecord = {
        ...like,
        id: `p-${String(at)}`,
        givenName,
        familyName,
        name: `${givenName} ${familyName}`,
      };
      tx.people.insert(person);
      tx.people.setNumbers(person.id, [{ number: MARIA, label: '' }]);
    }
    keepRowOfNumber(tx, MARIA, desk.clock.now());
  });
}

it('names all of a household and four of a crowd, the one last written about first', async () => {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  desk.receive(MARIA, 'Hello');
  desk.addVisit(maria.id, NINE + HOUR);
  addHolders(desk, 2, 24);
  expect(desk.row(MARIA).people).toHaveLength(24);
  expect(desk.row(MARIA)).toMatchObject({ peopleMore: 0, nextVisitAt: NINE + HOUR });

  addHolders(desk, 25, PEOPLE);
  const crowd = await desk.call('conversations.getConversation', { id: desk.row(MARIA).id });
  expect(crowd.people.map(({ name }) => name)).toEqual([
    'Maria Alvarez',
    'Resident2 Holloway',
    'Resident3 Holloway',
    'Resident4 Holloway',
  ]);
  expect(crowd).toMatchObject({ peopleMore: 26, nextVisitAt: null, visitReply: null });
  const { items } = await desk.call('conversations.searchMessages', { text: 'hello' });
  expect(items[0]?.name).toBe('Maria Alvarez, Resident2 Holloway, Resident3 Holloway, Resident4 Holloway and 26 more');

  await desk.call('messages.sendMessage', { personId: 'p-29', body: 'Good morning' });
  expect(desk.row(MARIA).people.map(({ id }) => id)).toEqual(['p-29', maria.id, 'p-2', 'p-3']);
  expect(desk.row(MARIA).peopleMore).toBe(26);
});

it('finds the conversation by the name of somebody whom the row does not name', async () => {
  const desk = await openDesk();
  await desk.addPerson('Maria Alvarez', MARIA);
  desk.receive(MARIA, 'Hello');
  desk.receive('+12125550173', 'Hello');
  addHolders(desk, 2, PEOPLE);
  const found = async (search: string) =>
    (await desk.call('conversations.listConversations', { tab: 'all', search })).items.map(({ address }) => address);
  expect(await found('resident30')).toEqual([MARIA]);
  expect(await found('holloway')).toEqual([MARIA]);
  expect(await found('resident31')).toEqual([]);
});

it('names four of those who share a person’s number', async () => {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  addHolders(desk, 2, PEOPLE);
  const { numbers } = await desk.call('people.getPerson', { id: maria.id });
  expect(numbers[0]?.sharedWith.map(({ id }) => id)).toEqual(['p-2', 'p-3', 'p-4']);
  expect(numbers[0]?.sharedMore).toBe(26);
});
