/** Arrow keys inside a group with one Tab stop: tabs, radio groups, toolbars. Home and End too. */
import { useCallback } from 'react';
import type { KeyboardEvent } from 'react';

export type Direction = 'horizontal' | 'vertical';

/** A keydown handler for the group; focuses (and, with `activate`, clicks) the neighbour matching `selector`. */
export function useRovingFocus(selector: string, direction: Direction, activate: boolean) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
      const target = (event.target as HTMLElement).closest<HTMLElement>(selector);
      const to = target && destination(event.key, items.indexOf(target), items.length, direction);
      const item = to === null || to === undefined ? undefined : items[to];
      if (!item) return;
      event.preventDefault();
      item.focus();
      if (activate) item.click();
    },
    [selector, direction, activate],
  );
}

function destination(key: string, at: number, count: number, direction: Direction): number | null {
  const [back, forth] = direction === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === forth) return (at + 1) % count;
  if (key === back) return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
