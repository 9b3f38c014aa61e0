/** How the day stands: one bar of replies, and the counts under it that filter the list. The bar is a picture; the counts are the buttons. */
import { RefreshCw } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { cx } from '../../ui/cx.ts';
import { REPLY_KEYS } from './visitState.ts';
import type { ReplyKey } from './visitState.ts';
import styles from './ReplySummary.module.css';

export type ReplyFilter = ReplyKey | 'all';

export interface ReplySummaryProps {
  readonly counts: Readonly<Record<ReplyKey, number>>;
  readonly filter: ReplyFilter;
  readonly onFilter: (filter: ReplyFilter) => void;
  /** At the right: when the list came in. */
  readonly imported: string | null;
}

export function ReplySummary({ counts, filter, onFilter, imported }: ReplySummaryProps) {
  const t = useT();
  const all = REPLY_KEYS.reduce((sum, key) => sum + counts[key], 0);
  return (
    <div className={styles.summary}>
      <div role="img" aria-label={t('today.summary', counts)} className={styles.bar}>
        {REPLY_KEYS.filter((key) => counts[key] > 0).map((key) => (
          <span key={key} className={styles[key]} style={{ flexGrow: counts[key] }} />
        ))}
      </div>
      <div role="group" aria-label={t('today.filters')} className={styles.legend}>
        <Count value="all" count={all} filter={filter} onFilter={onFilter} />
        {REPLY_KEYS.map((key) => (
          <Count key={key} value={key} count={counts[key]} filter={filter} onFilter={onFilter} />
        ))}
        <span className={styles.spring} />
        {imported === null ? null : (
          <span className={styles.imported}>
            <RefreshCw size={14} strokeWidth={1.75} aria-hidden="true" />
            {imported}
          </span>
        )}
      </div>
    </div>
  );
}

interface CountProps extends Pick<ReplySummaryProps, 'filter' | 'onFilter'> {
  readonly value: ReplyFilter;
  readonly count: number;
}

function Count({ value, count, filter, onFilter }: CountProps) {
  const t = useT();
  const on = filter === value;
  return (
    <button
      type="button"
      aria-pressed={on}
      className={cx(styles.count, on && styles.on)}
      onClick={() => onFilter(on ? 'all' : value)}
    >
      {value === 'all' ? null : <span className={cx(styles.square, styles[value])} aria-hidden="true" />}
      {t(`today.filter.${value}`)} <b>{count}</b>
    </button>
  );
}
