/**
 * Keeps a visit's reminders in line with its time, its status and the cadence. Inserts each occurrence once (unique key), drops what
 * no longer holds, and takes back texts that wait. Runs inside the transaction that changed the visit.
 */
import type { Reason } from '../../../contract/common.ts';
import { planOccurrences, type Occurrence } from '../../domain/cadence/plan.ts';
import type { AppointmentRecord, ReminderRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import { missedReason, reasons } from './reasons.ts';
import { readPlanRules } from './rules.ts';

type PlanDeps = Pick<RemindersDeps, 'ids' | 'takeBack'>;

/** Returns the due times of reminders newly planned (UTC ms). */
export function planReminders(
  deps: PlanDeps,
  tx: WriteTx,
  appointment: AppointmentRecord,
  now: number,
): readonly number[] {
  const active = appointment.status === 'booked' && appointment.startsAt > now;
  const steps = tx.templates.cadence();
  for (const reminder of tx.reminders.ofAppointment(appointment.id)) {
    const why = !active
      ? reasons.visitGone
      : reminder.visitAt !== appointment.startsAt
        ? reasons.visitMoved
        : steps.some((step) => step.id === reminder.stepId)
          ? null
          : reasons.planChanged;
    if (why !== null) dropReminder(deps, tx, reminder, why, now);
  }
  if (!active) return [];
  const { calendar } = readPlanRules(tx);
  const plan = planOccurrences({ visit: { ...appointment, bookedAt: appointment.createdAt }, calendar, now, steps });
  const due = plan.planned.flatMap((occurrence) =>
    place(deps, tx, appointment, occurrence, null, now) ? [occurrence.dueAt] : [],
  );
  for (const missed of plan.missed) place(deps, tx, appointment, missed, missedReason(missed.reason), now);
  return due;
}

/** Drops a reminder that has not left; one whose text waits takes the text along. Sent ones stay as they are. */
export function dropReminder(deps: PlanDeps, tx: WriteTx, reminder: ReminderRecord, why: Reason, now: number): void {
  if (!['planned', 'held', 'queued', 'failed'].includes(reminder.state)) return;
  if (!takeTextBack(deps, tx, reminder, why, now)) return;
  tx.reminders.update(reminder.id, {
    state: 'dropped',
    reasonCode: why.code,
    reasonText: why.text,
    movedTo: null,
    updatedAt: now,
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
}

/** Takes the reminder's text along, where one waits for its time or for a person. False: it has left, or is about to. */
export function takeTextBack(
  deps: Pick<PlanDeps, 'takeBack'>,
  tx: WriteTx,
  reminder: ReminderRecord,
  why: Reason,
  now: number,
): boolean {
  const text = reminder.messageId === null ? undefined : tx.messages.get(reminder.messageId);
  const live = text?.status === 'queued' || text?.status === 'held' || text?.status === 'sending';
  return !live || deps.takeBack(tx, text.id, why, now);
}

/** Inserts the occurrence, or revives the one dropped when the visit was moved away and back. False: it stands already. */
function place(
  deps: PlanDeps,
  tx: WriteTx,
  appointment: AppointmentRecord,
  occurrence: Occurrence,
  missed: Reason | null,
  now: number,
): boolean {
  const state = missed === null ? ('planned' as const) : ('expired' as const);
  const record: ReminderRecord = {
    id: deps.ids.next(),
    appointmentId: appointment.id,
    kind: 'step',
    stepId: occurrence.stepId,
    personId: appointment.personId,
    visitAt: appointment.startsAt,
    dueAt: occurrence.dueAt,
    sendBy: occurrence.sendBy,
    releaseAt: occurrence.releaseAt,
    movedTo: null,
    state,
    reasonCode: missed?.code ?? null,
    reasonText: missed?.text ?? null,
    messageId: null,
    householdCode: null,
    bodyOverride: null,
    dueOverride: null,
    editedBy: null,
    createdAt: now,
    updatedAt: now,
  };
  if (tx.reminders.insert(record)) {
    tx.changed('reminder.changed', record.id, appointment.id);
    return missed === null;
  }
  const standing = tx.reminders
    .ofAppointment(appointment.id)
    .find((reminder) => reminder.stepId === occurrence.stepId && reminder.visitAt === appointment.startsAt);
  // Once a text has left for this occurrence, it is not made a second time.
  if (standing === undefined || standing.state !== 'dropped' || hasLeft(tx, standing)) return false;
  tx.reminders.update(standing.id, {
    state,
    reasonCode: record.reasonCode,
    reasonText: record.reasonText,
    updatedAt: now,
  });
  tx.changed('reminder.changed', standing.id, appointment.id);
  return missed === null;
}

/** Whether a text of this reminder is out, or may be. One that was cancelled in time never left. */
function hasLeft(tx: WriteTx, reminder: ReminderRecord): boolean {
  if (reminder.messageId === null) return false;
  return tx.messages.get(reminder.messageId)?.status !== 'cancelled';
}
