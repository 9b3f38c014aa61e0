/** What is remembered of one look ahead is what the store says, whatever is asked and in whatever order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReadMemory } from '../../src/main/store/readMemory.ts';
import type { ReadTx, Store } from '../../src/main/store/store.ts';
import { createTestStore } from '../fakes/testStore.ts';
import {
  DAY,
  HOUR,
  NOW,
  sampleAppointment,
  sampleConsent,
  sampleConversation,
  sampleMessage,
  samplePerson,
} from './samples.ts';

const NUMBERS = ['+12065550101', '+12065550102', '+12065550199'] as const;
const number = fc.constantFrom(...NUMBERS);
const personId = fc.constantFrom('person-1', 'person-2', 'nobody');
const conversationId = fc.constantFrom('conversation-1', 'conversation-2', 'none');
const at = fc.integer({ min: -40 * 24, max: 20 * 24 }).map((hours) => NOW + hours * HOUR);

type Question = (tx: ReadTx) => unknown;

const questions: fc.Arbitrary<Question> = fc.oneof(
  personId.map((id): Question => (tx) => [tx.people.get(id), tx.people.numbersOf(id), tx.people.addressOf(id)]),
  number.map((one): Question => (tx) => [tx.people.number(one), tx.people.holdersOf(one)]),
  fc.tuple(number, fc.integer({ min: 1, max: 3 })).map(
    ([one, most]): Question =>
      (tx) =>
        tx.people.countHolders(one, most),
  ),
  number.map((one): Question => (tx) => [tx.conversations.getByAddress(one), tx.consent.ofNumber(one)]),
  conversationId.map((id): Question => ({ messages }) => [
    messages.lastIncoming(id),
    messages.lastTravelled(id),
    messages.keptFor(id),
  ]),
  fc
    .tuple(conversationId, at, at)
    .map(([id, since, other]): Question => ({ messages }) => [messages.sentTo(id, since), messages.sentTo(id, other)]),
  fc.tuple(conversationId, at, fc.constantFrom(undefined, 'reminder' as const)).map(
    ([id, before, kind]): Question =>
      ({ messages }) =>
        messages.lastOutgoing(id, before, kind),
  ),
  fc.tuple(personId, at).map(
    ([id, after]): Question =>
      ({ appointments }) =>
        appointments.upcomingOf(id, after),
  ),
  fc
    .constantFrom('visit-1', 'visit-9')
    .map((id): Question => ({ appointments, reminders }) => [
      appointments.get(id),
      appointments.settling(id),
      reminders.ofAppointment(id),
    ]),
  fc
    .constantFrom('en', 'es')
    .map((language): Question => ({ templates }) => [
      templates.variant('t', language),
      templates.inLanguage('t', language),
      templates.list(),
    ]),
  fc.constant<Question>(({ gateways, imports, settings, templates }) => [
    [gateways.list(), gateways.get('g'), imports.lastApplied()],
    [settings.get('practice'), settings.derived('d', () => 1), templates.planSteps(), templates.step('s')],
  ]),
);

function fill(store: Store): void {
  store.write('test', (tx) => {
    for (const [index, own] of (['person-1', 'person-2'] as const).entries()) {
      tx.people.insert(samplePerson({ id: own, givenName: `P${index}` }));
      tx.people.setNumbers(
        own,
        [
          { number: NUMBERS[0], label: '' },
          { number: NUMBERS[index] ?? NUMBERS[0], label: 'home' },
        ].slice(index === 0 ? 1 : 0),
      );
      for (const day of [-3, 2, 2, 9]) {
        const startsAt = NOW + day * DAY;
        const id = day === 9 && index === 0 ? 'visit-1' : `visit-${own}-${day}-${tx.appointments.countComing(0)}`;
        tx.appointments.insert(sampleAppointment({ id, personId: own, startsAt }));
      }
      tx.consent.append(sampleConsent({ id: `consent-${index}`, number: NUMBERS[0], personId: own }));
    }
    for (const [index, address] of [NUMBERS[0], NUMBERS[1]].entries()) {
      const thread = `conversation-${index + 1}`;
      tx.conversations.insert(sampleConversation({ id: thread, address }));
      for (const [hours, status] of TEXTS[index] ?? []) {
        const createdAt = NOW + hours * HOUR;
        const out = status !== 'received';
        const sent = status === 'sent' ? { sentAt: createdAt } : {};
        const kept = status === 'scheduled' ? { notBefore: createdAt + 5 * DAY } : {};
        tx.messages.insert(
          sampleMessage({
            ...{ id: `message-${index}-${hours}`, conversationId: thread, direction: out ? 'out' : 'in', status },
            ...{ createdAt, trigger: out ? 'automatic' : null, ...sent, ...kept },
          }),
        );
      }
    }
  });
}

/** Hours from now, also later ones: clocks are set back. */
const TEXTS = [
  [
    [-900, 'sent'],
    [-200, 'sent'],
    [-100, 'received'],
    [-3, 'scheduled'],
    [-1, 'failed'],
  ],
  [
    [-30, 'sent'],
    [-20, 'scheduled'],
    [5, 'sent'],
    [30, 'received'],
  ],
] as const;

describe('a read memory', () => {
  it('answers as the store does', async () => {
    const { store } = await createTestStore({ start: NOW });
    fill(store);
    fc.assert(
      fc.property(fc.array(questions, { maxLength: 30 }), (asked) => {
        const memory = createReadMemory();
        for (const question of asked) {
          const [known, read] = store.read((tx) => [question(memory.over(tx)), question(tx)]);
          expect(known).toEqual(read);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('asks once, over many transactions, and of each transaction anew where it is another', async () => {
    const { store } = await createTestStore({ start: NOW });
    fill(store);
    let asked = 0;
    const counting = (tx: ReadTx): ReadTx => ({
      ...tx,
      people: { ...tx.people, get: (id) => ((asked += 1), tx.people.get(id)) },
    });
    const one = store.read(counting);
    const memory = createReadMemory();
    for (let turn = 0; turn < 5; turn += 1) store.read(() => memory.over(one).people.get('nobody'));
    expect(asked).toBe(1);
    const other = store.read(counting);
    store.read(() => memory.over(other).people.get('nobody'));
    expect(asked).toBe(2);
  });
});
