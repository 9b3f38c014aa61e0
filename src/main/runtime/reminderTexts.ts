/** How a due reminder becomes a text: the seam between the reminders feature and the one door that queues texts. */
import { blankConversation, ensureConversation } from '../features/conversations/ensureConversation.ts';
import { reasonOf } from '../features/gate/reasons.ts';
import { judgeText, queueAhead, queueText } from '../features/messages/queueText.ts';
import type { QueueDeps } from '../features/messages/queueText.ts';
import type { RemindersDeps } from '../features/reminders/deps.ts';

/** Below answers to people who wait, above nothing. */
const REMINDER_PRIORITY = 0;

/** Nothing is written, not even an empty conversation, when the gate blocks or asks. */
export function createReminderQueue(deps: QueueDeps): RemindersDeps['queueReminder'] {
  return (tx, reminder, now) => {
    const { number, ahead, ...rest } = reminder;
    const text = { ...rest, kind: 'reminder', priority: REMINDER_PRIORITY } as const;
    const conversation = tx.conversations.getByAddress(number) ?? blankConversation('none', number, now);
    const { asked, decision } = judgeText(deps, tx, { ...text, conversation }, now);
    const reason = reasonOf(tx, asked, decision);
    if (decision.decision === 'block' || decision.decision === 'confirm') return { decision, reason, message: null };
    if (ahead !== undefined) {
      const made = { place: ahead, conversation: () => ensureConversation(deps, tx, number, now) };
      return { decision, reason: null, message: queueAhead(deps, tx, { ...text, conversation }, made, now) };
    }
    const queued = queueText(deps, tx, { ...text, conversation: ensureConversation(deps, tx, number, now) }, now);
    return { decision: queued.decision, reason, message: queued.message };
  };
}
