/** What jsdom lacks and browsers have: media queries, sizes of elements. A window of 1366 by 768 in which every element is a screenful. */

class StillResizeObserver implements ResizeObserver {
  observe(): void {
    // Nothing ever changes its size here.
  }
  unobserve(): void {
    // As above.
  }
  disconnect(): void {
    // As above.
  }
}

/** Puts the stubs into the window, once per test file. */
export function stubDom(): void {
  window.matchMedia ??= (query) => Object.assign(new EventTarget(), { matches: false, media: query }) as MediaQueryList;
  window.ResizeObserver ??= StillResizeObserver;
  let made = 0;
  URL.createObjectURL ??= () => `blob:${(made += 1)}`;
  URL.revokeObjectURL ??= () => undefined;
  Element.prototype.scrollTo ??= () => undefined;
  Element.prototype.scrollIntoView ??= () => undefined;
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 640 });
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 336 });
}
