/** The hours of each country (rules.md 13.2 "Windows", section 10, rulings 7 and 9). Data and the two look-ups over it. */
import { dailyHours } from '../quietHours.ts';
import type { OpenHours } from '../quietHours.ts';
import { HOUR_MS } from '../time.ts';
import { isFederalHoliday } from './federalHolidays.ts';

/** US territories are under TCPA and HIPAA; number libraries report them as countries of their own (section 4). */
const UNITED_STATES: ReadonlySet<string> = new Set(['US', 'PR', 'VI', 'GU', 'MP', 'AS']);

const UNTIL_NINE = dailyHours('08:00', '21:00');
const UNTIL_EIGHT = dailyHours('08:00', '20:00');
const OFFICE = { startMs: 10 * HOUR_MS, endMs: 18 * HOUR_MS };

const weekdays: OpenHours = (day) => (day.weekday <= 5 ? OFFICE : null);
/** Satisfies the row of every state, so no state need be known. */
const nationalSafe: OpenHours = (day) => (day.weekday <= 5 && !isFederalHoliday(day) ? OFFICE : null);
const indianMarketing = dailyHours('10:00', '21:00');

export function isUnitedStates(country: string): boolean {
  return UNITED_STATES.has(country);
}

/** The widest hours for care and billing; a practice may narrow them (section 1, rule 10). */
export function careLimits(country: string): OpenHours {
  return isUnitedStates(country) || country === 'IN' ? UNTIL_NINE : UNTIL_EIGHT;
}

/** Marketing hours where no state table is used. */
export function marketingHours(country: string): OpenHours {
  if (isUnitedStates(country)) return nationalSafe;
  return country === 'IN' ? indianMarketing : weekdays;
}
