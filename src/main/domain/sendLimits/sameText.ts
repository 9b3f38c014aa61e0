/** The same words to many people within an hour are what networks take for spam (rules.md 5.5). Pure. */
import { HOUR_MS } from '../time.ts';

/** The same words handed over at `at` (UTC ms) to somebody. */
export interface SameText {
  readonly at: number;
  readonly recipient: string;
}

/**
 * Until when these words wait for one more person (UTC ms); null: they may go. They wait until the whole batch is an hour old: the next one
 * then leaves together, instead of each text being looked at again for each place that becomes free.
 */
export function sameTextUntil(sent: readonly SameText[], recipient: string, most: number, now: number): number | null {
  const counted = sent.filter(({ at }) => at <= now && at > now - HOUR_MS);
  const people = new Set(counted.map((one) => one.recipient));
  if (people.has(recipient) || people.size < most) return null;
  return Math.max(...counted.map(({ at }) => at)) + HOUR_MS;
}
