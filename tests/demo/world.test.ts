import { describe, expect, test } from 'vitest';
import { answerTo } from '../../src/main/demo/answers.ts';
import { cast } from '../../src/main/demo/cast.ts';
import { createFastClock } from '../../src/main/demo/fastClock.ts';
import { sampleFileName, sampleSchedule } from '../../src/main/demo/sampleSchedule.ts';
import { createSleepingPc } from '../../src/main/demo/sleepingPc.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';

const HOUR = 3_600_000;

describe('the fast clock', () => {
  function fast(speed: number) {
    const real = createVirtualClock();
    const clock = createFastClock({ real, realTimers: real, underWay: () => 0 }, { start: 1_000_000, speed });
    return { real, clock };
  }

  test('runs as many times as fast as real time, bells included', async () => {
    const { real, clock } = fast(60);
    const rung: number[] = [];
    clock.after(120_000, () => rung.push(clock.now()));
    await real.advance(1999);
    expect(rung).toEqual([]);
    await real.advance(1);
    expect(rung).toEqual([1_000_000 + 120_000]);
  });

  test('a jump rings every bell on the way at its own time, those set on the way too', async () => {
    const { real, clock } = fast(1);
    const rung: number[] = [];
    const handle = clock.every(HOUR, () => rung.push(clock.monotonic()));
    clock.after(HOUR / 2, () => clock.after(HOUR, () => rung.push(clock.monotonic())));
    const jump = clock.advance(2 * HOUR);
    for (let turn = 0; turn < 50; turn += 1) await real.advance(1);
    await jump;
    expect(rung).toEqual([HOUR, 1.5 * HOUR, 2 * HOUR]);
    handle.cancel();
  });

  test('stands still at speed 0 and goes on from there', async () => {
    const { real, clock } = fast(10);
    clock.setSpeed(0);
    const stood = clock.now();
    await real.advance(HOUR);
    expect(clock.now()).toBe(stood);
    clock.setSpeed(1);
    await real.advance(1000);
    expect(clock.now()).toBe(stood + 1000);
  });
});

describe('a PC that sleeps', () => {
  test('misses its bells, rings each once on waking, and its steady clock has stood', async () => {
    const world = createVirtualClock();
    const pc = createSleepingPc(world);
    let rung = 0;
    pc.every(60_000, () => (rung += 1));
    pc.setAsleep(true);
    await world.advance(HOUR);
    expect([rung, pc.monotonic()]).toEqual([0, 0]);
    pc.setAsleep(false);
    expect(rung).toBe(1);
    expect(world.now() - pc.now()).toBe(0);
    await world.advance(60_000);
    expect([rung, pc.monotonic()]).toEqual([2, 60_000]);
  });

  test('a bell cancelled during the sleep does not ring afterwards', async () => {
    const world = createVirtualClock();
    const pc = createSleepingPc(world);
    let rung = 0;
    const bell = pc.after(1000, () => (rung += 1));
    pc.setAsleep(true);
    await world.advance(2000);
    bell.cancel();
    pc.setAsleep(false);
    expect(rung).toBe(0);
  });
});

describe('the invented people', () => {
  test('nobody has a number that belongs to somebody, or one of the failing ones', () => {
    for (const { line } of cast) expect(line).toMatch(/^01(0[0-9]|[1-8][0-9])$/);
    expect(cast).toHaveLength(40);
  });

  test('everybody answers by habit, and nobody answers what needs no answer', () => {
    const reminder = 'Hi Ana, your visit is tomorrow. Reply C to confirm, R for a new time.';
    expect(answerTo('confirms', reminder, 0.5)?.text).toBe('C');
    expect(answerTo('stops', reminder, 0.5)?.text).toBe('STOP');
    expect(answerTo('silent', reminder, 0.5)).toBeNull();
    expect(answerTo('stops', 'You are opted out and get no more texts.', 0.5)).toBeNull();
  });
});

describe("tomorrow's list", () => {
  test('is a CSV file with flaws that a person has to look at', () => {
    const text = sampleSchedule({ year: 2027, month: 1, day: 13 });
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toContain('Patient Name');
    expect(lines).toHaveLength(1 + 16 + 3);
    expect(lines[1]).toBe('A7001,"Raman, Priya",(206) 555-0112,1/13/2027,9:00 AM,Dr. Chen,Check-up,Scheduled');
    expect(sampleFileName({ year: 2027, month: 1, day: 13 })).toBe('schedule-2027-01-13.csv');
  });
});
