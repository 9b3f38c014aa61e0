/**
 * Random runs of an offering: answers in any order, twice, at the same instant, late; crashes in the middle of a commit; the desk pausing,
 * stopping, booking. Whatever happens, a time is held for one person at most, and nobody is asked twice or after they said no.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store, WriteTx } from '../../../src/main/store/store.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE } from '../desk.ts';
import { openDeskDay } from '../deskDay.ts';

const BODY = 'Lakeside Clinic: earlier: {visitDay} at {visitTime}. Reply OK to take it or NO to keep yours.';
const NUMBERS = ['+12125550101', '+12125550102', '+12125550103', '+12125550104', '+12125550105'];

type Step =
  | { readonly do: 'advance'; readonly minutes: number }
  | { readonly do: 'tend'; readonly crash: boolean }
  | { readonly do: 'deliver' }
  | {
      readonly do: 'answer';
      readonly who: number;
      readonly says: string;
      readonly crash: boolean;
      readonly twice: boolean;
    }
  | { readonly do: 'pause' | 'resume' | 'book' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), minutes: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('tend' as const), crash: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      who: fc.nat(NUMBERS.length - 1),
      says: fc.constantFrom('OK', 'yes', 'sí', 'no', 'No thanks', 'who is this?', 'STOP'),
      crash: fc.boolean(),
      twice: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const, 'book' as const) }) },
);

class Crash extends Error {}

async function world() {
  const desk = await openDeskDay();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const free = desk.cancelledVisit(maria.id, NINE + 3 * HOUR);
  const entryIds: string[] = [];
  for (const [index, number] of NUMBERS.entries()) {
    const person = await desk.addPerson(`Person ${String(index)}`, number);
    const visit = desk.addVisit(person.id, NINE + 10 * DAY + index * HOUR);
    entryIds.push((await desk.ask('waitlist.saveEntry', { appointmentId: visit.id })).id);
  }
  const slot = await desk.ask('waitlist.offerSlot', {
    appointmentId: free.id,
    entryIds,
    body: BODY,
    pacing: { atOnce: 2, everyMinutes: 5, answerMinutes: 10 },
  });
  return { desk, slotId: slot.id };
}
type World = Awaited<ReturnType<typeof world>>;

const offersOf = ({ desk, slotId }: World) => desk.store.read((tx) => tx.waitlist.offersOf(slotId));

/** The commit under way is lost, as when the process dies in it. */
function crashing(desk: World['desk'], work: () => void): void {
  const store = desk.store as { write: Store['write'] };
  const { write } = store;
  store.write = <T>(actor: string, body: (tx: WriteTx) => T): T =>
    write.call(store, actor, (tx) => {
      body(tx);
      throw new Crash();
    }) as T;
  try {
    work();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  } finally {
    store.write = write;
  }
}

async function run(state: World, one: Step): Promise<void> {
  const { desk, slotId } = state;
  switch (one.do) {
    case 'advance':
      return desk.clock.advance(one.minutes * MINUTE);
    case 'tend':
      if (one.crash) crashing(desk, () => void desk.tend());
      desk.tend();
      return;
    case 'deliver':
      for (const { messageId } of offersOf(state)) {
        const waits = messageId !== null && desk.message(messageId).status === 'queued';
        if (waits) desk.deliver(messageId);
      }
      return;
    case 'answer': {
      const answer = () => void desk.hear(NUMBERS[one.who]!, one.says);
      if (one.crash) crashing(desk, answer);
      answer();
      if (one.twice) answer();
      return;
    }
    case 'pause':
    case 'resume':
      return ignoringConflict(() => desk.ask('waitlist.pauseSlot', { slotId, pause: one.do === 'pause' }));
    case 'book':
      return ignoringConflict(() => desk.ask('waitlist.bookSlot', { slotId }));
  }
}

async function ignoringConflict(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { code?: string }).code !== 'CONFLICT') throw error;
  }
}

describe('a time that is offered, whatever happens', () => {
  it('is held for one person at most, by the first clear yes, and nobody is asked twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const state = await world();
        const { desk, slotId } = state;
        const stopped = new Set<number>();
        for (const one of steps) {
          const before = offersOf(state);
          const wasHeld = before.find(({ state: name }) => name === 'held' || name === 'booked');
          await run(state, one);
          const after = offersOf(state);
          const holders = after.filter(({ state: name }) => name === 'held' || name === 'booked');
          expect(holders.length).toBeLessThanOrEqual(1);
          // Only a no of their own takes it from whoever holds it, or the end of the slot.
          const still = holders[0];
          if (wasHeld !== undefined && still?.id !== wasHeld.id) {
            const now = after.find(({ id }) => id === wasHeld.id)!;
            expect(['declined', 'withdrawn']).toContain(now.state);
          }
          if (one.do === 'answer' && one.says === 'STOP') stopped.add(one.who);
          const slot = desk.store.read((tx) => tx.waitlist.slot(slotId))!;
          expect(holders.length === 1).toBe(slot.state === 'held' || slot.state === 'filled');
        }
        for (const [who, number] of NUMBERS.entries()) {
          const texts = desk.store.read((tx) => {
            const row = tx.conversations.getByAddress(number);
            return row === undefined
              ? []
              : tx.messages
                  .list({ conversationId: row.id, cursor: null, limit: 200 })
                  .items.filter(({ eventData }) => eventData?.['slotOffer'] !== undefined);
          });
          expect(texts.length).toBeLessThanOrEqual(1);
          const offer = offersOf(state)[who]!;
          if (stopped.has(who)) expect(['held', 'asked']).not.toContain(offer.state);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('of two who say yes in the same instant exactly one has it, whoever is read first', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const state = await world();
      const { desk } = state;
      desk.tend();
      await run(state, { do: 'deliver' });
      const at = desk.clock.now();
      for (const who of order) desk.hear(NUMBERS[who]!, 'OK', { sentAt: at });
      expect(offersOf(state).filter(({ state: name }) => name === 'held')).toHaveLength(1);
      expect(offersOf(state)[order[0]!]!.state).toBe('held');
      expect(offersOf(state)[order[1]!]!.state).toBe('tooLate');
    }
  });

  it('cannot be held twice even by a fault of ours: the database refuses', async () => {
    const state = await world();
    const { desk } = state;
    const [a, b] = offersOf(state);
    desk.store.write('test', (tx) => tx.waitlist.updateOffer(a!.id, { state: 'held' }));
    expect(() => desk.store.write('test', (tx) => tx.waitlist.updateOffer(b!.id, { state: 'held' }))).toThrow(/UNIQUE/);
  });
});
