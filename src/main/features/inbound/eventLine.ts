/**
 * Lines in a thread that say what the program did with a text. The body is a code with facts, the words are the renderer's:
 * `reply` and `word` are what the patient wrote, shortened.
 */
import type { Ids } from '../../platform/ports.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';

/** Every code the program writes; the words for each are the renderer's (a test compares). */
export const EVENT_CODES = [
  'optedOut',
  'optedIn',
  'suspectedOptOut',
  // Nobody decided about a doubtful opt-out in time.
  'pauseEnded',
  'visitConfirmed',
  'visitNewTime',
  'visitCancelled',
  // The text is about a visit, and there are several it may mean.
  'whichVisit',
  'wrongNumber',
  'deceased',
  'helpSent',
  'emergency',
  // Answers to a free time that was offered.
  'slotHeld',
  'slotDeclined',
  'slotTaken',
  // One of the practice's rules was stopped by the loop guard.
  'ruleStopped',
] as const;
export type EventCode = (typeof EVENT_CODES)[number];

/** Adds a line right after `text`; with `at` (UTC ms) as what happened then. */
export function addEventLine(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  text: MessageRecord,
  code: EventCode,
  data: Readonly<Record<string, string>>,
  at: number = text.createdAt,
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
    createdAt: at,
  });
  tx.changed('message.added', id, text.conversationId);
}
