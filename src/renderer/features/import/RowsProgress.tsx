/** A bar over rows, with the figures beside it for everybody. Without figures it only says that something is under way. */
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useProgress } from './useProgress.ts';
import styles from './Import.module.css';

export interface RowsProgressProps {
  /** What is asked about; null: nothing yet. */
  readonly id: string | null;
  readonly label: string;
  /** While there are no figures. */
  readonly help: string;
}

export function RowsProgress({ id, label, help }: RowsProgressProps) {
  const t = useT();
  const formats = useFormats();
  const progress = useProgress(id);
  return (
    <>
      <progress aria-label={label} className={styles.progress} max={progress?.total} value={progress?.done} />
      <span className={styles.help}>
        {progress
          ? t('import.rowsDone', { done: formats.count(progress.done), total: formats.count(progress.total) })
          : help}
      </span>
    </>
  );
}
