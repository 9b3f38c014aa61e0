/**
 * The cadence: turns the steps of a plan and a visit into occurrences, each with its due time and its last useful moment. Owns
 * lateness and which of two steps gives way. Pure; does not know people, consent or quiet hours (the send gate decides those).
 */
import type { CadenceStep } from '../../../contract/reminders.ts';
import { HOUR_MS, MINUTE_MS, toLocal } from '../time.ts';
import { nextMorning, type PracticeCalendar } from './calendar.ts';
import { isFor, type MatchedVisit, type MatchRule } from './match.ts';
import { dueTime, isAfterVisit } from './timing.ts';

/** What the cadence needs to know of a step. */
export type CadenceRule = Pick<CadenceStep, 'id' | 'businessDays' | 'late'> & MatchRule;

export interface PlannedVisit extends MatchedVisit {
  /** When the booking has settled, UTC ms. */
  readonly bookedAt: number;
}

export interface CadenceInput {
  readonly visit: PlannedVisit;
  readonly calendar: PracticeCalendar;
  /** The moment of planning, UTC ms. */
  readonly now: number;
  /** Nothing of this visit leaves before, UTC ms (it settles); null: it has settled. */
  readonly settlesAt?: number | null;
  readonly steps: readonly CadenceRule[];
  /** Steps that stand planned already: being on their way, they are not late before their window ends. */
  readonly standing?: ReadonlySet<string>;
}

export interface Occurrence {
  readonly stepId: string;
  /** By the plan, UTC ms. May lie in the past: then it is late, but still of use. */
  readonly dueAt: number;
  /** Not before this, UTC ms: the due time, the end of the settling, or the next morning for a late one. */
  readonly releaseAt: number;
  /** It must not leave after this instant, UTC ms. */
  readonly sendBy: number;
}

/**
 * Why a step gets no text.
 * - `tooLate`: what it allows for lateness was over when it was planned.
 * - `tooCloseToVisit`: its time is within the margin before the visit, or after its start.
 * - `superseded`: a later step of the same visit is due at the same moment, or already; one text is enough.
 * - `sameMoment`: the same among the steps after a visit.
 */
export type MissedReason = 'tooLate' | 'tooCloseToVisit' | 'superseded' | 'sameMoment';

export interface MissedOccurrence extends Occurrence {
  readonly reason: MissedReason;
}

export interface CadencePlan {
  /** By due time. */
  readonly planned: readonly Occurrence[];
  /** By due time. Shown to the desk, never sent. */
  readonly missed: readonly MissedOccurrence[];
}

/** A text that arrives later than this before the visit is of no use, ms. */
export const VISIT_MARGIN_MS = HOUR_MS / 2;
/** A step that is on time needs a while to pass the queue even when it allows no lateness, ms. */
export const ON_TIME_WINDOW_MS = HOUR_MS / 2;
/** A step that may go the next morning has so long from the opening on, ms. */
const MORNING_WINDOW_MS = 3 * HOUR_MS;

/**
 * Plans every step that is for this visit (architecture.md, decision 6). Same input, same output; steps that are not for the visit
 * are in neither list. `sendBy` is the earliest of: the end of the step's lateness (at least `ON_TIME_WINDOW_MS`), the visit less the
 * margin for what comes before it, and the instant before the next step is due, so that at no instant two steps of one visit may leave.
 * Throws RangeError for an unknown zone.
 */
export function planOccurrences(input: CadenceInput): CadencePlan {
  const mine = input.steps.filter((step) => isFor(step, input.visit, input.calendar.zone));
  const before = planGroup(
    input,
    mine.filter(({ timing }) => !isAfterVisit(timing)),
    input.visit.startsAt - VISIT_MARGIN_MS,
  );
  const after = planGroup(
    input,
    mine.filter(({ timing }) => isAfterVisit(timing)),
    null,
  );
  return { planned: [...before.planned, ...after.planned], missed: [...before.missed, ...after.missed] };
}

interface Timed {
  readonly step: CadenceRule;
  readonly dueAt: number;
  /** From when on it could leave as things stand. */
  readonly readyAt: number;
}

/** `lastUse`: after this a text of the group is of no use, UTC ms; null: no such end. */
function planGroup(input: CadenceInput, steps: readonly CadenceRule[], lastUse: number | null): CadencePlan {
  const earliest = Math.max(input.now, input.settlesAt ?? input.now);
  if (steps.length === 0) return { planned: [], missed: [] };
  const { startsAt, bookedAt } = input.visit;
  const visit = { startsAt, bookedAt, date: toLocal(startsAt, input.calendar.zone) };
  const due = steps
    .map((step): Timed => {
      const dueAt = dueTime(step, visit, input.calendar);
      return { step, dueAt, readyAt: Math.max(dueAt, earliest) };
    })
    .sort(inOrder);
  const planned: Occurrence[] = [];
  const missed: MissedOccurrence[] = [];
  due.forEach((timed, index) => {
    const later = due[index + 1];
    const next = later !== undefined && (lastUse === null || later.dueAt < lastUse) ? later : undefined;
    const occurrence = occurrenceOf(timed, next, input, lastUse);
    const reason = whyMissed(timed, occurrence, { input, next, lastUse });
    if (reason === null) planned.push(occurrence);
    else missed.push({ ...occurrence, reason });
  });
  return { planned, missed };
}

/** By the moment they could leave; of two at one moment the later stands last, and stays. What only announces gives way to what asks. */
function inOrder(a: Timed, b: Timed): number {
  const announces = (one: Timed): number => (one.step.timing.kind === 'booked' ? 0 : 1);
  return (
    a.readyAt - b.readyAt ||
    announces(a) - announces(b) ||
    a.dueAt - b.dueAt ||
    daysAhead(b.step) - daysAhead(a.step) ||
    (a.step.id < b.step.id ? -1 : 1)
  );
}

function daysAhead({ timing }: CadenceRule): number {
  return timing.kind === 'daysBefore' ? timing.days : 0;
}

function occurrenceOf(
  { step, dueAt, readyAt }: Timed,
  next: Timed | undefined,
  { calendar, settlesAt }: CadenceInput,
  lastUse: number | null,
): Occurrence {
  const morning = step.late.kind === 'nextMorning' ? nextMorning(dueAt, calendar) : null;
  const waits = morning !== null && readyAt > dueAt + ON_TIME_WINDOW_MS;
  const end = Math.min(windowEnd(step, dueAt, morning), lastUse ?? Number.POSITIVE_INFINITY);
  // What is due no later than this one needs no room: this one is left out then.
  const room = next !== undefined && next.dueAt > dueAt ? next.dueAt - 1 : Number.POSITIVE_INFINITY;
  return {
    stepId: step.id,
    dueAt,
    releaseAt: Math.max(dueAt, settlesAt ?? dueAt, waits ? morning : dueAt),
    sendBy: Math.min(end, room),
  };
}

function windowEnd({ late }: CadenceRule, dueAt: number, morning: number | null): number {
  const onTime = dueAt + ON_TIME_WINDOW_MS;
  if (late.kind === 'within') return Math.max(onTime, dueAt + late.minutes * MINUTE_MS);
  return morning === null ? onTime : Math.max(onTime, morning + MORNING_WINDOW_MS);
}

/** Until when a step that was not planned before may still be planned. */
function lateUntil({ late }: CadenceRule, { dueAt, sendBy }: Occurrence): number {
  if (late.kind === 'nextMorning') return sendBy;
  return late.kind === 'within' ? dueAt + late.minutes * MINUTE_MS : dueAt;
}

function whyMissed(
  { step, readyAt }: Timed,
  occurrence: Occurrence,
  { input, next, lastUse }: { input: CadenceInput; next: Timed | undefined; lastUse: number | null },
): MissedReason | null {
  if (lastUse !== null && occurrence.dueAt >= lastUse) return 'tooCloseToVisit';
  if (next !== undefined && next.readyAt <= readyAt) return lastUse === null ? 'sameMoment' : 'superseded';
  const standing = input.standing?.has(step.id) === true;
  const late = readyAt > occurrence.sendBy || occurrence.releaseAt > occurrence.sendBy;
  return late || (!standing && input.now > lateUntil(step, occurrence)) ? 'tooLate' : null;
}
