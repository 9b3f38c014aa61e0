/**
 * Keeps the conversation row true in the same commit as what it mirrors. The only writer of conversation rows.
 *
 * Two kinds of columns: those that follow from other tables (last text, people, consent, next visit), computed afresh
 * each time by `mirrorOf`, and those that are decided (status, unread, place, snooze), passed in as `decided`.
 */
import { mainPurposeOf } from '../../domain/consent/canText.ts';
import type { ConversationRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { standingOfNumber } from '../consent/readConsent.ts';
import { shownHolders } from '../people/crowd.ts';
import { isNumber } from './address.ts';

/** Columns that follow from other tables. */
export type RowMirror = Pick<
  ConversationRecord,
  | 'lastAt'
  | 'lastMessageId'
  | 'lastPreview'
  | 'lastDirection'
  | 'lastStatus'
  | 'lastInboundAt'
  | 'failed'
  | 'attention'
  | 'people'
  | 'peopleMore'
  | 'canText'
  | 'visitReply'
  | 'nextVisitAt'
>;

/** Columns that somebody, or a rule, decides. */
export type RowDecision = Partial<
  Pick<
    ConversationRecord,
    'status' | 'unread' | 'sortAt' | 'waitingSince' | 'attention' | 'snoozedUntil' | 'backFromSnooze'
  >
> & {
  /** The person the newest text is about: shown first. */
  readonly lead?: string | null;
  /** A text written in this transaction, that may be the last: when its time says so, nobody has to look. */
  readonly newest?: MessageRecord;
};

const PREVIEW_LENGTH = 120;
/** Further back the last outgoing text is no news any more. */
const LOOK_BACK = 500;
/** Mostly enough to find a text of each direction. */
const FIRST_LOOK = 4;

/** Writes the row as it should be now. `row` must have been read in this transaction. */
export function keepRow(
  tx: WriteTx,
  row: ConversationRecord,
  now: number,
  decided: RowDecision = {},
): ConversationRecord {
  const { lead, newest, ...columns } = decided;
  const last = newest === undefined || newest.createdAt <= row.lastAt ? lastTextOf(tx, row) : afterNewest(row, newest);
  const patch = differences(row, { ...last, ...standingOf(tx, row, now, lead ?? null), ...columns });
  if (Object.keys(patch).length === 0) return row;
  tx.conversations.update(row.id, patch);
  tx.changed('conversation.changed', row.id);
  return { ...row, ...patch };
}

/** Only what changes is written: the names of people alone cost a search index entry. */
function differences(row: ConversationRecord, patch: Partial<ConversationRecord>): Partial<ConversationRecord> {
  const changed = Object.entries(patch).filter(([column, value]) => {
    const before = row[column as keyof ConversationRecord];
    return column === 'people' ? JSON.stringify(before) !== JSON.stringify(value) : before !== value;
  });
  return Object.fromEntries(changed);
}

/**
 * Keeps the rows of many conversations, in which statuses of texts of ours changed and nothing else did: what `keepRow` would write a row
 * at a time. Those of `toDo` come back to To do as well.
 */
export function keepRowsOfStatuses(
  tx: WriteTx,
  conversationIds: readonly string[],
  toDo: readonly string[],
  now: number,
): void {
  const changed = new Set(tx.conversations.mirrorStatuses(conversationIds, FIRST_LOOK + LOOK_BACK));
  for (const id of tx.conversations.bringBack(toDo, now)) changed.add(id);
  for (const id of changed) tx.changed('conversation.changed', id);
}

/** Keeps the rows of every number this person has, after a change of consent, name or visits. */
export function keepRowsOfPerson(tx: WriteTx, personId: string, now: number): void {
  for (const { number } of tx.people.numbersOf(personId)) keepRowOfNumber(tx, number, now);
}

/** Keeps the row of a number, where there is a conversation. */
export function keepRowOfNumber(tx: WriteTx, number: string, now: number): void {
  const row = tx.conversations.getByAddress(number);
  if (row !== undefined) keepRow(tx, row, now);
}

/** The whole row as it follows from the other tables, decided columns unchanged: what `keepRow` would write now. */
export function recomputeRow(tx: ReadTx, conversationId: string, now: number): ConversationRecord | undefined {
  const row = tx.conversations.get(conversationId);
  return row === undefined ? undefined : { ...row, ...mirrorOf(tx, row, now, null) };
}

/** Columns of `row` that follow from other tables. */
function mirrorOf(tx: ReadTx, row: ConversationRecord, now: number, lead: string | null): RowMirror {
  return { ...lastTextOf(tx, row), ...standingOf(tx, row, now, lead) };
}

/** Who is on the number, and how things stand with them; the texts have no part in it. */
export function standingOf(
  tx: ReadTx,
  row: ConversationRecord,
  now: number,
  lead: string | null,
): Pick<RowMirror, 'people' | 'peopleMore' | 'attention' | 'canText' | 'visitReply' | 'nextVisitAt'> {
  const { people: holders, more } = shownHolders(tx, row.address, lead ?? row.people[0]?.id ?? null);
  const people = holders.map(({ id, name }) => ({ id, name }));
  const about = { personId: holders[0]?.id ?? null, purpose: mainPurposeOf(holders[0]?.kind) };
  const { canText, suspected } = standingOfNumber(tx, row.address, about, now);
  return {
    // The next visit of a crowd is nobody's in particular.
    ...nextVisitOf(tx, more > 0 ? [] : people, now),
    people,
    peopleMore: more,
    // An alarm stays until a person answers; a doubt ends with a decision in the ledger.
    attention: row.attention === 'urgent' ? 'urgent' : suspected ? 'suspectedOptOut' : null,
    canText: isNumber(row.address) ? canText : 'noNumber',
  };
}

/** Reply and start of the soonest visit of anybody on this number. */
export function nextVisitOf(
  tx: ReadTx,
  people: readonly { readonly id: string }[],
  now: number,
): Pick<RowMirror, 'visitReply' | 'nextVisitAt'> {
  const visits = people.flatMap(({ id }) => tx.appointments.upcomingOf(id, now).slice(0, 1));
  const next = visits.reduce<(typeof visits)[number] | null>(
    (soonest, visit) => (soonest === null || visit.startsAt < soonest.startsAt ? visit : soonest),
    null,
  );
  return { visitReply: next?.reply ?? null, nextVisitAt: next?.startsAt ?? null };
}

type LastText = Pick<
  RowMirror,
  'lastAt' | 'lastMessageId' | 'lastPreview' | 'lastDirection' | 'lastStatus' | 'lastInboundAt' | 'failed'
>;

function lastTextOf(tx: ReadTx, row: ConversationRecord): LastText {
  const { shown, sent } = newestTexts(tx, row.id);
  return {
    lastAt: shown?.createdAt ?? row.createdAt,
    lastMessageId: shown?.id ?? null,
    lastPreview: shown === undefined ? '' : previewOf(shown),
    lastDirection: shown?.direction ?? 'none',
    lastStatus: shown?.status ?? null,
    lastInboundAt: shown?.direction === 'in' ? shown.createdAt : (tx.messages.lastIncoming(row.id)?.createdAt ?? null),
    failed: sent !== undefined && didNotArrive(sent),
  };
}

/** What `lastTextOf` would find: a text in leaves the fate of our last one as it was, one of ours has none yet. */
function afterNewest(row: ConversationRecord, newest: MessageRecord): LastText {
  const incoming = newest.direction === 'in';
  return {
    lastAt: newest.createdAt,
    lastMessageId: newest.id,
    lastPreview: previewOf(newest),
    lastDirection: newest.direction,
    lastStatus: newest.status,
    lastInboundAt: incoming ? newest.createdAt : row.lastInboundAt,
    failed: incoming && row.failed,
  };
}

/** The newest text of either direction, and the newest of ours. Notes, event lines and texts taken back do not count. */
function newestTexts(
  tx: ReadTx,
  conversationId: string,
): { readonly shown: MessageRecord | undefined; readonly sent: MessageRecord | undefined } {
  let shown: MessageRecord | undefined;
  let cursor: string | null = null;
  for (let seen = 0; seen < LOOK_BACK;) {
    const page = tx.messages.list({ conversationId, cursor, limit: seen === 0 ? FIRST_LOOK : LOOK_BACK });
    for (const message of page.items) {
      if (message.direction === 'none' || message.status === 'cancelled') continue;
      shown ??= message;
      if (message.direction === 'out') return { shown, sent: message };
    }
    seen += page.items.length;
    cursor = page.next;
    if (cursor === null) break;
  }
  return { shown, sent: undefined };
}

function didNotArrive({ status, kind }: MessageRecord): boolean {
  return status === 'failed' || status === 'undelivered' || (status === 'expired' && kind === 'text');
}

function previewOf({ body, eventData }: MessageRecord): string {
  const line = body.replace(/\s+/g, ' ').trim();
  if (line === '' && eventData?.['media'] !== undefined) return 'Picture';
  return line.length <= PREVIEW_LENGTH ? line : `${line.slice(0, PREVIEW_LENGTH - 1).trimEnd()}…`;
}
