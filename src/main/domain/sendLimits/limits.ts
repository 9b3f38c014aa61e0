/**
 * What a consumer SIM may be asked for beyond pace and day (rules.md 5.5, capcom6.md 8.2). Such a line is meant for people: Android stops
 * an app that sends much at once, and networks block a line that behaves like a machine. Types only; each limit has a file of its own.
 */
export interface LineLimits {
  /** Most parts (segments, not texts) in 30 minutes; null: the phone was told to allow more. Android enforces it, so nothing may pass. */
  readonly perHalfHour: number | null;
  /** Most different people in a civil day; null: no limit. */
  readonly recipientsPerDay: number | null;
  /** Most people who get the same words within an hour; null: no limit. */
  readonly sameTextPerHour: number | null;
  /** Automatic texts stop after so many failures in a row; null: never. */
  readonly failuresInARow: number | null;
  /** The pace is stretched at random by up to this share of it: a machine would be exact. */
  readonly spread: number;
}

/** Which limit a text waits for. */
export type LineLimit = 'halfHourFull' | 'recipientsFull' | 'sameText' | 'sendsFail';
