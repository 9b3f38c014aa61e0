/** Medians and percentiles of samples, and the timing loop that interleaves what is compared. No clock but the monotonic one. */

/** The value below which `share` (0 to 1) of the samples lie, nearest rank. NaN for no samples. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[rank] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** How long `work` takes, ms. */
export function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/**
 * Runs every contender `rounds` times in turn, so that a slow minute of the machine hits all alike, and returns the samples (ms)
 * by name. The first tenth is warm-up and left out.
 */
export function interleave<const N extends string>(
  rounds: number,
  contenders: Readonly<Record<N, () => unknown>>,
): Record<N, number[]> {
  const names = Object.keys(contenders) as N[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<N, number[]>;
  const warmUp = Math.ceil(rounds / 10);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const name of names) {
      const ms = timed(contenders[name]);
      if (round >= warmUp) samples[name].push(ms);
    }
  }
  return samples;
}

/** A number with as many digits as a person reads. */
export function round(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const digits = Math.max(0, 3 - Math.ceil(Math.log10(Math.abs(value))));
  return Number(value.toFixed(Math.min(digits, 6)));
}
