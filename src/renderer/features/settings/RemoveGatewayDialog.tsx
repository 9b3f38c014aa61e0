/** Asks before a way of sending is disconnected: undo cannot bring its password back. */
import { useState } from 'react';
import type { GatewaySummary } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface RemoveGatewayDialogProps {
  readonly gateway: GatewaySummary;
  /** The last way there is. */
  readonly only: boolean;
  readonly onClose: () => void;
}

export function RemoveGatewayDialog({ gateway, only, onClose }: RemoveGatewayDialogProps) {
  const t = useT();
  const { toasts } = useServices();
  const errorText = useErrorText();
  const { run, pending } = useCommand('gateways.removeGateway', { refusal: 'caller' });
  const [refused, setRefused] = useState<{ readonly kept: number | null; readonly words: string } | null>(null);
  const remove = async (evenIfKept: boolean): Promise<void> => {
    const outcome = await run({ id: gateway.id, ...(evenIfKept ? { evenIfKept } : {}) });
    if (!outcome.ok) return setRefused({ kept: keptOf(outcome.error), words: errorText(outcome.error) });
    toasts.show({ icon: 'done', message: t('sending.removed', { name: gateway.label }) });
    onClose();
  };
  const kept = refused?.kept ?? null;
  return (
    <Dialog
      opened
      width={440}
      title={t('settings.gateway.removeTitle', { name: gateway.label })}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('settings.gateway.keep')}
          </Button>
          {kept === null ? null : (
            <Button disabled={pending} onClick={() => void remove(false)}>
              {t('common.tryAgain')}
            </Button>
          )}
          <Button danger disabled={pending} onClick={() => void remove(kept !== null)}>
            {kept === null ? t('settings.gateway.remove') : t('sending.removeAnyway')}
          </Button>
        </>
      }
    >
      <p>{t(only ? 'settings.gateway.removeHelp' : 'sending.removeOneHelp')}</p>
      <p role="status">{pending ? t('sending.takingBack') : ''}</p>
      {refused === null || pending ? null : (
        <p role="alert">
          {refused.words} {kept === null ? null : t('sending.removeKept', { count: kept })}
        </p>
      )}
    </Dialog>
  );
}

/** How many texts it keeps and did not give back; null: refused for another reason. */
function keptOf({ details }: { readonly details?: unknown }): number | null {
  const kept: unknown = typeof details === 'object' && details !== null && 'kept' in details ? details.kept : null;
  return typeof kept === 'number' ? kept : null;
}
