/**
 * The end of the day (peers.md b14): what to look through, closing it, opening it again. What follows a visit is planned from the state that
 * is set here; nobody who was not marked is written to.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { DayOutcome, DayReview } from '../../../contract/today.ts';
import type { AppointmentStatus } from '../../../contract/visits.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { DayRange } from './days.ts';
import { visitsIn } from './days.ts';
import type { TodayDeps } from './deps.ts';
import { openReplies } from './replies.ts';
import { fingerprintOf, textAccountOf } from './textAccount.ts';

const MOST_UNDELIVERED = 200;

export function reviewOf(deps: TodayDeps, tx: ReadTx, range: DayRange, now: number): DayReview {
  const visits = visitsIn(tx, range).filter(({ status }) => status !== 'cancelled');
  const closing = tx.dayClosings.get(range.from);
  return {
    date: range.from,
    visits: visits.map((visit) => ({ visit: deps.viewAppointment(tx, visit), outcome: outcomeOf(visit.status) })),
    undelivered: tx.messages.failedIn({ from: range.start, to: range.end }, MOST_UNDELIVERED).map((message) => ({
      messageId: message.id,
      conversationId: message.conversationId,
      personName: nameFor(tx, message.personId, message.conversationId),
      at: message.createdAt,
      reason: message.reasonText ?? '',
    })),
    texts: textAccountOf(tx, range),
    fingerprint: fingerprintOf(tx),
    unanswered: tx.conversations.counts().todo,
    unsettled: visits.reduce((sum, visit) => sum + openReplies(tx, visit).length, 0),
    changesForCalendar: deps.countCalendarChanges(tx, now),
    closing:
      closing === undefined
        ? null
        : {
            closedAt: closing.closedAt,
            closedBy: closing.closedBy,
            reopenedAt: closing.reopenedAt,
            reopenedBy: closing.reopenedBy,
          },
  };
}

/** Who arrived has come, unless somebody says otherwise; of the others nobody knows. */
function outcomeOf(status: AppointmentStatus): DayOutcome {
  if (status === 'done' || status === 'arrived') return 'came';
  return status === 'missed' ? 'missed' : 'unmarked';
}

function nameFor(tx: ReadTx, personId: string | null, conversationId: string): string {
  const name = personId === null ? undefined : tx.people.get(personId)?.name;
  return name ?? tx.conversations.get(conversationId)?.people[0]?.name ?? '';
}

export interface ClosingInput {
  readonly visits: readonly { readonly id: string; readonly outcome: DayOutcome }[];
}

/** Returns how many came, were missed, and are left open. Errors: CONFLICT, INVALID_INPUT. */
export function closeDay(
  deps: TodayDeps,
  tx: WriteTx,
  range: DayRange,
  { visits }: ClosingInput,
  actor: string,
  now: number,
): Record<DayOutcome, number> {
  if (range.start > now) throw new DomainError('INVALID_INPUT', 'This day has not begun.', { field: 'date' });
  const earlier = tx.dayClosings.get(range.from);
  if (earlier !== undefined && earlier.reopenedAt === null) {
    throw new DomainError('CONFLICT', 'This day is closed. Open it again to change it.');
  }
  const counts: Record<DayOutcome, number> = { came: 0, missed: 0, unmarked: 0 };
  for (const { id, outcome } of visits) {
    const visit = tx.appointments.get(id);
    if (visit === undefined || visit.startsAt < range.start || visit.startsAt >= range.end) {
      throw new DomainError('INVALID_INPUT', 'A visit is not of this day. Look at the list again.', {
        field: 'visits',
      });
    }
    // Somebody cancelled it while the list was being looked through: that stands.
    if (visit.status === 'cancelled') continue;
    if (outcome !== 'unmarked' && visit.startsAt > now) {
      throw new DomainError('INVALID_INPUT', 'A visit has not begun yet. Leave it open.', { field: 'visits' });
    }
    counts[outcome] += 1;
    const status = statusFor(outcome, visit);
    if (status !== visit.status) deps.setVisitState(tx, { id, status }, actor, now);
  }
  tx.dayClosings.save({ day: range.from, closedAt: now, closedBy: actor, reopenedAt: null, reopenedBy: null, counts });
  const { total, fates, adds } = textAccountOf(tx, range);
  const data = { ...counts, texts: { total, ...fates, adds } };
  tx.audit.append({ at: now, action: 'day.closed', entity: 'day', entityId: range.from, data });
  tx.changed('appointment.changed', range.from);
  return counts;
}

/** A mark taken away again goes back to what is known for sure; then nothing follows the visit. */
function statusFor(outcome: DayOutcome, { status }: AppointmentRecord): AppointmentStatus {
  if (outcome === 'came') return 'done';
  if (outcome === 'missed') return 'missed';
  return status === 'done' || status === 'missed' ? 'booked' : status;
}

/** Errors: CONFLICT. */
export function reopenDay(tx: WriteTx, day: string, actor: string, now: number): void {
  const closing = tx.dayClosings.get(day);
  if (closing === undefined || closing.reopenedAt !== null) {
    throw new DomainError('CONFLICT', 'This day is not closed.');
  }
  tx.dayClosings.save({ ...closing, reopenedAt: now, reopenedBy: actor });
  tx.audit.append({ at: now, action: 'day.reopened', entity: 'day', entityId: day });
  tx.changed('appointment.changed', day);
}
