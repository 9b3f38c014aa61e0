/**
 * What a person changes of single reminders: own words for this one text, another time within what is of use, and back to the plan. Leaves
 * everything else to the planner and the gate, which decide about an edited reminder as about any other.
 */
import type { Reason } from '../../../contract/common.ts';
import { DomainError } from '../../../contract/errors.ts';
import { ON_TIME_WINDOW_MS, planOccurrences, VISIT_MARGIN_MS } from '../../domain/cadence/plan.ts';
import { isAfterVisit } from '../../domain/cadence/timing.ts';
import { hasUnfilledField } from '../../domain/templates/render.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import type { AppointmentRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { OutputOf } from '../feature.ts';
import type { RemindersDeps } from './deps.ts';
import { takeTextBack } from './drop.ts';
import { reasons } from './reasons.ts';
import { readPlanRules } from './rules.ts';

type EditDeps = Pick<RemindersDeps, 'takeBack'>;
type Times = Pick<ReminderRecord, 'dueAt' | 'sendBy' | 'releaseAt' | 'dueOverride'>;

export interface Edit {
  /** Own words; null: the plan's. Left out: as they are. */
  readonly body?: string | null | undefined;
  /** UTC ms; null: the plan's time. Left out: as it is. */
  readonly dueAt?: number | null | undefined;
}

/** A reminder moved by hand may leave this much later than its new time. */
const MOVED_WINDOW_MS = 4 * HOUR_MS;
/** What comes after a visit is old news after this. */
const AFTER_VISIT_MS = 90 * DAY_MS;

/**
 * Changes one reminder that has not left; a text of it that waits is taken back and made anew at its time. Errors: TOO_LATE (it has left, or
 * the plan's time is over), INVALID_INPUT (`dueAt` outside what is of use, `body` with an unfilled detail).
 */
export function editReminder(
  deps: EditDeps,
  tx: WriteTx,
  reminder: ReminderRecord,
  edit: Edit,
  by: { readonly name: string; readonly now: number },
): void {
  const appointment = tx.appointments.get(reminder.appointmentId);
  if (appointment === undefined || !['planned', 'held', 'queued'].includes(reminder.state)) {
    throw new DomainError('TOO_LATE', 'This reminder has left already, or is no longer planned.');
  }
  if (typeof edit.body === 'string' && hasUnfilledField(edit.body)) {
    throw new DomainError('INVALID_INPUT', 'A detail in braces is left in the text. Write its value.', {
      field: 'body',
    });
  }
  const times = edit.dueAt === undefined ? {} : timesFor(tx, reminder, appointment, edit.dueAt, by.now);
  if (!takeTextBack(deps, tx, reminder, reasons.edited, by.now)) {
    throw new DomainError('TOO_LATE', 'This reminder has left already.');
  }
  const bodyOverride = edit.body === undefined ? reminder.bodyOverride : edit.body;
  const dueOverride = 'dueOverride' in times ? times.dueOverride : reminder.dueOverride;
  tx.reminders.update(reminder.id, {
    ...times,
    bodyOverride,
    editedBy: bodyOverride === null && dueOverride === null ? null : by.name,
    state: 'planned',
    reasonCode: null,
    reasonText: null,
    movedTo: null,
    updatedAt: by.now,
  });
  tx.audit.append({
    at: by.now,
    action: 'reminder.edited',
    entity: 'reminder',
    entityId: reminder.id,
    data: { words: bodyOverride !== null, dueAt: dueOverride },
  });
  tx.changed('reminder.changed', reminder.id, reminder.appointmentId);
}

/** Moves several to one moment; those that cannot go there stay, with the reason. */
export function moveReminders(
  deps: EditDeps,
  tx: WriteTx,
  ids: readonly string[],
  to: number,
  by: { readonly name: string; readonly now: number },
): OutputOf<'reminders.moveReminders'> {
  const moved: string[] = [];
  const refused: { id: string; reason: Reason }[] = [];
  for (const id of ids) {
    const reminder = tx.reminders.get(id);
    try {
      if (reminder === undefined) throw new DomainError('NOT_FOUND', 'This reminder is no longer there.');
      editReminder(deps, tx, reminder, { dueAt: to }, by);
      moved.push(id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ id, reason: { code: error.code, text: error.message } });
    }
  }
  return { moved, refused };
}

function timesFor(
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  dueAt: number | null,
  now: number,
): Times {
  if (dueAt === null) return plannedTimes(tx, reminder, appointment, now);
  const { earliest, latest } = limitsOf(tx, reminder);
  if (dueAt < now || dueAt < earliest) throw outside('This time has passed. Choose a later one.');
  if (dueAt > latest) throw outside('This is too close to the visit, or after it. Choose an earlier time.');
  const sendBy = Math.min(dueAt + Math.max(ON_TIME_WINDOW_MS, MOVED_WINDOW_MS), latest);
  return {
    dueAt,
    sendBy,
    releaseAt: Math.max(dueAt, reminder.dueAt === dueAt ? reminder.releaseAt : dueAt),
    dueOverride: dueAt,
  };
}

/** From when to when a text of this step is of use, UTC ms. */
function limitsOf(
  tx: ReadTx,
  { stepId, visitAt }: ReminderRecord,
): { readonly earliest: number; readonly latest: number } {
  const step = stepId === null ? undefined : tx.templates.step(stepId);
  return step !== undefined && isAfterVisit(step.timing)
    ? { earliest: visitAt, latest: visitAt + AFTER_VISIT_MS }
    : { earliest: 0, latest: visitAt - VISIT_MARGIN_MS };
}

/** As the plan has it; a step that is no longer in the plan, or whose time is over, cannot go back. */
function plannedTimes(tx: ReadTx, reminder: ReminderRecord, appointment: AppointmentRecord, now: number): Times {
  if (reminder.dueOverride === null) {
    const { dueAt, sendBy, releaseAt, dueOverride } = reminder;
    return { dueAt, sendBy, releaseAt, dueOverride };
  }
  const { calendar, steps } = readPlanRules(tx);
  const visit = { ...appointment, bookedAt: appointment.createdAt };
  const plan = planOccurrences({ visit, calendar, now, steps });
  const found = plan.planned.find(({ stepId }) => stepId === reminder.stepId);
  if (found === undefined) throw new DomainError('TOO_LATE', "The plan's time for this reminder has passed.");
  const { dueAt, sendBy, releaseAt } = found;
  return { dueAt, sendBy, releaseAt, dueOverride: null };
}

function outside(message: string): DomainError {
  return new DomainError('INVALID_INPUT', message, { field: 'dueAt' });
}
