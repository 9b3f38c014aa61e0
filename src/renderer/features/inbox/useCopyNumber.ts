/** Copies the number of a conversation. */
import { useCallback } from 'react';
import type { ConversationRow } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';

export function useCopyNumber(row: ConversationRow | undefined): () => void {
  const t = useT();
  const { clipboard, toasts } = useServices();
  const number = row?.addressDisplay;
  return useCallback(() => {
    if (number === undefined) return;
    void clipboard.copy(number).then(() => {
      toasts.show({ icon: 'copied', message: t('inbox.numberCopied') });
    });
  }, [clipboard, number, toasts, t]);
}
