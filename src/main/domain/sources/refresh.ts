/** When a source is read the next time. Pure: the caller brings the random fraction. */
import { backoffCeiling } from '../backoff.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';

/** After a failure sooner than usual at first, then ever later; a share or a server that is away for a weekend costs nothing. */
const AFTER_FAILURE = { baseMs: MINUTE_MS, capMs: 6 * HOUR_MS };

/** ms from now. `wishMs`: what the other side asked for, at least; null: nothing. */
export function nextReadIn(input: {
  readonly everyMs: number;
  readonly failures: number;
  readonly fraction: number;
  readonly wishMs: number | null;
}): number {
  const wish = Math.min(input.wishMs ?? 0, AFTER_FAILURE.capMs);
  if (input.failures === 0) return Math.max(input.everyMs, wish);
  // Between half the ceiling and all of it: spread out, and never at once.
  const ceiling = backoffCeiling(AFTER_FAILURE, input.failures);
  return Math.max(Math.round(ceiling * (0.5 + input.fraction / 2)), wish);
}
