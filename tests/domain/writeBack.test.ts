import { describe, expect, test } from 'vitest';
import { changesOf, fingerprintOf } from '../../src/main/domain/writeBack.ts';
import type { VisitHere, VisitListed } from '../../src/main/domain/writeBack.ts';

const AT = Date.UTC(2027, 0, 18, 14, 30);
const LATER = Date.UTC(2027, 0, 18, 20);
const listed: VisitListed = { startsAt: AT, status: 'booked', confirmed: false };

describe('what the practice has to enter', () => {
  test.each<[what: string, here: Partial<VisitHere>, expected: string[], says?: Partial<VisitListed>]>([
    ['nothing where both say the same', {}, []],
    ['a confirmation', { reply: 'confirmed' }, ['confirmed']],
    ['no confirmation that the list knows', { reply: 'confirmed' }, [], { confirmed: true }],
    ['a patient who cannot come', { reply: 'cancelled' }, ['cancelled']],
    ['nothing more of a visit that is cancelled there', { reply: 'cancelled' }, [], { status: 'cancelled' }],
    ['a visit cancelled here, whatever was answered', { status: 'cancelled', reply: 'confirmed' }, ['cancelled']],
    ['a visit that is on again here', {}, ['rebooked'], { status: 'cancelled' }],
    ['a wish for a new time', { reply: 'newTime' }, ['newTime']],
    ['a new time given here, and not the wish before it', { startsAt: LATER, reply: 'newTime' }, ['moved']],
    ['a new time that was confirmed', { startsAt: LATER, reply: 'confirmed' }, ['moved', 'confirmed']],
    ['somebody who came, and no confirmation any more', { status: 'arrived', reply: 'confirmed' }, ['arrived']],
    ['nothing of somebody whose coming is known', { status: 'done' }, [], { status: 'arrived' }],
    ['somebody who did not come', { status: 'missed' }, ['missed']],
    ['nothing of an answer that concerns no calendar', { reply: 'other' }, []],
    ['nothing of somebody who was not reached', { reply: 'unreachable' }, []],
  ])('is %s', (_what, here, expected, says = {}) => {
    const visit: VisitHere = { startsAt: AT, status: 'booked', reply: 'none', ...here };
    expect(changesOf(visit, { ...listed, ...says })).toEqual(expected);
  });

  test('is ticked for these changes at this time only', () => {
    const here = { startsAt: AT, status: 'booked', reply: 'none' } as const;
    expect(fingerprintOf(['moved'], here)).not.toBe(fingerprintOf(['moved'], { ...here, startsAt: LATER }));
    expect(fingerprintOf(['moved'], here)).not.toBe(fingerprintOf(['moved', 'confirmed'], here));
  });
});
