/** What the buttons under a bubble and its menu do: try again, take back, settle a doubtful text, copy. */
import { Copy } from 'lucide-react';
import { useCallback } from 'react';
import type { MouseEvent } from 'react';
import type { Message } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import type { BubbleAction } from './deliveryWords.ts';

export interface BubbleActions {
  readonly onAction: (action: BubbleAction, message: Message, anchor: Element) => void;
  readonly onMenu: (message: Message, event: MouseEvent<HTMLElement>) => void;
}

export interface BubbleActionsDeps {
  /** Puts a text that was taken back into the composer. */
  readonly restore: (body: string) => void;
  readonly fixNumber: () => void;
}

export function useBubbleActions({ restore, fixNumber }: BubbleActionsDeps): BubbleActions {
  const t = useT();
  const { menu, toasts } = useServices();
  const retry = useCommand('messages.retryMessage').run;
  const cancel = useCommand('messages.cancelMessage').run;
  const settle = useCommand('messages.settleMessage').run;

  const onAction = useCallback<BubbleActions['onAction']>(
    (action, { id }, anchor) => {
      switch (action) {
        case 'tryAgain':
          return void retry({ messageId: id });
        case 'fixNumber':
          return fixNumber();
        case 'edit':
          return void cancel({ messageId: id }).then((outcome) => outcome.ok && restore(outcome.value.body));
        case 'cancel':
          return void cancel({ messageId: id }).then((outcome) => {
            if (outcome.ok) toasts.show({ icon: 'done', message: t('inbox.cancelled') });
          });
        case 'settle':
          return menu.open(anchor, {
            label: t('inbox.settleHelp'),
            items: [
              {
                key: 'sent',
                label: t('inbox.settleSent'),
                run: () => void settle({ messageId: id, outcome: 'sent' }),
              },
              {
                key: 'notSent',
                label: t('inbox.settleNotSent'),
                run: () => void settle({ messageId: id, outcome: 'notSent' }),
              },
            ],
          });
      }
    },
    [retry, cancel, settle, restore, fixNumber, menu, toasts, t],
  );
  const onMenu = useCallback<BubbleActions['onMenu']>(
    (message, event) => {
      // A selection of words keeps the browser's own menu.
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      const copy = (): void => {
        void navigator.clipboard.writeText(message.body).then(() => {
          toasts.show({ icon: 'copied', message: t('inbox.textCopied') });
        });
      };
      menu.open(event, {
        label: t('inbox.textMenu'),
        items: [{ key: 'copy', label: t('inbox.copyText'), icon: Copy, run: copy }],
      });
    },
    [menu, toasts, t],
  );
  return { onAction, onMenu };
}
