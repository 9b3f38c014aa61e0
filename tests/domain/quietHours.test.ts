import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyHours, isOpen, narrow, nextOpen } from '../../src/main/domain/quietHours.ts';
import type { OpenHours } from '../../src/main/domain/quietHours.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso, toLocal } from '../../src/main/domain/time.ts';

const care = dailyHours('08:00', '21:00');
const zone = fc.constantFrom(
  'America/New_York',
  'Europe/London',
  'Australia/Sydney',
  'Asia/Kolkata',
  'America/Phoenix',
  'Pacific/Honolulu',
);
/** Around the DST nights of the northern and southern hemisphere, and anywhere else. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2030, 0, 1) }),
  ...[
    '2027-03-14T07:00:00Z',
    '2027-11-07T06:00:00Z',
    '2027-03-28T01:00:00Z',
    '2027-10-31T01:00:00Z',
    '2027-04-03T16:00:00Z',
    '2027-10-02T16:00:00Z',
  ].map((night) => fc.integer({ min: -36 * HOUR_MS, max: 36 * HOUR_MS }).map((shift) => Date.parse(night) + shift)),
);
const next = (hours: OpenHours, zones: string[], at: string) => {
  const found = nextOpen(hours, zones, Date.parse(at));
  return found === null ? null : toIso(found);
};

describe('quiet hours', () => {
  it('opens at the start and closes before the end', () => {
    expect(isOpen(care, ['America/New_York'], Date.parse('2027-01-12T13:00:00Z'))).toBe(true);
    expect(isOpen(care, ['America/New_York'], Date.parse('2027-01-12T12:59:59.999Z'))).toBe(false);
    expect(isOpen(care, ['America/New_York'], Date.parse('2027-01-13T02:00:00Z'))).toBe(false);
  });

  it('counts the next morning by the wall clock, over both DST nights', () => {
    expect(next(care, ['America/New_York'], '2027-03-14T02:30:00Z')).toBe('2027-03-14T12:00:00Z');
    expect(next(care, ['America/New_York'], '2027-11-07T01:30:00Z')).toBe('2027-11-07T13:00:00Z');
  });

  it('waits until all candidate zones are open', () => {
    expect(next(care, ['America/New_York', 'Pacific/Honolulu'], '2027-01-12T14:00:00Z')).toBe('2027-01-12T18:00:00Z');
  });

  it('finds no time when zones never overlap, and none without a zone', () => {
    const short = dailyHours('09:00', '10:00');
    expect(next(short, ['America/New_York', 'Australia/Sydney'], '2027-01-12T14:00:00Z')).toBeNull();
    expect(next(care, [], '2027-01-12T14:00:00Z')).toBeNull();
  });

  it('narrows to the common hours', () => {
    const both = narrow(care, (day) => (day.weekday === 7 ? null : { startMs: 10 * HOUR_MS, endMs: 22 * HOUR_MS }));
    expect(next(both, ['America/New_York'], '2027-01-17T15:30:00Z')).toBe('2027-01-18T15:00:00Z');
    expect(isOpen(both, ['America/New_York'], Date.parse('2027-01-16T14:59:00Z'))).toBe(false);
  });

  it('refuses hours that make no sense', () => {
    for (const [start, end] of [
      ['21:00', '08:00'],
      ['8:00', '21:00'],
      ['08:00', '24:30'],
      ['', ''],
    ] as const) {
      expect(() => dailyHours(start, end)).toThrow(RangeError);
    }
  });

  it('always answers with an open instant, never one in the past', () => {
    fc.assert(
      fc.property(instant, fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }), (at, zones) => {
        const found = nextOpen(care, zones, at);
        if (found === null) return;
        expect(found).toBeGreaterThanOrEqual(at);
        for (const name of zones) {
          const { hour } = toLocal(found, name);
          expect(hour >= 8 && hour < 21).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leaves out no earlier open quarter of an hour', () => {
    fc.assert(
      fc.property(instant, fc.uniqueArray(zone, { minLength: 1, maxLength: 2 }), (at, zones) => {
        const found = nextOpen(care, zones, at) ?? at + 2 * DAY_MS;
        for (let probe = at; probe < found; probe += 15 * MINUTE_MS) expect(isOpen(care, zones, probe)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
