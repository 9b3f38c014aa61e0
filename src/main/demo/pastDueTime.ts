/** When a step of the invented practice's plan was due; it is closed on no day. */
import { dueTime } from '../domain/cadence/timing.ts';
import type { CadenceStepRecord } from '../store/records.ts';
import { practice } from './cast.ts';

/** UTC ms. */
export function pastDueTime(step: CadenceStepRecord, startsAt: number): number {
  const calendar = { zone: practice.zone, closedDays: [], closedDates: [], opensAt: '08:00' };
  return dueTime(step, { startsAt, bookedAt: startsAt }, calendar);
}
