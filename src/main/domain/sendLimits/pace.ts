/** The distance between two texts on a line that should not look like a machine (rules.md 5.5). Pure. */

/** The next distance, ms: never less than the pace, and on average half of `spread` more. `fraction` in [0, 1). */
export function nextDistance(paceMs: number, spread: number, fraction: number): number {
  return Math.round(paceMs * (1 + spread * fraction));
}
