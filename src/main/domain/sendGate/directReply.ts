/** What counts as answering a person who is waiting (rules.md 2.2, 13.1). */
import type { GateInput } from '../../../contract/gate.ts';
import { MINUTE_MS } from '../time.ts';

/** A reply counts as direct for this long after the person's last text. */
const DIRECT_REPLY_MS = 30 * MINUTE_MS;

/** Whether a message at `at` would still be a direct reply. A text "from the future" (wrong clock) proves nothing. */
export function isDirectAt(input: GateInput, at: number): boolean {
  const { trigger, lastInboundAt } = input;
  return trigger === 'reply' && lastInboundAt !== null && lastInboundAt <= at && at - lastInboundAt <= DIRECT_REPLY_MS;
}
