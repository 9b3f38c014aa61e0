/** How many texts the words in the composer make, and what is left in the last one. Counting is the caller's. */
import { useT } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import styles from './SegmentCounter.module.css';

export interface SegmentCounterProps {
  /** Give it to the text area's `aria-describedby`. */
  readonly id: string;
  /** Texts the words make; 0 for an empty composer. */
  readonly segments: number;
  /** Characters left in the last one. */
  readonly left: number;
}

export function SegmentCounter({ id, segments, left }: SegmentCounterProps) {
  const t = useT();
  const words =
    segments === 0
      ? t('segments.empty', { left })
      : segments > 4
        ? t('segments.many', { count: segments })
        : t('segments.normal', { count: segments, left });
  return (
    <>
      <span id={id} className={cx(styles.counter, segments > 1 && styles.many)}>
        {words}
      </span>
      <span className="visuallyHidden" aria-live="polite">
        {segments > 1 ? t('segments.announce', { count: segments }) : ''}
      </span>
    </>
  );
}
