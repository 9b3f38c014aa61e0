/**
 * Where a timeline stands and what of it is to be drawn: at its end while somebody is there, still while they read above, whatever is
 * loaded, put away or measured around it. Owns the scrolling box; knows items, heights and ids, not how anything looks.
 */
import { createStore } from 'zustand/vanilla';
import { createTimelineHeights } from './timelineHeights.ts';
import type { TimelineItem } from './timelineItems.ts';
import { readPlaces, reaches, shiftOf, stoodAt, textAround } from './timelinePlaces.ts';
import type { Places } from './timelinePlaces.ts';
import { indexAt, indexOfText, textIdAt } from './timelineWindow.ts';
import type { TimelinePlan, TimelineView } from './timelineWindow.ts';

/** Nearer to the end than this counts as being there, in px. */
const AT_END_PX = 40;
/** Further away than this the way back is shown. */
const FAR_PX = 200;
/** This near to the first or the last loaded text more are asked for. */
const NEAR_EDGE_PX = 2_000;
/** Until the box is measured. */
const A_SCREENFUL_PX = 700;

/** Each redraw corrects guessed heights. Heights that never agree must not keep the page busy for ever. */
const MOST_REDRAWS = 10;

/** What the timeline draws by. */
export interface Standing {
  readonly view: TimelineView;
  /** The way back to the newest text is worth a button. */
  readonly far: boolean;
  /** Texts that came in below while somebody read above. */
  readonly below: number;
}

/** What is in the page after a commit. */
export interface Drawn {
  readonly items: readonly TimelineItem[];
  readonly plan: TimelinePlan;
  /** The newest text is not among the items. */
  readonly hasNewer: boolean;
  /** Ids of the newest texts that came in, newest first, among the items or not. */
  readonly arrived: readonly string[];
  readonly onNearTop: () => void;
  readonly onNearEnd: () => void;
}

export class TimelineScroller {
  readonly #heights = createTimelineHeights();
  readonly #store = createStore<Standing>(() => ({
    view: { textId: null, height: A_SCREENFUL_PX, focusId: null, anchorId: null, extentId: null },
    far: false,
    below: 0,
  }));
  #box: HTMLElement | null = null;
  #list: HTMLElement | null = null;
  #drawn: Drawn | null = null;
  #places: Places | null = null;
  #atEnd = true;
  /** The text last asked for, and while the box is still to go there. */
  #asked: string | null = null;
  #target: string | null = null;
  /** Drawn anew since somebody scrolled or the texts changed. */
  #redraws = 0;
  /** On the way to the newest text, which is not loaded yet. */
  #ending = false;

  readonly heightOf = (item: TimelineItem): number => this.#heights.heightOf(item);
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);
  readonly standing = (): Standing => this.#store.getState();

  /** Takes the box and the element in it that holds the plan's parts, from its second child on. Returns how to let go. */
  attach(box: HTMLElement, list: HTMLElement): () => void {
    this.#box = box;
    this.#list = list;
    let width = box.clientWidth;
    // The composer grows, the window shrinks, a picture of a state changes its words.
    const observer = new ResizeObserver(() => {
      if (box.clientWidth !== width && width > 0) this.#heights.forget();
      width = box.clientWidth;
      this.#redraws = 0;
      this.#settle();
    });
    observer.observe(box);
    observer.observe(list);
    return () => observer.disconnect();
  }

  /** The page shows `drawn`: measures it and puts the box where the reader was. */
  committed(drawn: Drawn): void {
    const before = this.#drawn;
    this.#drawn = drawn;
    if (before?.items !== drawn.items) this.#redraws = 0;
    if (this.#ending && !drawn.hasNewer) {
      this.#ending = false;
      this.#places = null;
    }
    if (before && before.arrived !== drawn.arrived) this.#countBelow(before.arrived[0], drawn.arrived);
    if (this.#hasTarget()) this.#draw({ textId: this.#target });
    this.#keepFocus(drawn);
    this.#settle();
    // Once per change of the texts: an edge that cannot be loaded is not asked for without end.
    if (before && before.items !== drawn.items) this.#askAtEdges();
  }

  /** The reader, or `#settle`, moved the box. */
  scrolled(): void {
    if (!this.#box || !isLaidOut(this.#box)) return;
    this.#redraws = 0;
    this.#look();
    if (this.#places) this.#places = { ...this.#places, scrollTop: this.#box.scrollTop };
    this.#drawAround();
    this.#askAtEdges();
  }

  /** To the newest text, and stay there. It is loaded first where `hasNewer`. */
  toEnd(): void {
    this.#target = null;
    this.#atEnd = true;
    this.#ending = true;
    this.#draw({ textId: null });
    if (this.#drawn && !this.#drawn.hasNewer) this.committed(this.#drawn);
  }

  /** To this text, in the middle of the box, as soon as it is among the items; once, until another one or null is asked for. */
  goTo(textId: string | null): void {
    if (this.#asked === textId) return;
    this.#asked = textId;
    this.#target = textId;
    if (this.#hasTarget()) this.#draw({ textId });
  }

  /** The item the focus is in; null when it is elsewhere. */
  focused(textId: string | null): void {
    this.#draw({ focusId: textId });
  }

  /** What had the focus was put away with its page: keys go on working in the box. */
  #keepFocus({ items }: Drawn): void {
    const { focusId } = this.#store.getState().view;
    if (focusId === null || indexOfText(items, focusId) >= 0) return;
    this.#draw({ focusId: null });
    if (document.activeElement === document.body) this.#box?.focus({ preventScroll: true });
  }

  #hasTarget(): boolean {
    return indexOfText(this.#drawn?.items ?? [], this.#target) >= 0;
  }

  #draw(change: Partial<TimelineView>): void {
    const { view } = this.#store.getState();
    const next = { ...view, ...change };
    if (Object.entries(next).some(([name, value]) => view[name as keyof TimelineView] !== value)) {
      this.#store.setState({ view: next });
    }
  }

  /** Measures what is drawn, and puts the box where the reader was before the page changed. */
  #settle(): void {
    const [box, list, drawn, before] = [this.#box, this.#list, this.#drawn, this.#places];
    if (!box || !list || !drawn || !isLaidOut(box)) return;
    const after = readPlaces(box, list, { ...drawn, heights: this.#heights });
    const stood = stoodAt(before, after);
    if (before && stood < before.scrollTop) this.#atEnd = this.#isAtEnd(before.contentHeight - stood - before.height);
    const target = this.#target === null ? null : elementOf(list, this.#target);
    if (target) {
      this.#target = null;
      this.#atEnd = false;
      box.scrollTop += middleOf(target) - middleOf(box);
    } else if (this.#atEnd) {
      if (before?.contentHeight !== after.contentHeight || before.height !== after.height)
        box.scrollTop = box.scrollHeight;
    } else if (before) {
      const top = stood + shiftOf(before, after, stood);
      if (top !== after.scrollTop) box.scrollTop = top;
    }
    this.#places = { ...after, scrollTop: box.scrollTop };
    this.#look();
    this.#drawAround();
  }

  /** Renews what follows from where the box stands. */
  #look(): void {
    const box = this.#box;
    if (!box || this.#ending) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    this.#atEnd = this.#isAtEnd(rest);
    const { far, below } = this.#store.getState();
    const next = { far: rest > FAR_PX || (this.#drawn?.hasNewer ?? false), below: this.#atEnd ? 0 : below };
    if (next.far !== far || next.below !== below) this.#store.setState(next);
  }

  #isAtEnd(rest: number): boolean {
    return rest < AT_END_PX && this.#drawn?.hasNewer !== true;
  }

  /** Has another stretch drawn, when what is drawn no longer reaches beyond what is seen. */
  #drawAround(): void {
    const [box, drawn, places] = [this.#box, this.#drawn, this.#places];
    if (!box || !drawn || !places || this.#hasTarget()) return;
    const { view } = this.#store.getState();
    const selected = selectedIn(box);
    const followsEnd = this.#atEnd === (view.textId === null);
    const keeps = selected.anchorId === view.anchorId && selected.extentId === view.extentId;
    if (followsEnd && keeps && reaches(places, drawn, box)) return;
    this.#redraws += 1;
    if (this.#redraws > MOST_REDRAWS) return;
    const top = indexAt(drawn.items, this.heightOf, box.scrollTop - places.base);
    this.#draw({ textId: this.#atEnd ? null : textIdAt(drawn.items, top), height: box.clientHeight, ...selected });
  }

  #askAtEdges(): void {
    const [box, drawn] = [this.#box, this.#drawn];
    if (!box || !drawn || !isLaidOut(box) || drawn.items.length === 0) return;
    if (box.scrollTop < NEAR_EDGE_PX) drawn.onNearTop();
    else if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_EDGE_PX) drawn.onNearEnd();
  }

  #countBelow(known: string | undefined, arrived: readonly string[]): void {
    const at = known === undefined ? -1 : arrived.indexOf(known);
    const more = at < 0 ? arrived.length : at;
    if (more > 0 && !this.#atEnd) this.#store.setState(({ below }) => ({ below: below + more }));
  }
}

/** False while the screen is hidden. */
function isLaidOut({ clientHeight, scrollHeight }: HTMLElement): boolean {
  return clientHeight > 0 && scrollHeight > 0;
}

function elementOf(list: HTMLElement, textId: string): Element | null {
  return list.querySelector(`[data-message="${CSS.escape(textId)}"]`);
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

/** The texts at both ends of a selection of words; null for an end that is elsewhere. */
function selectedIn(box: HTMLElement): Pick<TimelineView, 'anchorId' | 'extentId'> {
  const selection = window.getSelection();
  if (selection?.isCollapsed !== false) return { anchorId: null, extentId: null };
  return { anchorId: textAround(selection.anchorNode, box), extentId: textAround(selection.focusNode, box) };
}
