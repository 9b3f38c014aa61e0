/** The limits of a consumer SIM (rules.md 5.5): tables of what happens, and what must hold of every history. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { failingSince, mayBeTheLine, PROBE_AFTER_MS } from '../../../src/main/domain/sendLimits/failures.ts';
import type { PastSend } from '../../../src/main/domain/sendLimits/failures.ts';
import { HALF_HOUR_MS, partsLeft, roomAt } from '../../../src/main/domain/sendLimits/halfHour.ts';
import type { SentParts } from '../../../src/main/domain/sendLimits/halfHour.ts';
import { nextDistance } from '../../../src/main/domain/sendLimits/pace.ts';
import { sameTextUntil } from '../../../src/main/domain/sendLimits/sameText.ts';

const NOW = Date.UTC(2026, 10, 20, 17);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ago = (minutes: number, parts = 1): SentParts => ({ at: NOW - minutes * MINUTE, parts });

describe("Android's half hour", () => {
  it.each<[what: string, sent: readonly SentParts[], parts: number, limit: number, wait: number]>([
    ['nothing was sent', [], 1, 30, 0],
    ['there is exactly room', [ago(1, 28)], 2, 30, 0],
    ["the text's own parts no longer fit", [ago(1, 28)], 3, 30, HALF_HOUR_MS - MINUTE],
    ['parts count, not texts', [ago(20, 5), ago(10, 5)], 1, 10, HALF_HOUR_MS - 20 * MINUTE],
    ['one long text makes way for another', [ago(20, 3), ago(10, 3)], 6, 6, HALF_HOUR_MS - 10 * MINUTE],
    ['what is older counts no more', [ago(31, 30)], 1, 30, 0],
    ['a text longer than the limit waits until nothing is in it', [ago(5), ago(2)], 9, 6, HALF_HOUR_MS - 2 * MINUTE],
    ['a text longer than the limit goes alone', [], 9, 6, 0],
    ['the clock was set back: what is in the future is not believed', [{ at: NOW + HOUR, parts: 30 }], 1, 30, 0],
  ])('%s', (_what, sent, parts, limit, wait) => {
    expect(roomAt(sent, parts, limit, NOW) - NOW).toBe(wait);
  });

  it('tells how many parts are left', () => {
    expect(partsLeft([ago(1, 3), ago(29, 2), ago(40, 9)], 30, NOW)).toBe(25);
    expect(partsLeft([ago(1, 40)], 30, NOW)).toBe(0);
  });

  it('is never exceeded by whoever obeys it, whatever they send', () => {
    const text = fc.record({ parts: fc.integer({ min: 1, max: 7 }), pause: fc.integer({ min: 0, max: 5 * MINUTE }) });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), fc.integer({ min: 7, max: 40 }), (texts, limit) => {
        const sent: SentParts[] = [];
        let now = NOW;
        for (const { parts, pause } of texts) {
          now = Math.max(now + pause, roomAt(sent, parts, limit, now + pause));
          sent.push({ at: now, parts });
        }
        for (const { at } of sent) {
          const window = sent.filter((one) => one.at > at - 30 * MINUTE && one.at <= at);
          expect(window.reduce((sum, one) => sum + one.parts, 0)).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('opens no later than when all that was sent is out of it', () => {
    const history = fc.array(
      fc.record({ at: fc.integer({ min: NOW - HOUR, max: NOW }), parts: fc.integer({ min: 1, max: 9 }) }),
    );
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 20 }), (sent, parts) => {
        const at = roomAt(sent, parts, 30, NOW);
        expect(at).toBeGreaterThanOrEqual(NOW);
        expect(at).toBeLessThanOrEqual(NOW + HALF_HOUR_MS);
        expect(roomAt(sent, parts, 30, at)).toBe(at);
      }),
    );
  });
});

describe('the same words to many people', () => {
  const to = (recipient: string, minutes: number) => ({ recipient, at: NOW - minutes * MINUTE });
  it.each<[what: string, sent: readonly { recipient: string; at: number }[], until: number | null]>([
    ['a few got them: they may go', [to('a', 5), to('b', 4)], null],
    ['as many as may got them: they wait until the batch is an hour old', [to('a', 5), to('b', 4), to('c', 3)], 57],
    ['one of many who got them already is no further person', [to('me', 5), to('b', 4), to('c', 3)], null],
    ['the same person twice counts once', [to('a', 5), to('a', 4), to('b', 3)], null],
    ['an hour ago is over', [to('a', 61), to('b', 4), to('c', 3)], null],
  ])('%s', (_what, sent, until) => {
    expect(sameTextUntil(sent, 'me', 3, NOW)).toBe(until === null ? null : NOW + until * MINUTE);
  });

  it('reach no more people in any hour than they may, whoever obeys', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 * MINUTE }), { maxLength: 60 }), (pauses) => {
        const sent: { recipient: string; at: number }[] = [];
        let now = NOW;
        for (const [index, pause] of pauses.entries()) {
          now = Math.max(now + pause, sameTextUntil(sent, `p${index}`, 5, now + pause) ?? 0);
          sent.push({ recipient: `p${index}`, at: now });
        }
        for (const { at } of sent) {
          expect(sent.filter((one) => one.at > at - HOUR && one.at <= at).length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });
});

describe('failures in a row', () => {
  const F = 'failed';
  const history = (...ends: readonly PastSend['end'][]): PastSend[] =>
    ends.map((end, index) => ({ end, at: NOW - (index + 1) * MINUTE }));
  it.each<[what: string, newestFirst: readonly PastSend[], stopped: { since: number; probe: number } | null]>([
    ['two are not enough', history(F, F, 'ok'), null],
    ['three stop it, from the third on', history(F, F, F, 'ok'), { since: 1, probe: 14 }],
    ['a fourth changes the next try, not the beginning', history(F, F, F, F, 'ok'), { since: 2, probe: 14 }],
    ['one that went out ends it', history('ok', F, F, F), null],
    [
      'what is not known yet does not end it, and is the try under way',
      history('open', F, F, F),
      { since: 2, probe: 14 },
    ],
    ['nothing was ever sent', [], null],
  ])('%s', (_what, sent, stopped) => {
    expect(failingSince(sent, 3)).toEqual(
      stopped === null ? null : { since: NOW - stopped.since * MINUTE, probeAt: NOW + stopped.probe * MINUTE },
    );
  });

  it('always allow the next try a quarter of an hour after the newest', () => {
    const ends = fc.array(fc.constantFrom<PastSend['end']>('ok', 'failed', 'open'), { maxLength: 20 });
    fc.assert(
      fc.property(ends, (list) => {
        const sent = history(...list);
        const failing = failingSince(sent, 3);
        if (failing === null) return;
        expect(failing.probeAt).toBe((sent[0]?.at ?? 0) + PROBE_AFTER_MS);
        expect(failingSince([{ at: NOW, end: 'ok' }, ...sent], 3)).toBeNull();
      }),
    );
  });

  it("counts only what may be the line's own", () => {
    expect(['noSignal', 'limitExceeded', 'other', 'blockedAsSpam', null].map(mayBeTheLine)).not.toContain(false);
    expect(['notMobile', 'unknownNumber', 'optedOut', 'probablySent', 'expired'].map(mayBeTheLine)).not.toContain(true);
  });
});

test('the pace is never less than what was set, is spread at random, and is longer on average', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (pace, fraction) => {
        expect(nextDistance(pace, 0.5, fraction)).toBeGreaterThanOrEqual(pace);
        expect(nextDistance(pace, 0.5, fraction)).toBeLessThanOrEqual(pace * 1.5);
      },
    ),
  );
  expect([0, 0.5, 0.999].map((fraction) => nextDistance(6_000, 0.5, fraction))).toEqual([6_000, 7_500, 8_997]);
});
