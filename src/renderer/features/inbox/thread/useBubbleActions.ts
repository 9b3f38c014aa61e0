/** What the buttons under a bubble and its menu do: try again, take back, settle a doubtful text, put right what was in the way, copy. */
import { Copy, Info } from 'lucide-react';
import { useCallback } from 'react';
import type { MouseEvent } from 'react';
import type { Attachment, Message } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { writtenBody } from './deliveryWords.ts';
import type { BubbleAction } from './deliveryWords.ts';

export interface BubbleActions {
  /** Resolves when it is done; dialogs and menus are done when they are open. */
  readonly onAction: (action: BubbleAction, message: Message, anchor: Element) => void | Promise<void>;
  readonly onMenu: (message: Message, event: MouseEvent<HTMLElement>) => void;
}

export interface BubbleActionsDeps {
  /** Puts a text that was taken back into the composer, with its pictures. */
  readonly restore: (body: string, attachments: readonly Attachment[]) => void;
  readonly fixNumber: () => void;
  readonly onNote: () => void;
  readonly onDetails: (message: Message) => void;
}

export function useBubbleActions({ restore, fixNumber, onNote, onDetails }: BubbleActionsDeps): BubbleActions {
  const { router } = useServices();
  const { cancel, takeBack } = useTakingBack(restore);
  const { retry, sendAsText } = useSendingAgain();
  const askSettle = useSettleMenu();
  const onAction = useCallback<BubbleActions['onAction']>(
    (action, message, anchor) => {
      switch (action) {
        case 'tryAgain':
          return retry(message);
        case 'asText':
          return sendAsText(message);
        case 'fixNumber':
        case 'changeNumber':
          return fixNumber();
        case 'openSettings':
          return router.go({ screen: 'settings', section: 'sending' });
        case 'rewrite':
          return restore(writtenBody(message), []);
        case 'addNote':
          return onNote();
        case 'details':
          return onDetails(message);
        case 'edit':
        case 'takeBack':
          return takeBack(message);
        case 'cancel':
          return cancel(message);
        case 'settle':
          return askSettle(message, anchor);
      }
    },
    [retry, sendAsText, takeBack, cancel, askSettle, restore, fixNumber, onNote, onDetails, router],
  );
  return { onAction, onMenu: useBubbleMenu(onDetails) };
}

function useTakingBack(restore: BubbleActionsDeps['restore']) {
  const t = useT();
  const { toasts } = useServices();
  const { run } = useCommand('messages.cancelMessage');
  const cancel = useCallback(
    async ({ id }: Message): Promise<void> => {
      const outcome = await run({ messageId: id });
      if (outcome.ok) toasts.show({ icon: 'done', message: t('inbox.cancelled') });
    },
    [run, toasts, t],
  );
  const takeBack = useCallback(
    async ({ id, kind, status, attachments }: Message): Promise<void> => {
      const outcome = await run({ messageId: id });
      if (!outcome.ok) return;
      if (status === 'sending') toasts.show({ icon: 'done', message: t('inbox.takenBack') });
      if (kind === 'text') restore(outcome.value.body, attachments);
    },
    [run, restore, toasts, t],
  );
  return { cancel, takeBack };
}

function useSendingAgain() {
  const again = useCommand('messages.retryMessage').run;
  const send = useCommand('messages.sendMessage').run;
  const retry = useCallback(async ({ id }: Message): Promise<void> => void (await again({ messageId: id })), [again]);
  const sendAsText = useCallback(
    async (message: Message): Promise<void> => {
      await send({ conversationId: message.conversationId, body: writtenBody(message), channel: 'sms' });
    },
    [send],
  );
  return { retry, sendAsText };
}

function useSettleMenu() {
  const t = useT();
  const { menu } = useServices();
  const settle = useCommand('messages.settleMessage').run;
  return useCallback(
    ({ id }: Message, anchor: Element): void => {
      const item = (outcome: 'sent' | 'notSent', label: string) => ({
        key: outcome,
        label,
        run: () => void settle({ messageId: id, outcome }),
      });
      menu.open(anchor, {
        label: t('inbox.settleHelp'),
        items: [item('sent', t('inbox.settleSent')), item('notSent', t('inbox.settleNotSent'))],
      });
    },
    [settle, menu, t],
  );
}

function useBubbleMenu(onDetails: (message: Message) => void): BubbleActions['onMenu'] {
  const t = useT();
  const { clipboard, menu, toasts } = useServices();
  return useCallback(
    (message, event) => {
      // A selection of words keeps the browser's own menu.
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      const copy = (): void => {
        void clipboard.copy(message.body).then(() => {
          toasts.show({ icon: 'copied', message: t('inbox.textCopied') });
        });
      };
      menu.open(event, {
        label: t('inbox.textMenu'),
        items: [
          { key: 'copy', label: t('inbox.copyText'), icon: Copy, run: copy },
          { key: 'details', label: t('inbox.details'), icon: Info, run: () => onDetails(message) },
        ],
      });
    },
    [clipboard, menu, toasts, onDetails, t],
  );
}
