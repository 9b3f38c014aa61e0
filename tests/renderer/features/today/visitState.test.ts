import { describe, expect, it } from 'vitest';
import { groupVisits } from '../../../../src/renderer/features/today/visitGroups.ts';
import {
  actionsOf,
  chipOf,
  countReplies,
  isPast,
  lastTextedAt,
  needsYou,
  replyKeyOf,
  unanswered,
} from '../../../../src/renderer/features/today/visitState.ts';
import { NOW } from '../../harness/shellAnswers.ts';
import { visit, visits } from '../../harness/visitSamples.ts';

const MINUTE = 60_000;
const hourOf = (at: number): number => new Date(at - 8 * 3_600_000).getUTCHours();

describe('the reply of a visit', () => {
  it('counts somebody who came as confirmed, and somebody no text can reach as not reached', () => {
    expect(replyKeyOf(visit('09:00', 'A B', 'x', { status: 'arrived' }))).toBe('confirmed');
    expect(replyKeyOf(visit('11:00', 'A B', 'x', { canText: 'landline' }))).toBe('unreachable');
    expect(replyKeyOf(visit('11:00', 'A B', 'x', { status: 'cancelled', reply: 'confirmed' }))).toBe('cancelled');
  });

  it('shows why a text cannot be sent, unless the patient has answered otherwise', () => {
    expect(chipOf(visit('11:00', 'A B', 'x', { canText: 'optedOut' }))).toBe('optedOut');
    expect(chipOf(visit('11:00', 'A B', 'x', { canText: 'optedOut', reply: 'confirmed' }))).toBe('confirmed');
    expect(chipOf(visit('11:00', 'A B', 'x', { status: 'missed', reply: 'confirmed' }))).toBe('missed');
  });

  it('adds up to all visits', () => {
    const counts = countReplies(visits);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(visits.length);
    expect(counts).toMatchObject({ newTime: 2, other: 1, cancelled: 1, unreachable: 2, none: 4 });
  });
});

describe('what can be done about a visit', () => {
  it('asks whether the patient came, ten minutes after the start', () => {
    const late = visit('09:30', 'A B', 'x', { reply: 'newTime' });
    expect(actionsOf(late, late.startsAt + 10 * MINUTE)).toEqual(['arrived', 'missed']);
    expect(actionsOf(late, late.startsAt + 9 * MINUTE)).toEqual(['changeTime', 'reply']);
  });

  it('offers to mark a confirmed patient as arrived in the last quarter of an hour', () => {
    const soon = visit('10:00', 'A B', 'x', { reply: 'confirmed' });
    expect(actionsOf(soon, soon.startsAt - 16 * MINUTE)).toEqual([]);
    expect(actionsOf(soon, soon.startsAt - 15 * MINUTE)).toEqual(['arrived']);
  });

  it('never offers a text to somebody who must not get one', () => {
    for (const canText of ['optedOut', 'landline', 'noNumber', 'suspended', 'ask'] as const) {
      expect(actionsOf(visit('11:00', 'A B', 'x', { canText }), NOW)).not.toContain('textAgain');
    }
  });

  it('offers nothing for a visit that is cancelled', () => {
    expect(actionsOf(visit('11:00', 'A B', 'x', { status: 'cancelled' }), NOW)).toEqual([]);
  });

  it('knows the last text, a reminder or one by hand', () => {
    expect(lastTextedAt(visit('11:00', 'A B', 'x'))).toBeNull();
    const lastMessage = { preview: 'x', direction: 'out', at: 5 } as const;
    expect(lastTextedAt(visit('11:00', 'A B', 'x', { lastRemindedAt: 3, lastMessage }))).toBe(5);
    expect(
      lastTextedAt(visit('11:00', 'A B', 'x', { lastRemindedAt: 3, lastMessage: { ...lastMessage, direction: 'in' } })),
    ).toBe(3);
  });

  it('leaves those alone who have answered, came, or whose visit has begun', () => {
    const names = unanswered(visits, NOW).map((one) => one.personName);
    expect(names).toEqual(['Samuel Ortiz', 'Victor Hugo Lima', 'Nora Lindqvist', 'Bea Thornton']);
  });
});

describe('the order of the day', () => {
  it('puts what needs somebody first, and each visit into one group', () => {
    const groups = groupVisits(visits, { now: NOW, isToday: true, hourOf });
    expect(groups.map((group) => group.key)).toEqual(['needsYou', 'morning', 'afternoon']);
    expect(groups.flatMap((group) => group.visits)).toHaveLength(visits.length);
    expect(groups[0]?.visits.every((one) => needsYou(one, NOW))).toBe(true);
  });

  it('draws the line of the time now before the next visit, in one group only', () => {
    const [, morning, afternoon] = groupVisits(visits, { now: NOW, isToday: true, hourOf });
    expect(morning?.visits[morning.nowAt ?? -1]?.personName).toBe('Grace Mbeki');
    expect(afternoon?.nowAt).toBeNull();
  });

  it('draws no line on another day, and one at the end when all is over', () => {
    const none = groupVisits(visits, { now: NOW, isToday: false, hourOf });
    expect(none.every((group) => group.nowAt === null)).toBe(true);
    const evening = NOW + 12 * 60 * MINUTE;
    const over = groupVisits(visits, { now: evening, isToday: true, hourOf });
    expect(over.at(-1)).toMatchObject({ key: 'afternoon', nowAt: over.at(-1)?.visits.length });
  });

  it('greys out what is over, and who is here', () => {
    const one = visit('09:00', 'A B', 'x');
    expect(isPast(one, one.endsAt)).toBe(true);
    expect(isPast(one, one.startsAt)).toBe(false);
    expect(isPast({ ...one, status: 'arrived' }, one.startsAt)).toBe(true);
  });
});
