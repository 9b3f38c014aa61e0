/** The way the reminders feature hands a text over: queued like any other, with nothing written for a block or a question. */
import type { Ids } from '../../platform/ports.ts';
import type { WriteTx } from '../../store/store.ts';
import { ensureConversation } from '../conversations/ensureConversation.ts';
import { queueText } from './queueText.ts';
import type { QueuedText } from './queueText.ts';

export interface ReminderToQueue {
  readonly number: string;
  readonly personId: string;
  readonly body: string;
  readonly templateId: string;
  readonly appointmentId: string;
  readonly reminderId: string;
  readonly dedupeKey: string;
  readonly sendBy: number;
  readonly trigger: 'automatic' | 'manual';
  readonly author: string | null;
  readonly confirmed: readonly string[];
}

/** Reminders give way to everything a person writes. */
const REMINDER_PRIORITY = 0;

/** The gate's decision and, where the text may go now or later, the queued message. */
export function queueReminder(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { number, ...text }: ReminderToQueue,
  now: number,
): Pick<QueuedText, 'decision' | 'message'> {
  return queueText(
    deps,
    tx,
    {
      ...text,
      conversation: ensureConversation(deps, tx, number, now),
      purpose: 'care',
      kind: 'reminder',
      priority: REMINDER_PRIORITY,
      whenAsked: 'nothing',
    },
    now,
  );
}
