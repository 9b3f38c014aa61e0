/** How long agreements last, and when a child speaks for themselves (rules.md 11.2 P12, P14, P15). Pure. */
import { addDays, DAY_MS, instantOnDay } from '../time.ts';
import type { CivilDate } from '../time.ts';

/** How long without any contact an agreement to advertising outlives, ms (P15); 24 months are 730 days. */
export function marketingLapseMs(months: number): number {
  return Math.floor((months * 365) / 12) * DAY_MS;
}

/** When a child born on this day is `years` old, UTC ms: of age, and a parent's agreement ends (P12). Born on 29 February: on 1 March. */
export function majorityOf(birth: CivilDate, years: number, zone: string): number {
  return instantOnDay({ ...birth, year: birth.year + years }, 0, zone);
}

/** When the day after an employee's last day begins, UTC ms. */
export function afterLastDay(lastDay: CivilDate, zone: string): number {
  return instantOnDay(addDays(lastDay, 1), 0, zone);
}
