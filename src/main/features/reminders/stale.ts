/**
 * Whether the schedule is too old to remind by: the newest list of the practice, in hours of open days. Reminders of visits that came by
 * list are held then, until a newer list comes or a person says that it still holds. Visits added by hand are not concerned.
 */
import type { Reason } from '../../../contract/common.ts';
import { openMsBetween } from '../../domain/cadence/calendar.ts';
import { compareDates, HOUR_MS, toLocal } from '../../domain/time.ts';
import { dateText, timeText } from '../../domain/timeText.ts';
import type { AppointmentRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { styleOf } from '../templates/practice.ts';
import { endReminder, planAgain, type DropDeps } from './drop.ts';
import { reasons, staleReason } from './reasons.ts';
import { readPlanRules, type PlanRules } from './rules.ts';

/** Kept in settings: when something said that the schedule is as the practice has it, UTC ms. */
const SEEN_KEY = 'scheduleSeenAt';
const BATCH = 25;

/** When the schedule was last known to be right, UTC ms; null: there has never been a list. */
export function scheduleSeenAt(tx: ReadTx): number | null {
  const seen = tx.settings.get(SEEN_KEY);
  const applied = tx.imports.lastApplied()?.appliedAt ?? null;
  if (applied === null) return null;
  return Math.max(applied, typeof seen === 'number' ? seen : 0);
}

/** A source was read and brought no change, or a person says that the list still holds. */
export function noteScheduleSeen(tx: WriteTx, now: number): void {
  tx.settings.set(SEEN_KEY, now, now);
}

/** Null: the schedule is new enough for a reminder of this visit. */
export function staleFor(
  tx: ReadTx,
  appointment: Pick<AppointmentRecord, 'importId'>,
  now: number,
  rules?: PlanRules,
): Reason | null {
  if (appointment.importId === null) return null;
  const {
    calendar,
    rules: { staleHours },
  } = rules ?? readPlanRules(tx);
  const seenAt = staleHours === null ? null : scheduleSeenAt(tx);
  if (staleHours === null || seenAt === null) return null;
  if (openMsBetween(seenAt, now, calendar) <= staleHours * HOUR_MS) return null;
  return staleReason(whenWords(tx, seenAt, now));
}

/** `today 7:02 AM`, `yesterday 7:02 AM`, `Thu 19 Nov 7:02 AM`. */
function whenWords(tx: ReadTx, at: number, now: number): string {
  const { practice } = readSettings(tx);
  const then = toLocal(at, practice.zone);
  const days = compareDates(toLocal(now, practice.zone), then);
  const style = styleOf(practice);
  const day = days === 0 ? 'today' : days === 1 ? 'yesterday' : dateText(then, style);
  return `${day} ${timeText(then, style)}`;
}

/** A person sends what is held because of an old list all the same. Returns how many go back into the queue. */
export function trustSchedule(tx: WriteTx, now: number): number {
  noteScheduleSeen(tx, now);
  let released = 0;
  for (let held = tx.reminders.heldAsStale(BATCH); held.length > 0; held = tx.reminders.heldAsStale(BATCH)) {
    for (const reminder of held) planAgain(tx, reminder, now);
    released += held.length;
  }
  return released;
}

/** Those held too long are said to be too late; when a newer list is there, the others wait for their turn again. */
export function tendStale(deps: DropDeps, tx: WriteTx, rules: PlanRules, now: number): boolean {
  const held = tx.reminders.heldAsStale(BATCH);
  let changed = 0;
  for (const reminder of held) changed += tendOne(deps, tx, reminder, rules, now) ? 1 : 0;
  return changed === BATCH;
}

function tendOne(deps: DropDeps, tx: WriteTx, reminder: ReminderRecord, rules: PlanRules, now: number): boolean {
  const visit = tx.appointments.get(reminder.appointmentId);
  if (visit === undefined) return false;
  if (now > reminder.sendBy) return endReminder(deps, tx, reminder, 'expired', reasons.tooLate, now);
  if (staleFor(tx, visit, now, rules) !== null) return false;
  planAgain(tx, reminder, now);
  return true;
}
