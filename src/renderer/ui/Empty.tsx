/** Nothing here, and that is fine: icon, bold line, one line of help, at most one button. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Empty.module.css';

export interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly help?: string;
  readonly action?: ReactNode;
  /** Take the whole height of a flex column. */
  readonly fill?: boolean;
}

export function Empty({ icon: Icon, title, help, action, fill }: EmptyProps) {
  return (
    <div className={cx(styles.empty, fill && styles.fill)}>
      <span className={styles.circle}>
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <strong className={styles.title}>{title}</strong>
      {help ? <span className={styles.help}>{help}</span> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}
