/** Asks before a way of sending is disconnected: undo cannot bring its password back. */
import type { GatewaySummary } from '../../contract.ts';
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
  const { run, pending } = useCommand('gateways.removeGateway');
  const remove = async (): Promise<void> => {
    const outcome = await run({ id: gateway.id });
    if (outcome.ok) toasts.show({ icon: 'done', message: t('sending.removed', { name: gateway.label }) });
    onClose();
  };
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
          <Button danger disabled={pending} onClick={() => void remove()}>
            {t('settings.gateway.remove')}
          </Button>
        </>
      }
    >
      <p>{t(only ? 'settings.gateway.removeHelp' : 'sending.removeOneHelp')}</p>
    </Dialog>
  );
}
