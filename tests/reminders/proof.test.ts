/**
 * Ninety days of a small practice by random seeds against the reference in model.ts: nothing late, nothing twice, nothing untrue, nothing at
 * night, and every reminder sent or explained. More seeds: scripts/remindersProof.mjs. The proof itself is proven by programs that are wrong.
 */
import { describe, expect, test } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { prove } from './proof.ts';

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
/** The limit only ends a hang. */
const PATIENCE_MS = 240_000;

describe('ninety days of reminders', () => {
  test('keep every promise, by twenty seeds', { timeout: PATIENCE_MS }, async () => {
    const kinds = new Set<string>();
    let sent = 0;
    for (const seed of SEEDS) {
      const proof = await prove(seed);
      expect(proof.violations, `seed ${String(seed)}`).toEqual([]);
      Object.keys(proof.byKind).forEach((kind) => kinds.add(kind));
      sent += proof.sent;
    }
    // A program that sends nothing keeps many promises: all kinds of texts have left.
    expect(sent).toBeGreaterThan(SEEDS.length * 50);
    expect([...kinds].sort()).toEqual([
      'booked',
      'cancelled',
      'household',
      'missed',
      'moved',
      'one',
      'rate',
      'recall',
      'soon',
      'thanks',
      'three',
      'week',
    ]);
  });

  test.each(MUTATIONS)('a program that $name is caught', { timeout: PATIENCE_MS }, async (mutation) => {
    const found: string[] = [];
    for (const seed of mutation.seeds) found.push(...(await prove(seed, mutation)).violations);
    expect(found.filter((words) => mutation.caughtAs.test(words))).not.toEqual([]);
  });
});
