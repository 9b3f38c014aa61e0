/** Takes a list out again; where texts about it have left, offers to take out the visits nobody was texted about. */
import { useCallback, useState } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';

export interface UndoImport {
  readonly run: (importId: string, keepSent?: boolean) => Promise<boolean>;
  readonly pending: boolean;
  /** Why it is too late for all of it, and for which list. */
  readonly late: { readonly importId: string; readonly text: string } | null;
}

export function useUndoImport(): UndoImport {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [late, setLate] = useState<UndoImport['late']>(null);
  const { run: command, pending } = useCommand('schedule.undoImport', { refusal: 'caller' });
  const run = useCallback<UndoImport['run']>(
    async (importId, keepSent = false) => {
      const outcome = await command({ importId, keepSent });
      if (outcome.ok) {
        const { undone, kept } = outcome.value;
        setLate(null);
        toasts.show({ icon: 'done', message: t('import.undone', { undone, kept }) });
        return true;
      }
      const { error } = outcome;
      const left = (error.details as { left?: unknown } | undefined)?.left;
      if (error.code === 'TOO_LATE' && typeof left === 'number') setLate({ importId, text: errorText(error) });
      else toasts.show({ icon: 'problem', message: errorText(error) });
      return false;
    },
    [command, errorText, toasts, t],
  );
  return { run, pending, late };
}
