import { describe, expect, test } from 'vitest';
import { createDeskHandlers } from './deskHandlers.ts';
import { fictionNumber, seedWroteTo, seedReminder } from './seed.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const A = fictionNumber(1);
const B = fictionNumber(2);

const ids = (world: World): string[] => world.gateway.transmissions.map((sent) => sent.id);

describe('after a gap', () => {
  test('nothing is sent before the inbox has been read: a STOP that waited on the phone counts', async () => {
    const world = await World.create();
    world.gateway.setLatency(700);
    world.gateway.receive(A, 'STOP');
    world.queue({ id: 'stopped', to: A, priority: 100 }, { id: 'fine', to: B });
    world.start();
    expect(world.jobs.state().held?.code).toBe('catchingUp');
    await world.run(20_000);
    expect(ids(world)).toEqual(['fine']);
    expect(world.jobs.state()).toMatchObject({
      held: null,
      gateways: [{ id: 'phone-1', usable: true, caughtUp: true }],
    });
  });

  test('a gateway that answers but whose inbox cannot be read sends nothing', async () => {
    const world = await World.create();
    const second = world.addGateway({ id: 'phone-2' });
    second.fetchInbox = async () => ({ ok: false, problem: 'batteryLow', detail: 'scripted' });
    second.refreshInbox = async () => ({ ok: false, problem: 'batteryLow', detail: 'scripted' });
    world.write((tx) => {
      seedWroteTo(tx, A, 'phone-2', world.clock.now() - MINUTE);
      tx.settings.set('routing', { failover: false }, world.clock.now());
    });
    world.queue({ id: 'own', to: A, gatewayId: 'phone-2' }, { id: 'other', to: B, gatewayId: 'phone-1' });
    world.start();
    await world.run(10 * MINUTE, 1_000);
    expect(second.transmissions).toEqual([]);
    expect(ids(world)).toEqual(['other']);
  });

  test('a sleeping PC wakes to: inbound, then expiry, then sending, and no burst', async () => {
    const world = await World.create({ limits: { paceMs: 6_000 } });
    world.start();
    await world.run(5_000);
    const now = world.clock.now();
    world.write((tx) => {
      for (let index = 0; index < 5; index += 1) {
        seedReminder(tx, {
          id: `r${index}`,
          number: fictionNumber(10 + index),
          dueAt: now + HOUR,
          sendBy: now + (index < 2 ? 2 : 20) * HOUR,
          now,
        });
      }
    });
    world.gateway.receive(fictionNumber(14), 'STOP');
    world.clock.sleepThrough(8 * HOUR);
    await world.run(2 * MINUTE, 500);
    expect(ids(world).toSorted()).toEqual(['msg-r2', 'msg-r3']);
    const [first, second] = world.gateway.transmissions;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(6_000);
    expect(world.store.read((tx) => tx.reminders.get('r0')?.state)).toBe('expired');
    expect(world.message('msg-r4').status).toBe('cancelled');
    expect(world.platform.log.entries.filter((entry) => entry.event === 'jobs.clock')).toHaveLength(1);
  });

  test('a call in the air while the PC slept is settled by asking, not by guessing', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.script('hang');
    world.queue({ id: 'one', to: A });
    await world.run(1_000);
    world.clock.sleepThrough(3 * HOUR);
    await world.run(2 * MINUTE, 500);
    expect(ids(world)).toEqual(['one']);
    expect(world.message('one').status).toBe('delivered');
  });
});

describe('a clock that cannot be trusted', () => {
  test("skew against the gateway holds what is automatic, lets a person's text go, and says since when", async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.setSkew(6 * MINUTE);
    await world.run(2 * MINUTE, 1_000);
    const held = world.jobs.state().held;
    expect(held?.code).toBe('clockSkew');
    expect(held?.since).toBeLessThanOrEqual(world.clock.now());
    world.queue({ id: 'auto', to: A, trigger: 'automatic', sendBy: world.clock.now() + HOUR }, { id: 'manual', to: B });
    await world.run(2 * MINUTE, 1_000);
    expect(ids(world)).toEqual(['manual']);
    expect(world.message('auto')).toMatchObject({ status: 'queued', reasonCode: 'clockSkew' });
    world.gateway.setSkew(1_000);
    await world.run(2 * MINUTE, 1_000);
    expect(ids(world)).toEqual(['manual', 'auto']);
    expect(world.jobs.state().held).toBeNull();
  });

  test('a clock set forward by a week throws nothing away', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    const now = world.clock.now();
    world.write((tx) => seedReminder(tx, { id: 'r', number: B, dueAt: now + HOUR, sendBy: now + 2 * HOUR, now }));
    world.queue({ id: 'auto', to: A, trigger: 'automatic', runAt: now + HOUR, sendBy: now + 2 * HOUR });
    const week = 7 * 24 * HOUR;
    world.clock.jumpWallClock(week);
    world.gateway.setSkew(-week);
    await world.run(30 * MINUTE, 1_000);
    expect(world.message('auto').status).toBe('queued');
    expect(world.store.read((tx) => tx.reminders.get('r')?.state)).toBe('planned');
    world.clock.jumpWallClock(-week);
    world.gateway.setSkew(0);
    await world.run(HOUR, 1_000);
    expect(ids(world).toSorted()).toEqual(['auto', 'msg-r']);
  });

  test('a clock that was set back while the program was off is doubted until a gateway has told the time', async () => {
    const world = await World.create();
    const now = world.clock.now();
    world.write((tx) => tx.audit.append({ at: now + 24 * HOUR, action: 'test.tomorrow' }));
    world.gateway.setReachable(false);
    world.queue({ id: 'auto', to: A, trigger: 'automatic', sendBy: now + 3 * MINUTE });
    world.start();
    await world.run(5 * MINUTE, 1_000);
    expect(world.message('auto').status).toBe('queued');
    expect(world.jobs.state().held).toMatchObject({ code: 'clockDoubt', since: expect.any(Number) });
    world.gateway.setSkew(24 * HOUR);
    world.gateway.setReachable(true);
    await world.run(3 * MINUTE, 1_000);
    expect([ids(world), world.jobs.state().held?.code]).toEqual([[], 'clockSkew']);
    world.clock.jumpWallClock(24 * HOUR);
    world.gateway.setSkew(0);
    await world.run(3 * MINUTE, 1_000);
    expect([ids(world), world.message('auto').status]).toEqual([[], 'expired']);
  });

  test('without a gateway to compare with, a jumped clock is believed after ten minutes', async () => {
    const world = await World.create();
    world.start();
    await world.run(5_000);
    world.gateway.setReachable(false);
    world.queue({
      id: 'auto',
      to: A,
      trigger: 'automatic',
      runAt: world.clock.now() + MINUTE,
      sendBy: world.clock.now() + 5 * MINUTE,
    });
    world.clock.jumpWallClock(HOUR);
    await world.run(8 * MINUTE, 1_000);
    expect(world.message('auto').status).toBe('queued');
    await world.run(5 * MINUTE, 1_000);
    expect(world.message('auto').status).toBe('expired');
  });
});

describe('the planner', () => {
  const planned = (world: World, id: string, inMs: number): void => {
    const now = world.clock.now();
    const number = fictionNumber(60 + Number(id.slice(1)));
    world.write((tx) => seedReminder(tx, { id, number, dueAt: now + inMs, sendBy: now + inMs + HOUR, now }));
  };

  test('releases a reminder at its minute, once, however often the bell rings', async () => {
    const world = await World.create();
    world.start();
    planned(world, 'r1', 10 * MINUTE + 7_000);
    await world.run(10 * MINUTE, 1_000);
    expect(ids(world)).toEqual([]);
    for (let ring = 0; ring < 50; ring += 1) world.jobs.wake('bell');
    await world.run(8_000);
    expect(ids(world)).toEqual(['msg-r1']);
    for (let ring = 0; ring < 50; ring += 1) world.jobs.wake('edited');
    await world.run(HOUR, 5_000);
    expect(ids(world)).toEqual(['msg-r1']);
  });

  test('releases nothing while reminders are paused, and goes on after', async () => {
    let held: 'remindersPaused' | null = 'remindersPaused';
    const world = await World.create({ handlers: createDeskHandlers({ held: () => held }) });
    world.start();
    planned(world, 'r1', MINUTE);
    world.queue({ id: 'auto', to: A, trigger: 'automatic' });
    await world.run(10 * MINUTE, 1_000);
    expect(ids(world)).toEqual([]);
    expect(world.message('auto')).toMatchObject({ status: 'queued', reasonCode: 'remindersPaused' });
    held = null;
    await world.run(2 * MINUTE, 1_000);
    expect(ids(world).toSorted()).toEqual(['auto', 'msg-r1']);
  });

  test('puts a reminder whose decision fails before a person, and releases the others', async () => {
    const base = createDeskHandlers();
    const world = await World.create({
      handlers: {
        ...base,
        releaseReminder(tx, reminder, now) {
          if (reminder.id === 'r2') throw new TypeError('defect');
          if (reminder.id !== 'r3') base.releaseReminder(tx, reminder, now);
        },
      },
    });
    world.start();
    for (const id of ['r1', 'r2', 'r3', 'r4']) planned(world, id, MINUTE);
    await world.run(5 * MINUTE, 1_000);
    expect(ids(world).toSorted()).toEqual(['msg-r1', 'msg-r4']);
    const state = (id: string) => world.store.read((tx) => tx.reminders.get(id));
    expect(state('r2')).toMatchObject({ state: 'held', reasonCode: 'defect' });
    expect(state('r3')).toMatchObject({ state: 'held', reasonCode: 'defect' });
  });
});

describe('housekeeping', () => {
  test('runs once a day: at night, or soon after a start when the night was missed', async () => {
    const runs: number[] = [];
    const backup = async (): Promise<void> => void runs.push(world.clock.now());
    const world = await World.create({ backup });
    // 09:00 in New York: the night was missed.
    world.start();
    await world.run(5 * MINUTE, 5_000);
    expect(runs).toHaveLength(0);
    await world.run(10 * MINUTE, 5_000);
    await waitFor(() => runs.length === 1);
    await world.run(12 * HOUR, MINUTE);
    expect(runs).toHaveLength(1);
    await world.run(8 * HOUR, MINUTE);
    await waitFor(() => runs.length === 2);
    expect(runs[1]).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 21, 7));
  });
});

/** The store prunes on a real thread: waits for it in real turns of the event loop. */
async function waitFor(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000 && !done(); turn += 1) await new Promise((resolve) => void setTimeout(resolve, 1));
  expect(done()).toBe(true);
}
