/** How long agreements last, and when a child speaks for themselves (rules.md 11.2 P12, P14, P15). Pure. */
import { addDays, DAY_MS, instantOnDay } from '../time.ts';
import type { CivilDate } from '../time.ts';

/** An agreement to advertising lapses after 24 months without any contact (P15). */
export const MARKETING_LAPSE_MS = 730 * DAY_MS;
/** The age from which a parent's agreement no longer counts (P12). */
export const MAJORITY_YEARS = 18;

/** When a child born on this day is of age, UTC ms; born on 29 February: on 1 March. */
export function majorityOf(birth: CivilDate, zone: string): number {
  return instantOnDay({ ...birth, year: birth.year + MAJORITY_YEARS }, 0, zone);
}

/** When the day after an employee's last day begins, UTC ms. */
export function afterLastDay(lastDay: CivilDate, zone: string): number {
  return instantOnDay(addDays(lastDay, 1), 0, zone);
}
