/** Whether a step is meant for a visit: its kind, clinician and location, how far ahead it was booked, and what became of it. Pure. */
import type { CadenceStep, StepMatch } from '../../../contract/reminders.ts';
import type { AppointmentStatus } from '../../../contract/visits.ts';
import { compareDates, toLocal } from '../time.ts';

export interface MatchedVisit {
  readonly startsAt: number;
  readonly createdAt: number;
  readonly status: AppointmentStatus;
  readonly kind: string;
  readonly clinician: string;
  readonly location: string;
}

export type MatchRule = Pick<CadenceStep, 'timing' | 'match' | 'active'> & {
  readonly minBookedDays?: number | null | undefined;
  /** Only for visits added from the one instant on, and before the other, UTC ms. */
  readonly appliesFrom?: number | null;
  readonly appliesUntil?: number | null;
};

/** `zone` of the practice, for counting the days a visit was booked ahead. */
export function isFor(step: MatchRule, visit: MatchedVisit, zone: string): boolean {
  if (!step.active || !fitsStatus(step, visit) || !fitsVisit(step.match, visit)) return false;
  if (visit.createdAt < (step.appliesFrom ?? visit.createdAt)) return false;
  if (visit.createdAt >= (step.appliesUntil ?? Number.POSITIVE_INFINITY)) return false;
  const least = step.minBookedDays ?? 0;
  return least === 0 || compareDates(toLocal(visit.startsAt, zone), toLocal(visit.createdAt, zone)) >= least;
}

/** Steps before a visit are for one that is to come; those after it for one that took place, or was missed. */
function fitsStatus({ timing }: MatchRule, { status }: MatchedVisit): boolean {
  if (timing.kind === 'daysAfter') return status === timing.after;
  if (timing.kind === 'monthsAfter') return status === 'done';
  return status === 'booked';
}

function fitsVisit({ kinds, clinicians, locations }: StepMatch, visit: MatchedVisit): boolean {
  return isAmong(kinds, visit.kind) && isAmong(clinicians, visit.clinician) && isAmong(locations, visit.location);
}

function isAmong(wanted: readonly string[], value: string): boolean {
  if (wanted.length === 0) return true;
  const folded = foldWords(value);
  return wanted.some((one) => foldWords(one) === folded);
}

/** Without case, accents and superfluous spaces. */
export function foldWords(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();
}
