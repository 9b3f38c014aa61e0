/**
 * Keeps a visit's reminders in line with its time, its status and the plan. Each occurrence stands once (unique key); what no longer holds
 * is dropped with the text that waits, what has another time is moved. Runs inside the transaction that changed the visit, and again
 * whenever the plan, the zone or the calendar changes: planning twice changes nothing.
 */
import type { Reason } from '../../../contract/common.ts';
import {
  ON_TIME_WINDOW_MS,
  planOccurrences,
  type MissedOccurrence,
  type Occurrence,
} from '../../domain/cadence/plan.ts';
import { isAfterVisit } from '../../domain/cadence/timing.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import type { AppointmentRecord, CadenceStepRecord, ReminderRecord, Settling } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import { dropReminder, endReminder, hasLeft, takeTextBack } from './drop.ts';
import { missedReason, reasons } from './reasons.ts';
import { readPlanRules, type PlanRules } from './rules.ts';
import { beginSettling, settleVisit } from './settle.ts';

export type PlanDeps = Pick<RemindersDeps, 'ids' | 'takeBack'>;

export interface PlanOptions {
  /** Read once for many visits. */
  readonly rules?: PlanRules;
  /** Bring what stands in line, and plan nothing that was not planned before. */
  readonly onlyStanding?: boolean;
}

/** A step after a visit that was due longer ago is no news to the desk either, ms. */
const OLD_NEWS_MS = 2 * DAY_MS;
/** Settling ends with the planner's next look, ms. */
const LOOK_MS = MINUTE_MS;
/** Ends the planner itself has set: with the visit back as it was, they hold no longer. */
const BY_PLAN: readonly string[] = ['visitGone', 'visitMoved', 'planChanged', 'notForVisit'];

/** Returns the due times of reminders newly planned (UTC ms). */
export function planReminders(
  deps: PlanDeps,
  tx: WriteTx,
  appointment: AppointmentRecord,
  now: number,
  options: PlanOptions = {},
): readonly number[] {
  const rules = options.rules ?? readPlanRules(tx);
  const settling = tx.appointments.settling(appointment.id);
  const begun = beginSettling(tx, appointment, settling, rules.rules, now);
  const visit = { appointment: begun.appointment, settling: begun.settling, changed: settling.base !== null };
  const due = bringInLine(deps, tx, visit, { rules, now, onlyStanding: options.onlyStanding ?? false });
  if (begun.settling.until !== null && begun.settling.until <= now)
    settleVisit(deps, tx, begun.appointment, rules, now);
  return due;
}

interface VisitToPlan {
  readonly appointment: AppointmentRecord;
  readonly settling: Settling;
  /** It was changed, and what was planned on the way leaves no trace. */
  readonly changed: boolean;
}
interface Planning {
  readonly rules: PlanRules;
  readonly now: number;
  readonly onlyStanding: boolean;
}

function bringInLine(deps: PlanDeps, tx: WriteTx, visit: VisitToPlan, planning: Planning): number[] {
  const { appointment } = visit;
  const { now, rules } = planning;
  const rows = tx.reminders.ofAppointment(appointment.id);
  const mine = rows.filter((row) => row.visitAt === appointment.startsAt && row.kind === 'step');
  const plan = wanted(tx, visit, mine, rows, planning);
  const known = new Set([...plan.planned, ...plan.missed].map(({ stepId }) => stepId));
  for (const row of rows) {
    const why = whyDropped(row, appointment, known, rules, now);
    if (why !== null) forget(deps, tx, row, why, visit, planning);
  }
  const due: number[] = [];
  const byStep = new Map(mine.map((row) => [row.stepId, row]));
  for (const one of plan.planned) {
    const standing = byStep.get(one.stepId);
    const placed =
      standing === undefined ? insert(deps, tx, visit, one, null, planning) : keep(deps, tx, standing, one, now);
    if (placed) due.push(one.dueAt);
  }
  for (const one of plan.missed) {
    const standing = byStep.get(one.stepId);
    if (standing === undefined) insert(deps, tx, visit, one, missedReason(one.reason), planning);
    else miss(deps, tx, standing, one, now);
  }
  return due;
}

/** What the plan wants of this visit as it stands; nothing of one that is over, cancelled or in the past. */
function wanted(
  tx: WriteTx,
  { appointment, settling }: VisitToPlan,
  mine: readonly ReminderRecord[],
  all: readonly ReminderRecord[],
  { rules, now }: Planning,
): { readonly planned: readonly Occurrence[]; readonly missed: readonly MissedOccurrence[] } {
  const toCome = appointment.status === 'booked' && appointment.startsAt > now;
  const over = appointment.status === 'done' || appointment.status === 'missed';
  if (!toCome && !over) return { planned: [], missed: [] };
  const bookedIds = new Set(rules.steps.filter(({ timing }) => timing.kind === 'booked').map(({ id }) => id));
  const notices = all.filter(({ stepId }) => stepId !== null && bookedIds.has(stepId));
  // Who was told of the booking is told of a move by the text about the move.
  const told = notices.some((row) => row.visitAt !== appointment.startsAt && hasLeft(tx, row));
  const bookedAt =
    settling.base === 'new' && settling.until !== null ? settling.until : (notices[0]?.dueAt ?? appointment.createdAt);
  return planOccurrences({
    visit: { ...appointment, bookedAt },
    calendar: rules.calendar,
    now,
    settlesAt: settling.until,
    steps: told ? rules.steps.filter(({ id }) => !bookedIds.has(id)) : rules.steps,
    standing: new Set(mine.flatMap((row) => (row.stepId !== null && isOpen(row) ? [row.stepId] : []))),
  });
}

function isOpen({ state }: ReminderRecord): boolean {
  return state === 'planned' || state === 'queued' || state === 'held';
}

/** Null: it stays. */
function whyDropped(
  row: ReminderRecord,
  appointment: AppointmentRecord,
  known: ReadonlySet<string | null>,
  { steps }: PlanRules,
  now: number,
): Reason | null {
  const booked = appointment.status === 'booked' && appointment.startsAt > now;
  if (row.kind === 'cancelled') return appointment.status === 'cancelled' ? null : reasons.visitBack;
  if (row.visitAt !== appointment.startsAt) return reasons.visitMoved;
  if (row.kind === 'moved') return booked ? null : reasons.visitGone;
  if (known.has(row.stepId)) return null;
  const step = steps.find(({ id }) => id === row.stepId);
  if (!isAfter(step) && !booked) return reasons.visitGone;
  return step?.active === true ? reasons.notForVisit : reasons.planChanged;
}

function isAfter(step: CadenceStepRecord | undefined): boolean {
  return step !== undefined && isAfterVisit(step.timing);
}

/** Drops it; one that came and went within one settling of the visit is as if it had never been. */
function forget(
  deps: PlanDeps,
  tx: WriteTx,
  row: ReminderRecord,
  why: Reason,
  { appointment, changed }: VisitToPlan,
  { rules, now }: Planning,
): void {
  const settleMs = rules.rules.settleMinutes * MINUTE_MS;
  const young = settleMs > 0 && row.createdAt > now - settleMs - LOOK_MS;
  const untouched =
    row.messageId === null && row.editedBy === null && (row.state === 'planned' || row.state === 'expired');
  if (changed && young && untouched && row.visitAt !== appointment.startsAt) {
    tx.reminders.remove(row.id);
    tx.changed('reminder.changed', row.id, appointment.id);
    return;
  }
  dropReminder(deps, tx, row, why, now);
}

/** Returns whether a text is planned by it. */
function insert(
  deps: PlanDeps,
  tx: WriteTx,
  { appointment }: VisitToPlan,
  occurrence: Occurrence,
  missed: Reason | null,
  { rules, now, onlyStanding }: Planning,
): boolean {
  if (onlyStanding) return false;
  const after = isAfter(rules.steps.find(({ id }) => id === occurrence.stepId));
  if (missed !== null && after && occurrence.dueAt < now - OLD_NEWS_MS) return false;
  const id = deps.ids.next();
  const inserted = tx.reminders.insert({
    id,
    appointmentId: appointment.id,
    kind: 'step',
    stepId: occurrence.stepId,
    personId: appointment.personId,
    visitAt: appointment.startsAt,
    dueAt: occurrence.dueAt,
    sendBy: occurrence.sendBy,
    releaseAt: occurrence.releaseAt,
    state: missed === null ? 'planned' : 'expired',
    ...(missed === null ? waitOf(occurrence) : { movedTo: null, reasonCode: missed.code, reasonText: missed.text }),
    messageId: null,
    householdCode: null,
    bodyOverride: null,
    dueOverride: null,
    editedBy: null,
    createdAt: now,
    updatedAt: now,
  });
  if (inserted) tx.changed('reminder.changed', id, appointment.id);
  return inserted && missed === null;
}

/** What the board says of one that leaves on the next morning because it is late. */
function waitOf({ dueAt, releaseAt }: Occurrence): Pick<ReminderRecord, 'movedTo' | 'reasonCode' | 'reasonText'> {
  if (releaseAt <= dueAt + ON_TIME_WINDOW_MS) return { movedTo: null, reasonCode: null, reasonText: null };
  return { movedTo: releaseAt, reasonCode: reasons.nextMorning.code, reasonText: reasons.nextMorning.text };
}

/** Brings a standing row to the time it has by the plan now. Returns whether a text is newly planned by it. */
function keep(deps: PlanDeps, tx: WriteTx, row: ReminderRecord, one: Occurrence, now: number): boolean {
  const times = { dueAt: one.dueAt, sendBy: one.sendBy, releaseAt: one.releaseAt, ...waitOf(one) };
  const retimed = row.dueAt !== one.dueAt || row.sendBy !== one.sendBy;
  const move = (patch: Parameters<WriteTx['reminders']['update']>[1]): void => {
    tx.reminders.update(row.id, { ...patch, updatedAt: now });
    tx.changed('reminder.changed', row.id, row.appointmentId);
  };
  const revive = { ...times, state: 'planned' } as const;
  if (row.dueOverride !== null && isOpen(row)) return false;
  switch (row.state) {
    case 'planned':
      if (retimed || (row.releaseAt !== one.releaseAt && Math.max(row.releaseAt, one.releaseAt) > now)) move(times);
      return false;
    case 'dropped':
      if (!BY_PLAN.includes(row.reasonCode ?? '') || hasLeft(tx, row)) return false;
      move({ ...revive, dueOverride: null });
      return true;
    case 'expired':
      if (!retimed || hasLeft(tx, row)) return false;
      move(revive);
      return true;
    case 'queued':
      if (row.dueAt === one.dueAt || one.dueAt <= now) return false;
      if (!takeTextBack(deps, tx, row, reasons.retimed, now)) return false;
      move({ ...revive, householdCode: null });
      return true;
    case 'held':
    case 'skipped':
      if (retimed) move({ dueAt: one.dueAt, sendBy: one.sendBy });
      return false;
    default:
      return false;
  }
}

/** A standing row that the plan would no longer send says why. */
function miss(deps: PlanDeps, tx: WriteTx, row: ReminderRecord, one: MissedOccurrence, now: number): void {
  if (row.state !== 'planned' || row.dueOverride !== null) return;
  endReminder(deps, tx, row, 'expired', missedReason(one.reason), now);
}
