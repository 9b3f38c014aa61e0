/** Which chips a conversation row carries: by priority, never more than two (ux.md 5.2). Pure. */
import type { ConversationRow } from '../../../contract.ts';
import type { Status } from '../../../ui/statusLanguage.ts';

/** A word of the status language, or the time of today's visit. */
export type RowChip = Status | 'visitToday';

export const MOST_CHIPS = 2;

/** Replies that ask for somebody; a confirmed visit makes no noise. */
const LOUD_REPLIES: Readonly<Partial<Record<NonNullable<ConversationRow['visitReply']>, Status>>> = {
  newTime: 'newTime',
  cancelled: 'cancelled',
  unreachable: 'unreachable',
  other: 'other',
};

/** The chips of `row`; `visitToday` says whether its next visit is today. */
export function rowChips(row: ConversationRow, visitToday: boolean): readonly RowChip[] {
  const chips: (RowChip | false | undefined)[] = [
    row.attention === 'urgent' && 'urgent',
    row.attention === 'suspectedOptOut' && 'suspectedOptOut',
    row.lastStatus === 'needsReview' && 'needsReview',
    row.failed && 'notDelivered',
    row.canText === 'optedOut' && 'optedOut',
    row.canText === 'suspended' && 'suspended',
    row.canText === 'landline' && 'landline',
    row.lastStatus === 'held' && 'onHold',
    row.visitReply !== null && LOUD_REPLIES[row.visitReply],
    row.backFromSnooze && 'backFromSnooze',
    row.people.length === 0 && 'unknownNumber',
    visitToday && 'visitToday',
    row.draft !== null && row.draft !== '' && 'draft',
  ];
  return chips.filter((chip) => chip !== false && chip !== undefined).slice(0, MOST_CHIPS);
}
