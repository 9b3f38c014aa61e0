/**
 * Where the drawn items stand in the scrolling box, read from the page in one go after each change, and how far a change moved what is
 * in view. Places are px from the top of the content, so scrolling does not change them.
 */
import { BEYOND_AT_LEAST_PX, textIdAt, textsOf } from './timelineWindow.ts';
import type { TimelinePlan } from './timelineWindow.ts';
import type { TimelineHeights } from './timelineHeights.ts';
import type { TimelineItem } from './timelineItems.ts';

interface PlacedItem {
  readonly index: number;
  /** A text in it; null for a day or the "New" line, which may stand elsewhere after a change. */
  readonly textId: string | null;
  readonly top: number;
  readonly bottom: number;
}

export interface Places {
  /** Top of the first item, drawn or not. */
  readonly base: number;
  readonly drawn: readonly PlacedItem[];
  /** Top of the item a drawn text is in. */
  readonly topOf: ReadonlyMap<string, number>;
  /** Of the box: where it stood, its content's height and its own. */
  readonly scrollTop: number;
  readonly contentHeight: number;
  readonly height: number;
}

/** Reads the page and notes the heights. `list` has one element before the plan's parts, and then one for each of them. */
export function readPlaces(
  box: HTMLElement,
  list: HTMLElement,
  { items, plan, heights }: { items: readonly TimelineItem[]; plan: TimelinePlan; heights: TimelineHeights },
): Places {
  const drawn: PlacedItem[] = [];
  const topOf = new Map<string, number>();
  const first = list.children[1];
  const before = first ? first.getBoundingClientRect().top - list.getBoundingClientRect().top : 0;
  const base = list.offsetTop - box.offsetTop + before;
  let top = base;
  plan.parts.forEach((part, at) => {
    const item = part.kind === 'item' ? items[part.index] : undefined;
    if (part.kind === 'gap') top += part.height;
    if (part.kind === 'gap' || !item) return;
    heights.note(item, list.children[at + 1]?.getBoundingClientRect().height ?? 0);
    const bottom = top + heights.heightOf(item);
    const texts = textsOf(item);
    for (const { id } of texts) topOf.set(id, top);
    drawn.push({ index: part.index, textId: texts.length > 0 ? textIdAt(items, part.index) : null, top, bottom });
    top = bottom;
  });
  const { scrollTop, scrollHeight: contentHeight, clientHeight: height } = box;
  return { base, drawn, topOf, scrollTop, contentHeight, height };
}

/** How far down the change from `before` to `after` moved what was in view at `scrollTop`, px; 0 when nothing of it is left. */
export function shiftOf(before: Places, after: Places, scrollTop: number): number {
  const left = before.drawn.filter(
    ({ textId, top, bottom }) =>
      textId !== null && after.topOf.has(textId) && bottom > scrollTop && top < scrollTop + before.height,
  );
  // The first group of what is loaded may get older texts in front of its own: another one is a better measure.
  const kept = left.find(({ index }) => index > 1) ?? left[0];
  return kept ? (after.topOf.get(kept.textId ?? '') ?? kept.top) - kept.top : 0;
}

/** Where the reader had the box: a content that became shorter may have pushed it up since. */
export function stoodAt(before: Places | null, after: Places): number {
  const pushed = after.scrollTop + after.height >= after.contentHeight - 1;
  return before && pushed ? Math.max(before.scrollTop, after.scrollTop) : after.scrollTop;
}

/** Whether enough is drawn on both sides of what is seen, as far as there are items. */
export function reaches(
  { drawn: placed }: Places,
  { items, plan }: { items: readonly TimelineItem[]; plan: TimelinePlan },
  { scrollTop, clientHeight }: HTMLElement,
): boolean {
  const top = placed.find(({ index }) => index === plan.start)?.top ?? 0;
  const bottom = placed.find(({ index }) => index === plan.end)?.bottom ?? 0;
  return (
    (plan.start <= 0 || top <= scrollTop - BEYOND_AT_LEAST_PX) &&
    (plan.end >= items.length - 1 || bottom >= scrollTop + clientHeight + BEYOND_AT_LEAST_PX)
  );
}

/** The text of the item that `node` is in; null for a node outside of `box`, or in an item without texts. */
export function textAround(node: Node | null, box: HTMLElement): string | null {
  if (!node || !box.contains(node)) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const item = element?.closest('article') ?? element?.closest('[data-message]');
  const text = item?.matches('[data-message]') ? item : item?.querySelector('[data-message]');
  return text?.getAttribute('data-message') ?? null;
}
