/** Where to change, on this make of phone, what keeps texts from coming or going. Loaded when somebody asks. */
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Gateways.module.css';

export interface AdviceDialogProps {
  readonly gateway: Pick<GatewaySummary, 'id'>;
  readonly onClose: () => void;
}

export function AdviceDialog({ gateway, onClose }: AdviceDialogProps) {
  const t = useT();
  const { data, error, refetch } = useQuery('gateways.getPhoneAdvice', { id: gateway.id });
  const brand = data?.brand ?? null;
  return (
    <Dialog
      opened
      width={620}
      title={brand === null ? t('gateways.advice.title') : t('gateways.advice.titleFor', { brand })}
      onClose={onClose}
      footer={
        <Button data-autofocus onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {data ? (
        <div className={styles.topics}>
          {data.items.map(({ topic, title, steps }) => (
            <section key={topic}>
              <h3>{title}</h3>
              <ol className={styles.advice}>
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </section>
          ))}
        </div>
      ) : error ? (
        <ErrorRegion error={error} onRetry={refetch} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  );
}
