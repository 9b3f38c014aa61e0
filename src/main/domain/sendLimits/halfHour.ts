/** Android lets an app send about 30 parts in 30 minutes and then asks on the phone's own screen, where nobody looks (capcom6.md 8.2). Pure. */
import { MINUTE_MS } from '../time.ts';

/** The phone sends some seconds after it was asked, so a part counts for a little longer than half an hour, ms. */
export const HALF_HOUR_MS = 30 * MINUTE_MS + 10_000;

/** Parts handed over at `at` (UTC ms). */
export interface SentParts {
  readonly at: number;
  readonly parts: number;
}

/**
 * When a text of `parts` may be handed over (UTC ms): `now`, or when enough of what was sent has left the half hour. A text longer than the
 * limit goes when nothing else is in it: it cannot go otherwise.
 */
export function roomAt(sent: readonly SentParts[], parts: number, limit: number, now: number): number {
  const counted = sent.filter(({ at }) => at <= now && at > now - HALF_HOUR_MS).toSorted((a, b) => a.at - b.at);
  let used = counted.reduce((sum, one) => sum + one.parts, 0);
  const most = Math.max(0, limit - parts);
  let free = now;
  for (const one of counted) {
    if (used <= most) break;
    used -= one.parts;
    free = one.at + HALF_HOUR_MS;
  }
  return free;
}

/** Parts that may still be handed over at `now`. */
export function partsLeft(sent: readonly SentParts[], limit: number, now: number): number {
  const used = sent.filter(({ at }) => at <= now && at > now - HALF_HOUR_MS).reduce((sum, { parts }) => sum + parts, 0);
  return Math.max(0, limit - used);
}
