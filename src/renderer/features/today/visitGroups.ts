/** The rows of the day in the order shown: what needs you, morning, afternoon, and where the time is now. Pure. */
import type { Appointment } from '../../contract.ts';
import { needsYou } from './visitState.ts';

export type GroupKey = 'needsYou' | 'morning' | 'afternoon';

export interface VisitGroup {
  readonly key: GroupKey;
  readonly visits: readonly Appointment[];
  /** The line of the time now stands before this visit; `visits.length` is after the last. Null: not in this group. */
  readonly nowAt: number | null;
}

export interface GroupingOptions {
  readonly now: number;
  /** The day shown is today: there is a now-line. */
  readonly isToday: boolean;
  /** Hour of the wall clock, 0 to 23, of an instant. */
  readonly hourOf: (at: number) => number;
  /** Whether somebody has something to do about the visit; left out: by the list alone. */
  readonly needs?: (visit: Appointment) => boolean;
}

/** Empty groups are left out. */
export function groupVisits(
  visits: readonly Appointment[],
  { now, isToday, hourOf, needs = (visit) => needsYou(visit, now) }: GroupingOptions,
): readonly VisitGroup[] {
  const sorted = [...visits].sort((a, b) => a.startsAt - b.startsAt || a.personName.localeCompare(b.personName));
  const needing = sorted.filter(needs);
  const calm = sorted.filter((visit) => !needs(visit));
  const morning = calm.filter((visit) => hourOf(visit.startsAt) < 12);
  const afternoon = calm.filter((visit) => hourOf(visit.startsAt) >= 12);
  const nextInMorning = morning.findIndex((visit) => visit.startsAt > now);
  const nextInAfternoon = afternoon.findIndex((visit) => visit.startsAt > now);

  const lineInMorning = nextInMorning >= 0 || (afternoon.length === 0 && morning.length > 0);
  const groups: readonly VisitGroup[] = [
    { key: 'needsYou', visits: needing, nowAt: null },
    { key: 'morning', visits: morning, nowAt: isToday && lineInMorning ? place(nextInMorning, morning) : null },
    {
      key: 'afternoon',
      visits: afternoon,
      nowAt: isToday && !lineInMorning ? place(nextInAfternoon, afternoon) : null,
    },
  ];
  return groups.filter((group) => group.visits.length > 0);
}

function place(index: number, visits: readonly Appointment[]): number {
  return index >= 0 ? index : visits.length;
}
