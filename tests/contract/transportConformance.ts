/**
 * What every transport owes a session, as one suite. A transport is finished when it passes. Harnesses below connect
 * a bare client: no retries, no typing, just frames.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { CONTRACT_VERSION, ServerFrame } from '../../src/contract/wire.ts';
import { JUST_LOCKED_MS } from '../../src/main/rpc/identity.ts';
import type { Identity } from '../../src/main/rpc/identity.ts';
import { createPeopleBook, createPlace } from './peopleBook.ts';
import { createPractice } from './practiceContract.ts';
import type { Practice } from './practiceContract.ts';

/** A client's end of one connection. */
export interface ConformanceClient {
  send(frame: unknown): void;
  /** Every frame received so far, oldest first. */
  readonly frames: readonly ServerFrame[];
  /** Resolves once `match` holds for a received frame. */
  next<T extends ServerFrame>(match: (frame: ServerFrame) => frame is T): Promise<T>;
  /** The client goes away without a word. */
  drop(): Promise<void>;
}

export interface ConformanceHarness {
  connect(): Promise<ConformanceClient>;
  /** The shell ends every connection as it does when a login has expired. */
  endSessions(): Promise<void>;
  /** Lets what is under way arrive. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs the suite against the transport that `start` puts in front of a practice. */
export function describeTransport(
  name: string,
  start: (practice: Practice, identity: Identity) => Promise<ConformanceHarness>,
): void {
  describe(`the ${name} transport`, () => {
    let running: ConformanceHarness | undefined;
    afterEach(async () => {
      await running?.stop();
      running = undefined;
    });
    const begin = async () => {
      const practice = createPractice();
      const people = createPeopleBook();
      const place = createPlace(people, practice.clock);
      running = await start(practice, place.identity);
      return { practice, harness: running, people, ...place };
    };
    const greet = async (harness: ConformanceHarness, lastSeq: number | null = null) => {
      const client = await harness.connect();
      client.send({ t: 'hello', contractVersion: CONTRACT_VERSION, lastSeq });
      const welcome = await client.next(isWelcome);
      return { client, welcome };
    };

    it('carries a call there and its answer back', async () => {
      const { harness } = await begin();
      const { client, welcome } = await greet(harness);
      expect(welcome).toEqual({ t: 'welcome', contractVersion: CONTRACT_VERSION, seq: 0, resync: false });
      client.send(call('1', 'echo.say', { words: 'Guten Tag, 早上好 🌞' }));
      expect(await client.next(resultOf('1'))).toEqual({
        t: 'result',
        id: '1',
        ok: true,
        value: { words: 'Guten Tag, 早上好 🌞' },
      });
    });

    it('answers an input that does not fit, with the field', async () => {
      const { client } = await greet((await begin()).harness);
      client.send(call('1', 'echo.say', { words: 7 }));
      const result = await client.next(resultOf('1'));
      expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field: 'words' } });
    });

    it('answers an unknown procedure and a call without input', async () => {
      const { client } = await greet((await begin()).harness);
      client.send(call('1', 'echo.nothing', {}));
      client.send({ t: 'call', id: '2', procedure: 'echo.say' });
      expect(await client.next(resultOf('1'))).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
      expect(await client.next(resultOf('2'))).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    });

    it('carries refusals with their details, and defects without any', async () => {
      const { client } = await greet((await begin()).harness);
      client.send(call('1', 'echo.refuse', {}));
      client.send(call('2', 'echo.break', {}));
      expect(await client.next(resultOf('1'))).toMatchObject({
        error: { code: 'SEND_BLOCKED', field: 'to', details: { code: 'optedOut' } },
      });
      const defect = await client.next(resultOf('2'));
      expect(defect).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
      expect(JSON.stringify(defect)).not.toContain('Alvarez');
    });

    it('delivers events in the order of their commits, without gaps', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      for (let count = 1; count <= 50; count += 1) practice.feed.commit((count % 3) + 1);
      const last = practice.hub.seq;
      await client.next((frame): frame is EventFrame => isEvent(frame) && frame.batch.seq === last);
      const batches = client.frames.filter(isEvent).map(({ batch }) => batch);
      let expected = 0;
      for (const batch of batches) expect(batch.seq).toBe((expected += batch.changes.length));
      expect(expected).toBe(last);
    });

    it('replays what a client missed while it was away', async () => {
      const { practice, harness } = await begin();
      const first = await greet(harness);
      practice.feed.commit(2);
      await first.client.next(isEvent);
      await first.client.drop();
      practice.feed.commit(1);
      practice.feed.commit(3);
      const second = await greet(harness, 2);
      expect(second.welcome).toMatchObject({ seq: 6, resync: false });
      const { batch } = await second.client.next(isEvent);
      expect(batch.seq).toBe(6);
      expect(batch.changes.map(({ id }) => id)).toEqual(['m3', 'm4', 'm5', 'm6']);
    });

    it('tells a client to refetch when what it missed is gone or is not ours', async () => {
      const { practice, harness } = await begin();
      practice.feed.commit(5_000);
      practice.feed.prune();
      expect((await greet(harness, 7)).welcome).toMatchObject({ resync: true, seq: 5_000 });
      expect((await greet(harness, 9_999)).welcome).toMatchObject({ resync: true, seq: 5_000 });
    });

    it('says resync instead of listing a change of thousands of rows', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      practice.feed.commit(3_000);
      expect(await client.next(isResync)).toEqual({ t: 'resync', seq: 3_000 });
    });

    it('cancels a call that is under way', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      client.send(call('1', 'echo.wait', {}));
      await until(harness, () => practice.waiting.length === 1);
      client.send({ t: 'cancel', id: '1' });
      client.send({ t: 'cancel', id: 'unheard of' });
      expect(await client.next(resultOf('1'))).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    });

    it('stops the queries of a client that goes away', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      client.send(call('1', 'echo.wait', {}));
      await until(harness, () => practice.waiting.length === 1);
      await client.drop();
      await until(harness, () => practice.waiting[0]?.aborted === true);
    });

    it('carries a payload of several megabytes both ways', async () => {
      const { client } = await greet((await begin()).harness);
      const words = 'Überweisung 🏥 '.repeat(200_000);
      client.send(call('1', 'echo.say', { words }));
      const result = await client.next(resultOf('1'));
      expect(result.ok && (result.value as { words: string }).words === words).toBe(true);
    });

    it('answers calls out of order: a slow one holds up none', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      client.send(call('slow', 'echo.wait', {}));
      client.send(call('fast', 'echo.say', { words: 'x' }));
      await client.next(resultOf('fast'));
      expect(client.frames.some(resultOf('slow'))).toBe(false);
      practice.finishWait();
      await client.next(resultOf('slow'));
    });

    it('welcomes an older page, and tells it to reload instead of serving it', async () => {
      const { harness } = await begin();
      const client = await harness.connect();
      client.send({ t: 'hello', contractVersion: CONTRACT_VERSION + 1, lastSeq: null });
      expect(await client.next(isWelcome)).toMatchObject({ contractVersion: CONTRACT_VERSION });
      client.send(call('1', 'echo.say', { words: 'x' }));
      expect(await client.next(resultOf('1'))).toMatchObject({ ok: false, error: { code: 'CLIENT_OUTDATED' } });
    });

    it('answers BUSY beyond the calls it runs at once', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      for (let id = 1; id <= 65; id += 1) client.send(call(`${id}`, 'echo.wait', {}));
      expect(await client.next(resultOf('65'))).toMatchObject({ ok: false, error: { code: 'BUSY' } });
      expect(practice.waiting.length).toBe(64);
    });

    it('serves nothing over a connection whose session has ended, and serves a new one', async () => {
      const { practice, harness } = await begin();
      const { client } = await greet(harness);
      await harness.endSessions();
      client.send(call('1', 'count.add', { by: 1 }));
      practice.feed.commit();
      await harness.settle();
      expect(practice.total()).toBe(0);
      expect(client.frames.some(isEvent)).toBe(false);
      const again = await greet(harness);
      again.client.send(call('1', 'count.add', { by: 1 }));
      expect(await again.client.next(resultOf('1'))).toMatchObject({ ok: true, value: { total: 1 } });
    });

    it('answers only open procedures where nobody is signed in, and sends no event there', async () => {
      const { practice, harness, people } = await begin();
      people.add('dana', 'frontDesk');
      const { client, welcome } = await greet(harness);
      expect(welcome).toMatchObject({ locked: true });
      client.send(call('1', 'echo.say', { words: 'x' }));
      client.send(call('2', 'count.add', { by: 1 }));
      client.send(call('3', 'echo.say', { nonsense: true }));
      client.send(call('4', 'place.who', {}));
      for (const id of ['1', '2', '3']) {
        expect(await client.next(resultOf(id))).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } });
      }
      expect(await client.next(resultOf('4'))).toMatchObject({ ok: true, value: { name: 'nobody' } });
      practice.feed.commit(3);
      await harness.settle();
      expect(client.frames.some(isEvent)).toBe(false);
      expect(practice.total()).toBe(0);
    });

    it('serves whoever signs in, tells every connection of the place, and has it refetch what went by', async () => {
      const { practice, harness, people } = await begin();
      people.add('dana', 'frontDesk');
      const { client } = await greet(harness, 0);
      const { client: tab } = await greet(harness, 0);
      practice.feed.commit(2);
      client.send(call('1', 'place.enter', { accountId: 'dana' }));
      expect(await client.next(resultOf('1'))).toMatchObject({ ok: true });
      for (const each of [client, tab]) {
        expect(await each.next(isIdentity)).toEqual({ t: 'identity', locked: false, accountId: 'dana' });
        expect(await each.next(isResync)).toEqual({ t: 'resync', seq: 2 });
      }
      practice.feed.commit(1);
      expect((await tab.next(isEvent)).batch.seq).toBe(3);
      client.send(call('2', 'count.add', { by: 1 }));
      client.send(call('3', 'count.reset', {}));
      client.send(call('4', 'place.who', {}));
      expect(await client.next(resultOf('2'))).toMatchObject({ ok: true });
      expect(await client.next(resultOf('3'))).toMatchObject({ error: { code: 'FORBIDDEN' } });
      expect(await client.next(resultOf('4'))).toMatchObject({ value: { name: 'dana' } });
    });

    it('locks what is under way, too: no answer to a question asked before comes after the lock', async () => {
      const { practice, harness, people, identity } = await begin();
      people.add('dana', 'frontDesk');
      identity.signIn(() => 'dana');
      const { client } = await greet(harness);
      client.send(call('1', 'echo.wait', {}));
      await until(harness, () => practice.waiting.length === 1);
      identity.lock('idle');
      practice.finishWait();
      expect(await client.next(isIdentity)).toEqual({ t: 'identity', locked: true, accountId: null });
      expect(await client.next(resultOf('1'))).toMatchObject({ ok: false, error: { code: 'NOT_SIGNED_IN' } });
      practice.feed.commit(1);
      client.send(call('2', 'echo.say', { words: 'x' }));
      expect(await client.next(resultOf('2'))).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } });
      expect(client.frames.some(isEvent)).toBe(false);
    });

    it('takes what somebody had typed just after a lock, as theirs, and no later', async () => {
      const { practice, harness, people, identity } = await begin();
      people.add('dana', 'frontDesk');
      identity.signIn(() => 'dana');
      const { client } = await greet(harness);
      identity.lock('system');
      client.send(call('1', 'work.keep', { words: 'See you at' }));
      expect(await client.next(resultOf('1'))).toMatchObject({ ok: true, value: { by: 'dana' } });
      await practice.clock.advance(JUST_LOCKED_MS + 1);
      client.send(call('2', 'work.keep', { words: 'See you at 3' }));
      expect(await client.next(resultOf('2'))).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } });
    });

    it.each([
      ['garbage', ['garbage']],
      ['a number', [17]],
      ['a frame of no kind', [{ t: 'shutdown' }]],
      ['a call without an id', [{ t: 'call', procedure: 'count.add', input: { by: 1 } }]],
      ['a call before hello', [call('1', 'count.add', { by: 1 })]],
    ])('does nothing for %s, and other clients notice nothing', async (_name, frames) => {
      const { practice, harness } = await begin();
      const honest = await greet(harness);
      const hostile = await harness.connect();
      for (const frame of frames) hostile.send(frame);
      await harness.settle();
      expect(practice.total()).toBe(0);
      honest.client.send(call('1', 'echo.say', { words: 'still here' }));
      expect(await honest.client.next(resultOf('1'))).toMatchObject({ ok: true });
    });
  });
}

/** A client over anything that pushes frames; the harness feeds it. */
export function createFrameInbox() {
  const frames: ServerFrame[] = [];
  const wakers = new Set<() => void>();
  return {
    frames,
    push(raw: unknown): void {
      // Whatever a transport delivers must be a frame of the contract.
      frames.push(ServerFrame.parse(raw));
      for (const wake of [...wakers]) wake();
    },
    next<T extends ServerFrame>(match: (frame: ServerFrame) => frame is T): Promise<T> {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = frames.find(match);
          if (found === undefined) return;
          wakers.delete(look);
          resolve(found);
        };
        wakers.add(look);
        look();
      });
    },
  };
}

type ResultFrame = ServerFrame & { t: 'result' };
type EventFrame = ServerFrame & { t: 'event' };
type WelcomeFrame = ServerFrame & { t: 'welcome' };
type IdentityFrame = ServerFrame & { t: 'identity' };
type ResyncFrame = ServerFrame & { t: 'resync' };

export const isWelcome = (frame: ServerFrame): frame is WelcomeFrame => frame.t === 'welcome';
export const isEvent = (frame: ServerFrame): frame is EventFrame => frame.t === 'event';
export const isResync = (frame: ServerFrame): frame is ResyncFrame => frame.t === 'resync';
export const isIdentity = (frame: ServerFrame): frame is IdentityFrame => frame.t === 'identity';
export const resultOf =
  (id: string) =>
  (frame: ServerFrame): frame is ResultFrame =>
    frame.t === 'result' && frame.id === id;

/** A call frame. */
export function call(id: string, procedure: string, input: unknown) {
  return { t: 'call', id, procedure, input };
}

/** Waits for something on the core's side of the wire. */
export async function until(harness: { settle(): Promise<void> }, condition: () => boolean): Promise<void> {
  while (!condition()) await harness.settle();
}
