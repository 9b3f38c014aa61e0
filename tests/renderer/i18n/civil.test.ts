import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCivilDays, clockTimeAt, instantAt, weekdayOf } from '../../../src/renderer/i18n/civil.ts';

const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];

describe('civil time', () => {
  it('reads back every wall-clock time that exists', () => {
    const instant = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') });
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        const minute = Math.floor(at / 60_000) * 60_000;
        const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(minute);
        const time = clockTimeAt(minute, zone);
        expect(clockTimeAt(instantAt(day, time, zone), zone)).toBe(time);
      }),
    );
  });

  it('takes the first of two equal times when the clocks go back', () => {
    expect(instantAt('2026-11-01', '01:30', 'America/New_York')).toBe(Date.parse('2026-11-01T01:30:00-04:00'));
  });

  it('moves a time that the clocks skip behind the gap', () => {
    expect(instantAt('2026-03-08', '02:30', 'America/New_York')).toBe(Date.parse('2026-03-08T03:30:00-04:00'));
  });

  it('counts days across months and years, and weekdays from Monday', () => {
    expect(addCivilDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addCivilDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(weekdayOf('2026-11-16')).toBe(1);
    expect(weekdayOf('2026-11-22')).toBe(7);
  });
});
