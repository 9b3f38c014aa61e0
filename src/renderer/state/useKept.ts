/** State that is there again when the same person comes back after the lock (kept.ts). */
import { useCallback, useEffect, useState } from 'react';
import { useServices } from './services.ts';

/** The next value, or what makes it of the one before. */
export type KeptSetter<T> = (next: T | ((before: T) => T)) => void;

/** State of a screen that is there again after the lock. `key` says of what, in the whole page; the same key always has the same type. */
export function useKept<T>(key: string, first: T): readonly [T, KeptSetter<T>] {
  const { kept } = useServices();
  const [value, setValue] = useState<T>(() => {
    const back = kept.take(key) as T | undefined;
    if (back !== undefined) kept.set(key, back);
    return back ?? first;
  });
  const set = useCallback(
    (next: T | ((before: T) => T)) => {
      setValue((before) => {
        const value = typeof next === 'function' ? (next as (before: T) => T)(before) : next;
        kept.set(key, value);
        return value;
      });
    },
    [kept, key],
  );
  return [value, set];
}

/** The same for a dialog, a form, a box: closed, it is forgotten. */
export function useKeptWhileOpen<T>(key: string, first: T): readonly [T, KeptSetter<T>] {
  const { kept } = useServices();
  const state = useKept(key, first);
  useEffect(() => () => kept.set(key, undefined), [kept, key]);
  return state;
}
