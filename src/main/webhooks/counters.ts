/** How many requests came to what end since the program started. For the tunnel page and Health; nothing is decided by them. */

export interface HookCounts {
  /** Genuine, and stored. */
  readonly accepted: number;
  /** Genuine, and known already. */
  readonly repeated: number;
  /** Signed by somebody else, or not at all. */
  readonly forged: number;
  /** Signed at another time: a replay, or a clock that is wrong. */
  readonly stale: number;
  /** No such address, too large, too many. */
  readonly refused: number;
  /** Genuine, but could not be stored: the sender was asked to try again. */
  readonly busy: number;
}

export interface HookCounters {
  count(end: keyof HookCounts): void;
  read(): HookCounts;
}

export function createHookCounters(): HookCounters {
  const counts = { accepted: 0, repeated: 0, forged: 0, stale: 0, refused: 0, busy: 0 };
  return {
    count: (end) => void (counts[end] += 1),
    read: () => ({ ...counts }),
  };
}
