/** Status bar: left connection, queue and sent today; right quiet hours, backup, version. Announces changes of state only. */
import { ListOrdered, Moon, Send, ShieldCheck, TriangleAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ConnectionPhase } from '../../client/client.ts';
import type { Health } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { cx } from '../../ui/cx.ts';
import { tip } from '../../ui/tip.ts';
import { shellStatuses } from '../shellStatus.ts';
import type { ShellStatus } from '../shellStatus.ts';
import styles from './shell.module.css';

const DemoChip = lazy(async () => ({ default: (await import('../../features/demo/DemoChip.tsx')).DemoChip }));

export interface StatusBarProps {
  readonly health: Health | undefined;
  readonly phase: ConnectionPhase;
  /** This PC has no network. */
  readonly offline: boolean;
}

export function StatusBar({ health, phase, offline }: StatusBarProps) {
  return (
    <footer className={styles.statusBar} data-region="status">
      {shellStatuses(health, { phase, offline }).map((status) => (
        <Statement key={status.key} status={status} />
      ))}
      {health ? <Left health={health} /> : null}
      <span className={styles.spring} />
      {health ? <Right health={health} /> : null}
    </footer>
  );
}

/** One gateway, or what holds texts back; leads to the settings that matter. Pointed at, it says since when and what waits. */
function Statement({ status }: { readonly status: ShellStatus }) {
  const t = useT();
  const { router } = useServices();
  const detail = useDetail();
  const { gateway, message, dot, percent = 0 } = status;
  const go = (): void => {
    if (status.key === 'held') router.show('reminders');
    else router.go({ screen: 'settings', section: message === 'status.repliesLate' ? 'receiving' : 'sending' });
  };
  return (
    <button type="button" className={styles.statusItem} onClick={go} {...(gateway ? tip(detail(gateway)) : {})}>
      <span className={cx(styles.dot, styles[`dot${dot}`])} />
      <span role="status">{t(message, { percent })}</span>
    </button>
  );
}

function useDetail(): (gateway: Health['gateways'][number]) => string {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const when = (at: number | null): string => (at === null ? '' : formats.when(at, clock.now()));
  return ({ label, since, queued, lastHeardAt }) =>
    t('status.detail', {
      name: label,
      since: when(since),
      known: String(since !== null),
      queued,
      heard: when(lastHeardAt),
      everHeard: String(lastHeardAt !== null),
    });
}

function Left({ health }: { readonly health: Health }) {
  const t = useT();
  const { router } = useServices();
  const { queue, sending } = health;
  const explain = (): void => router.go({ screen: 'health' });
  const waiting = queue.ready + queue.waiting + queue.sending;
  return (
    <>
      <button type="button" className={styles.statusItem} onClick={explain}>
        <ListOrdered size={14} aria-hidden="true" />
        {waiting === 0 ? t('status.queueNone') : t('status.queue', { count: waiting })}
      </button>
      {queue.needsReview > 0 ? (
        <button type="button" className={styles.statusItem} onClick={explain}>
          <TriangleAlert size={14} aria-hidden="true" />
          {t('status.review', { count: queue.needsReview })}
        </button>
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
      <span className={cx(styles.statusItem, styles.whereRoom)}>{t('status.version', { version })}</span>
    </>
  );
}
