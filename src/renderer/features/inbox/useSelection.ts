/** Which conversation is open, and moving through the list: J, K, Alt+arrows, and what comes after Done. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import { useServices } from '../../state/services.ts';
import type { VirtualListHandle } from '../../ui/VirtualList.tsx';
import { conversationIdOf } from './useInboxList.ts';
import type { ListEntry } from './useInboxList.ts';

/** Holding J opens nothing on the way: a conversation opens after this rest, in ms (ux.md 1). */
export const REST_MS = 120;

export interface Selection {
  /** The open conversation. */
  readonly id: string | null;
  /** The row that is marked; ahead of `id` while somebody moves quickly. */
  readonly rowKey: string | null;
  /** A text of the open conversation to bring into view. */
  readonly messageId: string | null;
  readonly open: (entry: ListEntry) => void;
  /** Marks the row, opens it after a rest. */
  readonly rest: (entry: ListEntry) => void;
  /** Moves by `step` rows; `onlyNew` skips what nobody needs to read. False at the end. */
  readonly move: (step: 1 | -1, options?: { readonly focus?: boolean; readonly onlyNew?: boolean }) => boolean;
  /** Opens what takes the place of the open conversation once it leaves the list. */
  readonly leave: () => void;
}

export function useSelection(entries: readonly ListEntry[], list: RefObject<VirtualListHandle | null>): Selection {
  const { router, timers } = useServices();
  const route = useRoute('inbox');
  const [marked, setMarked] = useState<string | null>(null);
  const cancel = useRef<() => void>(() => undefined);
  useEffect(() => () => cancel.current(), []);

  const id = route.selection ?? null;
  const messageId = route.section?.startsWith('m-') ? route.section.slice(2) : null;
  const routeKey =
    messageId !== null && entries.some(({ key }) => key === `hit-${messageId}`) ? `hit-${messageId}` : id;
  const rowKey = marked ?? routeKey;
  const at = entries.findIndex(({ key }) => key === rowKey);
  // Where the open conversation stood, so that J goes on from there after it left the list.
  const place = useRef(0);
  useEffect(() => {
    if (at >= 0) place.current = at;
  }, [at]);

  const open = useCallback(
    (entry: ListEntry) => {
      cancel.current();
      setMarked(null);
      const section = entry.kind === 'hit' ? `m-${entry.hit.messageId}` : null;
      router.replace({ selection: conversationIdOf(entry), section });
    },
    [router],
  );
  const rest = useCallback(
    (entry: ListEntry) => {
      cancel.current();
      setMarked(entry.key);
      cancel.current = timers.after(REST_MS, () => open(entry));
    },
    [timers, open],
  );
  const move = useCallback<Selection['move']>(
    (step, { focus = true, onlyNew = false } = {}) => {
      const start = at >= 0 ? at : step === 1 ? place.current - 1 : place.current;
      for (let next = start + step; next >= 0 && next < entries.length; next += step) {
        const entry = entries[next];
        if (!entry || (onlyNew && !isNew(entry))) continue;
        rest(entry);
        if (focus) list.current?.focusRow(next);
        else list.current?.scrollToRow(next);
        return true;
      }
      return false;
    },
    [at, entries, rest, list],
  );
  const leave = useCallback(() => {
    const next = at >= 0 ? (entries[at + 1] ?? entries[at - 1]) : entries[place.current];
    if (next) open(next);
    else router.replace({ selection: null, section: null });
    // The row above goes away in the same frame: the next one then stands where this one stood.
    requestAnimationFrame(() => list.current?.focusRow(Math.max(0, Math.min(at, entries.length - 2))));
  }, [at, entries, open, router, list]);

  return useMemo(
    () => ({ id, rowKey, messageId, open, rest, move, leave }),
    [id, rowKey, messageId, open, rest, move, leave],
  );
}

function isNew(entry: ListEntry): boolean {
  return entry.kind === 'conversation' && entry.row.unread > 0;
}
