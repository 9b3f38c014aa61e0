/**
 * The settling of a visit: a change of the schedule waits a few minutes before anybody is told. What was dragged there and back is as if
 * nothing had happened; a move that stands is told once, to whom knew of the old time; a cancellation likewise, where the practice wants it.
 */
import type { ReminderRules } from '../../../contract/settings.ts';
import { VISIT_MARGIN_MS } from '../../domain/cadence/plan.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import type { AppointmentRecord, ReminderRecord, SettledVisit, Settling } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { RemindersDeps } from './deps.ts';
import { endReminder, hasLeft } from './drop.ts';
import { reasons } from './reasons.ts';
import type { PlanRules } from './rules.ts';
import { NOTICE_COVERS_MS } from './toldByNotice.ts';

type SettleDeps = Pick<RemindersDeps, 'ids' | 'takeBack'>;

const SETTLED: Settling = { until: null, base: null };
/** A change is told within this time or by a person, ms. */
const NEWS_MS = DAY_MS;
/** So many of the newest texts of a conversation are looked at for one about the visit. */
const RECENT_TEXTS = 50;

/** Times the settling of a visit that was just changed. A visit that is back as it was has settled, with the answer it had. */
export function beginSettling(
  tx: WriteTx,
  appointment: AppointmentRecord,
  settling: Settling,
  rules: ReminderRules,
  now: number,
): { readonly appointment: AppointmentRecord; readonly settling: Settling } {
  if (settling.base === null || settling.until !== null) return { appointment, settling };
  if (!concernsPerson(appointment, settling.base, now)) {
    tx.appointments.setSettling(appointment.id, SETTLED);
    return { appointment, settling: SETTLED };
  }
  if (settling.base !== 'new' && isBack(appointment, settling.base)) {
    tx.appointments.setSettling(appointment.id, SETTLED);
    return { appointment: withAnswer(tx, appointment, settling.base), settling: SETTLED };
  }
  const timed = { base: settling.base, until: now + rules.settleMinutes * MINUTE_MS };
  tx.appointments.setSettling(appointment.id, timed);
  return { appointment, settling: timed };
}

/** Whether somebody may have to be told: of a visit to come, or of one that was to come and is cancelled. */
function concernsPerson({ status, startsAt }: AppointmentRecord, base: SettledVisit | 'new', now: number): boolean {
  if (status === 'booked') return startsAt > now || (base !== 'new' && base.startsAt > now);
  return status === 'cancelled' && base !== 'new' && base.startsAt > now;
}

function isBack({ status, startsAt }: AppointmentRecord, base: SettledVisit): boolean {
  return base.startsAt === startsAt && base.status === status;
}

/** The answer was given to this very time; a newer one stays. */
function withAnswer(tx: WriteTx, appointment: AppointmentRecord, base: SettledVisit): AppointmentRecord {
  if (appointment.reply !== 'none' || base.reply === 'none') return appointment;
  const { reply, replySetBy, repliedAt } = base;
  tx.appointments.update(appointment.id, { reply, replySetBy, repliedAt });
  tx.changed('appointment.changed', appointment.id);
  return { ...appointment, reply, replySetBy, repliedAt };
}

/** Ends the settling: plans nothing itself, but tells the person of what has changed, once. */
export function settleVisit(
  deps: SettleDeps,
  tx: WriteTx,
  appointment: AppointmentRecord,
  { rules }: PlanRules,
  now: number,
): void {
  const { base } = tx.appointments.settling(appointment.id);
  tx.appointments.setSettling(appointment.id, SETTLED);
  if (base === null || base === 'new') return;
  const told = lastTold(tx, appointment, base);
  if (told === null) return;
  if (appointment.status === 'booked' && appointment.startsAt > now) {
    if (!rules.movedText || (told.startsAt === appointment.startsAt && !told.cancelled)) return;
    announce(deps, tx, appointment, 'moved', appointment.startsAt, now);
  }
  if (appointment.status === 'cancelled' && rules.cancelledText && !told.cancelled && told.startsAt > now) {
    announce(deps, tx, appointment, 'cancelled', told.startsAt, now);
  }
}

interface Told {
  /** What the person knows as the start of the visit, UTC ms. */
  readonly startsAt: number;
  /** The last they heard is that it does not take place. */
  readonly cancelled: boolean;
}

/** What the person was last told of this visit, or confirmed; null: nothing. */
function lastTold(tx: ReadTx, appointment: AppointmentRecord, base: SettledVisit): Told | null {
  const left = tx.reminders
    .ofAppointment(appointment.id)
    .filter((row) => hasLeft(tx, row))
    .map((row) => ({ row, at: sentAt(tx, row) }))
    .sort((a, b) => b.at - a.at)[0];
  // Who agreed to the new time while it settled, on the telephone, say, knows it: a move takes the answer to the old time away.
  const answer = appointment.reply === 'confirmed' ? appointment : base;
  // Of a text and an answer the later counts: who had confirmed and was told that it is off knows that it is off.
  const confirmed = answer.reply === 'confirmed' && (answer.repliedAt ?? 0) >= (left?.at ?? 0);
  if (confirmed) return { startsAt: answer.startsAt, cancelled: false };
  if (left !== undefined) return { startsAt: left.row.visitAt, cancelled: left.row.kind === 'cancelled' };
  return wroteAbout(tx, appointment) ? { startsAt: base.startsAt, cancelled: false } : null;
}

function sentAt(tx: ReadTx, { messageId, dueAt }: ReminderRecord): number {
  const text = messageId === null ? undefined : tx.messages.get(messageId);
  return text?.sentAt ?? text?.createdAt ?? dueAt;
}

/** Whether a text by hand was about the visit. */
function wroteAbout(tx: ReadTx, appointment: AppointmentRecord): boolean {
  const said = ['sent', 'delivered', 'undelivered', 'sending', 'needsReview'];
  return tx.people.numbersOf(appointment.personId).some(({ number }) => {
    const row = tx.conversations.getByAddress(number);
    if (row === undefined) return false;
    const texts = tx.messages.list({ conversationId: row.id, cursor: null, limit: RECENT_TEXTS }).items;
    return texts.some(
      (text) => text.direction === 'out' && text.appointmentId === appointment.id && said.includes(text.status),
    );
  });
}

function announce(
  deps: SettleDeps,
  tx: WriteTx,
  appointment: AppointmentRecord,
  kind: 'moved' | 'cancelled',
  visitAt: number,
  now: number,
): void {
  const sendBy = Math.min(visitAt - VISIT_MARGIN_MS, now + NEWS_MS);
  const late = sendBy <= now;
  for (const row of tx.reminders.ofAppointment(appointment.id)) {
    // What is due now, or soon after, would say the same a second time.
    if (!late && row.kind === 'step' && row.state === 'planned' && row.releaseAt < now + NOTICE_COVERS_MS)
      endReminder(deps, tx, row, 'expired', reasons.toldByNotice, now);
    if (row.kind !== 'step') endReminder(deps, tx, row, 'dropped', reasons.newerNotice, now);
  }
  const id = deps.ids.next();
  tx.reminders.insert({
    id,
    appointmentId: appointment.id,
    kind,
    stepId: null,
    personId: appointment.personId,
    visitAt,
    dueAt: now,
    sendBy,
    releaseAt: now,
    movedTo: null,
    state: late ? 'failed' : 'planned',
    reasonCode: late ? reasons.noticeTooLate.code : null,
    reasonText: late ? reasons.noticeTooLate.text : null,
    messageId: null,
    householdCode: null,
    bodyOverride: null,
    dueOverride: null,
    editedBy: null,
    createdAt: now,
    updatedAt: now,
  });
  tx.changed('reminder.changed', id, appointment.id);
}
