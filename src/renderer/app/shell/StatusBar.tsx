/** Status bar: left connection, queue and sent today; right quiet hours, backup, version. Announces changes of state only. */
import { ListOrdered, Moon, Send, ShieldCheck, TriangleAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ConnectionPhase } from '../../client/client.ts';
import type { Health } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { cx } from '../../ui/cx.ts';
import { shellStatus } from '../shellState.ts';
import styles from './shell.module.css';

const DemoChip = lazy(async () => ({ default: (await import('../../features/demo/DemoChip.tsx')).DemoChip }));

export interface StatusBarProps {
  readonly health: Health | undefined;
  readonly phase: ConnectionPhase;
}

export function StatusBar({ health, phase }: StatusBarProps) {
  const t = useT();
  const { router } = useServices();
  const status = shellStatus(health, phase);
  return (
    <footer className={styles.statusBar} data-region="status">
      <button
        type="button"
        className={styles.statusItem}
        onClick={() => router.go({ screen: 'settings', section: 'sending' })}
      >
        <span className={cx(styles.dot, styles[`dot${status.dot}`])} />
        <span role="status">{t(status.message, { percent: status.percent ?? 0 })}</span>
      </button>
      {health ? <Left health={health} /> : null}
      <span className={styles.spring} />
      {health ? <Right health={health} /> : null}
    </footer>
  );
}

function Left({ health }: { readonly health: Health }) {
  const t = useT();
  const { queue, sending } = health;
  const waiting = queue.ready + queue.waiting + queue.sending;
  return (
    <>
      <span className={styles.statusItem}>
        <ListOrdered size={14} aria-hidden="true" />
        {waiting === 0 ? t('status.queueNone') : t('status.queue', { count: waiting })}
      </span>
      {queue.needsReview > 0 ? (
        <span className={styles.statusItem}>
          <TriangleAlert size={14} aria-hidden="true" />
          {t('status.review', { count: queue.needsReview })}
        </span>
      ) : null}
      <span className={styles.statusItem}>
        <Send size={14} aria-hidden="true" />
        {t('status.sent', { sent: queue.sentToday, limit: sending.perDay })}
      </span>
      <Suspense>{health.demo ? <DemoChip /> : null}</Suspense>
    </>
  );
}

function Right({ health }: { readonly health: Health }) {
  const t = useT();
  const formats = useFormats();
  const { sending, store, version, now } = health;
  return (
    <>
      <span className={styles.statusItem}>
        <Moon size={14} aria-hidden="true" />
        {t('status.quiet', { from: formats.civilTime(sending.close), to: formats.civilTime(sending.open) })}
      </span>
      <span className={styles.statusItem}>
        <ShieldCheck size={14} aria-hidden="true" />
        {store.lastBackupAt === null
          ? t('status.backupNone')
          : t('status.backup', { when: formats.when(store.lastBackupAt, now) })}
      </span>
      <span className={styles.statusItem}>{t('status.version', { version })}</span>
    </>
  );
}
