/** How the offer reads for the first who would be asked, and whom the gate would not let be asked now, with its words. */
import { countSegments } from '../../contract.ts';
import type { GateDecision } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Pii } from '../../ui/Pii.tsx';
import styles from './DayDialogs.module.css';

export interface OfferPreviewProps {
  readonly appointmentId: string;
  readonly body: string;
  /** In the order in which they would be asked. */
  readonly entryIds: readonly string[];
}

export function OfferPreview({ appointmentId, body, entryIds }: OfferPreviewProps) {
  const t = useT();
  const input = body.trim() === '' || entryIds.length === 0 ? null : { appointmentId, body, entryIds: [...entryIds] };
  const preview = useQuery('waitlist.previewOffer', input, { keepPrevious: true });
  const items = preview.data?.items ?? [];
  const [first] = items;
  const stopped = items.filter(({ decision }) => decision !== null && stops(decision));
  if (input === null || first === undefined) return null;
  return (
    <div data-reveal="">
      <p className={styles.caption}>{t('offer.preview')}</p>
      <p className={styles.bubble}>
        <Pii>{first.body}</Pii>
      </p>
      <p className={styles.help}>{t('chase.parts', { count: countSegments(first.body).parts })}</p>
      {stopped.length === 0 ? null : (
        <p className={styles.help} role="status">
          {t('offer.stopped', { count: stopped.length })} {wordsOf(stopped[0]?.decision ?? null)}
        </p>
      )}
    </div>
  );
}

function stops({ decision }: GateDecision): boolean {
  return decision === 'block' || decision === 'confirm';
}

function wordsOf(decision: GateDecision | null): string {
  return decision?.findings.find(({ code }) => code === decision.code)?.words ?? '';
}
