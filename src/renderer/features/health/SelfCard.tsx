/** The program itself: backup, clock, data, since when it runs. */
import { Monitor } from 'lucide-react';
import type { Health } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { Button } from '../../ui/Button.tsx';
import { SAME_CLOCK_MS } from './clockWords.ts';
import { Facts } from './Facts.tsx';
import type { FactLine } from './Facts.tsx';
import styles from './health.module.css';

const DAY_MS = 86_400_000;
/** A backup older than this is an alarm (ux.md 5.13). */
const OLD_DAYS = 3;
const MB = 1_000_000;

export function SelfCard({ health, now }: { readonly health: Health; readonly now: number }) {
  const t = useT();
  const formats = useFormats();
  const { router } = useServices();
  const { store, startedAt, version } = health;
  const backup = useBackupLine(health, now);
  const size = formats.count(Math.max(1, Math.round(store.sizeBytes / MB)));
  return (
    <section className={styles.card} aria-labelledby="health-self">
      <header className={styles.cardHead}>
        <Monitor size={18} strokeWidth={1.75} aria-hidden="true" />
        <h3 id="health-self">{t('health.self')}</h3>
      </header>
      <Facts
        facts={[
          backup,
          useClockLine(health),
          {
            name: t('health.self.data'),
            value: t(store.encrypted ? 'health.self.encrypted' : 'health.self.plain', { size }),
          },
          { name: t('health.self.started'), value: formats.when(startedAt, now) },
          { name: t('health.self.version'), value: version },
        ]}
      />
      {backup.tone ? (
        <div className={styles.cardFoot}>
          <Button size="small" onClick={() => router.go({ screen: 'settings', section: 'data' })}>
            {t('health.self.backupOpen')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function useBackupLine({ store }: Health, now: number): FactLine {
  const t = useT();
  const formats = useFormats();
  const name = t('health.self.backup');
  if (store.lastBackupAt === null) return { name, value: t('health.self.backupNone'), tone: 'warn' };
  const days = Math.floor((now - store.lastBackupAt) / DAY_MS);
  if (days >= OLD_DAYS) return { name, value: t('health.self.backupOld', { count: days }), tone: 'bad' };
  return { name, value: t('health.self.backupAt', { when: formats.when(store.lastBackupAt, now) }) };
}

function useClockLine({ gateways }: Health): FactLine {
  const t = useT();
  const formats = useFormats();
  const name = t('health.self.clock');
  const told = gateways.flatMap(({ label, clockSkewMs }) =>
    clockSkewMs === null ? [] : [{ label, by: Math.abs(clockSkewMs) }],
  );
  const worst = told.toSorted((a, b) => b.by - a.by)[0];
  if (!worst) return { name, value: t('health.self.clockAlone') };
  if (worst.by < SAME_CLOCK_MS) return { name, value: t('health.self.clockSame') };
  const span = formats.span(Math.max(worst.by, 60_000));
  return { name, value: t('health.self.clockOff', { span, route: worst.label }), tone: 'warn' };
}
