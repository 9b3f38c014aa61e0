/**
 * Which items of a timeline are in the page: those in view and some beside them, with gaps as high as what is left out. Pure: heights
 * come through a function, the page's own places are useTimelineScroll's.
 */
import type { TimelineItem } from './timelineItems.ts';

/** Drawn beyond the view on each side, in px: what may scroll by in a frame or two, and what a screen reader finds next. */
export const BEYOND_PX = 500;
/** Less than this drawn beyond the view: draw anew. */
export const BEYOND_AT_LEAST_PX = 250;
/** Items that a selection may keep in the page. */
const MOST_SELECTED = 300;

export interface TimelineView {
  /** A text at the upper edge of the view; null: the view ends with the newest text. */
  readonly textId: string | null;
  /** Height of the view, px. */
  readonly height: number;
  /** A text in whose item the focus is: stays in the page wherever the view goes. */
  readonly focusId: string | null;
  /** Texts in whose items a selection begins and ends: everything from there to the view stays. */
  readonly anchorId: string | null;
  readonly extentId: string | null;
}

export type PlanPart =
  | { readonly kind: 'gap'; readonly key: string; readonly height: number }
  | { readonly kind: 'item'; readonly key: string; readonly index: number };

export interface TimelinePlan {
  /** Begins and ends with a gap, in order. */
  readonly parts: readonly PlanPart[];
  /** The run of items around the view, `end` included; -1 when there are none. */
  readonly start: number;
  readonly end: number;
}

export type HeightOf = (item: TimelineItem) => number;

/** What is drawn for `view`. */
export function planOf(items: readonly TimelineItem[], heightOf: HeightOf, view: TimelineView): TimelinePlan {
  const { start, end } = runOf(items, heightOf, view);
  const drawn = new Set<number>();
  for (let index = start; index <= end && index >= 0; index += 1) drawn.add(index);
  const day = items.findLastIndex(({ kind }, index) => kind === 'day' && index < start);
  const focus = indexOfText(items, view.focusId);
  for (const index of [day, focus]) if (index >= 0) drawn.add(index);
  for (const id of [view.anchorId, view.extentId]) {
    for (const index of selectedUpTo(start, end, indexOfText(items, id))) drawn.add(index);
  }
  return { parts: partsOf(items, heightOf, drawn), start, end };
}

/** The item at `y` px below the top of the first one; the last one below the end; -1 when there is none. */
export function indexAt(items: readonly TimelineItem[], heightOf: HeightOf, y: number): number {
  let bottom = 0;
  const index = items.findIndex((item) => (bottom += heightOf(item)) > y);
  return index >= 0 ? index : items.length - 1;
}

/** The item with this text; -1 when there is none. */
export function indexOfText(items: readonly TimelineItem[], id: string | null): number {
  return id === null ? -1 : items.findIndex((item) => textsOf(item).some((text) => text.id === id));
}

/** A text by which the item, or the next one that has texts, is found again; null when there is none. */
export function textIdAt(items: readonly TimelineItem[], index: number): string | null {
  for (let at = Math.max(0, index); at < items.length; at += 1) {
    const last = textsOf(items[at]).at(-1);
    if (last) return last.id;
  }
  return null;
}

export function textsOf(item: TimelineItem | undefined): readonly { readonly id: string }[] {
  if (item?.kind === 'group') return item.messages;
  return item?.kind === 'event' || item?.kind === 'note' ? [item.message] : [];
}

function runOf(
  items: readonly TimelineItem[],
  heightOf: HeightOf,
  { textId, height }: TimelineView,
): { start: number; end: number } {
  const heightAt = (index: number): number => {
    const item = items[index];
    return item ? heightOf(item) : 0;
  };
  const at = indexOfText(items, textId);
  const last = items.length - 1;
  let start = at >= 0 ? at : last;
  let end = start;
  for (let above = at >= 0 ? 0 : heightAt(last) - height; start > 0 && above < BEYOND_PX; above += heightAt(start))
    start -= 1;
  for (let below = 0; end < last && below < height + BEYOND_PX; below += heightAt(end)) end += 1;
  return { start, end };
}

function selectedUpTo(start: number, end: number, selected: number): readonly number[] {
  if (selected < 0) return [];
  const from = Math.min(start, selected);
  const to = Math.max(end, selected);
  return to - from > MOST_SELECTED ? [selected] : Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

function partsOf(items: readonly TimelineItem[], heightOf: HeightOf, drawn: ReadonlySet<number>): readonly PlanPart[] {
  const parts: PlanPart[] = [];
  let gap = 0;
  items.forEach((item, index) => {
    if (!drawn.has(index)) {
      gap += heightOf(item);
      return;
    }
    if (gap > 0 || parts.length === 0) parts.push({ kind: 'gap', key: gapKey(parts), height: gap });
    parts.push({ kind: 'item', key: item.key, index });
    gap = 0;
  });
  return [...parts, { kind: 'gap', key: 'gap-end', height: gap }];
}

/** The first gap stays the same element; another one belongs to the item it follows. */
function gapKey(parts: readonly PlanPart[]): string {
  return parts.length === 0 ? 'gap-start' : `gap-after-${parts.at(-1)?.key ?? ''}`;
}
