/** What comes in together must leave what comes in text by text: a commit of many reads some things once only, and waits with others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recomputeRow } from '../../src/main/features/conversations/keepRow.ts';
import { ingestPage } from '../../src/main/jobs/ingest.ts';
import type { IngestDeps } from '../../src/main/jobs/ingest.ts';
import type { IncomingText } from '../../src/main/providers/gateway.ts';
import type { ConversationRecord } from '../../src/main/store/records.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk, PHONE_ID } from './desk.ts';
import type { Desk } from './desk.ts';

const TOM = '+12125550148';
const TOM_AT_WORK = '+12125550149';
const STRANGER = '+12125550161';
const NEVER = new AbortController().signal;
const WORDS = [
  ...['C', 'Yes', 'R', 'X', 'Thank you', 'ok thanks', '👍', 'STOP', 'stop texting me', 'START', 'HELP', 'CANCEL'],
  ...['Is there parking near the office?', 'I have chest pain', 'Wrong number', "This isn't Maria", 'lose my number'],
  ...['Liked "See you soon"', ''],
];

const pageOf = (words: readonly string[]): fc.Arbitrary<IncomingText[]> =>
  fc.array(incoming(words), { minLength: 1, maxLength: 40 });

const incoming = (words: readonly string[]): fc.Arbitrary<IncomingText> =>
  fc.record({
    gatewayMessageId: fc.integer({ min: 1, max: 60 }).map((id) => `text:${id}`),
    from: fc.constantFrom(MARIA, MARIA, TOM, TOM_AT_WORK, STRANGER, 'MyBank'),
    body: fc.constantFrom(...words),
    sentAt: fc.integer({ min: NINE, max: NINE + 2 * HOUR }),
    sim: fc.constant(1),
    kind: fc.constantFrom('sms', 'mms'),
  });

/** Two people on one number, one person on two, reminders that ask about their visits, and a text of ours that waits. */
async function reminded(): Promise<Desk> {
  const desk = await openDesk();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  await desk.addPerson('Leo Alvarez', MARIA);
  const tom = await desk.call('people.savePerson', { name: 'Tom Reed', numbers: [TOM, TOM_AT_WORK] });
  await desk.call('consent.recordEvent', { personId: tom.id, kind: 'grant', method: 'form', evidence: 'Intake form' });
  for (const person of [maria, tom]) desk.deliver(desk.remind(desk.addVisit(person.id, NINE + DAY)).message.id);
  await desk.call('messages.sendMessage', { to: MARIA, body: 'Your form is ready', confirmed: ['CAP_DAY'] });
  await desk.clock.advance(2 * HOUR + MINUTE);
  return desk;
}

/** The steady clock of a machine on which every look at it takes `lookMs`: so many texts fit into a commit. */
function depsOf({ store, clock, handlers }: Desk, lookMs: number): IngestDeps {
  let steady = 0;
  return {
    store,
    clock: { now: () => clock.now(), monotonic: () => (steady += lookMs) },
    timers: {
      after: () => ({ cancel: () => undefined }),
      every: () => ({ cancel: () => undefined }),
      sleep: () => Promise.resolve(),
    },
    log: createSilentLogger(),
    crashPoint: () => undefined,
    handlers: {
      ...(handlers as unknown as IngestDeps['handlers']),
      receiveText: (tx, gateway, text, now) => {
        const done = handlers.receiveText(tx, gateway, text, now);
        if (text.body === 'poison') throw new TypeError('defect');
        return done;
      },
    },
  };
}

const take = (desk: Desk, texts: readonly IncomingText[], lookMs: number) =>
  ingestPage(depsOf(desk, lookMs), PHONE_ID, { texts, cursor: null, more: false }, NEVER);

const byAddress = (a: ConversationRecord, b: ConversationRecord): number => (a.address < b.address ? -1 : 1);

/** Everything a text may leave behind, down to the entries of the audit trail; their numbers and hashes tell of the commits. */
function everything({ store, clock }: Desk) {
  const whole = { cursor: null, limit: 500 };
  return store.read((tx) => {
    const rows = tx.conversations.list({ ...whole, tab: 'all', search: '' }).items.toSorted(byAddress);
    const threads = rows.map(({ id }) => tx.messages.list({ ...whole, conversationId: id }).items);
    return {
      rows,
      threads,
      recomputed: rows.map(({ id }) => recomputeRow(tx, id, clock.now())),
      jobs: threads.flat().map(({ id }) => tx.outbox.getByMessage(id)),
      ledger: tx.consent.list(whole).items,
      visits: tx.appointments.list(whole).items,
      numbers: rows.map(({ address }) => tx.people.number(address)),
      found: ['stop', 'parking', 'thank', 'form'].map((text) => tx.messages.search({ ...whole, text }).items),
      audit: tx.audit.list(whole).items.map(({ seq: _seq, hash: _hash, ...entry }) => entry),
    };
  });
}

/** The same from a page, and from pages of one text each. */
async function bothWays(texts: readonly IncomingText[], lookMs: number): Promise<{ together: Desk; apart: Desk }> {
  const [together, apart] = [await reminded(), await reminded()];
  const all = await take(together, texts, lookMs);
  let fresh = 0;
  for (const text of texts.toSorted((a, b) => a.sentAt - b.sentAt)) fresh += (await take(apart, [text], 0)).fresh;
  expect(all.fresh).toBe(fresh);
  return { together, apart };
}

describe('texts that come in together', () => {
  it('leave exactly what they leave one by one, whatever fits into a commit', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(pageOf(WORDS), fc.constantFrom(0, 1, 7), async (texts, lookMs) => {
        const { together, apart } = await bothWays(texts, lookMs);
        const left = everything(together);
        expect(left).toEqual(everything(apart));
        expect(left.recomputed).toEqual(left.rows);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('do so also where some of them trip a defect', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        pageOf([...WORDS, 'poison', 'poison', 'poison']),
        fc.constantFrom(0, 7),
        async (texts, lookMs) => {
          const { together, apart } = await bothWays(texts, lookMs);
          expect(withoutIds(everything(together))).toEqual(withoutIds(everything(apart)));
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

/** A commit that is tried again uses up ids; nothing else may differ. */
function withoutIds(left: object): unknown {
  const plain = JSON.stringify(left, (key, value: unknown) => (key === 'hash' ? null : value));
  return JSON.parse(plain.replace(/[\w-]{21}(?=["\\])/g, 'id'));
}
