/** While the file is read and checked: how far it is, and the way to stop it. The rest of the window goes on working. */
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { RowsProgress } from './RowsProgress.tsx';
import styles from './Import.module.css';

export interface ReadingStepProps {
  readonly fileName: string;
  /** Of the file; null while the core checks the rows. */
  readonly percent: number | null;
  /** By which the core is asked how far it is. */
  readonly progressId: string | null;
  readonly onCancel: () => void;
}

export function ReadingStep({ fileName, percent, progressId, onCancel }: ReadingStepProps) {
  const t = useT();
  return (
    <div className={styles.reading}>
      <strong>
        <Pii>{t('import.reading', { name: fileName })}</Pii>
      </strong>
      {percent === null ? (
        <RowsProgress id={progressId} label={t('import.reading', { name: fileName })} help={t('import.checking')} />
      ) : (
        <>
          <progress
            aria-label={t('import.reading', { name: fileName })}
            className={styles.progress}
            max={100}
            value={percent}
          />
          <span className={styles.help}>{t('import.readingPercent', { percent })}</span>
        </>
      )}
      <Button onClick={onCancel}>{t('import.cancel')}</Button>
    </div>
  );
}
