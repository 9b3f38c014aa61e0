/** Ticking a change off, taking it back, and putting a piece of it on the clipboard. */
import { useCallback, useMemo } from 'react';
import type { WriteBackRow } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';

export interface ChangeActions {
  readonly tick: (row: WriteBackRow, done: boolean) => void;
  readonly copy: (text: string) => void;
}

export function useChanges(): ChangeActions {
  const t = useT();
  const { clipboard, toasts } = useServices();
  const { run } = useCommand('writeBack.tickChange');
  const offer = useUndoable();
  const tick = useCallback(
    (row: WriteBackRow, done: boolean): void => {
      const { appointmentId, fingerprint } = row;
      void run({ appointmentId, fingerprint, done }).then((outcome) => {
        if (!outcome.ok || !done) return;
        offer({ message: t('writeBack.ticked'), undo: () => run({ appointmentId, fingerprint, done: false }) });
      });
    },
    [run, offer, t],
  );
  const copy = useCallback(
    (text: string): void => {
      void clipboard.copy(text).then(() => toasts.show({ icon: 'copied', message: t('writeBack.copied') }));
    },
    [clipboard, toasts, t],
  );
  return useMemo(() => ({ tick, copy }), [tick, copy]);
}
