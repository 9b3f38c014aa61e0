/**
 * A long list of equal rows of which only the visible ones exist. One Tab stop; arrows, Home, End and Page keys move;
 * roles listbox/option or grid/row. The rows' look is the caller's: memoised, plain HTML, primitives only.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react';
import { useServices } from '../state/services.ts';
import { cx } from './cx.ts';
import { nextIndex } from './listKeys.ts';
import styles from './VirtualList.module.css';

export interface VirtualListHandle {
  /** Brings the row into view and gives it the focus. */
  focusRow(index: number): void;
  scrollToRow(index: number): void;
}

export interface RowState {
  readonly selected: boolean;
}

export interface VirtualListProps<T> {
  /** Name of the list, "Conversations". */
  readonly label: string;
  readonly id?: string;
  readonly role?: 'listbox' | 'grid';
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** What a screen reader says for the row. */
  readonly labelOf: (item: T) => string;
  /** Height of every row in px; give the density's. */
  readonly rowHeight: number;
  readonly selectedKey: string | null;
  /** The focus moved to the row, by arrows or J and K. */
  readonly onMove: (item: T) => void;
  /** Enter or a click. */
  readonly onOpen: (item: T) => void;
  /** Ctrl and a click: the row is one of several. Left out: as a click. */
  readonly onMark?: (item: T) => void;
  readonly onContextMenu?: (item: T, event: MouseEvent<HTMLElement>) => void;
  readonly renderRow: (item: T, state: RowState) => ReactNode;
  /** Called near the end; harmless to be called often. */
  readonly onNearEnd?: (() => void) | undefined;
  readonly className?: string | undefined;
  readonly ref?: Ref<VirtualListHandle>;
}

const NEAR_END_ROWS = 20;

export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, id, role = 'listbox', items, keyOf, labelOf, rowHeight, selectedKey, onNearEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { kept } = useServices();
  const place = `scroll.${id ?? label}`;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // Where the list stood before the lock.
    initialOffset: () => Number(kept.take(place) ?? 0),
    onChange: ({ scrollOffset }) => kept.set(place, scrollOffset ?? undefined),
    getItemKey: (index) => keyAt(items, index, keyOf),
    overscan: 8,
    scrollPaddingStart: 4,
    scrollPaddingEnd: 4,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useEffect(() => () => kept.set(place, undefined), [kept, place]);

  const visible = virtualizer.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (items.length > 0 && last >= items.length - NEAR_END_ROWS) onNearEnd?.();
  }, [items.length, last, onNearEnd]);

  const focusRow = (index: number): void => {
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    });
  };
  useImperativeHandle(props.ref, () => ({
    focusRow,
    scrollToRow: (index) => virtualizer.scrollToIndex(index),
  }));

  const selectedIndex = items.findIndex((item) => keyOf(item) === selectedKey);
  const tabStop = Math.max(0, selectedIndex);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (!row || event.target !== row) return;
    const at = Number(row.dataset['index']);
    const item = items[at];
    if (event.key === 'Enter' && item) {
      event.preventDefault();
      props.onOpen(item);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const to = event.ctrlKey || event.altKey || event.metaKey ? null : nextIndex(event.key, at, items.length, page);
    const next = to === null ? undefined : items[to];
    if (to === null || !next) return;
    event.preventDefault();
    focusRow(to);
    props.onMove(next);
  };

  return (
    <div ref={scroller} className={cx(styles.scroller, props.className)}>
      <div
        id={id}
        role={role}
        aria-label={label}
        aria-rowcount={role === 'grid' ? items.length : undefined}
        className={styles.sizer}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {visible.map(({ index, start, key }) => {
          const item = items[index];
          if (item === undefined) return null;
          const selected = index === selectedIndex;
          return (
            <div
              key={key}
              data-index={index}
              data-reveal=""
              role={role === 'grid' ? 'row' : 'option'}
              aria-selected={selected}
              aria-setsize={role === 'grid' ? undefined : items.length}
              aria-posinset={role === 'grid' ? undefined : index + 1}
              aria-rowindex={role === 'grid' ? index + 1 : undefined}
              tabIndex={index === tabStop ? 0 : -1}
              className={styles.row}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={(event) =>
                props.onMark && (event.ctrlKey || event.metaKey) ? props.onMark(item) : props.onOpen(item)
              }
              onContextMenu={(event) => props.onContextMenu?.(item, event)}
            >
              {role === 'grid' ? (
                props.renderRow(item, { selected })
              ) : (
                <NamedContent name={labelOf(item)}>{props.renderRow(item, { selected })}</NamedContent>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyAt<T>(items: readonly T[], index: number, keyOf: (item: T) => string): string {
  const item = items[index];
  return item === undefined ? String(index) : keyOf(item);
}

/** The name of an option is content, not a label: what is read aloud may then differ from what is seen without contradicting it. */
function NamedContent({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <span className="visuallyHidden">{name}</span>
      <div aria-hidden="true" className={styles.content}>
        {children}
      </div>
    </>
  );
}
