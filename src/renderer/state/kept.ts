/**
 * What a person had set and was typing when the lock came: it is there again when the same person comes back. In this page's memory alone;
 * `app/createServices.ts` says when the lock comes, and forgets it all when somebody else signs in.
 */

export interface KeptPlaces {
  /** `undefined` forgets it. */
  set(key: string, value: unknown): void;
  /** What it was when the lock came; once. */
  take(key: string): unknown;
  /** The lock comes: what is set now is what will be taken. */
  leave(): void;
  clear(): void;
}

export function createKeptPlaces(): KeptPlaces {
  const now = new Map<string, unknown>();
  let left = new Map<string, unknown>();
  return {
    set: (key, value) => void (value === undefined ? now.delete(key) : now.set(key, value)),
    take: (key) => {
      const value = left.get(key);
      left.delete(key);
      return value;
    },
    leave: () => {
      left = new Map(now);
      now.clear();
    },
    clear: () => {
      now.clear();
      left.clear();
    },
  };
}
