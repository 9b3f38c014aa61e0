/** The drafts of the screen: nothing typed is lost by looking at another text, or by the lock. */
import { useCallback, useMemo } from 'react';
import { useKept } from '../../state/useKept.ts';
import type { Draft } from './draft.ts';

export interface Drafts {
  readonly get: (key: string) => Draft | undefined;
  readonly set: (key: string, draft: Draft | null) => void;
}

const NONE: ReadonlyMap<string, Draft> = new Map();

export function useDrafts(): Drafts {
  const [kept, setKept] = useKept<ReadonlyMap<string, Draft>>('templates.drafts', NONE);
  const set = useCallback<Drafts['set']>(
    (key, draft) => {
      setKept((before) => {
        const after = new Map(before);
        if (draft === null) after.delete(key);
        else after.set(key, draft);
        return after;
      });
    },
    [setKept],
  );
  return useMemo(() => ({ get: (key) => kept.get(key), set }), [kept, set]);
}
