/**
 * When texts that become ready would leave one line, by its pace, its day, its half hour, its people and the same words. The rules are the
 * ones the dispatcher keeps (this folder); only the counting is done over texts that have not left yet. Pure but for its own tally.
 */
import { addDays, instantOnDay, toLocal } from '../time.ts';
import { HALF_HOUR_MS, roomAt } from './halfHour.ts';
import type { SentParts } from './halfHour.ts';
import type { LineLimits } from './limits.ts';
import { nextDistance } from './pace.ts';
import { sameTextUntil } from './sameText.ts';
import type { SameText } from './sameText.ts';

/** A line's limits as the dispatcher reads them (jobs/deps `SendLimits`). */
export interface ForeseenLimits {
  readonly paceMs: number;
  /** Most texts a civil day; null: no limit. */
  readonly perDay: number | null;
  /** IANA zone whose midnight starts the day. */
  readonly zone: string;
  /** Left out: a business number. */
  readonly line?: LineLimits;
}

export interface ForeseenText {
  /** Whoever gets it: one and the same for all texts to a number. */
  readonly recipient: string;
  readonly body: string;
  /** Segments. */
  readonly parts: number;
}

/** Which limit moves a text; null: it leaves when it is ready, or after the texts before it at the line's pace. */
export type MovedBy = 'perDay' | 'recipientsPerDay' | 'halfHour' | 'sameText' | null;

export interface ForeseenLine {
  /** When a text that is ready at `at` (UTC ms) would leave, with what is noted so far. Notes nothing. */
  earliest(text: ForeseenText, at: number): { readonly at: number; readonly movedBy: MovedBy };
  /** The text leaves at `at` (UTC ms). To be called in the order of leaving. */
  leave(text: ForeseenText, at: number): void;
}

/** What the line has carried already on the civil day of the start. */
export interface CarriedBefore {
  readonly texts: number;
  readonly recipients: readonly string[];
  readonly parts: readonly SentParts[];
}

const NOTHING_CARRIED: CarriedBefore = { texts: 0, recipients: [], parts: [] };
/** The distance is stretched by chance; half of the most is what it comes to on average. */
const MEAN_FRACTION = 0.5;

/** A line with nothing noted but `before`, which counts for the civil day of `start` (UTC ms). */
export function createForeseenLine(
  limits: ForeseenLimits,
  start: number,
  before: CarriedBefore = NOTHING_CARRIED,
): ForeseenLine {
  const { line, zone } = limits;
  const distance = line === undefined ? limits.paceMs : nextDistance(limits.paceMs, line.spread, MEAN_FRACTION);
  const words = new Map<string, SameText[]>();
  let parts: SentParts[] = [...before.parts];
  let nextAt = start;
  let day: LineDay = { ...dayAround(start, zone), texts: before.texts, recipients: new Set(before.recipients) };

  const dayOf = (at: number): LineDay =>
    at >= day.from && at < day.to ? day : { ...dayAround(at, zone), texts: 0, recipients: new Set<string>() };
  const later = (text: ForeseenText, at: number): { readonly at: number; readonly movedBy: MovedBy } => {
    const today = dayOf(at);
    if (limits.perDay !== null && today.texts >= limits.perDay) return { at: today.to, movedBy: 'perDay' };
    const most = line?.recipientsPerDay ?? null;
    if (most !== null && today.recipients.size >= most && !today.recipients.has(text.recipient)) {
      return { at: today.to, movedBy: 'recipientsPerDay' };
    }
    const same = line?.sameTextPerHour ?? null;
    const until = same === null ? null : sameTextUntil(words.get(text.body) ?? [], text.recipient, same, at);
    if (until !== null) return { at: until, movedBy: 'sameText' };
    const half = line?.perHalfHour ?? null;
    const room = half === null ? at : roomAt(parts, text.parts, half, at);
    return room > at ? { at: room, movedBy: 'halfHour' } : { at, movedBy: null };
  };
  return {
    earliest(text, at) {
      let found: { readonly at: number; readonly movedBy: MovedBy } = { at: Math.max(at, nextAt), movedBy: null };
      // Each round moves on to where one limit has room again; all of them have, some day.
      for (;;) {
        const next = later(text, found.at);
        if (next.at === found.at) return found;
        found = next;
      }
    },
    leave(text, at) {
      day = dayOf(at);
      day.texts += 1;
      day.recipients.add(text.recipient);
      parts = parts.filter((one) => one.at > at - HALF_HOUR_MS);
      parts.push({ at, parts: text.parts });
      const said = (words.get(text.body) ?? []).filter((one) => one.at > at - HALF_HOUR_MS * 2);
      words.set(text.body, [...said, { at, recipient: text.recipient }]);
      nextAt = Math.max(nextAt, at) + distance;
    },
  };
}

/** What the line has carried on one civil day. */
interface LineDay {
  /** UTC ms; `to` is the next local midnight. */
  readonly from: number;
  readonly to: number;
  texts: number;
  readonly recipients: Set<string>;
}

function dayAround(at: number, zone: string): Pick<LineDay, 'from' | 'to'> {
  const date = toLocal(at, zone);
  return { from: instantOnDay(date, 0, zone), to: instantOnDay(addDays(date, 1), 0, zone) };
}
