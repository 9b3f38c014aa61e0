/**
 * A small contract of its own, to test router, sessions and transports without any feature: it echoes, fails, waits
 * and counts on demand.
 */
import { z } from 'zod';
import { DomainError } from '../../src/contract/errors.ts';
import type { EventBatch } from '../../src/contract/events.ts';
import { command, query } from '../../src/contract/procedure.ts';
import type { Procedure } from '../../src/contract/procedure.ts';
import { everyone, managers } from '../../src/contract/roles.ts';
import type { CallContext } from '../../src/main/features/feature.ts';
import { createEventHub } from '../../src/main/rpc/eventHub.ts';
import type { ChangeFeed, EventHub } from '../../src/main/rpc/eventHub.ts';
import { createRouter } from '../../src/main/rpc/router.ts';
import type { Router } from '../../src/main/rpc/router.ts';
import { createSession } from '../../src/main/rpc/session.ts';
import type { Session, SessionLimits, SessionLink } from '../../src/main/rpc/session.ts';
import { createRecordingLogger } from '../fakes/loggers.ts';
import type { RecordingLogger } from '../fakes/loggers.ts';
import { createSeededIds } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import type { VirtualClock } from '../fakes/virtualClock.ts';

export const practiceProcedures: ReadonlyMap<string, Procedure> = new Map<string, Procedure>([
  [
    'echo.say',
    query({
      roles: everyone,
      input: z.strictObject({ words: z.string().min(1).max(50_000_000), times: z.int().max(9).default(1) }),
      output: z.object({ words: z.string() }),
    }),
  ],
  ['echo.wait', query({ roles: everyone, input: z.strictObject({}), output: z.object({}) })],
  ['echo.refuse', query({ roles: everyone, input: z.strictObject({}), output: z.object({}) })],
  ['echo.break', query({ roles: everyone, input: z.strictObject({}), output: z.object({}) })],
  ['echo.lie', query({ roles: everyone, input: z.strictObject({}), output: z.object({ count: z.int() }) })],
  ['count.add', command({ roles: everyone, input: { by: z.int() }, output: z.object({ total: z.int() }) })],
  [
    'place.who',
    query({ open: true, roles: everyone, input: z.strictObject({}), output: z.object({ name: z.string() }) }),
  ],
  ['place.enter', command({ open: true, roles: everyone, input: { accountId: z.string() }, output: z.object({}) })],
  ['place.leave', command({ open: true, roles: everyone, input: {}, output: z.object({}) })],
  [
    'work.keep',
    command({ keepsWork: true, roles: everyone, input: { words: z.string() }, output: z.object({ by: z.string() }) }),
  ],
  ['count.reset', command({ roles: managers, input: {}, output: z.object({ total: z.int() }) })],
]);

export interface Practice {
  readonly router: Router;
  readonly hub: EventHub;
  readonly feed: FakeFeed;
  readonly clock: VirtualClock;
  readonly log: RecordingLogger;
  /** Signals of the `echo.wait` calls that are waiting, oldest first. */
  readonly waiting: AbortSignal[];
  /** Lets the oldest waiting call answer. */
  finishWait(): void;
  readonly total: () => number;
  openSession(link: SessionLink): Session;
}

/** Everything between a transport and a feature, over the practice contract. */
export function createPractice(limits: Partial<SessionLimits> = {}): Practice {
  const clock = createVirtualClock();
  const log = createRecordingLogger();
  const feed = createFakeFeed();
  const hub = createEventHub({ feed, log });
  const waiting: AbortSignal[] = [];
  const finishers: (() => void)[] = [];
  let total = 0;
  const handlers = {
    echo: {
      say: (_context: CallContext, input: { words: string; times: number }) => ({
        words: input.words.repeat(input.times),
      }),
      wait: ({ signal }: CallContext) =>
        new Promise((resolve, reject) => {
          waiting.push(signal);
          finishers.push(() => resolve({}));
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      refuse: () => {
        throw new DomainError('SEND_BLOCKED', 'This person asked not to be texted. Call them.', {
          field: 'to',
          details: { code: 'optedOut' },
        });
      },
      break: () => {
        throw new TypeError('cannot read +12065550172 of Maria Alvarez');
      },
      lie: () => ({ count: 'Maria Alvarez' }),
    },
    count: {
      add: (_context: CallContext, input: { by: number }) => ({ total: (total += input.by) }),
      reset: () => ({ total: (total = 0) }),
    },
    place: {
      who: ({ actor }: CallContext) => ({ name: actor.name }),
      enter: ({ identity }: CallContext, { accountId }: { accountId: string }) => {
        identity?.signIn(() => accountId);
        return {};
      },
      leave: ({ identity }: CallContext) => {
        identity?.lock('person');
        return {};
      },
    },
    work: { keep: ({ actor }: CallContext) => ({ by: actor.name }) },
  };
  const router = createRouter({ handlers, log, clock, ids: createSeededIds(), procedures: practiceProcedures });
  return {
    router,
    hub,
    feed,
    clock,
    log,
    waiting,
    finishWait: () => finishers.shift()?.(),
    total: () => total,
    openSession: (link) => createSession({ router, hub, clock, timers: clock, log, limits }, link),
  };
}

export interface FakeFeed extends ChangeFeed {
  /** Commits `count` changes as one batch. */
  commit(count?: number): EventBatch;
  /** Forgets changes up to now, as pruning does. */
  prune(): void;
}

/** A change feed that remembers everything until pruned. */
export function createFakeFeed(): FakeFeed {
  const listeners = new Set<(batch: EventBatch) => void>();
  const all: EventBatch['changes'] = [];
  let pruned = 0;
  return {
    onCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changesSince: (seq) => (seq < pruned ? null : { seq: all.length, changes: all.slice(seq) }),
    lastSeq: () => all.length,
    commit(count = 1) {
      const changes = Array.from({ length: count }, (_, index) => ({
        topic: 'message.added' as const,
        id: `m${all.length + index + 1}`,
        parentId: 'c1',
      }));
      all.push(...changes);
      const batch = { seq: all.length, changes };
      for (const listener of listeners) listener(batch);
      return batch;
    },
    prune: () => void (pruned = all.length),
  };
}
