/**
 * The last-second check of a reminder's text, when it is about to leave: the visit, its settling, the answer, the age of the schedule and
 * the words themselves, as they are now. The send gate decides the rest. Reads only; the dispatcher acts on the verdict.
 */
import type { Reason } from '../../../contract/common.ts';
import type { SendVerdict } from '../../jobs/handlers.ts';
import type { AppointmentRecord, MessageRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { closedUntil } from './closedDays.ts';
import { composeReminder } from './compose.ts';
import type { RemindersDeps } from './deps.ts';
import { reasons } from './reasons.ts';
import { staleFor } from './stale.ts';
import { isBeforeVisit } from './stepFacts.ts';
import { isToldByNotice } from './toldByNotice.ts';
import { withoutText, type NoText } from './withoutText.ts';

interface Checked {
  readonly reminder: ReminderRecord;
  readonly appointment: AppointmentRecord;
}

/** Null: nothing about the visit stands in the way, or it is no reminder's text. */
export function checkReminderText(
  deps: Pick<RemindersDeps, 'render'>,
  tx: ReadTx,
  message: MessageRecord,
  at: number,
): SendVerdict | null {
  const checked = remindersOf(tx, message);
  // One that a gateway will keep until its time is judged for that time.
  const now = Math.max(at, message.notBefore ?? at);
  if (checked.length === 0) return null;
  const automatic = message.trigger === 'automatic';
  const settles = Math.max(...checked.map(({ appointment }) => tx.appointments.settling(appointment.id).until ?? 0));
  if (settles > now) return { kind: 'delay', until: settles, reason: reasons.settling };
  for (const { reminder, appointment } of checked) {
    const none = withoutText(tx, reminder, appointment, now, !automatic);
    if (none !== null && !isLeftToGate(none))
      return checked.length > 1 ? cancel(reasons.householdChanged) : verdictOf(none);
  }
  if (!automatic) return null;
  if (checked.some(({ reminder }) => isBeforeVisit(tx, reminder) && isToldByNotice(tx, reminder, now)))
    return cancel(checked.length > 1 ? reasons.householdChanged : reasons.toldByNotice);
  const closed = Math.max(...checked.map(({ reminder }) => closedUntil(tx, reminder, now) ?? 0));
  if (closed > now) return waitsForOpening(checked, closed);
  const stale = checked.map((one) => staleOf(tx, one, now)).find((reason) => reason !== null) ?? null;
  if (stale !== null) return { kind: 'hold', reason: stale };
  return isUpToDate(deps, tx, message, checked, now) ? null : cancel(reasons.textChanged);
}

/** Those that share the text; for a text that was sent again by hand, the reminder it was made for. */
function remindersOf(tx: ReadTx, message: MessageRecord): Checked[] {
  const sharing = tx.reminders.allByMessage(message.id);
  const own = message.reminderId === null ? undefined : tx.reminders.get(message.reminderId);
  const reminders = sharing.length > 0 || own === undefined ? sharing : [own];
  return reminders.flatMap((reminder) => {
    const appointment = tx.appointments.get(reminder.appointmentId);
    return appointment === undefined ? [] : [{ reminder, appointment }];
  });
}

function waitsForOpening(checked: readonly Checked[], until: number): SendVerdict {
  const sendBy = Math.min(...checked.map(({ reminder }) => reminder.sendBy));
  return until > sendBy
    ? { kind: 'drop', status: 'expired', reason: reasons.closedTooLong }
    : { kind: 'delay', until, reason: reasons.closedToday };
}

/** How late a text may leave is the gate's to say, for all texts alike. */
function isLeftToGate({ state }: NoText): boolean {
  return state === 'expired' || state === 'failed';
}

function verdictOf({ state, reason }: NoText): SendVerdict {
  return state === 'held' ? { kind: 'hold', reason } : cancel(reason);
}

function cancel(reason: Reason): SendVerdict {
  return { kind: 'drop', status: 'cancelled', reason };
}

function staleOf(tx: ReadTx, { reminder, appointment }: Checked, now: number): Reason | null {
  return isBeforeVisit(tx, reminder) ? staleFor(tx, appointment, now) : null;
}

/** Whether the text still says what it would say if it were made now. Words by hand stay as they are. */
function isUpToDate(
  deps: Pick<RemindersDeps, 'render'>,
  tx: ReadTx,
  message: MessageRecord,
  checked: readonly Checked[],
  now: number,
): boolean {
  const [first] = checked;
  if (first === undefined) return true;
  const sharing = checked.map(({ reminder }) => reminder);
  const made = composeReminder(deps, tx, first.reminder, first.appointment, now, { sharing });
  return (
    made.ok &&
    made.text.members.length === checked.length &&
    made.text.body === (message.eventData?.['written'] ?? message.body)
  );
}
