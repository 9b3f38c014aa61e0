/** A stored conversation as the inbox shows it to one person. */
import type { ConversationRow } from '../../../contract/conversations.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { displayOf } from './address.ts';
import { nextVisitOf } from './keepRow.ts';

/** Rows in the same order, with the drafts of `actor`. */
export function toRows(
  tx: ReadTx,
  records: readonly ConversationRecord[],
  actor: string,
  now: number,
): ConversationRow[] {
  const { country } = readSettings(tx).practice;
  const drafts = tx.conversations.drafts(
    records.map(({ id }) => id),
    actor,
  );
  return records.map((record) => {
    const { sortAt: _place, lastMessageId: _last, lastInboundAt: _inbound, createdAt: _made, ...row } = record;
    return {
      ...row,
      people: record.people.map(({ id, name }) => ({ id, name })),
      addressDisplay: displayOf(record.address, country),
      draft: drafts.get(record.id) ?? null,
      // The stored visit is right until it begins; nothing is written at that moment.
      ...(record.nextVisitAt !== null && record.nextVisitAt <= now ? nextVisitOf(tx, record.people, now) : {}),
    };
  });
}

/** What to call a conversation: its people, or its number. */
export function nameOf(tx: ReadTx, record: ConversationRecord): string {
  const names = record.people.map(({ name }) => name).join(', ');
  if (record.peopleMore > 0) return `${names} and ${record.peopleMore.toLocaleString('en')} more`;
  if (names !== '') return names;
  return displayOf(record.address, readSettings(tx).practice.country);
}
