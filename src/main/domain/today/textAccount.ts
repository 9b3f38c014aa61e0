/** What became of the texts of a day, in the words of the closing sheet. Pure; every text falls into exactly one fate. */
import type { MessageStatus } from '../../../contract/messages.ts';
import type { TextFate } from '../../../contract/today.ts';

const FATES: Readonly<Record<MessageStatus, TextFate>> = {
  delivered: 'delivered',
  sent: 'sent',
  failed: 'failed',
  undelivered: 'failed',
  held: 'held',
  needsReview: 'inDoubt',
  queued: 'waiting',
  scheduled: 'waiting',
  sending: 'waiting',
  cancelled: 'takenBack',
  expired: 'expired',
  received: 'other',
};

/** Not sent, or not taken by the carrier, because the person has opted out. */
const OPTED_OUT = /^(OPTED_OUT|optedOut|21610)/;
const NOT_GONE: ReadonlySet<TextFate> = new Set(['failed', 'held', 'takenBack', 'expired']);

export function fateOf(status: MessageStatus, code: string | null): TextFate {
  const fate = FATES[status];
  return code !== null && NOT_GONE.has(fate) && OPTED_OUT.test(code) ? 'optedOut' : fate;
}
