/** Lays a timeline out where there is no browser: every item has a height, and the box scrolls over their sum. */
import { fireEvent } from '@testing-library/react';
import { vi } from 'vitest';
import styles from '../../../src/renderer/features/inbox/thread/thread.module.css';

const BOX_PX = 640;
const GAP = String(styles.gap);

export interface LaidOut {
  /** Scrolls by `px`, down when positive, and tells the page. */
  scroll(px: number): void;
  /** Of the item with these words, px below the upper edge of the view. */
  placeOf(element: HTMLElement): number;
  /** From the lower edge of the view to the end. */
  rest(): number;
  /** Px of the view in which nothing is drawn. */
  blank(): number;
}

/** From now until mocks are restored, what is in `log` has places. */
export function layOut(log: HTMLElement): LaidOut {
  const list = log.firstElementChild as HTMLElement;
  let top = 0;
  const heightOf = (item: Element): number => {
    if (item.className === GAP) return Number.parseFloat((item as HTMLElement).style.height) || 0;
    return item.tagName === 'ARTICLE' ? 30 + 36 * item.querySelectorAll('[data-message]').length : 32;
  };
  /** Height of all items before `item`; of all there are, for null. */
  const sumBefore = (item: Element | null): number => {
    let sum = 0;
    for (let one = list.firstElementChild; one && one !== item; one = one.nextElementSibling) sum += heightOf(one);
    return sum;
  };
  const total = (): number => sumBefore(null);
  const clamped = (): number => Math.max(0, Math.min(top, total() - BOX_PX));
  const rect = (y: number, height: number): DOMRect => new DOMRect(0, y, 300, height);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    if (this === log) return rect(0, BOX_PX);
    if (this === list) return rect(-clamped(), total());
    const item = list.contains(this) ? itemOf(this, list) : null;
    return item ? rect(sumBefore(item) - clamped(), heightOf(item)) : rect(0, 0);
  });
  Object.defineProperty(log, 'scrollHeight', { configurable: true, get: total });
  Object.defineProperty(log, 'clientHeight', { configurable: true, get: () => BOX_PX });
  Object.defineProperty(log, 'scrollTop', { configurable: true, get: clamped, set: (to: number) => (top = to) });
  return {
    scroll(px) {
      top = clamped() + px;
      fireEvent.scroll(log);
    },
    placeOf: (element) => element.getBoundingClientRect().top,
    rest: () => total() - clamped() - BOX_PX,
    blank() {
      const gaps = [...list.querySelectorAll(`.${GAP}`)].map((gap) => gap.getBoundingClientRect());
      return Math.max(0, ...gaps.map(({ top: y, bottom }) => Math.min(bottom, BOX_PX) - Math.max(y, 0)));
    },
  };
}

function itemOf(element: Element, list: Element): Element {
  return element.parentElement === list || !element.parentElement ? element : itemOf(element.parentElement, list);
}
