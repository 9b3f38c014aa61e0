import { describe, expect, it } from 'vitest';
import { Practice } from '../../src/contract/settings.ts';
import { easterSunday, publicHolidays } from '../../src/main/domain/publicHolidays.ts';
import { isRealDate, weekdayOf } from '../../src/main/domain/time.ts';

const words = (country: string, year: number): readonly string[] =>
  publicHolidays(country, year).map(({ date, name }) => `${date.month}-${date.day} ${name}`);

describe('public holidays', () => {
  it('knows Easter', () => {
    expect([2024, 2025, 2026, 2027, 2038].map((year) => easterSunday(year))).toEqual([
      { year: 2024, month: 3, day: 31 },
      { year: 2025, month: 4, day: 20 },
      { year: 2026, month: 4, day: 5 },
      { year: 2027, month: 3, day: 28 },
      { year: 2038, month: 4, day: 25 },
    ]);
  });

  it('lists the federal holidays of the United States as they were observed in 2026', () => {
    expect(words('US', 2026)).toEqual([
      "1-1 New Year's Day",
      '1-19 Martin Luther King Day',
      "2-16 Presidents' Day",
      '5-25 Memorial Day',
      '6-19 Juneteenth',
      '7-3 Independence Day',
      '9-7 Labor Day',
      '10-12 Columbus Day',
      '11-11 Veterans Day',
      '11-26 Thanksgiving',
      '12-25 Christmas Day',
    ]);
  });

  it('moves the Christmas days of England where they fall on a weekend', () => {
    expect(words('GB', 2026).slice(-2)).toEqual(['12-25 Christmas Day', '12-28 Boxing Day']);
    expect(words('GB', 2027).slice(-2)).toEqual(['12-27 Christmas Day', '12-28 Boxing Day']);
    // Christmas on a Sunday: Tuesday for it would collide with Boxing Day, so Christmas takes the Monday here.
    expect(words('GB', 2022).slice(-2)).toEqual(['12-26 Christmas Day', '12-27 Boxing Day']);
    expect(words('CA', 2026)).toContain('5-18 Victoria Day');
    expect(words('IE', 2030)).toContain("2-1 Saint Brigid's Day");
    expect(words('NZ', 2028)).toEqual(expect.arrayContaining(["1-3 New Year's Day", "1-4 Day after New Year's Day"]));
  });

  it('has real dates for every country a practice can be in, no day twice', () => {
    for (const country of Practice.shape.country.unwrap().options) {
      for (let year = 2024; year < 2045; year += 1) {
        const dates = publicHolidays(country, year).map(({ date }) => date);
        expect(dates.length, `${country} ${year}`).toBeGreaterThan(2);
        expect(dates.every((date) => isRealDate(date) && weekdayOf(date) > 0)).toBe(true);
        expect(new Set(dates.map(({ month, day }) => `${month}-${day}`)).size, `${country} ${year}`).toBe(dates.length);
      }
    }
  });
});
