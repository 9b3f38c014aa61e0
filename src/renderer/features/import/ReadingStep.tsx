/** While the file is read and checked: how far it is, and the way to stop it. The rest of the window goes on working. */
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { Pii } from '../../ui/Pii.tsx';
import styles from './Import.module.css';

export interface ReadingStepProps {
  readonly fileName: string;
  /** Of the file; null while the core checks the rows. */
  readonly percent: number | null;
  readonly onCancel: () => void;
}

export function ReadingStep({ fileName, percent, onCancel }: ReadingStepProps) {
  const t = useT();
  return (
    <div className={styles.reading}>
      <strong>
        <Pii>{t('import.reading', { name: fileName })}</Pii>
      </strong>
      <progress
        aria-label={t('import.reading', { name: fileName })}
        className={styles.progress}
        max={100}
        value={percent ?? undefined}
      />
      <span className={styles.help}>
        {percent === null ? t('import.checking') : t('import.readingPercent', { percent })}
      </span>
      <Button onClick={onCancel}>{t('import.cancel')}</Button>
    </div>
  );
}
