/**
 * How long a text that may have meant "stop" waits for a person (rules.md 14.3, flag_hold): until the end of the next business day of the
 * practice. Pure.
 */
import { openDay } from '../cadence/calendar.ts';
import type { PracticeCalendar } from '../cadence/calendar.ts';
import { addDays, instantOnDay, toLocal } from '../time.ts';

/**
 * The instant (UTC ms) from which nobody is waited for any longer: midnight that ends the first open day after the day of `at` (UTC ms), by
 * the practice's clock. A practice without an open day within two months has until the end of tomorrow.
 */
export function decideBy(at: number, calendar: Pick<PracticeCalendar, 'zone' | 'closedDays' | 'closedDates'>): number {
  const tomorrow = addDays(toLocal(at, calendar.zone), 1);
  const day = openDay(tomorrow, 1, calendar) ?? tomorrow;
  return instantOnDay(addDays(day, 1), 0, calendar.zone);
}
