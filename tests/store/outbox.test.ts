import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/main/store/store.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { HOUR, insertJob, MINUTE, NOW } from './samples.ts';

const A = '+12065550101';
const B = '+12065550102';

async function outboxOf(...jobs: readonly (readonly [id: string, over?: Parameters<typeof insertJob>[2]])[]) {
  const opened = await createTestStore();
  opened.store.write('system', (tx) => jobs.forEach(([id, over]) => insertJob(tx, id, over)));
  return opened;
}
const claim = (store: Store, now = NOW, owner = 'me') =>
  store.write('dispatcher', (tx) => tx.outbox.claim({ owner, now, until: now + MINUTE }))?.id;
const settle = (store: Store, id: string, state: 'done' | 'ready' | 'unknown', runAt?: number, owner = 'me') =>
  store.write('dispatcher', (tx) =>
    tx.outbox.settle(id, owner, runAt === undefined ? { state } : { state, runAt }, NOW),
  );
const begin = (store: Store, jobId: string, number = 1) =>
  store.write('dispatcher', (tx) =>
    tx.outbox.beginAttempt({
      id: `${jobId}-${number}`,
      jobId,
      messageId: `message-${jobId}`,
      number,
      gatewayId: 'gateway-1',
      claimedAt: NOW,
    }),
  );
const stateOf = (store: Store, id: string) => store.read((tx) => tx.outbox.get(id))?.state;

describe('enqueue', () => {
  it('takes a dedupe key once and leaves everything as it is the second time', async () => {
    const { store } = await outboxOf(['a', { dedupeKey: 'visit-1/step-1' }]);
    const again = store.write('system', (tx) =>
      tx.outbox.enqueue(
        {
          id: 'b',
          messageId: 'message-a',
          dedupeKey: 'visit-1/step-1',
          lane: A,
          priority: 0,
          runAt: NOW,
          sendBy: null,
          gatewayId: null,
        },
        NOW,
      ),
    );
    expect(again).toBe(false);
    expect(store.read((tx) => tx.outbox.get('b'))).toBeUndefined();
    expect(store.read((tx) => tx.outbox.getByMessage('message-a'))).toMatchObject({
      id: 'a',
      state: 'ready',
      attempts: 0,
    });
  });

  it('can hold a job from the start', async () => {
    const { store } = await outboxOf(['a', { state: 'held' }]);
    expect(claim(store)).toBeUndefined();
    expect(store.read((tx) => tx.outbox.counts(NOW))).toMatchObject({ held: 1, ready: 0 });
  });
});

describe('claim', () => {
  it('leases the job, counts the attempt and says until when', async () => {
    const { store } = await outboxOf(['a']);
    const job = store.write('dispatcher', (tx) => tx.outbox.claim({ owner: 'me', now: NOW, until: NOW + MINUTE }));
    expect(job).toMatchObject({ id: 'a', state: 'leased', leaseOwner: 'me', leaseUntil: NOW + MINUTE, attempts: 1 });
  });

  it('goes by priority, then by run time, over different lanes', async () => {
    const { store } = await outboxOf(
      ['later', { runAt: NOW - 1, lane: A }],
      ['sooner', { runAt: NOW - 2, lane: B }],
      ['urgent', { priority: 5, lane: '+12065550103' }],
      ['notYet', { priority: 9, runAt: NOW + 1, lane: '+12065550104' }],
    );
    expect([claim(store), claim(store), claim(store), claim(store)]).toEqual(['urgent', 'sooner', 'later', undefined]);
  });

  it('lets nothing overtake within a lane, whatever its priority', async () => {
    const { store } = await outboxOf(['first', { runAt: NOW - 1 }], ['second', { runAt: NOW - 9, priority: 9 }]);
    expect(claim(store)).toBe('first');
    expect(claim(store)).toBeUndefined();
    settle(store, 'first', 'done');
    expect(claim(store)).toBe('second');
  });

  it('keeps a lane closed while a text of it is unknown', async () => {
    const { store } = await outboxOf(['first'], ['second']);
    claim(store);
    settle(store, 'first', 'unknown');
    expect(claim(store)).toBeUndefined();
    expect(store.read((tx) => tx.outbox.nextRunAt())).toBeNull();
    store.write('dispatcher', (tx) => tx.outbox.transition('first', ['unknown'], { state: 'done' }, NOW));
    expect(claim(store)).toBe('second');
  });

  it('keeps the place of a text whose sending was tried over the pause before its retry, and no longer', async () => {
    const { store } = await outboxOf(['first'], ['second']);
    const failOnce = (at: number, number: number, retryAt: number) => {
      expect(claim(store, at)).toBe('first');
      begin(store, 'first', number);
      store.write('dispatcher', (tx) =>
        tx.outbox.finishAttempt(`first-${number}`, { outcome: 'retry', finishedAt: at }),
      );
      settle(store, 'first', 'ready', retryAt);
    };
    failOnce(NOW, 1, NOW + 15 * MINUTE);
    expect(claim(store)).toBeUndefined();
    expect(store.read((tx) => tx.outbox.nextRunAt())).toBe(NOW + 15 * MINUTE);
    failOnce(NOW + 15 * MINUTE, 2, NOW + 11 * HOUR);
    expect(store.read((tx) => tx.outbox.nextRunAt())).toBe(NOW);
    expect(claim(store, NOW + 15 * MINUTE)).toBe('second');
  });

  it('never hands out what is too late, and lets what is in time pass by it, filed or not', async () => {
    const { store } = await outboxOf(['late', { sendBy: NOW }], ['next'], ['other', { lane: 'b', sendBy: NOW + 1 }]);
    expect(claim(store, NOW)).toBe('next');
    expect(claim(store, NOW)).toBe('other');
    settle(store, 'next', 'done');
    expect(claim(store, NOW)).toBeUndefined();
    expect(store.write('dispatcher', (tx) => tx.outbox.expire(NOW, 10)).map(({ jobId }) => jobId)).toEqual(['late']);
  });

  it('does not keep an answer back behind a reminder that waits for the morning', async () => {
    const { store } = await outboxOf(['reminder', { runAt: NOW + 10 * HOUR }], ['answer']);
    expect(claim(store)).toBe('answer');
    settle(store, 'answer', 'done');
    expect(store.read((tx) => tx.outbox.nextRunAt())).toBe(NOW + 10 * HOUR);
  });
});

describe('a lease', () => {
  it('is fenced: who lost it changes nothing', async () => {
    const { store } = await outboxOf(['a']);
    claim(store);
    expect(settle(store, 'a', 'done', undefined, 'another')).toBe(false);
    expect(store.write('x', (tx) => tx.outbox.renewLease('a', 'another', NOW + HOUR))).toBe(false);
    expect(store.write('x', (tx) => tx.outbox.renewLease('a', 'me', NOW + HOUR))).toBe(true);
    expect(settle(store, 'a', 'done')).toBe(true);
    expect(settle(store, 'a', 'ready')).toBe(false);
    expect(store.read((tx) => tx.outbox.get('a'))).toMatchObject({ state: 'done', leaseOwner: null, leaseUntil: null });
  });

  it('of an earlier owner is taken back: ready when nothing had left, unknown when a try was in flight', async () => {
    const { store } = await outboxOf(['unstarted', { lane: A }], ['inFlight', { lane: B }]);
    claim(store, NOW, 'before');
    claim(store, NOW, 'before');
    begin(store, 'inFlight');
    const touched = store.write('dispatcher', (tx) => tx.outbox.reclaim('me', NOW + 1));
    expect(touched.map(({ id, state }) => [id, state])).toEqual([
      ['unstarted', 'ready'],
      ['inFlight', 'unknown'],
    ]);
    expect(store.read((tx) => tx.outbox.lastAttempt('inFlight'))).toMatchObject({
      outcome: 'unknown',
      finishedAt: NOW + 1,
    });
    expect(settle(store, 'inFlight', 'done', undefined, 'before')).toBe(false);
  });

  it('of an accepted text is never taken back to ready, even when its end was not written', async () => {
    const { store } = await outboxOf(['a']);
    claim(store, NOW, 'before');
    begin(store, 'a');
    store.write('dispatcher', (tx) => tx.outbox.finishAttempt('a-1', { outcome: 'accepted', finishedAt: NOW }));
    store.write('dispatcher', (tx) => tx.outbox.reclaim('me', NOW));
    expect(stateOf(store, 'a')).toBe('unknown');
  });

  it('of our own is kept until it has run out', async () => {
    const { store } = await outboxOf(['a']);
    claim(store);
    expect(store.write('dispatcher', (tx) => tx.outbox.reclaim('me', NOW + MINUTE - 1))).toEqual([]);
    expect(store.write('dispatcher', (tx) => tx.outbox.reclaim('me', NOW + MINUTE))).toHaveLength(1);
  });
});

describe('the outbox', () => {
  it('expires what is past its time in one go, and leaves what has been leased', async () => {
    const { store } = await outboxOf(
      ['late', { sendBy: NOW - 1, lane: A }],
      ['exactly', { sendBy: NOW, lane: B }],
      ['inTime', { sendBy: NOW + 1, lane: '+12065550103' }],
      ['always', { lane: '+12065550104' }],
    );
    const expired = store.write('dispatcher', (tx) => tx.outbox.expire(NOW, 100));
    expect(expired.map(({ jobId }) => jobId).toSorted()).toEqual(['exactly', 'late']);
    expect(expired.map(({ messageId }) => messageId).toSorted()).toEqual(['message-exactly', 'message-late']);
    expect(claim(store)).toBe('inTime');
    expect(store.write('dispatcher', (tx) => tx.outbox.expire(NOW + HOUR, 100))).toEqual([]);
  });

  it('moves a job by hand only from the states named', async () => {
    const { store } = await outboxOf(['a']);
    const cancel = () =>
      store.write('Ana', (tx) =>
        tx.outbox.transition('a', ['ready', 'held'], { state: 'cancelled', code: 'undo' }, NOW),
      );
    expect([cancel(), cancel()]).toEqual([true, false]);
    expect(store.read((tx) => tx.outbox.get('a'))).toMatchObject({ state: 'cancelled', lastCode: 'undo' });
  });

  it('counts what waits and since when', async () => {
    const { store } = await outboxOf(
      ['due', { runAt: NOW - 5, lane: A }],
      ['later', { runAt: NOW + 5, lane: B, gatewayId: 'gateway-1' }],
      ['leased', { runAt: NOW - 9, lane: '+12065550103', gatewayId: 'gateway-2' }],
    );
    claim(store);
    expect(store.read((tx) => tx.outbox.counts(NOW))).toEqual({
      ready: 1,
      waiting: 1,
      leased: 1,
      unknown: 0,
      held: 0,
      needsReview: 0,
      oldestReadyAt: NOW - 5,
    });
    expect(store.read((tx) => tx.outbox.countFor('gateway-1'))).toBe(1);
    expect(store.read((tx) => tx.outbox.inState('leased', 10)).map(({ id }) => id)).toEqual(['leased']);
  });
});

type Step =
  | { readonly kind: 'add'; readonly lane: number; readonly delay: number; readonly priority: number }
  | { readonly kind: 'claim'; readonly owner: string }
  | { readonly kind: 'end'; readonly pick: number; readonly as: 'done' | 'retry' | 'defer' | 'unknown' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'restart'; readonly owner: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), lane: fc.nat(2), delay: fc.nat(25), priority: fc.nat(2) }),
  fc.record({ kind: fc.constant('claim' as const), owner: fc.constantFrom('one', 'two') }),
  fc.record({
    kind: fc.constant('end' as const),
    pick: fc.nat(5),
    as: fc.constantFrom('done' as const, 'retry' as const, 'defer' as const, 'unknown' as const),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(30) }),
  fc.record({ kind: fc.constant('restart' as const), owner: fc.constantFrom('one', 'two') }),
);

describe('lanes, under random work', () => {
  it('never have two texts under way, keep their order, and always tell when to look again', async () => {
    const { store } = await createTestStore();
    let run = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
        run += 1;
        playOutbox(store, `${run}`, steps);
      }),
      { numRuns: 60 },
    );
  });
});

/** Plays the steps against the store, and checks after each what must always hold. Each run has lanes of its own. */
function playOutbox(store: Store, run: string, steps: readonly Step[]): void {
  let now = NOW;
  let made = 0;
  const lanes = [0, 1, 2].map((lane) => `${run}-lane-${lane}`);
  const started: string[] = [];
  const mine = (id: string): boolean => id.startsWith(`${run}-`);
  const inState = (state: 'leased' | 'unknown' | 'ready') =>
    store.read((tx) => tx.outbox.inState(state, 10_000)).filter(({ id }) => mine(id));

  for (const play of steps) {
    if (play.kind === 'add') {
      const id = `${run}-${String((made += 1)).padStart(4, '0')}`;
      const { delay, priority } = play;
      store.write('system', (tx) =>
        insertJob(tx, id, { lane: lanes[play.lane] ?? '', runAt: now + delay, priority }, now),
      );
    } else if (play.kind === 'claim') {
      const busy = new Set([...inState('leased'), ...inState('unknown')].map(({ lane }) => lane));
      const job = store.write('dispatcher', (tx) => tx.outbox.claim({ owner: play.owner, now, until: now + 20 }));
      if (job === undefined) {
        const next = store.read((tx) => tx.outbox.nextRunAt());
        expect(next === null || next > now).toBe(true);
      } else {
        expect(busy.has(job.lane)).toBe(false);
        const older = inState('ready').filter(({ lane, id }) => lane === job.lane && id < job.id);
        expect(older.filter((other) => other.runAt <= now || started.includes(other.id))).toEqual([]);
        const number = job.attempts;
        store.write('dispatcher', (tx) =>
          tx.outbox.beginAttempt({
            id: `${job.id}-${number}`,
            jobId: job.id,
            messageId: job.messageId,
            number,
            gatewayId: 'g',
            claimedAt: now,
          }),
        );
        started.push(job.id);
      }
    } else if (play.kind === 'end') {
      const leased = inState('leased');
      const job = leased[play.pick % Math.max(1, leased.length)];
      if (job === undefined || job.leaseOwner === null) continue;
      const owner = job.leaseOwner;
      store.write('dispatcher', (tx) => {
        const attempt = tx.outbox.lastAttempt(job.id);
        if (attempt === undefined) throw new Error('a leased job has an attempt here');
        const outcome = play.as === 'done' ? 'accepted' : play.as === 'unknown' ? 'unknown' : 'retry';
        tx.outbox.finishAttempt(attempt.id, { outcome, finishedAt: now });
        const state = play.as === 'done' ? 'done' : play.as === 'unknown' ? 'unknown' : 'ready';
        expect(tx.outbox.settle(job.id, owner, { state, runAt: now + (play.as === 'defer' ? 25 : 5) }, now)).toBe(true);
      });
    } else if (play.kind === 'wait') {
      now += play.ms;
    } else {
      const touched = store.write('dispatcher', (tx) => tx.outbox.reclaim(play.owner, now));
      // Every lease here had a try in flight, so none may go back to ready.
      expect(touched.filter(({ state }) => state !== 'unknown')).toEqual([]);
    }
    const underWay = [...inState('leased'), ...inState('unknown')].map(({ lane }) => lane);
    expect(new Set(underWay).size).toBe(underWay.length);
  }
  // The next run must not meet our leftovers.
  store.write('system', (tx) => {
    for (const state of ['ready', 'leased', 'unknown'] as const) {
      for (const { id } of tx.outbox.inState(state, 10_000)) tx.outbox.transition(id, [state], { state: 'done' }, now);
    }
  });
}
