/** The details a text may use, each a button that puts it in at the caret; its tooltip shows how it reads. */
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { tip } from '../../ui/tip.ts';
import styles from './templates.module.css';

export interface DetailsBarProps {
  readonly language: string;
  readonly onInsert: (words: string) => void;
}

export function DetailsBar({ language, onInsert }: DetailsBarProps) {
  const t = useT();
  const fields = useQuery(
    'templates.listFields',
    { language },
    { invalidateOn: ['settings.changed'], keepPrevious: true },
  );
  return (
    <div role="group" aria-label={t('templates.details')} className={styles.details}>
      {(fields.data?.items ?? []).map(({ field, example }) => (
        <button
          key={field}
          type="button"
          className={styles.detail}
          aria-label={t('templates.insert', { detail: t(`templates.field.${field}`) })}
          onClick={() => onInsert(`{${field}}`)}
          {...tip(example)}
        >
          {t(`templates.field.${field}`)}
        </button>
      ))}
    </div>
  );
}
