/** F6 goes through the parts of the window: elements with `data-region`, in document order. */

/** Focuses the next region (`step` 1) or the previous one (-1). Inside it, what was focused last, or the first stop. */
export function cycleRegion(step: 1 | -1, root: ParentNode = document): void {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
  if (regions.length === 0) return;
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const from = at === -1 && step === -1 ? 0 : at;
  for (let tried = 1; tried <= regions.length; tried++) {
    const region = regions[(from + step * tried + regions.length * 2) % regions.length];
    if (region && focusInto(region)) return;
  }
}

const STOPS = 'button, [href], input, select, textarea, [tabindex]';

function focusInto(region: HTMLElement): boolean {
  const own = [...region.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.tabIndex >= 0 && !stop.hasAttribute('disabled') && isShown(stop) && nearestRegion(stop) === region,
  );
  const selected = own.find((stop) => stop.matches('[aria-selected=true], [aria-current=page], [data-region-first]'));
  const stop = selected ?? own[0];
  stop?.focus();
  return stop !== undefined;
}

function nearestRegion(element: HTMLElement): Element | null {
  return element.closest('[data-region]');
}

/** Not inside a hidden screen. jsdom knows no layout, so visibility is asked of styles. */
function isShown(element: HTMLElement): boolean {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    if (at.hidden || at.style.display === 'none') return false;
  }
  return true;
}
