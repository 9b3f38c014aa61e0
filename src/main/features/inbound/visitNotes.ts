/**
 * Notes for the desk what a text says about visits: somebody is here or late, or wrote something a person settles with one press. Changes
 * no visit.
 */
import type { VisitReplyKind } from '../../../contract/today.ts';
import type { ReplyClass } from '../../../contract/replies.ts';
import { readArrival } from '../../domain/replies/arrival.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReceivedText } from './receivedText.ts';

/** Somebody on the way writes about a visit that starts so soon, or began so lately. */
const BEFORE_MS = 3 * HOUR_MS;
const AFTER_MS = 90 * MINUTE_MS;
/** A number on which more visits are open than that is no family's. */
const MOST_VISITS = 6;
/** A text that says more than "I am late" is about that. */
const MAY_ARRIVE: ReadonlySet<ReplyClass> = new Set<ReplyClass>([
  'late',
  'question',
  'confirm',
  'gratitude',
  'unclear',
]);

/** "Here" and "running late" stand on the row of the visit that is about to begin. False: the text is no such thing. */
export function noteArrival(received: ReceivedText): boolean {
  const { meaning, text } = received;
  if (!MAY_ARRIVE.has(meaning.primary)) return false;
  const arrival = readArrival(text.body);
  if (arrival === null) return false;
  const visits = visitsAboutNow(received);
  for (const visit of visits) {
    noteVisit(received, visit, arrival.kind, arrival.kind === 'late' ? arrival.minutes : null);
  }
  return visits.length > 0;
}

/** Of each person on the number the visit that is nearest to now. */
function visitsAboutNow({ tx, address, text }: ReceivedText): AppointmentRecord[] {
  const at = text.createdAt;
  return tx.people.holdersOf(address).flatMap(({ id }) => {
    const around = tx.appointments
      .list({ personId: id, from: at - AFTER_MS, to: at + BEFORE_MS, cursor: null, limit: MOST_VISITS })
      .items.filter(({ status }) => status === 'booked');
    return around.slice(0, 1);
  });
}

/** Something for a person to settle, on each visit it may be about. */
export function noteForDesk(received: ReceivedText, visits: readonly AppointmentRecord[]): void {
  const kind = KINDS[received.meaning.primary] ?? 'wrote';
  for (const visit of visits.slice(0, MOST_VISITS)) noteVisit(received, visit, kind);
}

const KINDS: Partial<Readonly<Record<ReplyClass, VisitReplyKind>>> = {
  reschedule: 'newTime',
  cancel: 'cancelled',
  question: 'question',
};

/** One text about one visit, noted once. */
export function noteVisit(
  { deps, tx, text }: ReceivedText,
  visit: AppointmentRecord,
  kind: VisitReplyKind,
  minutesLate: number | null = null,
): void {
  const isNew = tx.visitReplies.insert({
    id: deps.ids.next(),
    appointmentId: visit.id,
    messageId: text.id,
    kind,
    minutesLate,
    at: text.createdAt,
    settledAs: null,
    settledBy: null,
    settledAt: null,
    before: null,
  });
  if (isNew) tx.changed('appointment.changed', visit.id);
}
