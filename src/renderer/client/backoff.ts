/** How long to wait before the next try to connect. Pure. */

const FIRST_MS = 250;
const MOST_MS = 15_000;

/**
 * Full-jitter exponential back-off in ms: between half and the whole of 250 ms, 500 ms, 1 s ... 15 s.
 * `attempt` counts from 0; `fraction` is a random number in [0, 1).
 */
export function reconnectDelay(attempt: number, fraction: number): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * fraction);
}
