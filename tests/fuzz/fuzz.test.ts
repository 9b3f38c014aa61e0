/** A small run of the fuzz with every test run. More calls and other seeds: `npm run fuzz`. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

/** The limit only ends a hang. */
const PATIENCE_MS = 240_000;

test(
  'no procedure crashes, hangs, lets a role through or leaks, whatever it is called with',
  { timeout: PATIENCE_MS },
  async () => {
    const { calls, defects, answers, reachedAfterAll } = await fuzz({ seed: 1, calls: 2_500 });
    expect(defects).toEqual([]);
    // The list of what cannot be reached is true.
    expect(reachedAfterAll).toEqual([]);
    expect(calls).toBeGreaterThan(2_000);
    // A fuzz that never gets in finds nothing.
    expect(answers['OK']).toBeGreaterThan(300);
    expect(answers['FORBIDDEN']).toBeGreaterThan(300);
    expect(answers['NOT_SIGNED_IN']).toBeGreaterThan(200);
    expect(answers['INVALID_INPUT']).toBeGreaterThan(300);
  },
);
