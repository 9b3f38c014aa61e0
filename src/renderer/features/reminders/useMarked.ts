/** Which reminders are marked for an action on several. Marks of reminders that are no longer on these days are forgotten. */
import { useCallback, useMemo, useState } from 'react';

export interface Marked {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** `present`: what can be marked at all; undefined while it is being read. */
export function useMarked(present: readonly { readonly id: string }[] | undefined): Marked {
  const [marks, setMarks] = useState<ReadonlySet<string>>(NONE);
  const ids = useMemo(() => {
    if (present === undefined || marks.size === 0) return marks;
    const known = new Set(present.map(({ id }) => id));
    return new Set([...marks].filter((id) => known.has(id)));
  }, [present, marks]);
  const toggle = useCallback((id: string) => {
    setMarks((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const clear = useCallback(() => setMarks(NONE), []);
  return { ids, toggle, clear };
}
