/** One line, one or two buttons, over the region it is about. One banner at a time per region: the caller chooses. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import type { Tone } from './statusLanguage.ts';
import styles from './Banner.module.css';

export interface BannerProps {
  readonly tone: Exclude<Tone, 'outline'>;
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  /** Small buttons, the first one is the way out. */
  readonly actions?: ReactNode;
}

export function Banner({ tone, icon: Icon, children, actions }: BannerProps) {
  return (
    <div role="status" className={cx(styles.banner, tone !== 'neutral' && styles[tone])}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles.text}>{children}</span>
      {actions}
    </div>
  );
}
