/** How the chosen text reads for the first chosen patient: the exact words the core would send, and how many texts they make. */
import type { Appointment } from '../../contract.ts';
import { countSegments } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Pii } from '../../ui/Pii.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './ChaseDialog.module.css';

export interface ChasePreviewProps {
  readonly visit: Appointment | undefined;
  readonly templateId: string;
}

export function ChasePreview({ visit, templateId }: ChasePreviewProps) {
  const t = useT();
  const conversationId = visit?.conversationId ?? null;
  const input = conversationId === null ? null : { templateId, conversationId };
  const text = useQuery('templates.renderTemplate', input, { keepPrevious: true });
  if (!visit) return <p className={styles.help}>{t('chase.previewNone')}</p>;
  return (
    <div data-reveal="">
      <p className={styles.caption}>
        <Pii>{t('chase.preview', { name: visit.personName })}</Pii>
      </p>
      {text.data ? (
        <>
          <p className={styles.bubble}>
            <Pii>{text.data.body}</Pii>
          </p>
          {text.data.missing.length > 0 ? (
            <p className={styles.missing}>
              {t('chase.missing', { fields: text.data.missing.map((field) => t(`detail.${field}`)).join(', ') })}
            </p>
          ) : null}
          <p className={styles.help}>
            {t('chase.parts', { count: countSegments(text.data.body).parts })}. {t('chase.previewOther')}
          </p>
        </>
      ) : conversationId === null ? (
        <p className={styles.help}>{t('chase.previewOther')}</p>
      ) : (
        <Skeleton rows={3} />
      )}
    </div>
  );
}
