/** A phone that does not answer may have moved to another address: looks for it when asked, and asks before its password goes there. */
import { useState } from 'react';
import type { GatewaySummary } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { useFindPhones } from '../gateways/index.ts';
import styles from './Gateway.module.css';

export function FindAgain({ gateway, locked }: { readonly gateway: GatewaySummary; readonly locked: boolean }) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const { state, found, error, look } = useFindPhones();
  const { run, pending } = useCommand('gateways.acceptAddress', { refusal: 'caller' });
  const [refusal, setRefusal] = useState<string | null>(null);
  const strangers = found?.phones.filter(({ gatewayId }) => gatewayId === null) ?? [];
  const accept = async (address: string): Promise<void> => {
    const outcome = await run({ id: gateway.id, address });
    setRefusal(outcome.ok ? null : errorText(outcome.error));
    if (outcome.ok) toasts.show({ icon: 'done', message: t('sending.moved', { address }) });
  };
  return (
    <div className={styles.findAgain}>
      <Button size="small" disabled={locked || state === 'looking'} onClick={() => void look()}>
        {t(state === 'looking' ? 'gateways.find.looking' : 'sending.findAgain')}
      </Button>
      <div role="status" className={styles.strangers}>
        {state === 'done' && strangers.length === 0 ? <p>{t('sending.findNone')}</p> : null}
        {error === null ? null : <p>{error}</p>}
        {strangers.map(({ address }) => (
          <p key={address}>
            {t('sending.maybeHere', { address })}
            <Button size="small" disabled={pending} onClick={() => void accept(address)}>
              {t('sending.isIt')}
            </Button>
          </p>
        ))}
      </div>
      {refusal === null ? null : (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
    </div>
  );
}
