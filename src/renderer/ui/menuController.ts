/** One menu for the whole page: rows ask it to open at the pointer or under a button, none of them owns a menu. */
import type { LucideIcon } from 'lucide-react';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A line above this item. */
  readonly separated?: boolean;
  readonly checked?: boolean;
  readonly run: () => void;
}

export interface OpenMenu {
  /** What the menu is for, "More for Maria Alvarez". */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Viewport rectangle to open beside; a point has no width and height. */
  readonly anchor: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

export interface MenuController {
  readonly store: StoreApi<{ readonly menu: OpenMenu | null }>;
  /** Opens under `target` (an element) or at a point (a mouse event). Replaces an open menu. */
  open(target: Element | { readonly clientX: number; readonly clientY: number }, menu: Omit<OpenMenu, 'anchor'>): void;
  close(): void;
}

export function createMenuController(): MenuController {
  const store = createStore<{ readonly menu: OpenMenu | null }>(() => ({ menu: null }));
  return {
    store,
    open(target, menu) {
      const anchor =
        target instanceof Element
          ? target.getBoundingClientRect()
          : { left: target.clientX, top: target.clientY, right: target.clientX, bottom: target.clientY };
      store.setState({ menu: { ...menu, anchor } });
    },
    close: () => store.setState({ menu: null }),
  };
}
