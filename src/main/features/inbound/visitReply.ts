/**
 * What a text says about a visit. A plain yes to exactly one open question confirms it; everything else is only noted for
 * a person, who cancels or moves the visit (rules.md rule 19).
 */
import { DAY_MS } from '../../domain/time.ts';
import type { ReplyStatus } from '../../../contract/visits.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import { keepRowsOfPerson } from '../conversations/keepRow.ts';
import type { Handling } from '../conversations/transitions.ts';
import { answerBySelf } from './autoAnswer.ts';
import { addEventLine } from './eventLine.ts';
import { noteArrival, noteForDesk } from './visitNotes.ts';
import type { ReceivedText } from './receivedText.ts';

const WORDS_SHOWN = 40;
/** A text so long before the visit is about something else more often than not. */
const SOON_MS = 3 * DAY_MS;

/** Confirms the one visit the last reminder asked about. Anything doubtful is for a person. */
export function confirmVisit(received: ReceivedText): Handling {
  const { question, deps, tx, text, now } = received;
  const [visit, ...others] = question.open;
  const sure = visit !== undefined && others.length === 0 && visit.id === question.asked?.id;
  // Somebody at the desk is already moving or cancelling it: a late yes is for them to read.
  if (!sure || visit.reply === 'newTime' || visit.reply === 'cancelled') {
    noteForDesk(received, question.open);
    return 'person';
  }
  if (visit.reply === 'confirmed') return 'handled';
  setReply(received, visit, 'confirmed');
  answerBySelf(
    deps,
    tx,
    text,
    { kind: 'visitConfirmed', answers: 'confirm', systemKind: null, visit: { ...visit, reply: 'confirmed' } },
    now,
  );
  return 'handled';
}

/** Notes a wish for another time, a cancellation, or "something else" on the visit it must be about. */
export function noteVisitReply(received: ReceivedText): void {
  const { question, meaning, deps, tx, text } = received;
  const answering = question.context.prompt === 'appointment';
  const reply = meaning.primary === 'reschedule' ? 'newTime' : meaning.primary === 'cancel' ? 'cancelled' : 'other';
  if (noteArrival(received)) return;
  if (reply === 'other' && !answering) {
    noteAfterConfirming(received);
    return;
  }
  // Without an open question a clear wish still means the only visit there is; its reminders then wait for a person.
  const about = question.open.length > 0 ? question.open : reply === 'other' ? [] : question.upcoming;
  noteForDesk(received, about);
  const [visit, ...others] = about;
  if (visit === undefined) return;
  if (others.length > 0) {
    addEventLine(deps, tx, text, 'whichVisit', { count: String(about.length) });
    return;
  }
  if (reply === 'other' && visit.reply !== 'none' && visit.reply !== 'unreachable') return;
  if (visit.reply !== reply) setReply(received, visit, reply);
}

/** Who has confirmed and then writes may have changed their mind; nobody else is asked about now. */
function noteAfterConfirming(received: ReceivedText): void {
  const [visit, ...others] = received.question.upcoming;
  const soon = visit !== undefined && visit.startsAt - received.text.createdAt <= SOON_MS;
  if (soon && others.length === 0 && visit.reply === 'confirmed') noteForDesk(received, [visit]);
}

/** "Something else" needs no line: the words themselves stand right above it. */
const EVENTS = {
  confirmed: 'visitConfirmed',
  newTime: 'visitNewTime',
  cancelled: 'visitCancelled',
  other: null,
} as const;

/** Writes what the person said about this visit, with its line in the thread. */
export function setReply(
  { deps, tx, text, now }: ReceivedText,
  visit: AppointmentRecord,
  reply: Exclude<ReplyStatus, 'none' | 'unreachable'>,
): void {
  tx.appointments.update(visit.id, { reply, replySetBy: null, repliedAt: text.createdAt, updatedAt: now });
  tx.audit.append({
    at: now,
    action: 'appointment.replied',
    entity: 'appointment',
    entityId: visit.id,
    data: { from: visit.reply, to: reply, messageId: text.id },
  });
  tx.changed('appointment.changed', visit.id);
  const code = EVENTS[reply];
  if (code !== null) {
    addEventLine(deps, tx, text, code, { reply: text.body.trim().slice(0, WORDS_SHOWN), appointmentId: visit.id });
  }
  keepRowsOfPerson(tx, visit.personId, now);
}
