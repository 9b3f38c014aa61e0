/** The list at the left of a screen that shows one thing at a time: title and buttons on top, search below, then what it is given. */
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './ListPane.module.css';

export interface ListPaneProps {
  /** What the region is called. */
  readonly label: string;
  /** The screen's one h1. */
  readonly title: string;
  /** How many there are, in words; empty while that is not known. Announced when it changes. */
  readonly total?: string;
  readonly actions: ReactNode;
  /** Search and filters. */
  readonly tools?: ReactNode;
  /** For short rows. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

export function ListPane({ label, title, total, actions, tools, narrow = false, children }: ListPaneProps) {
  return (
    <section className={cx(styles.pane, narrow && styles.narrow)} aria-label={label} data-region="list">
      <div className={cx(styles.head, tools === undefined && styles.closed)}>
        <h1>{title}</h1>
        <span className={styles.total} role={total === undefined ? undefined : 'status'}>
          {total}
        </span>
        {actions}
      </div>
      {tools === undefined ? null : <div className={styles.tools}>{tools}</div>}
      {children}
    </section>
  );
}
