/**
 * Short messages at the bottom left, at most three, with at most one action. The stack stops its clock while someone
 * points at it or has focus in it (WCAG 2.2.1). Shown by `app/ToastHost.tsx`.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ClientTimers } from '../client/transport.ts';

export const TOAST_MS = 8_000;
export const MOST_TOASTS = 3;

export type ToastIcon = 'done' | 'problem' | 'snooze' | 'info' | 'copied';

export interface Toast {
  readonly id: string;
  readonly icon: ToastIcon;
  readonly message: string;
  /** UTC ms by the core's clock: shows a countdown and goes away then, whatever the pointer does. */
  readonly until?: number;
  readonly action?: { readonly label: string; readonly keys?: string; readonly run: () => void };
  /** Gone by itself or closed, not by `hide`. */
  readonly onEnd?: () => void;
}

export interface ToastsState {
  readonly toasts: readonly Toast[];
}

export interface Toasts {
  readonly store: StoreApi<ToastsState>;
  /** Shows a toast, replacing one of the same id. Returns its id. */
  show(toast: Omit<Toast, 'id'> & { readonly id?: string }): string;
  hide(id: string): void;
  /** Takes all away; what they stood for goes on as if their time had run out. */
  clear(): void;
  /** Stops and starts the clocks of all toasts. */
  hold(on: boolean): void;
}

export interface ToastsDeps {
  readonly timers: ClientTimers;
  readonly newId: () => string;
  /** UTC ms by the core's clock. */
  readonly now: () => number;
  /** Milliseconds of the core in one real one; 1 when left out. */
  readonly speed?: () => number;
}

/** No toasts yet. */
export function createToasts({ timers, newId, now, speed = () => 1 }: ToastsDeps): Toasts {
  const store = createStore<ToastsState>(() => ({ toasts: [] }));
  const bells = new Map<string, () => void>();
  let held = false;

  const remove = (id: string): Toast | undefined => {
    bells.get(id)?.();
    bells.delete(id);
    const gone = store.getState().toasts.find((toast) => toast.id === id);
    if (gone) store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
    return gone;
  };
  const end = (id: string): void => remove(id)?.onEnd?.();
  const wind = (toast: Toast): void => {
    if (held && toast.until === undefined) return;
    const delay = toast.until === undefined ? TOAST_MS : Math.max(0, toast.until - now()) / speed();
    bells.set(
      toast.id,
      timers.after(delay, () => end(toast.id)),
    );
  };

  return {
    store,
    show(given) {
      const toast: Toast = { ...given, id: given.id ?? newId() };
      remove(toast.id);
      store.setState(({ toasts }) => ({ toasts: [...toasts, toast] }));
      wind(toast);
      for (const old of store.getState().toasts.slice(0, -MOST_TOASTS)) end(old.id);
      return toast.id;
    },
    hide: (id) => void remove(id),
    clear: () => store.getState().toasts.forEach(({ id }) => end(id)),
    hold(on) {
      held = on;
      for (const toast of store.getState().toasts) {
        if (toast.until !== undefined) continue;
        bells.get(toast.id)?.();
        wind(toast);
      }
    },
  };
}
