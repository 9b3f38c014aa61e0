/** The cases in which no text of a reminder is made at all, whatever the gate would say. Asked at its release, at the moment of sending, and by the forecast. Reads only. */
import type { Reason } from '../../../contract/common.ts';
import type { ReminderState } from '../../../contract/reminders.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { AppointmentRecord, CadenceStepRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { askedLatelyReason, reasons } from './reasons.ts';
import { isBeforeVisit, stepOfReminder } from './stepFacts.ts';

export interface NoText {
  readonly state: ReminderState;
  readonly reason: Reason;
}

/** As things would stand at `at` (UTC ms). Null: a text is made. */
export function withoutText(
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  at: number,
  byHand: boolean,
): NoText | null {
  const untrue = saysSomethingUntrue(tx, reminder, appointment);
  if (untrue !== null) return { state: 'dropped', reason: untrue };
  if (at > reminder.sendBy) {
    // A change that nobody was told of needs a person.
    return reminder.kind === 'step'
      ? { state: 'expired', reason: reasons.tooLate }
      : { state: 'failed', reason: reasons.noticeNotSent };
  }
  if (byHand) return null;
  const step = stepOfReminder(tx, reminder);
  return isBeforeVisit(tx, reminder) ? byReply(reminder, appointment, step) : byPerson(tx, reminder, step, at);
}

function saysSomethingUntrue(
  tx: ReadTx,
  reminder: ReminderRecord,
  { status, startsAt }: AppointmentRecord,
): Reason | null {
  if (reminder.kind === 'cancelled') return status === 'cancelled' ? null : reasons.visitBack;
  if (startsAt !== reminder.visitAt) return status === 'cancelled' ? reasons.visitGone : reasons.visitMoved;
  if (isBeforeVisit(tx, reminder)) return status === 'booked' ? null : reasons.visitGone;
  const { timing } = stepOfReminder(tx, reminder) ?? {};
  const wanted = timing?.kind === 'daysAfter' ? timing.after : 'done';
  return status === wanted ? null : reasons.notForVisit;
}

function byReply(
  reminder: ReminderRecord,
  { reply, repliedAt }: AppointmentRecord,
  step: CadenceStepRecord | undefined,
): NoText | null {
  // Agreed to while the text about the move waited for the morning: they know. An older answer was to something else.
  if (reminder.kind === 'moved' && reply === 'confirmed' && (repliedAt ?? 0) >= reminder.createdAt)
    return { state: 'dropped', reason: reasons.confirmed };
  if (reply === 'newTime') return { state: 'held', reason: reasons.wantsNewTime };
  if (reply === 'cancelled') return { state: 'held', reason: reasons.wantsToCancel };
  const silent = step?.whenConfirmed === 'skip' || (step?.whenConfirmed === 'info' && step.infoTemplateId === null);
  if (reminder.kind === 'step' && reply === 'confirmed' && silent)
    return { state: 'dropped', reason: reasons.confirmed };
  return null;
}

/** What else the same person has or was asked, whichever visit it was about. */
function byPerson(
  tx: ReadTx,
  reminder: ReminderRecord,
  step: CadenceStepRecord | undefined,
  at: number,
): NoText | null {
  if (step === undefined) return null;
  const invites = step.purpose === 'recall' || step.purpose === 'noShow';
  if (invites && tx.appointments.upcomingOf(reminder.personId, at).length > 0) {
    return { state: 'dropped', reason: reasons.hasVisit };
  }
  const days = step.askAgainAfterDays;
  if (days === null) return null;
  const asked = tx.reminders.askedBetween({
    personId: reminder.personId,
    purpose: step.purpose,
    since: at - days * DAY_MS,
    until: at,
    except: reminder.id,
  });
  return asked ? { state: 'dropped', reason: askedLatelyReason(days) } : null;
}
