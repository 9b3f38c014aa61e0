/**
 * Secrets that live as long as the test.
 */
import type { Secrets } from '../../src/main/platform/ports.ts';

/** In-memory secrets, filled with `initial`. */
export function createMemorySecrets(initial: Readonly<Record<string, string>> = {}): Secrets {
  const values = new Map(Object.entries(initial));
  return {
    get: async (name) => values.get(name),
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}
