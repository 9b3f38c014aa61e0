/** What a plan can be made of: the kinds, clinicians and locations met in the schedule, and the country's public holidays. Reads only. */
import { isoDate } from '../../domain/cadence/calendar.ts';
import { publicHolidays } from '../../domain/publicHolidays.ts';
import { compareDates, DAY_MS, toLocal } from '../../domain/time.ts';
import type { Clock, Timers } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { OutputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';

const PAGE = 200;
/** Visits looked at, from a month ago on: enough to meet every kind. */
const MOST_VISITS = 4_000;
const LOOK_BACK_MS = 30 * DAY_MS;

export interface PlanChoicesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
}

export async function readPlanChoices(deps: PlanChoicesDeps): Promise<OutputOf<'reminders.getPlanChoices'>> {
  const now = deps.clock.now();
  const kinds = new Set<string>();
  const locations = new Set<string>();
  let cursor: string | null = null;
  let seen = 0;
  do {
    const page: { readonly next: string | null } = deps.store.read((tx) => {
      const { items, next } = tx.appointments.list({ from: now - LOOK_BACK_MS, cursor, limit: PAGE });
      for (const { kind, location } of items) {
        kinds.add(kind);
        locations.add(location);
      }
      seen += items.length;
      return { next };
    });
    cursor = page.next;
    await deps.timers.sleep(0);
  } while (cursor !== null && seen < MOST_VISITS);
  const { clinicians, practice } = deps.store.read((tx) => ({
    clinicians: [...tx.appointments.clinicians()],
    practice: readSettings(tx).practice,
  }));
  return { kinds: sorted(kinds), clinicians, locations: sorted(locations), holidays: holidaysOf(practice, now) };
}

function sorted(values: ReadonlySet<string>): string[] {
  return [...values].filter((value) => value !== '').sort((a, b) => a.localeCompare(b));
}

/** From today to the end of next year. */
function holidaysOf(
  { country, zone }: { readonly country: string; readonly zone: string },
  now: number,
): OutputOf<'reminders.getPlanChoices'>['holidays'] {
  const today = toLocal(now, zone);
  return [today.year, today.year + 1]
    .flatMap((year) => publicHolidays(country, year))
    .filter(({ date }) => compareDates(date, today) >= 0)
    .map(({ date, name }) => ({ date: isoDate(date), name }));
}
