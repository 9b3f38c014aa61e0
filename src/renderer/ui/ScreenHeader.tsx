/** The 56 px head of a screen: its one h1, what belongs to it, and at the right what can be done. */
import type { ReactNode } from 'react';
import styles from './ScreenHeader.module.css';

export interface ScreenHeaderProps {
  readonly title: ReactNode;
  /** Beside the title: arrows, a choice. */
  readonly children?: ReactNode;
  /** At the right: filters and buttons, the primary one last. */
  readonly actions?: ReactNode;
}

export function ScreenHeader({ title, children, actions }: ScreenHeaderProps) {
  return (
    <header className={styles.header}>
      <h1 className="num">{title}</h1>
      {children}
      <span className={styles.spring} />
      {actions}
    </header>
  );
}
