/**
 * Lines in a thread that say what the program did with a text. The body is a code, the words are the renderer's:
 * visitReply, optedOut, optedIn, suspectedOptOut, numberSuspended, urgent, whichVisit.
 */
import type { Ids } from '../../platform/ports.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';

export type EventCode =
  'visitReply' | 'optedOut' | 'optedIn' | 'suspectedOptOut' | 'numberSuspended' | 'urgent' | 'whichVisit';

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
