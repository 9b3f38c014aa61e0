import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  HOUR_MS,
  addDays,
  compareDates,
  instantOnDay,
  isRealDate,
  isValidZone,
  offsetAt,
  toInstant,
  toIso,
  toLocal,
  weekdayOf,
} from '../../src/main/domain/time.ts';
import { dateText, momentText, timeText } from '../../src/main/domain/timeText.ts';
import { countSegments } from '../../src/contract/segments.ts';

const ZONES = ['America/New_York', 'Europe/London', 'Australia/Sydney', 'Asia/Kolkata', 'America/Phoenix'];
const zone = fc.constantFrom(...ZONES, 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns');
const instant = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2060, 0, 1) });
const civil = (year: number, month: number, day: number, hour = 0, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
  second: 0,
});

describe('civil time and instants', () => {
  it.each([
    ['a time that does not exist moves forward', civil(2027, 3, 14, 2, 30), 'America/New_York', '2027-03-14T07:30:00Z'],
    ['of a repeated time the first counts', civil(2027, 11, 7, 1, 30), 'America/New_York', '2027-11-07T05:30:00Z'],
    ['London, clocks forward', civil(2027, 3, 28, 1, 30), 'Europe/London', '2027-03-28T01:30:00Z'],
    ['London, clocks back', civil(2027, 10, 31, 1, 30), 'Europe/London', '2027-10-31T00:30:00Z'],
    ['Sydney, clocks forward', civil(2027, 10, 3, 2, 15), 'Australia/Sydney', '2027-10-02T16:15:00Z'],
    ['Sydney, clocks back', civil(2027, 4, 4, 2, 15), 'Australia/Sydney', '2027-04-03T15:15:00Z'],
    ['half-hour zone', civil(2027, 1, 12, 8), 'Asia/Kolkata', '2027-01-12T02:30:00Z'],
    ['Arizona in summer', civil(2027, 7, 6, 8), 'America/Phoenix', '2027-07-06T15:00:00Z'],
  ])('%s', (_name, local, name, expected) => {
    expect(toIso(toInstant(local, name))).toBe(expected);
  });

  it('comes back to the same wall clock, except where it does not exist and moves forward', () => {
    fc.assert(
      fc.property(instant, zone, (at, name) => {
        const local = toLocal(at, name);
        const again = toInstant(local, name);
        const seconds = Math.floor(at / 1000) * 1000;
        // Either the same instant, or the first of two readings of the same wall clock.
        expect(again).toBeLessThanOrEqual(seconds);
        expect(toLocal(again, name)).toMatchObject({ hour: local.hour, minute: local.minute, second: local.second });
        expect(seconds - again).toBeLessThanOrEqual(HOUR_MS);
      }),
      { numRuns: 500 },
    );
  });

  it('never puts a wall-clock time before the time asked for', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 0, max: 24 * 60 - 1 }), (at, name, minutes) => {
        const date = toLocal(at, name);
        const found = toLocal(instantOnDay(date, minutes * 60_000, name), name);
        if (compareDates(found, date) === 0) expect(found.msOfDay).toBeGreaterThanOrEqual(minutes * 60_000);
        else expect(compareDates(found, date)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const utc = new Date(at);
        const local = toLocal(at, 'UTC');
        expect([local.year, local.month, local.day, local.weekday % 7, local.hour]).toEqual([
          utc.getUTCFullYear(),
          utc.getUTCMonth() + 1,
          utc.getUTCDate(),
          utc.getUTCDay(),
          utc.getUTCHours(),
        ]);
        expect(toIso(at)).toBe(utc.toISOString().replace('.000Z', 'Z'));
      }),
    );
  });

  it('adds days across months, leap years and DST nights', () => {
    expect(addDays({ year: 2028, month: 2, day: 28 }, 1)).toEqual({ year: 2028, month: 2, day: 29 });
    expect(addDays({ year: 2027, month: 12, day: 31 }, 1)).toEqual({ year: 2028, month: 1, day: 1 });
    expect(addDays({ year: 2027, month: 3, day: 1 }, -1)).toEqual({ year: 2027, month: 2, day: 28 });
    expect(weekdayOf({ year: 2027, month: 1, day: 18 })).toBe(1);
  });

  it('knows which dates exist', () => {
    expect(isRealDate({ year: 2028, month: 2, day: 29 })).toBe(true);
    expect(isRealDate({ year: 2027, month: 2, day: 29 })).toBe(false);
    expect(isRealDate({ year: 2027, month: 13, day: 1 })).toBe(false);
    expect(isRealDate({ year: 2027, month: 4, day: 31 })).toBe(false);
  });

  it('knows the offset of every instant as the library does, on the nights of a change, too', () => {
    const close = fc.tuple(instant, fc.integer({ min: -36, max: 36 })).map(([at, hours]) => at + hours * HOUR_MS);
    fc.assert(
      fc.property(close, zone, (at, name) => {
        expect(offsetAt(at, name)).toBe(Math.round(IANAZone.create(name).offset(at) * 60_000));
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts IANA names only', () => {
    expect(ZONES.every(isValidZone)).toBe(true);
    for (const wrong of ['', 'EST', 'Mars/Base', '+05:00', 'America/Springfield'])
      expect(isValidZone(wrong)).toBe(false);
    expect(() => offsetAt(0, 'Mars/Base')).toThrow(RangeError);
  });
});

describe('dates in a text', () => {
  const at = Date.UTC(2026, 10, 19, 15, 30);
  it.each([
    [momentText(at, 'America/New_York', { language: 'en' }), 'Thu 19 Nov, 10:30 AM'],
    [momentText(at, 'America/New_York', { language: 'en', order: 'monthFirst', clock: '12h' }), 'Thu Nov 19, 10:30 AM'],
    [momentText(at, 'Europe/London', { language: 'en', clock: '24h' }), 'Thu 19 Nov, 15:30'],
    [momentText(at, 'America/New_York', { language: 'es' }), 'jue 19 nov, 10:30 am'],
    [timeText({ hour: 0, minute: 5 }, { language: 'en' }), '12:05 AM'],
    [timeText({ hour: 12, minute: 0 }, { language: 'en' }), '12:00 PM'],
  ])('writes %s', (written, expected) => {
    expect(written).toBe(expected);
  });

  it('uses only characters that keep the text in 160-character parts', () => {
    for (const language of ['en', 'es'] as const) {
      for (let days = 0; days < 366; days += 1) {
        const date = addDays({ year: 2027, month: 1, day: 1 }, days);
        expect(countSegments(dateText(date, { language })).encoding).toBe('gsm7');
      }
    }
  });
});
