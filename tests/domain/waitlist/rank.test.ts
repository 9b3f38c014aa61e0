import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCandidates } from '../../../src/main/domain/waitlist/rank.ts';
import type { Candidate, SlotFacts } from '../../../src/main/domain/waitlist/rank.ts';

/** Friday, 20 November 2026, 14:00 in New York, half an hour. */
const START = Date.UTC(2026, 10, 20, 19, 0);
const SLOT: SlotFacts = {
  startsAt: START,
  endsAt: START + 30 * 60_000,
  zone: 'America/New_York',
  clinician: 'Dr. Osei',
  kind: 'Check-up',
};
const WISHES = { kinds: [], clinicians: [], weekdays: [], from: null, to: null, earliest: null, minutes: null };
const waits = (entryId: string, more: Partial<Candidate> = {}): Candidate => ({
  entryId,
  wishes: WISHES,
  canText: true,
  lastOfferedAt: null,
  waitingSince: START - 1000,
  visitAt: null,
  askedElsewhere: false,
  askedBefore: false,
  ...more,
});
const order = (...all: Candidate[]) => rankCandidates(SLOT, all).map(({ candidate }) => candidate.entryId);

describe('the order in which people are asked', () => {
  it('is: least recently offered, then longest waiting, then who frees a later visit', () => {
    expect(
      order(
        waits('offered-lately', { lastOfferedAt: 900 }),
        waits('new', { waitingSince: START - 10 }),
        waits('old', { waitingSince: START - 5000 }),
        waits('old-with-visit', { waitingSince: START - 5000, visitAt: START + 1 }),
        waits('offered-long-ago', { lastOfferedAt: 500 }),
      ),
    ).toEqual(['old-with-visit', 'old', 'new', 'offered-long-ago', 'offered-lately']);
  });

  it.each<[string, Partial<Candidate>]>([
    ['cannotText', { canText: false }],
    ['kind', { wishes: { ...WISHES, kinds: ['Cleaning'] } }],
    ['clinician', { wishes: { ...WISHES, clinicians: ['Dr. Chen'] } }],
    ['weekday', { wishes: { ...WISHES, weekdays: [1, 2] } }],
    ['time', { wishes: { ...WISHES, from: '14:30' } }],
    ['time', { wishes: { ...WISHES, to: '14:00' } }],
    ['tooEarly', { wishes: { ...WISHES, earliest: '2026-11-21' } }],
    ['tooShort', { wishes: { ...WISHES, minutes: 45 } }],
    ['visitSooner', { visitAt: START }],
    ['askedElsewhere', { askedElsewhere: true }],
    ['askedBefore', { askedBefore: true }],
  ])('somebody it does not suit is told why: %s', (misfit, more) => {
    expect(rankCandidates(SLOT, [waits('a', more)])[0]?.misfits).toEqual([misfit]);
  });

  it('what suits suits to the letter, accents and capitals aside', () => {
    const wishes = {
      ...WISHES,
      kinds: ['check-up'],
      clinicians: ['dr. osei'],
      weekdays: [5],
      from: '14:00',
      to: '14:01',
      earliest: '2026-11-20',
      minutes: 30,
    };
    expect(rankCandidates(SLOT, [waits('a', { wishes, visitAt: START + 1 })])[0]?.misfits).toEqual([]);
  });

  it('puts nobody it does not suit before somebody it suits, and loses nobody', () => {
    const candidate = fc.record({
      canText: fc.boolean(),
      lastOfferedAt: fc.option(fc.nat(5)),
      waitingSince: fc.nat(5),
      visitAt: fc.option(fc.constantFrom(START - 5, START + 5)),
      askedElsewhere: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), (all) => {
        const list = all.map((more, index) => waits(`e${String(index)}`, more));
        const ranked = rankCandidates(SLOT, list);
        expect(ranked.map(({ candidate: { entryId } }) => entryId).toSorted()).toEqual(
          list.map(({ entryId }) => entryId).toSorted(),
        );
        const fits = ranked.map(({ misfits }) => misfits.length === 0);
        expect(fits).toEqual(fits.toSorted((a, b) => Number(b) - Number(a)));
        expect(rankCandidates(SLOT, list.toReversed())).toEqual(ranked);
      }),
    );
  });
});
