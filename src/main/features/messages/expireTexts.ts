/**
 * Ends many texts at once, because their time has passed: after a week with the PC off there are thousands, and a person waits for the
 * desk. The same effect as `recordStatus` on each, in a few statements for all. Decides nothing: what is too late is the outbox's to say.
 */
import type { Reason } from '../../../contract/common.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { statusesChanged } from '../conversations/transitions.ts';
import { mirrorManyToReminders } from './reminderMirror.ts';
import { statesBefore } from './status.ts';

/** Texts named in one entry of the audit trail: it is read a page of entries at a time. */
const NAMED_TOGETHER = 500;

type Moved = Pick<MessageRecord, 'id' | 'conversationId' | 'kind'>;

/** Moves these texts and everything that mirrors them to `expired`. Those from which there is no way there stay as they are. */
export function expireTexts(tx: WriteTx, messageIds: readonly string[], reason: Reason, now: number): void {
  const to = { status: 'expired', reasonCode: reason.code, reasonText: reason.text } as const;
  const ended: Moved[] = [];
  for (const from of statesBefore('expired')) {
    if (ended.length === messageIds.length) break;
    const moved = tx.messages.transition(messageIds, from, to);
    recordEnd(tx, moved, { from, code: reason.code }, now);
    ended.push(...moved);
  }
  if (ended.length === 0) return;
  const ids = ended.map(({ id }) => id);
  mirrorManyToReminders(tx, ids, 'expired', reason, now);
  statusesChanged(
    tx,
    ended.map((text) => ({ ...text, status: 'expired' })),
    now,
  );
  // A screen shows the texts of a conversation together: one change tells it of all of them.
  const last = new Map(ended.map(({ id, conversationId }) => [conversationId, id]));
  for (const [conversationId, id] of last) tx.changed('message.statusChanged', id, conversationId);
}

/** One entry names many texts, so that the trail still says of each what became of it. */
function recordEnd(
  tx: WriteTx,
  moved: readonly Moved[],
  why: { readonly from: MessageRecord['status']; readonly code: string },
  now: number,
): void {
  const entry = { at: now, action: 'message.expired', entity: 'message' } as const;
  const [only, ...others] = moved;
  if (only !== undefined && others.length === 0) {
    tx.audit.append({ ...entry, entityId: only.id, data: why });
    return;
  }
  for (let at = 0; at < moved.length; at += NAMED_TOGETHER) {
    const ids = moved.slice(at, at + NAMED_TOGETHER).map(({ id }) => id);
    tx.audit.append({ ...entry, data: { ...why, count: ids.length, ids } });
  }
}
