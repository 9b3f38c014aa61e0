/**
 * A text that fits one of the practice's own rules, after the program's own understanding left it to people. What a rule does to a visit
 * keeps the rules of rules.md 14.3: one visit, an open question, and never a cancellation.
 */
import { mayMeanYes, needsReading } from '../../domain/autoReplies/eligible.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { Handling } from '../conversations/transitions.ts';
import { addEventLine } from './eventLine.ts';
import type { ReceivedText } from './receivedText.ts';
import { noteVisitReply, setReply } from './visitReply.ts';

/** Null: no rule fits; the text is for a person as before. */
export function actByRule(received: ReceivedText): Handling | null {
  const { deps, tx, text, address, meaning, question, now } = received;
  const visit = sureVisit(received);
  const fired = deps.fireRule?.(tx, {
    text,
    address,
    meaning,
    confirmable: visit !== null,
    nextVisitAt: soonest(question.upcoming),
    known: tx.people.holdersOf(address).length > 0,
    optedOut: question.context.optedOut,
    now,
  });
  if (fired === undefined || fired === null) return null;
  if (fired.stopped) addEventLine(deps, tx, text, 'ruleStopped', { ruleId: fired.ruleId });
  if (fired.mark === 'confirmed' && visit !== null) {
    if (visit.reply !== 'confirmed') setReply(received, visit, 'confirmed');
  } else {
    const wish = fired.mark === 'newTime' ? { ...meaning, primary: 'reschedule' as const } : meaning;
    noteVisitReply({ ...received, meaning: wish });
  }
  const read = fired.stopped || fired.move === 'todo' || fired.mark === 'newTime' || needsReading(meaning);
  return read ? 'person' : 'handled';
}

/** The one visit a yes would confirm; null where there are two, none was asked about, or somebody is moving it already. */
function sureVisit({ question, meaning }: ReceivedText): AppointmentRecord | null {
  const [visit, ...others] = question.open;
  const asked = question.context.prompt === 'appointment' && visit !== undefined && visit.id === question.asked?.id;
  if (!asked || others.length > 0 || question.context.optedOut || !mayMeanYes(meaning)) return null;
  return visit.reply === 'newTime' || visit.reply === 'cancelled' ? null : visit;
}

function soonest(visits: readonly AppointmentRecord[]): number | null {
  return visits.length === 0 ? null : Math.min(...visits.map(({ startsAt }) => startsAt));
}
