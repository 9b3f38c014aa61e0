import { describe, expect, it } from 'vitest';
import { endPauses } from '../../src/main/features/inbound/endPauses.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

/** Friday 20 November 2026 is NINE; the next business day is Monday, and its end is Tuesday 00:00 in New York. */
const MONDAY_ENDS = Date.UTC(2026, 10, 24, 5, 0, 0);

const end = (desk: Desk, at: number) => desk.store.write('planner', (tx) => endPauses({ ids: desk.ids }, tx, at));
const bodies = (desk: Desk) => desk.thread(MARIA).map(({ body }) => body);
const state = (desk: Desk) => desk.call('consent.getState', { number: MARIA });

/** No rule knows it; it reads like the wishes to stop among the examples. */
const HINTED = 'Kindly leave me out of your mailings';

async function doubtful() {
  const desk = await openDesk();
  await desk.addPerson('Maria Alvarez', MARIA);
  desk.receive(MARIA, 'Enough!');
  return { desk };
}

describe('a text that may have meant "stop"', () => {
  it('becomes an opt-out at the end of the next business day, and not a minute before', async () => {
    const { desk } = await doubtful();
    expect(end(desk, MONDAY_ENDS - 1)).toBe(0);
    expect((await state(desk)).optedOut).toBeNull();
    await desk.clock.advance(MONDAY_ENDS - NINE);
    expect(end(desk, MONDAY_ENDS)).toBe(1);
    expect((await state(desk)).optedOut).toMatchObject({ scope: 'number' });
    expect(desk.row(MARIA)).toMatchObject({ canText: 'optedOut', attention: null, status: 'todo' });
    expect(bodies(desk)).toContain('pauseEnded');
    expect(end(desk, MONDAY_ENDS + MINUTE)).toBe(0);
  });

  it('sends nothing when it does', async () => {
    const { desk } = await doubtful();
    end(desk, MONDAY_ENDS);
    expect(desk.thread(MARIA).filter(({ direction }) => direction === 'out')).toEqual([]);
  });

  it('stays what a person said it is', async () => {
    const { desk } = await doubtful();
    await desk.call('consent.clearSuspicion', { number: MARIA });
    expect(end(desk, MONDAY_ENDS + 30 * DAY)).toBe(0);
    expect((await state(desk)).optedOut).toBeNull();
  });

  it('is found behind an alarm on the same conversation, too', async () => {
    const { desk } = await doubtful();
    desk.receive(MARIA, 'I have chest pain', { sentAt: NINE + MINUTE });
    expect(desk.row(MARIA).attention).toBe('urgent');
    end(desk, MONDAY_ENDS);
    expect(desk.row(MARIA).attention).toBe('urgent');
    expect((await state(desk)).optedOut).not.toBeNull();
  });

  it('that was found days later has its business day from then', async () => {
    const desk = await openDesk();
    await desk.clock.advance(3 * DAY + HOUR);
    desk.receive(MARIA, 'Enough!', { sentAt: NINE });
    expect(end(desk, MONDAY_ENDS)).toBe(0);
    expect(end(desk, MONDAY_ENDS + DAY)).toBe(1);
  });

  it('by no rule, and only by the second opinion, waits for a person however long that takes', async () => {
    const desk = await openDesk();
    await desk.addPerson('Maria Alvarez', MARIA);
    desk.receive(MARIA, HINTED);
    expect(await state(desk)).toMatchObject({ suspected: true, optedOut: null });
    expect(end(desk, MONDAY_ENDS + 30 * DAY)).toBe(0);
    expect((await state(desk)).optedOut).toBeNull();
    await desk.call('consent.clearSuspicion', { number: MARIA });
    expect((await state(desk)).suspected).toBe(false);
  });

  it('by a rule, and after it one only by the second opinion, still becomes an opt-out in time', async () => {
    const { desk } = await doubtful();
    desk.receive(MARIA, HINTED, { sentAt: NINE + MINUTE });
    expect(end(desk, MONDAY_ENDS)).toBe(1);
  });

  it('of many numbers is dealt with in pieces', async () => {
    const desk = await openDesk();
    for (let nth = 10; nth < 70; nth += 1) desk.receive(`+121255501${nth}`, 'Go away');
    expect(end(desk, MONDAY_ENDS)).toBe(50);
    expect(end(desk, MONDAY_ENDS)).toBe(10);
  });
});
