/** Grey bars for what is on its way; they show only after 300 ms, so quick answers never flicker. */
import { useT } from '../i18n/useT.ts';
import styles from './Skeleton.module.css';

export function Skeleton({ rows = 4 }: { readonly rows?: number }) {
  const t = useT();
  return (
    <div className={styles.rows} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.bar} />
      ))}
    </div>
  );
}
