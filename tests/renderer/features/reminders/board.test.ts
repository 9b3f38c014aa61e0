import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReminderState } from '../../../../src/renderer/contract.ts';
import { boardDays, canDo, dotsOf } from '../../../../src/renderer/features/reminders/board.ts';
import { card, cards } from '../../harness/reminderSamples.ts';
import { NOW } from '../../harness/shellAnswers.ts';

const HOURS = 3_600_000;
const civilDate = (at: number): string => new Date(at - 8 * HOURS).toISOString().slice(0, 10);
const options = {
  dates: ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'],
  now: NOW,
  isClosed: (date: string) => date === '2026-11-21' || date === '2026-11-22',
  civilDate,
  hourOf: (at: number) => new Date(at - 8 * HOURS).getUTCHours(),
};
const STATES: readonly ReminderState[] = [
  'planned',
  'held',
  'queued',
  'sent',
  'delivered',
  'failed',
  'skipped',
  'expired',
  'dropped',
];

describe('the board', () => {
  it('shows a reminder on the day it leaves, and on its own day that it was moved', () => {
    const days = boardDays(cards, options);
    const friday = days[1];
    expect(friday?.groups.flatMap((group) => group.cards).map((one) => one.personName)).toContain('Moved Person');
    expect(days[3]).toMatchObject({ closed: true, total: 0, moved: { count: 1, to: '2026-11-20' } });
  });

  it('groups today by what is urgent, and counts what has gone out', () => {
    const [today] = boardDays(cards, options);
    expect(today?.groups.map((group) => [group.key, group.cards.length])).toEqual([
      ['needsYou', 2],
      ['nextHour', 3],
      ['afternoon', 1],
      ['sent', 46],
    ]);
    expect(today).toMatchObject({ sent: 46, total: 52, closed: false });
  });

  it('opens a closed day when something is planned on it all the same', () => {
    const days = boardDays([card('21 10:00', 'Some Body', ['planned'])], options);
    expect(days[2]?.closed).toBe(false);
  });

  it('leaves out what was dropped, and loses nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATES), { maxLength: 20 }), (states) => {
        const made = states.map((state, index) => card('20 10:00', `Person ${index}`, [state], { state }));
        const shown = boardDays(made, options).flatMap((day) => day.groups.flatMap((group) => group.cards));
        expect(shown).toHaveLength(states.filter((state) => state !== 'dropped').length);
      }),
    );
  });

  it('marks the first step still to go as next, the others as later', () => {
    expect(dotsOf(['delivered', 'planned', 'planned'])).toEqual(['delivered', 'next', 'later']);
    expect(dotsOf(['failed', 'held', 'skipped'])).toEqual(['failed', 'hold', 'skipped']);
  });

  it('offers to skip or send only what has not left', () => {
    for (const state of ['sent', 'delivered', 'expired', 'dropped'] as const) {
      expect(canDo(state)).toEqual({ skip: false, send: false, restore: false, edit: false });
    }
    expect(canDo('queued')).toEqual({ skip: true, send: false, restore: false, edit: true });
    expect(canDo('skipped')).toEqual({ skip: false, send: true, restore: true, edit: false });
  });
});
