/** Offers "Undo" for an action that was just done: a toast for 8 seconds, Ctrl+Z for 60. */
import { useCallback } from 'react';
import type { ToastIcon } from '../ui/toasts.ts';
import { useT } from '../i18n/useT.ts';
import { useServices } from './services.ts';

export interface Undoable {
  /** What was done, "Marked done". */
  readonly message: string;
  readonly icon?: ToastIcon;
  readonly undo: () => void | Promise<unknown>;
  /** UTC ms by the core's clock at which it is too late; shows a countdown. Default: 8 s of toast without countdown. */
  readonly until?: number;
}

/** Returns `offer(undoable)`. */
export function useUndoable(): (undoable: Undoable) => void {
  const { undo, toasts } = useServices();
  const t = useT();
  return useCallback(
    (undoable) => {
      const id = undo.push(() => {
        toasts.hide(id);
        return undoable.undo();
      });
      toasts.show({
        id,
        icon: undoable.icon ?? 'done',
        message: undoable.message,
        ...(undoable.until === undefined ? {} : { until: undoable.until, onEnd: () => undo.forget(id) }),
        action: { label: t('toast.undo'), keys: 'Ctrl+Z', run: () => undo.undo(id) },
      });
    },
    [undo, toasts, t],
  );
}
