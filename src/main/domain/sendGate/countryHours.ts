/** The hours of each country (rules.md 13.2 "Windows", section 10, rulings 7 and 9), as the gate looks them up. The data is domain/regions. */
import { dailyHours } from '../quietHours.ts';
import type { OpenHours } from '../quietHours.ts';
import { isPublicHoliday, isUnitedStates, regionOf } from '../regions/regions.ts';
import { isFederalHoliday } from './federalHolidays.ts';

/** The widest hours for care and billing; a practice may narrow them (section 1, rule 10). */
export function careLimits(country: string): OpenHours {
  const { care } = regionOf(country);
  return dailyHours(care.start, care.end);
}

/** Advertising hours where no state table is used. In the US they satisfy the row of every state, so no state need be known. */
export function marketingHours(country: string): OpenHours {
  const { marketing, marketingDays, marketingRestsOnHolidays } = regionOf(country);
  const hours = dailyHours(marketing.start, marketing.end);
  return (day) => {
    if (marketingDays === 'weekdays' && day.weekday > 5) return null;
    if (marketingRestsOnHolidays && rests(country, day)) return null;
    return hours(day);
  };
}

/** In the US the federal days with those on which they are observed. */
function rests(country: string, day: Parameters<OpenHours>[0]): boolean {
  return isUnitedStates(country) ? isFederalHoliday(day) : isPublicHoliday(country, day);
}
