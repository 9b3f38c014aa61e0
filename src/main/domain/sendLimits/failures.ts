/**
 * Texts that fail one after the other on one line: no signal, Android's own limit, a network that blocks the line (rules.md 5.5). Automatic
 * texts then stop and one is tried every quarter of an hour. A probe rather than a stop until somebody comes: most causes heal by
 * themselves, the morning's reminders should not wait for a person, and one text at most is at stake. Pure.
 */
import type { FailureCause } from '../messageStatus.ts';
import { MINUTE_MS } from '../time.ts';

export const PROBE_AFTER_MS = 15 * MINUTE_MS;

/** What became of one text: `open` is not known yet. */
export interface PastSend {
  /** When it was handed over, UTC ms. */
  readonly at: number;
  readonly end: 'ok' | 'failed' | 'open';
}

export interface Failing {
  /** When it stopped: the hand-over of the failure that was one too many, UTC ms. */
  readonly since: number;
  /** Before this instant nothing automatic is handed over (UTC ms); from then on one text is tried. */
  readonly probeAt: number;
}

/** Whether the newest texts failed so often in a row that automatic ones have to stop; null: they have not. `sent` is newest first. */
export function failingSince(sent: readonly PastSend[], most: number): Failing | null {
  const settled = sent.filter(({ end }) => end !== 'open');
  const firstOk = settled.findIndex(({ end }) => end === 'ok');
  const streak = firstOk === -1 ? settled : settled.slice(0, firstOk);
  const oneTooMany = streak.at(-most);
  const newest = sent[0];
  if (streak.length < most || oneTooMany === undefined || newest === undefined) return null;
  return { since: oneTooMany.at, probeAt: newest.at + PROBE_AFTER_MS };
}

/** Failures that are the receiver's or the text's own: another text to somebody else may well go out. */
const NOT_THE_LINE: ReadonlySet<string> = new Set<FailureCause>([
  'probablySent',
  'expired',
  'invalidNumber',
  'notMobile',
  'optedOut',
  'unknownNumber',
  'unreachablePerson',
  'countryOff',
  'tooLong',
  'mediaRefused',
  'noWhatsApp',
  'templateNeeded',
  'templateWrong',
]);

/** Whether a failure with this cause may be the line's. An unknown cause may. */
export function mayBeTheLine(cause: string | null): boolean {
  return cause === null || !NOT_THE_LINE.has(cause);
}
