/**
 * Makes the databases that are measured: the real schema, opened and closed as the program does it, filled in batches. Holds people,
 * conversations and their texts; no outbox, audit or change rows of the past, which the measured queries never read.
 */
import { join } from 'node:path';
import { openConnection } from '../../../src/main/store/driver.ts';
import type { Connection } from '../../../src/main/store/driver.ts';
import { createKeyring, openKeyring } from '../../../src/main/store/keyring.ts';
import { DATABASE_FILE, openStore } from '../../../src/main/store/openStore.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { createBenchPlatform } from './platform.ts';
import type { BenchPlatform } from './platform.ts';
import { createDice, createTexts, fictionNumber, inventName } from './words.ts';
import type { Dice } from './words.ts';

export interface PracticeSize {
  readonly conversations: number;
  readonly messages: number;
}

/** The first conversation is a very long one: this share of all texts. */
const LONG_THREAD_SHARE = 0.1;
const BATCH = 2_000;
/** Many texts a commit: their indexes are written to all over, and each commit encrypts every page touched. */
const TEXTS_BATCH = 100_000;
const SPAN_MS = 730 * 86_400_000;
export const LONG_THREAD_ID = conversationId(0);

/** Fills the new folder `dataDir`. Texts end a minute before now, and are in the order of their time. */
export async function makePractice(dataDir: string, size: PracticeSize): Promise<void> {
  const platform = createBenchPlatform(dataDir);
  const { key } = await createKeyring({ ...platform, dataDir });
  const store = await openStore(platform, { key });
  const plan = planThreads(size, createDice(1), platform.clock.now());
  addPeople(store, size, platform.clock.now());
  await store.close();

  const connection = openConnection(join(dataDir, DATABASE_FILE), { key });
  loosen(connection);
  addMessages(connection, plan);
  connection.close();

  const again = await openStore(platform, { key });
  addConversations(again, plan);
  await again.close();
}

/** The raw key of a folder made by `makePractice`. */
export async function keyOf(platform: BenchPlatform): Promise<Uint8Array> {
  return (await openKeyring({ ...platform, dataDir: platform.paths.dataDir })).key;
}

function conversationId(index: number): string {
  return `conversation-${String(index).padStart(8, '0')}`;
}

interface LastText {
  readonly id: string;
  readonly at: number;
  readonly body: string;
  readonly direction: 'in' | 'out';
}
interface ThreadPlan {
  /** The conversation of each text. */
  readonly owners: Int32Array;
  readonly last: (LastText | undefined)[];
  readonly startsAt: number;
  readonly stepMs: number;
}

/** Every conversation has a text; beyond that a few have most of them. */
function planThreads(size: PracticeSize, dice: Dice, now: number): ThreadPlan {
  const owners = new Int32Array(size.messages);
  for (let at = 0; at < size.messages; at += 1) {
    const untouched = at < size.conversations ? at : -1;
    const skewed = Math.floor(size.conversations * dice.next() ** 2);
    owners[at] = untouched >= 0 ? untouched : dice.next() < LONG_THREAD_SHARE ? 0 : skewed;
  }
  return {
    owners,
    last: Array.from({ length: size.conversations }, () => undefined),
    startsAt: now - SPAN_MS,
    stepMs: (SPAN_MS - 60_000) / size.messages,
  };
}

function addPeople(store: Store, size: PracticeSize, now: number): void {
  const dice = createDice(2);
  for (let from = 0; from < size.conversations; from += BATCH) {
    store.write('system', (tx) => {
      for (let index = from; index < Math.min(from + BATCH, size.conversations); index += 1) {
        const { givenName, familyName } = inventName(dice);
        const id = `person-${index}`;
        tx.people.insert({
          ...{ id, givenName, familyName, name: `${givenName} ${familyName}`, kind: 'patient', language: 'en' },
          ...{ zone: null, note: '', externalId: null, createdAt: now, updatedAt: now },
        });
        tx.people.setNumbers(id, [{ number: fictionNumber(index), label: '' }]);
      }
    });
  }
}

/** For filling only: what a crash would lose is made again, and conversations come after their texts. */
function loosen(connection: Connection): void {
  connection.pragma('synchronous = OFF');
  connection.pragma('foreign_keys = OFF');
  connection.pragma('cache_size = -400000');
}

const INDEX_WORDS = `INSERT INTO message_search (rowid, body)
  SELECT seq, body FROM message WHERE seq > (SELECT coalesce(max(id), 0) FROM message_search_docsize)`;
const INSERT = `INSERT INTO message (id, conversation_id, person_id, direction, kind, body, purpose, trigger, status, author, segments,
    reply_class, gateway_id, gateway_message_id, created_at, sent_at, delivered_at)
  VALUES (@id, @conversation, @person, @direction, @kind, @body, 'care', @trigger, @status, @author, 1,
    @replyClass, 'phone-1', @id, @at, @at, @deliveredAt)`;

function addMessages(connection: Connection, plan: ThreadPlan): void {
  const dice = createDice(3);
  const texts = createTexts(dice);
  const insert = connection.prepare<[Record<string, string | number | null>]>(INSERT);
  for (let from = 0; from < plan.owners.length; from += TEXTS_BATCH) {
    connection.exec('BEGIN');
    for (let at = from; at < Math.min(from + TEXTS_BATCH, plan.owners.length); at += 1) {
      const owner = plan.owners[at] ?? 0;
      const incoming = dice.next() < 0.4;
      const text = {
        id: inventId(dice),
        at: Math.round(plan.startsAt + at * plan.stepMs),
        body: incoming ? texts.incoming() : texts.outgoing(),
        direction: incoming ? 'in' : 'out',
      } as const;
      plan.last[owner] = text;
      insert.run({
        ...text,
        conversation: conversationId(owner),
        person: `person-${owner}`,
        kind: incoming || dice.next() < 0.5 ? 'text' : 'reminder',
        trigger: incoming ? null : 'automatic',
        status: incoming ? 'received' : 'delivered',
        author: null,
        replyClass: incoming ? 'other' : null,
        deliveredAt: incoming ? null : text.at,
      });
    }
    connection.exec(INDEX_WORDS);
    connection.exec('COMMIT');
  }
}

/** As long and as scattered as the ids of the program. */
function inventId(dice: Dice): string {
  const part = (): string =>
    Math.floor(dice.next() * 36 ** 7)
      .toString(36)
      .padStart(7, '0');
  return part() + part() + part();
}

/** The newest hundredth waits for us, the next three hundredths for the patient, the rest is done. */
function addConversations(store: Store, plan: ThreadPlan): void {
  const byTime = plan.last.map((text, index) => ({ text, index })).toSorted((a, b) => atOf(b.text) - atOf(a.text));
  const place = new Map(byTime.map(({ index }, rank) => [index, rank / byTime.length]));
  for (let from = 0; from < plan.last.length; from += BATCH) {
    store.write('system', (tx) => {
      for (let index = from; index < Math.min(from + BATCH, plan.last.length); index += 1) {
        const last = plan.last[index];
        if (last === undefined) continue;
        const share = place.get(index) ?? 1;
        const person = tx.people.get(`person-${index}`);
        tx.conversations.insert({
          id: conversationId(index),
          address: fictionNumber(index),
          status: share < 0.01 ? 'todo' : share < 0.04 ? 'waiting' : 'done',
          unread: share < 0.01 ? 1 : 0,
          ...{ sortAt: last.at, lastAt: last.at, lastMessageId: last.id, lastPreview: last.body.slice(0, 120) },
          lastDirection: last.direction,
          lastStatus: last.direction === 'in' ? 'received' : 'delivered',
          lastInboundAt: last.direction === 'in' ? last.at : null,
          waitingSince: share < 0.01 ? last.at : null,
          ...{ failed: false, attention: null, snoozedUntil: null, backFromSnooze: false, peopleMore: 0 },
          people: person === undefined ? [] : [{ id: person.id, name: person.name }],
          ...{ canText: 'ask', visitReply: null, nextVisitAt: null, createdAt: plan.startsAt },
        });
      }
    });
  }
}

function atOf(text: LastText | undefined): number {
  return text?.at ?? 0;
}
