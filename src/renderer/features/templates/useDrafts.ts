/** The drafts of the screen: nothing typed is lost by looking at another text. */
import { useCallback, useMemo, useState } from 'react';
import type { Draft } from './draft.ts';

export interface Drafts {
  readonly get: (key: string) => Draft | undefined;
  readonly set: (key: string, draft: Draft | null) => void;
}

export function useDrafts(): Drafts {
  const [kept, setKept] = useState<ReadonlyMap<string, Draft>>(new Map());
  const set = useCallback<Drafts['set']>((key, draft) => {
    setKept((before) => {
      const after = new Map(before);
      if (draft === null) after.delete(key);
      else after.set(key, draft);
      return after;
    });
  }, []);
  return useMemo(() => ({ get: (key) => kept.get(key), set }), [kept, set]);
}
