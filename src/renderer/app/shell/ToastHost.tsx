/** Shows the toasts, bottom left above the status bar. Pointing at them or focus in them stops their clocks. */
import { AlarmClock, Check, CircleAlert, Copy, Info, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useNow } from '../../state/useNow.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import type { Toast, ToastIcon } from '../../ui/toasts.ts';
import styles from './shell.module.css';

const ICONS: Record<ToastIcon, LucideIcon> = {
  done: Check,
  problem: CircleAlert,
  snooze: AlarmClock,
  info: Info,
  copied: Copy,
};

export function ToastHost() {
  const t = useT();
  const { toasts } = useServices();
  const shown = useStore(toasts.store, (state) => state.toasts);
  return (
    <section
      className={styles.toasts}
      aria-label={t('toast.region')}
      onPointerEnter={() => toasts.hold(true)}
      onPointerLeave={() => toasts.hold(false)}
      onFocus={() => toasts.hold(true)}
      onBlur={() => toasts.hold(false)}
    >
      {shown.map((toast) => (
        <ToastView key={toast.id} toast={toast} onClose={() => toasts.hide(toast.id)} />
      ))}
    </section>
  );
}

function ToastView({ toast, onClose }: { readonly toast: Toast; readonly onClose: () => void }) {
  const t = useT();
  const Icon = ICONS[toast.icon];
  return (
    <div className={styles.toast} role={toast.icon === 'problem' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden="true" />
      <span>{toast.until === undefined ? toast.message : <Countdown until={toast.until} />}</span>
      {toast.action ? (
        <button type="button" className={styles.toastAction} onClick={toast.action.run}>
          {toast.action.label}
          {toast.action.keys ? <Kbd keys={toast.action.keys} /> : null}
        </button>
      ) : (
        <button type="button" className={styles.toastClose} aria-label={t('common.close')} onClick={onClose}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const t = useT();
  const now = useNow(250);
  return <span aria-live="off">{t('toast.sendingIn', { seconds: Math.max(0, Math.ceil((until - now) / 1000)) })}</span>;
}
