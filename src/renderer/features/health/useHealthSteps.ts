/** Does what the buttons of a group offer: goes where the cause can be put right, or acts on the oldest text of the group. */
import { useCallback } from 'react';
import type { QueueExplanation } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { HealthStep } from './groupSteps.ts';

export interface HealthSteps {
  readonly run: (step: HealthStep, anchor: Element) => void;
  readonly pending: boolean;
}

export function useHealthSteps({ example, gatewayId }: QueueExplanation): HealthSteps {
  const t = useT();
  const { menu, router, toasts } = useServices();
  const settling = useCommand('messages.settleMessage');
  const retrying = useCommand('messages.retryMessage');
  const resuming = useCommand('gateways.setPaused');
  const { messageId, conversationId } = example;
  const settle = settling.run;
  const retry = retrying.run;
  const resume = resuming.run;

  const settleAs = useCallback(
    async (outcome: 'sent' | 'notSent') => {
      const { ok } = await settle({ messageId, outcome });
      if (ok) toasts.show({ icon: 'done', message: t('health.settled') });
    },
    [settle, messageId, toasts, t],
  );
  const tryAgain = useCallback(async () => {
    const { ok } = await retry({ messageId });
    if (ok) toasts.show({ icon: 'done', message: t('health.tried') });
  }, [retry, messageId, toasts, t]);

  const run = useCallback<HealthSteps['run']>(
    (step, anchor) => {
      switch (step) {
        case 'open':
          return router.go({ screen: 'inbox', selection: conversationId, section: `m-${messageId}` });
        case 'settle':
          return menu.open(anchor, {
            label: t('health.settleHelp'),
            items: [
              { key: 'sent', label: t('health.settleSent'), run: () => void settleAs('sent') },
              { key: 'notSent', label: t('health.settleNotSent'), run: () => void settleAs('notSent') },
            ],
          });
        case 'tryAgain':
          return void tryAgain();
        case 'resume':
          return void (gatewayId !== null && resume({ id: gatewayId, paused: false }));
        case 'route':
          return router.go({ screen: 'settings', section: 'sending' });
        case 'connect':
          return router.go({ screen: 'setup' });
        case 'limits':
          return router.go({ screen: 'settings', section: 'hours' });
        case 'reminders':
          return router.show('reminders');
        case 'plan':
          return router.go({ screen: 'settings', section: 'plan' });
      }
    },
    [router, menu, t, settleAs, tryAgain, resume, gatewayId, conversationId, messageId],
  );
  return { run, pending: settling.pending || retrying.pending || resuming.pending };
}
