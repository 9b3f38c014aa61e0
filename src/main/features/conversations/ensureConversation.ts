/** Finds the conversation of an address, or begins it. A conversation begun by us is Done until somebody writes in it. */
import type { Ids } from '../../platform/ports.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { isNumber } from './address.ts';
import { standingOf } from './keepRow.ts';

/** The conversation of `address` (E.164, or a sender's name). */
export function ensureConversation(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  address: string,
  now: number,
): ConversationRecord {
  const known = tx.conversations.getByAddress(address);
  if (known !== undefined) return known;
  if (isNumber(address) && tx.people.number(address) === undefined) tx.people.ensureNumber(address);
  const blank = blankConversation(deps.ids.next(), address, now);
  const fresh = { ...blank, ...standingOf(tx, blank, now, null) };
  tx.conversations.insert(fresh);
  tx.changed('conversation.changed', fresh.id);
  return fresh;
}

/** A conversation in which nothing has happened. */
export function blankConversation(id: string, address: string, now: number): ConversationRecord {
  return {
    id,
    address,
    status: 'done',
    unread: 0,
    sortAt: now,
    lastAt: now,
    lastMessageId: null,
    lastPreview: '',
    lastDirection: 'none',
    lastStatus: null,
    lastInboundAt: null,
    waitingSince: null,
    failed: false,
    attention: null,
    snoozedUntil: null,
    backFromSnooze: false,
    people: [],
    peopleMore: 0,
    canText: 'ask',
    visitReply: null,
    nextVisitAt: null,
    createdAt: now,
  };
}
