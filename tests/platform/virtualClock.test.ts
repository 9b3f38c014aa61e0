import { describe, expect, it } from 'vitest';
import { createSeededIds } from '../fakes/seeded.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';

describe('the virtual clock', () => {
  it('rings in the order of time, and timers set while ringing ring too', async () => {
    const clock = createVirtualClock({ start: 1000 });
    const rang: [string, number][] = [];
    clock.after(30, () => rang.push(['late', clock.now()]));
    clock.after(10, () => {
      rang.push(['early', clock.now()]);
      clock.after(5, () => rang.push(['nested', clock.now()]));
    });
    await clock.advance(30);
    expect(rang).toEqual([
      ['early', 1010],
      ['nested', 1015],
      ['late', 1030],
    ]);
  });

  it('lets awaited work finish before the next ring', async () => {
    const clock = createVirtualClock({ start: 0 });
    const seen: number[] = [];
    const work = async (): Promise<void> => {
      await clock.sleep(10);
      await Promise.resolve();
      seen.push(clock.now());
      await clock.sleep(10);
      seen.push(clock.now());
    };
    const done = work();
    await clock.advance(25);
    await done;
    expect(seen).toEqual([10, 20]);
    expect(clock.now()).toBe(25);
  });

  it('rings a period once after sleeping through many, as real intervals do', async () => {
    const clock = createVirtualClock();
    let rings = 0;
    clock.every(1000, () => (rings += 1));
    clock.sleepThrough(10_000);
    await clock.advance(0);
    expect(rings).toBe(1);
    await clock.advance(1000);
    expect(rings).toBe(2);
  });

  it('keeps the monotonic reading when wall time jumps back', async () => {
    const clock = createVirtualClock({ start: 5000 });
    clock.jumpWallClock(-3000);
    await clock.advance(10);
    expect([clock.now(), clock.monotonic()]).toEqual([2010, 10]);
  });

  it('repeats seeded ids', () => {
    expect(createSeededIds(7).next()).toBe(createSeededIds(7).next());
    expect(createSeededIds(7).next()).not.toBe(createSeededIds(8).next());
  });
});
