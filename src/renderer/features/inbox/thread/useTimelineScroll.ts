/**
 * Where the thread stands: at its end while somebody is there, still while they read above, and unmoved when older
 * texts come in over it. Knows heights and ids, not texts.
 */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Nearer to the end than this counts as being there, in px. */
const AT_END_PX = 40;
/** Further away than this the way back is shown. */
const FAR_PX = 200;
/** This near to the top older texts are asked for. */
const NEAR_TOP_PX = 400;

export interface TimelineScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** The way back to the newest text is worth a button. */
  readonly far: boolean;
  /** Texts that came in below while somebody read above. */
  readonly below: number;
  readonly toEnd: () => void;
}

export interface TimelineScrollInput {
  /** Ids oldest first. */
  readonly ids: readonly string[];
  readonly onNearTop: () => void;
  /** Stand at this element instead of following the end. */
  readonly anchorId: string | null;
}

export function useTimelineScroll({ ids, onNearTop, anchorId }: TimelineScrollInput): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const seen = useRef<{ first: string | undefined; last: string | undefined; height: number }>({
    first: undefined,
    last: undefined,
    height: 0,
  });
  const atEnd = useRef(anchorId === null);
  const [far, setFar] = useState(false);
  const [below, setBelow] = useState(0);
  const first = ids[0];
  const last = ids.at(-1);

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    atEnd.current = rest < AT_END_PX;
    if (atEnd.current) setBelow(0);
    setFar(rest > FAR_PX);
  }, []);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || first === undefined) return;
    const before = seen.current;
    const grewAbove = before.first !== undefined && before.first !== first && before.last === last;
    if (grewAbove) box.scrollTop += box.scrollHeight - before.height;
    else if (atEnd.current) box.scrollTop = box.scrollHeight;
    else if (before.last !== undefined && before.last !== last) {
      setBelow((count) => count + ids.length - 1 - ids.lastIndexOf(before.last ?? ''));
    }
    seen.current = { first, last, height: box.scrollHeight };
  }, [first, last, ids]);

  useLayoutEffect(() => {
    const target =
      anchorId === null ? null : scroller.current?.querySelector(`[data-message="${CSS.escape(anchorId)}"]`);
    if (!target) return;
    atEnd.current = false;
    target.scrollIntoView?.({ block: 'center' });
    look();
  }, [anchorId, ids, look]);

  useStayAtEnd(scroller, atEnd, seen);

  const onScroll = useCallback(() => {
    look();
    if ((scroller.current?.scrollTop ?? Infinity) < NEAR_TOP_PX) onNearTop();
  }, [look, onNearTop]);
  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
    look();
  }, [look]);
  return { scroller, onScroll, far, below, toEnd };
}

/** The composer grows, the window shrinks: whoever stood at the end still does. */
function useStayAtEnd(
  scroller: RefObject<HTMLDivElement | null>,
  atEnd: RefObject<boolean>,
  seen: RefObject<{ height: number }>,
): void {
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
      seen.current.height = box.scrollHeight;
    });
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, [scroller, atEnd, seen]);
}
