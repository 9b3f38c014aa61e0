/** A `TimelineScroller` for one mounted timeline: hands it every commit, and the view it wants drawn back as a plan. */
import { useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import type { TimelineItem } from './timelineItems.ts';
import { textAround } from './timelinePlaces.ts';
import { TimelineScroller } from './timelineScroller.ts';
import { planOf } from './timelineWindow.ts';
import type { PlanPart } from './timelineWindow.ts';
import type { Thread } from './useThread.ts';

export interface TimelineScroll {
  /** The box that scrolls, and in it the element with one child before those of `parts`. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly parts: readonly PlanPart[];
  readonly onScroll: () => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** The way back to the newest text is worth a button. */
  readonly far: boolean;
  /** Texts that came in below while somebody read above. */
  readonly below: number;
  readonly toEnd: () => void;
}

/** Goes to the text `targetId` once it is among the items; follows the end without one. */
export function useTimelineScroll(
  thread: Thread,
  items: readonly TimelineItem[],
  targetId: string | null,
): TimelineScroll {
  const { newest, hasNewer, loadOlder, loadNewer, toNewest } = thread;
  const [stand] = useState(() => new TimelineScroller());
  const { view, far, below } = useSyncExternalStore(stand.subscribe, stand.standing);
  const plan = useMemo(() => planOf(items, stand.heightOf, view), [items, stand, view]);
  const arrived = useMemo(() => newest.filter(({ direction }) => direction === 'in').map(({ id }) => id), [newest]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useLayoutEffect(
    () => (scroller.current && list.current ? stand.attach(scroller.current, list.current) : undefined),
    [stand],
  );
  useLayoutEffect(() => stand.goTo(targetId), [stand, targetId]);
  useLayoutEffect(() => {
    stand.committed({ items, plan, hasNewer, arrived, onNearTop: loadOlder, onNearEnd: loadNewer });
  }, [stand, items, plan, hasNewer, arrived, loadOlder, loadNewer]);

  const toEnd = useCallback(() => {
    toNewest();
    stand.toEnd();
  }, [toNewest, stand]);
  const onScroll = useCallback(() => stand.scrolled(), [stand]);
  const onFocus = useCallback(
    ({ target, currentTarget }: FocusEvent<HTMLElement>) => stand.focused(textAround(target, currentTarget)),
    [stand],
  );
  const onBlur = useCallback(() => stand.focused(null), [stand]);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      // The browser would stop at the end of what is loaded.
      if (event.key !== 'End' || event.target !== event.currentTarget || !hasNewer) return;
      event.preventDefault();
      toEnd();
    },
    [hasNewer, toEnd],
  );
  return { scroller, list, parts: plan.parts, onScroll, onFocus, onBlur, onKeyDown, far, below, toEnd };
}
