/**
 * What a person had set and was typing when the lock came: it is there again when the same person comes back. In this page's memory alone;
 * `app/createServices.ts` says when the lock comes, and forgets it all when somebody else signs in.
 */
import { useCallback, useEffect, useState } from 'react';
import { useServices } from './services.ts';

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

/** State of a screen that is there again after the lock. `key` says of what, in the whole page; the same key always has the same type. */
export function useKept<T>(key: string, first: T): readonly [T, (next: T) => void] {
  const { kept } = useServices();
  const [value, setValue] = useState<T>(() => {
    const back = kept.take(key) as T | undefined;
    if (back !== undefined) kept.set(key, back);
    return back ?? first;
  });
  const set = useCallback(
    (next: T) => {
      kept.set(key, next);
      setValue(next);
    },
    [kept, key],
  );
  return [value, set];
}

/** The same for a dialog, a form, a box: closed, it is forgotten. */
export function useKeptWhileOpen<T>(key: string, first: T): readonly [T, (next: T) => void] {
  const { kept } = useServices();
  const state = useKept(key, first);
  useEffect(() => () => kept.set(key, undefined), [kept, key]);
  return state;
}
