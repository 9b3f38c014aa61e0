/**
 * The state machine of a conversation (ux.md 5.2): what an incoming text, an answer, a failure, a person's click do to its place in
 * the inbox. Each function decides and lets keepRow write.
 */
import type { ConversationRecord, MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { isSuspectedOptOut } from '../consent/readConsent.ts';
import { keepRow, keepRowsOfStatuses } from './keepRow.ts';
import type { RowDecision } from './keepRow.ts';

/**
 * How far a rule has dealt with an incoming text: `urgent` and `person` need somebody, `handled` is done with, `silent`
 * asks for nothing (an automatic answer) and leaves everything as it was.
 */
export type Handling = 'urgent' | 'person' | 'handled' | 'silent';

/** A text came in. Something left to do is never closed by a later text that needs nothing. */
export function textArrived(
  tx: WriteTx,
  row: ConversationRecord,
  text: MessageRecord,
  handling: Handling,
  now: number,
): void {
  const newest = { lead: text.personId, newest: text };
  const sortAt = Math.max(row.sortAt, text.createdAt);
  if (handling === 'person' || handling === 'urgent') {
    keepRow(tx, row, now, {
      ...newest,
      sortAt,
      status: 'todo',
      unread: row.unread + 1,
      waitingSince: row.waitingSince ?? text.createdAt,
      snoozedUntil: null,
      backFromSnooze: false,
      ...(handling === 'urgent' ? { attention: 'urgent' } : {}),
    });
    return;
  }
  const closes = handling === 'handled' && row.status === 'waiting' && row.snoozedUntil === null;
  keepRow(tx, row, now, { ...newest, ...(closes ? { status: 'done' } : {}), ...place(row, sortAt) });
}

/**
 * A text of ours was written. A person's own text hands the ball to the patient. A reminder answers nobody, also one sent by
 * hand: it only ends a To do in which no patient waits (an earlier one that failed).
 */
export function textQueued(tx: WriteTx, row: ConversationRecord, text: MessageRecord, now: number): void {
  const newest = { lead: text.personId, newest: text };
  const sortAt = Math.max(row.sortAt, text.createdAt);
  if (text.author === null) {
    keepRow(tx, row, now, { ...newest, ...place(row, text.createdAt) });
    return;
  }
  if (text.kind !== 'text') {
    const settles = row.status === 'todo' && row.waitingSince === null && row.attention === null;
    keepRow(tx, row, now, { ...newest, ...(settles ? { status: 'waiting', sortAt } : place(row, text.createdAt)) });
    return;
  }
  keepRow(tx, row, now, {
    ...newest,
    sortAt,
    status: 'waiting',
    unread: 0,
    waitingSince: null,
    snoozedUntil: null,
    backFromSnooze: false,
    attention: acknowledged(tx, row),
  });
}

/** A person took back what they had just sent: the patient waits as before. */
export function textTakenBack(tx: WriteTx, row: ConversationRecord, now: number): void {
  const kept = keepRow(tx, row, now);
  if (row.status !== 'waiting') return;
  if (kept.lastDirection === 'in') keepRow(tx, kept, now, { status: 'todo', waitingSince: kept.lastAt });
  else if ((tx.messages.lastOutgoing(row.id, now + 1)?.author ?? null) === null) {
    keepRow(tx, kept, now, { status: 'done' });
  }
}

/** The status of a text changed. One that did not arrive, or that only a person can settle, comes back to To do. */
export function statusChanged(tx: WriteTx, row: ConversationRecord, text: MessageRecord, now: number): void {
  keepRow(
    tx,
    row,
    now,
    comesBack(text) ? { status: 'todo', sortAt: Math.max(row.sortAt, now), snoozedUntil: null } : {},
  );
}

/** The same for many texts at once, of any conversations, that have all come to their status now. */
export function statusesChanged(
  tx: WriteTx,
  texts: readonly Pick<MessageRecord, 'conversationId' | 'kind' | 'status'>[],
  now: number,
): void {
  const all = new Set(texts.map(({ conversationId }) => conversationId));
  const toDo = new Set(texts.filter(comesBack).map(({ conversationId }) => conversationId));
  keepRowsOfStatuses(tx, [...all], [...toDo], now);
}

/** Whether somebody must look: it did not arrive, or only a person can settle it. A reminder that was too late asks for nobody. */
function comesBack({ status, kind }: Pick<MessageRecord, 'status' | 'kind'>): boolean {
  return (
    status === 'failed' ||
    status === 'undelivered' ||
    status === 'needsReview' ||
    (kind === 'text' && (status === 'expired' || status === 'held'))
  );
}

/** Done, or pulled back to To do or Waiting by a person. */
export function statusSet(
  tx: WriteTx,
  row: ConversationRecord,
  status: ConversationRecord['status'],
  now: number,
): void {
  const decided: RowDecision =
    status === 'todo'
      ? { waitingSince: row.lastDirection === 'in' ? (row.waitingSince ?? row.lastAt) : row.waitingSince }
      : { waitingSince: null, unread: 0, attention: acknowledged(tx, row) };
  keepRow(tx, row, now, { ...decided, status, snoozedUntil: null, backFromSnooze: false });
}

/** Where something still has to be done the list is in order of the patients' texts, not of the machine's. */
function place(row: ConversationRecord, at: number): RowDecision {
  return row.status === 'todo' ? {} : { sortAt: Math.max(row.sortAt, at) };
}

/** An alarm ends when a person answers or closes; a doubtful opt-out ends only by a decision in the ledger. */
function acknowledged(tx: WriteTx, row: ConversationRecord): ConversationRecord['attention'] {
  return isSuspectedOptOut(tx, row.address) ? 'suspectedOptOut' : null;
}
