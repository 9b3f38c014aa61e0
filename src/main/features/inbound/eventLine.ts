/**
 * Lines in a thread that say what the program did with a text. The body is a code with facts, the words are the renderer's:
 * `reply` and `word` are what the patient wrote, shortened.
 */
import type { Ids } from '../../platform/ports.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';

export type EventCode =
  | 'optedOut'
  | 'optedIn'
  | 'suspectedOptOut'
  | 'visitConfirmed'
  | 'visitNewTime'
  | 'visitCancelled'
  /** The text is about a visit, and there are several it may mean. */
  | 'whichVisit'
  | 'wrongNumber'
  | 'deceased'
  | 'helpSent'
  | 'emergency'
  /** Answers to a free time that was offered. */
  | 'slotHeld'
  | 'slotDeclined'
  | 'slotTaken'
  /** One of the practice's rules was stopped by the loop guard. */
  | 'ruleStopped';

/** Adds a line right after `text`. */
export function addEventLine(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  text: MessageRecord,
  code: EventCode,
  data: Readonly<Record<string, string>>,
): void {
  const id = deps.ids.next();
  tx.messages.insert({
    id,
    conversationId: text.conversationId,
    personId: text.personId,
    direction: 'none',
    kind: 'event',
    body: code,
    eventData: { ...data, messageId: text.id },
    purpose: text.purpose,
    status: 'received',
    createdAt: text.createdAt,
  });
  tx.changed('message.added', id, text.conversationId);
}
