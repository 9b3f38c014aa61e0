/**
 * Random days at the desk: texts queued, answers lost, the phone unplugged, STOPs, sleeps, crashes at random places, in any order. Whatever
 * happens, the promises of the outbox hold.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SendScript } from '../fakes/scriptedGateway.ts';
import { CRASH_POINTS } from '../../src/main/jobs/crashPoints.ts';
import type { CrashPointName } from '../../src/main/jobs/crashPoints.ts';
import { fictionNumber } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LANES = 3;
/** Many whole days on a busy machine: the limit is only there to end a hang. */
const PATIENCE_MS = 240_000;

type Step =
  | {
      readonly do: 'queue';
      readonly lane: number;
      readonly urgent: boolean;
      readonly usefulMs: number | null;
      readonly inMs: number;
    }
  | { readonly do: 'script'; readonly outcome: SendScript }
  | { readonly do: 'plug'; readonly reachable: boolean }
  | { readonly do: 'stop'; readonly lane: number }
  | { readonly do: 'crash'; readonly point: CrashPointName; readonly nth: number }
  | { readonly do: 'restart' }
  | { readonly do: 'sleep'; readonly ms: number }
  | { readonly do: 'wait'; readonly ms: number };

const lane = fc.integer({ min: 0, max: LANES - 1 });
const outcome: fc.Arbitrary<SendScript> = fc.oneof(
  fc.constantFrom<SendScript>('acceptSilently', 'loseBefore', 'hang', 'throw'),
  fc.constantFrom<SendScript>(
    { retry: 'slowDown', afterMs: 2_000 },
    { retry: 'unreachable' },
    { reject: 'invalidNumber' },
  ),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('queue' as const),
      lane,
      urgent: fc.boolean(),
      usefulMs: fc.option(fc.integer({ min: 0, max: 20 * MINUTE })),
      inMs: fc.constantFrom(0, 0, 5_000, 5 * MINUTE),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('script' as const), outcome }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('plug' as const), reachable: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), lane }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      point: fc.constantFrom(...CRASH_POINTS),
      nth: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: MINUTE, max: 2 * HOUR }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 500, max: 3 * MINUTE }) }),
  },
);

interface Queued {
  readonly id: string;
  readonly lane: number;
  readonly sendBy: number | null;
  /** Due as soon as it was queued: such texts to one person keep their order. */
  readonly atOnce: boolean;
}

test(
  'nothing is lost, nothing goes twice, nothing goes too late or to somebody who said STOP',
  { timeout: PATIENCE_MS },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.integer({ min: 1, max: 1_000 }),
        async (steps, seed) => {
          const world = await World.create({ seed });
          world.start();
          const queued: Queued[] = [];
          const stops = new Map<number, number>();
          for (const one of steps) await take(world, one, queued, stops);
          await heal(world);
          check(world, queued, stops);
        },
      ),
      { numRuns: 15 },
    );
  },
);

async function take(world: World, one: Step, queued: Queued[], stops: Map<number, number>): Promise<void> {
  const now = world.clock.now();
  switch (one.do) {
    case 'queue': {
      const id = `t${String(queued.length).padStart(2, '0')}`;
      const sendBy = one.usefulMs === null ? null : now + one.inMs + one.usefulMs;
      const runAt = now + one.inMs;
      world.queue({ id, to: fictionNumber(one.lane), sendBy, runAt, priority: one.urgent ? 100 : 0 });
      queued.push({ id, lane: one.lane, sendBy, atOnce: one.inMs === 0 });
      return;
    }
    case 'script':
      return world.gateway.script(one.outcome);
    case 'plug':
      return world.gateway.setReachable(one.reachable);
    case 'stop':
      world.gateway.receive(fictionNumber(one.lane), 'STOP');
      if (!stops.has(one.lane)) stops.set(one.lane, now);
      return;
    case 'crash':
      return world.killAt(one.point, one.nth);
    case 'restart':
      return world.restart();
    case 'sleep':
      world.clock.sleepThrough(one.ms);
      return wait(world, 1_000);
    case 'wait':
      return wait(world, one.ms);
  }
}

async function wait(world: World, ms: number, stepMs = 500): Promise<void> {
  await world.run(ms, stepMs);
  if (world.dead) await world.restart();
}

/** The phone works again, and enough time goes by for everything to end. */
async function heal(world: World): Promise<void> {
  world.gateway.setReachable(true);
  for (let round = 0; round < 4; round += 1) await wait(world, 10 * MINUTE, 1_000);
}

function check(world: World, queued: readonly Queued[], stops: ReadonlyMap<number, number>): void {
  const { transmissions } = world.gateway;
  expect(new Set(transmissions.map((sent) => sent.id)).size).toBe(transmissions.length);
  for (const text of queued) {
    const sent = transmissions.find((one) => one.id === text.id);
    const { status } = world.message(text.id);
    if (sent === undefined) expect(['expired', 'failed', 'cancelled']).toContain(status);
    else expect(['delivered', 'needsReview']).toContain(status);
    if (sent === undefined) continue;
    if (text.sendBy !== null) expect(sent.at).toBeLessThanOrEqual(text.sendBy);
    // A look every 3 s, and 2 s between refresh and reading: nothing decided later than that may pass a STOP.
    const stopAt = stops.get(text.lane);
    const decidedAt = world.store.read((tx) => tx.outbox.lastAttempt(`job-${text.id}`)?.claimedAt ?? Infinity);
    if (stopAt !== undefined) expect(decidedAt).toBeLessThanOrEqual(stopAt + 6_000);
  }
  for (let index = 0; index < LANES; index += 1) {
    const due = queued.filter((text) => text.lane === index && text.atOnce).map((text) => text.id);
    const order = transmissions.map((sent) => sent.id).filter((id) => due.includes(id));
    expect(order).toEqual(order.toSorted());
  }
  const { leased, unknown, ready, waiting } = world.store.read((tx) => tx.outbox.counts(world.clock.now()));
  expect({ leased, unknown, ready, waiting }).toEqual({ leased: 0, unknown: 0, ready: 0, waiting: 0 });
  for (const index of stops.keys()) {
    const conversation = world.store.read((tx) => tx.conversations.getByAddress(fictionNumber(index)));
    expect(conversation).toBeDefined();
  }
}
