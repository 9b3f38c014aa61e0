/** Shows the page's one menu: role menu, arrows, letters, Esc, focus back to where it was. Placed once by the frame. */
import { Check } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../state/services.ts';
import { cx } from './cx.ts';
import { Kbd } from './Kbd.tsx';
import type { MenuItem, OpenMenu } from './menuController.ts';
import { useRovingFocus } from './useRovingFocus.ts';
import styles from './MenuHost.module.css';

export function MenuHost() {
  const { menu: controller } = useServices();
  const menu = useStore(controller.store, (state) => state.menu);
  return menu ? <Menu menu={menu} onClose={controller.close} /> : null;
}

function Menu({ menu, onClose }: { readonly menu: OpenMenu; readonly onClose: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  const onArrow = useRovingFocus('[role^=menuitem]', 'vertical', false);
  useLayoutEffect(() => place(ref.current, menu.anchor), [menu]);
  useFocusInside(ref);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    } else if (event.key.length === 1 && event.key !== ' ') focusByLetter(ref.current, event.key);
    else onArrow(event);
  };
  return (
    <div
      className={styles.cover}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div ref={ref} role="menu" aria-label={menu.label} className={styles.menu} onKeyDown={onKeyDown}>
        {menu.items.map((item) => (
          <Fragment key={item.key}>
            {item.separated ? <div role="separator" className={styles.separator} /> : null}
            <Item item={item} onClose={onClose} />
          </Fragment>
        ))}
      </div>
    </div>
  );
}

function Item({ item, onClose }: { readonly item: MenuItem; readonly onClose: () => void }) {
  const Icon = item.icon;
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      aria-disabled={item.disabled}
      tabIndex={-1}
      className={cx(styles.item, item.danger && styles.danger)}
      onClick={() => {
        if (item.disabled) return;
        onClose();
        item.run();
      }}
    >
      {Icon ? <Icon size={16} strokeWidth={1.75} aria-hidden="true" /> : null}
      <span className={styles.grow}>{item.label}</span>
      {item.checked ? <Check size={14} aria-hidden="true" /> : null}
      {item.keys ? <Kbd keys={item.keys} /> : null}
    </button>
  );
}

/** Under the anchor, flipped or moved so that it stays in the window. */
function place(element: HTMLDivElement | null, anchor: OpenMenu['anchor']): void {
  if (!element) return;
  const { width, height } = element.getBoundingClientRect();
  const gap = 4;
  const below = anchor.bottom + gap;
  const top = below + height > innerHeight - 8 ? Math.max(8, anchor.top - gap - height) : below;
  const left = Math.max(8, Math.min(anchor.left, innerWidth - width - 8));
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}

/** Focus goes to the first item, and back to the element before when the menu closes. */
function useFocusInside(ref: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [ref]);
}

function focusByLetter(menu: HTMLDivElement | null, letter: string): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const from = items.indexOf(document.activeElement as HTMLElement) + 1;
  const order = [...items.slice(from), ...items.slice(0, from)];
  order.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()))?.focus();
}
