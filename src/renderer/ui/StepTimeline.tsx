/** What happened and will happen, one under the other: reminders of a visit, checks of a phone. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import type { Tone } from './statusLanguage.ts';
import styles from './StepTimeline.module.css';

export interface TimelineStep {
  readonly key: string;
  readonly tone: Exclude<Tone, 'outline'>;
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  /** At the right: a time, or one word like "Delivered". */
  readonly when?: ReactNode;
  /** Under the title: a sentence, a bubble, a button. */
  readonly detail?: ReactNode;
}

export interface StepTimelineProps {
  readonly label: string;
  readonly steps: readonly TimelineStep[];
  /** 24 px marks and bold titles, for a panel of its own. */
  readonly large?: boolean;
}

export function StepTimeline({ label, steps, large }: StepTimelineProps) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map(({ key, tone, icon: Icon, title, when, detail }) => (
        <li key={key} className={cx(styles.step, large && styles.large)}>
          <span className={cx(styles.mark, tone !== 'neutral' && styles[tone])}>
            <Icon aria-hidden="true" />
          </span>
          <div className={styles.title}>{title}</div>
          {when ? <span className={styles.when}>{when}</span> : null}
          {detail ? <div className={styles.detail}>{detail}</div> : null}
        </li>
      ))}
    </ol>
  );
}
