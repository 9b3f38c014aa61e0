/**
 * The cadence: turns "three days before, at 10:00" and a visit into instants. Owns due time, last useful time and the late
 * policy. Pure; does not know people, consent or quiet hours (the send gate decides those at the moment of sending).
 */
import type { CadenceStep } from '../../contract/reminders.ts';
import { addDays, HOUR_MS, instantOnDay, MINUTE_MS, toLocal } from './time.ts';

/** What the cadence needs to know of a step. */
export type CadenceRule = Pick<CadenceStep, 'id' | 'daysBefore' | 'at' | 'lateMinutes'>;

export interface CadenceInput {
  /** Start of the visit, UTC ms. */
  readonly visitAt: number;
  /** IANA zone in which the visit and the steps' times are meant. */
  readonly zone: string;
  /** The moment of planning, UTC ms. */
  readonly now: number;
  readonly steps: readonly CadenceRule[];
  /** A text that arrives later than this before the visit is of no use, ms. Default 30 minutes. */
  readonly visitMarginMs?: number;
}

export interface Occurrence {
  readonly stepId: string;
  /** UTC ms. May lie in the past: then it is late, but still useful, and goes out at once. */
  readonly dueAt: number;
  /** It must not leave after this instant, UTC ms. */
  readonly sendBy: number;
}

/**
 * Why a step gets no text.
 * - `tooLate`: its lateness allowance was over when it was planned.
 * - `tooCloseToVisit`: its time is within the margin before the visit, or after its start.
 * - `superseded`: a later step of the same visit is due at the same moment, or already; one text is enough.
 */
export type MissedReason = 'tooLate' | 'tooCloseToVisit' | 'superseded';

export interface MissedOccurrence extends Occurrence {
  readonly reason: MissedReason;
}

export interface CadencePlan {
  /** By due time. */
  readonly planned: readonly Occurrence[];
  /** By due time. Shown to the desk, never sent. */
  readonly missed: readonly MissedOccurrence[];
}

export const DEFAULT_VISIT_MARGIN_MS = HOUR_MS / 2;

/** A step that is on time needs a while to pass the queue even when it allows no lateness, ms. */
const ON_TIME_WINDOW_MS = HOUR_MS / 2;

/**
 * Plans every step of a cadence for one visit (architecture.md, decision 6).
 *
 * The due time is derived from the civil rule: so many days before the visit's date on the wall calendar of `zone`, at the
 * step's wall-clock time. A time that a DST change leaves out moves forward; of a repeated one the first counts.
 * `sendBy` is the earliest of: due time plus the step's lateness (at least `ON_TIME_WINDOW_MS`), the visit less the margin, and
 * the due time of the next step, so at no instant two steps of one visit may leave. Throws RangeError for an unknown zone.
 */
export function planOccurrences(input: CadenceInput): CadencePlan {
  const lastUse = input.visitAt - (input.visitMarginMs ?? DEFAULT_VISIT_MARGIN_MS);
  const due = input.steps
    .map((step) => ({ step, dueAt: dueTime(step, input.visitAt, input.zone) }))
    .sort((a, b) => a.dueAt - b.dueAt || b.step.daysBefore - a.step.daysBefore);
  const planned: Occurrence[] = [];
  const missed: MissedOccurrence[] = [];
  due.forEach(({ step, dueAt }, index) => {
    const next = due[index + 1]?.dueAt;
    const nextCounts = next !== undefined && next < lastUse;
    const lateMs = step.lateMinutes * MINUTE_MS;
    const ownEnd = Math.min(dueAt + Math.max(lateMs, ON_TIME_WINDOW_MS), lastUse);
    const tooLate = input.now > Math.min(dueAt + lateMs, lastUse);
    const sendBy = nextCounts ? Math.min(ownEnd, next) : ownEnd;
    const occurrence = { stepId: step.id, dueAt, sendBy };
    const reason = whyMissed({ dueAt, tooLate, lastUse, next: nextCounts ? next : null, now: input.now });
    if (reason === null) planned.push(occurrence);
    else missed.push({ ...occurrence, reason });
  });
  return { planned, missed };
}

/**
 * When a step is due, UTC ms: `daysBefore` civil days before the visit's date, at the step's time, both in `zone`.
 * Used again when a visit or the zone changes: the civil rule is the truth, the instant is derived.
 */
export function dueTime(step: Pick<CadenceRule, 'daysBefore' | 'at'>, visitAt: number, zone: string): number {
  return instantOnDay(addDays(toLocal(visitAt, zone), -step.daysBefore), wallTimeMs(step.at), zone);
}

function wallTimeMs(at: string): number {
  const [hour, minute] = at.split(':').map(Number);
  if (hour === undefined || minute === undefined || !(hour < 24) || !(minute < 60)) {
    throw new RangeError(`Not a wall-clock time: ${at}`);
  }
  return hour * HOUR_MS + minute * MINUTE_MS;
}

function whyMissed(step: {
  dueAt: number;
  tooLate: boolean;
  lastUse: number;
  next: number | null;
  now: number;
}): MissedReason | null {
  if (step.dueAt >= step.lastUse) return 'tooCloseToVisit';
  if (step.next !== null && (step.next <= step.dueAt || step.next <= step.now)) return 'superseded';
  return step.tooLate ? 'tooLate' : null;
}
