/** What one client can cost: slow readers, limits, replay beyond the memory of the hub. */
import { describe, expect, it } from 'vitest';
import type { ServerFrame } from '../../src/contract/wire.ts';
import { deviceActor } from '../../src/main/rpc/actor.ts';
import { CloseCode } from '../../src/main/rpc/closeCodes.ts';
import { fixedIdentity } from '../fakes/fixedIdentity.ts';
import { createPractice } from './practiceContract.ts';
import type { Practice } from './practiceContract.ts';

const HELLO = { t: 'hello', contractVersion: 1, lastSeq: null };

/** A client whose line can be stopped: frames then pile up on our side. */
function connect(practice: Practice) {
  const frames: ServerFrame[] = [];
  const piled: (() => void)[] = [];
  let reading = true;
  let closed: number | null = null;
  const session = practice.openSession({
    identity: fixedIdentity(deviceActor),
    send(frame, sent) {
      const arrive = (): void => {
        frames.push(frame);
        sent();
      };
      if (reading) arrive();
      else piled.push(arrive);
    },
    close: (code) => void (closed = code),
  });
  return {
    session,
    frames,
    closed: () => closed,
    piledUp: () => piled.length,
    stopReading: () => void (reading = false),
    readOn() {
      reading = true;
      for (const arrive of piled.splice(0)) arrive();
    },
  };
}

describe('a client that reads slowly', () => {
  it('is spared the events it cannot keep up with, and told to refetch when it is back', () => {
    const practice = createPractice({ unsentBeforeResync: 10 });
    const client = connect(practice);
    client.session.receive(HELLO);
    client.stopReading();
    for (let count = 0; count < 1_000; count += 1) practice.feed.commit();
    expect(client.piledUp()).toBe(10);
    client.readOn();
    expect(client.frames.at(-1)).toEqual({ t: 'resync', seq: 1_000 });
    practice.feed.commit();
    expect(client.frames.at(-1)).toMatchObject({ t: 'event', batch: { seq: 1_001 } });
  });

  it('cannot ask for more while its answers lie unread', async () => {
    const practice = createPractice({ callsAtOnce: 4 });
    const client = connect(practice);
    client.session.receive(HELLO);
    client.stopReading();
    const ask = (id: number) =>
      client.session.receive({ t: 'call', id: `${id}`, procedure: 'echo.say', input: { words: 'x' } });
    for (let id = 0; id < 4; id += 1) ask(id);
    await practice.clock.settle();
    ask(5);
    client.readOn();
    expect(client.frames.at(-1)).toMatchObject({ id: '5', ok: false, error: { code: 'BUSY' } });
  });

  it('is cut when it reads nothing at all', () => {
    const practice = createPractice({ callsAtOnce: 1, unsentBeforeCut: 20 });
    const client = connect(practice);
    client.session.receive(HELLO);
    client.stopReading();
    for (let id = 0; id < 100; id += 1) {
      client.session.receive({ t: 'call', id: `${id}`, procedure: 'echo.wait', input: {} });
    }
    expect(client.closed()).toBe(CloseCode.tooSlow);
    expect(client.piledUp()).toBe(20);
  });
});

describe('a client that misbehaves', () => {
  it('is cut when it says hello twice or uses a call id twice', () => {
    const practice = createPractice();
    const twice = connect(practice);
    twice.session.receive(HELLO);
    twice.session.receive(HELLO);
    expect(twice.closed()).toBe(CloseCode.protocol);
    const same = connect(practice);
    same.session.receive(HELLO);
    for (let time = 0; time < 2; time += 1) {
      same.session.receive({ t: 'call', id: '1', procedure: 'echo.wait', input: {} });
    }
    expect(same.closed()).toBe(CloseCode.protocol);
  });

  it('leaves no timer and no subscription behind', () => {
    const practice = createPractice();
    const client = connect(practice);
    client.session.receive(HELLO);
    client.session.lost();
    practice.feed.commit();
    expect(client.frames).toHaveLength(1);
    expect(practice.clock.pendingTimers()).toBe(0);
  });
});

describe('a command of a client that goes away', () => {
  it('runs on to its end, for the client will ask for its answer', async () => {
    const practice = createPractice();
    const client = connect(practice);
    client.session.receive(HELLO);
    client.session.receive({ t: 'call', id: '1', procedure: 'count.add', input: { by: 2, commandId: 'click-0001' } });
    client.session.lost();
    await practice.clock.settle();
    expect(practice.total()).toBe(2);
  });
});

describe('the event hub', () => {
  it('asks the change feed when its own memory does not reach back', () => {
    const practice = createPractice();
    for (let count = 0; count < 60; count += 1) practice.feed.commit(100);
    expect(practice.hub.missedSince(5_900)?.changes).toHaveLength(100);
    expect(practice.hub.missedSince(6_000)).toEqual({ seq: 6_000, changes: [] });
    expect(practice.hub.missedSince(0)).toBeNull();
  });

  it('keeps serving others when one listener breaks', () => {
    const practice = createPractice();
    const heard: number[] = [];
    practice.hub.subscribe(() => {
      throw new Error('broken');
    });
    practice.hub.subscribe((news) => void (news.kind === 'batch' && heard.push(news.batch.seq)));
    practice.feed.commit();
    expect(heard).toEqual([1]);
    expect(practice.log.entries.at(-1)?.event).toBe('rpc.subscriberFailed');
  });
});
