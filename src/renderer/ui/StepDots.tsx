/** The reminders of one visit in a row: filled delivered, ring next, thin ring later, square failed. Shape differs, not only colour. */
import { useT } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import styles from './StepDots.module.css';

export type StepState = 'delivered' | 'next' | 'later' | 'failed' | 'hold' | 'skipped';

export interface StepDotsProps {
  /** In order; `label` names the step, "1 day before". */
  readonly steps: readonly { readonly label: string; readonly state: StepState }[];
}

export function StepDots({ steps }: StepDotsProps) {
  const t = useT();
  const words = steps.map((step) => `${step.label}: ${t(`step.${step.state}`)}`).join(', ');
  return (
    <span role="img" aria-label={words} className={styles.dots}>
      {steps.map((step, index) => (
        <span key={index} className={cx(styles.dot, styles[step.state])} />
      ))}
    </span>
  );
}
