/** What became of the texts that were refused: each with its reason and the way to the conversation. */
import { CircleAlert } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Pii } from '../../ui/Pii.tsx';
import type { ChaseResult, Refused } from './useChase.ts';
import styles from './ChaseDialog.module.css';

export interface ChaseResultViewProps {
  readonly result: ChaseResult;
  readonly onClose: () => void;
}

export function ChaseResultView({ result, onClose }: ChaseResultViewProps) {
  const t = useT();
  const { router } = useServices();
  const open = ({ conversationId }: Refused): void => {
    if (conversationId === null) return;
    onClose();
    router.go({ screen: 'inbox', selection: conversationId });
  };
  return (
    <Dialog
      opened
      title={t('chase.title')}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose} data-autofocus>
          {t('chase.done')}
        </Button>
      }
    >
      <div role="status">
        <p>{t('chase.sent', { count: result.sent })}</p>
        <p className={styles.refusedHead}>
          <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
          {t('chase.refused', { count: result.refused.length })}
        </p>
      </div>
      <ul className={styles.refused}>
        {result.refused.map((one) => (
          <li key={one.visit.id} data-reveal="">
            <span className={styles.refusedWords}>
              <Pii className={styles.name}>{one.visit.personName}</Pii>
              <Pii className={styles.help}>{one.reason}</Pii>
            </span>
            <Button
              size="small"
              label={t('chase.openFor', { name: one.visit.personName })}
              disabled={one.conversationId === null}
              onClick={() => open(one)}
            >
              {t('chase.open')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
