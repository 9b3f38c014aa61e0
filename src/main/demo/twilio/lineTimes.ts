/** How long things take at Twilio and how fast a sender sends (twilio.md 10), as data. */
import type { NumberKind } from './account.ts';

/** At least, at most, in ms; a length in between is drawn for each text. */
export type Range = readonly [leastMs: number, mostMs: number];

/** A length within the range; `fraction` is drawn by the caller, 0 to 1. */
export function within(range: Range, fraction: number): number {
  return range[0] + fraction * (range[1] - range[0]);
}

export interface LineTimes {
  /** From accepted to queued, with a messaging service. */
  readonly acceptedMs: Range;
  /** From leaving the queue to sent. */
  readonly sentMs: Range;
  /** From sent to the receipt. */
  readonly deliveredMs: Range;
  /** From delivered to read. */
  readonly readMs: Range;
  /** From sent to a price in the record. */
  readonly priceMs: Range;
  /** Until the file of a message can be fetched. */
  readonly mediaMs: Range;
  /** Segments per second of a sender. */
  readonly rates: Readonly<Record<NumberKind, number>>;
  /** Texts that may wait for one sender. */
  readonly queueLimit: number;
}

/** An ordinary morning. */
export const USUAL_TIMES: LineTimes = {
  acceptedMs: [50, 300],
  sentMs: [200, 900],
  deliveredMs: [800, 4000],
  readMs: [5000, 60_000],
  priceMs: [120_000, 900_000],
  mediaMs: [500, 2500],
  rates: { local: 1, tollFree: 3, shortCode: 100 },
  queueLimit: 36_000,
};

/** No waiting at all: every state is reached before the create call is answered. For thousands of texts in a test. */
export const NO_TIMES: LineTimes = {
  acceptedMs: [0, 0],
  sentMs: [0, 0],
  deliveredMs: [0, 0],
  readMs: [0, 0],
  priceMs: [0, 0],
  mediaMs: [0, 0],
  rates: { local: Infinity, tollFree: Infinity, shortCode: Infinity },
  queueLimit: Infinity,
};
