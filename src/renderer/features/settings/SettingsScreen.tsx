/** Settings: pages at the left, one page in the middle. Each setting saves by itself. */
import type { ComponentType } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useRefused } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ManagerDoor } from '../accounts/index.ts';
import { SchedulePage } from '../sources/index.ts';
import { AboutPage } from './AboutPage.tsx';
import { ConsentWordsPage } from './ConsentWordsPage.tsx';
import { DataPage } from './DataPage.tsx';
import { HoursPage } from './HoursPage.tsx';
import { KeyboardPage, LookPage } from './LookPage.tsx';
import { PracticePage } from './PracticePage.tsx';
import { PrivacyPage } from './PrivacyPage.tsx';
import { ReceivingPage } from './ReceivingPage.tsx';
import { ReminderPlanPage } from './reminderPlan/ReminderPlanPage.tsx';
import { SendingPage } from './SendingPage.tsx';
import { TeamPage } from './TeamPage.tsx';
import styles from './Settings.module.css';
import type { PageProps } from './pageProps.ts';

interface Page {
  readonly id:
    | 'practice'
    | 'schedule'
    | 'sending'
    | 'receiving'
    | 'hours'
    | 'plan'
    | 'team'
    | 'consent'
    | 'privacy'
    | 'look'
    | 'keyboard'
    | 'data'
    | 'about';
  readonly Body: ComponentType<PageProps>;
  readonly forManagers: boolean;
}

const PAGES: readonly Page[] = [
  { id: 'practice', Body: PracticePage, forManagers: true },
  { id: 'schedule', Body: SchedulePage, forManagers: true },
  { id: 'sending', Body: SendingPage, forManagers: true },
  { id: 'receiving', Body: ReceivingPage, forManagers: true },
  { id: 'hours', Body: HoursPage, forManagers: true },
  { id: 'plan', Body: ReminderPlanPage, forManagers: true },
  { id: 'team', Body: TeamPage, forManagers: true },
  { id: 'consent', Body: ConsentWordsPage, forManagers: true },
  { id: 'privacy', Body: PrivacyPage, forManagers: true },
  { id: 'look', Body: LookPage, forManagers: false },
  { id: 'keyboard', Body: KeyboardPage, forManagers: false },
  { id: 'data', Body: DataPage, forManagers: true },
  { id: 'about', Body: AboutPage, forManagers: false },
];

export function SettingsScreen() {
  const t = useT();
  const { router } = useServices();
  const { section } = useRoute('settings');
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] });
  const page = PAGES.find(({ id }) => id === section) ?? PAGES[0];
  const refused = useRefused('settings.saveSettings');
  const locked = page?.forManagers === true && refused;
  return (
    <div className={styles.screen}>
      <nav className={styles.pages} aria-label={t('settings.pages')}>
        <h1>{t('settings.title')}</h1>
        {PAGES.map(({ id }) => (
          <button
            key={id}
            type="button"
            aria-current={id === page?.id ? 'page' : undefined}
            className={styles.pageLink}
            onClick={() => router.replace({ section: id })}
          >
            {t(`settings.page.${id}`)}
          </button>
        ))}
      </nav>
      {/* A page of its own for each: scrolled to its top, not to where the one before was. */}
      <div key={page?.id} className={styles.page}>
        {page ? <h2 className={styles.pageTitle}>{t(`settings.page.${page.id}`)}</h2> : null}
        {page?.forManagers ? <ManagerDoor locked={locked} words={t('settings.managersOnly')} /> : null}
        {settings.data && page ? (
          <page.Body settings={settings.data} locked={locked} />
        ) : settings.error ? (
          <ErrorRegion error={settings.error} onRetry={settings.refetch} />
        ) : (
          <Skeleton rows={8} />
        )}
      </div>
    </div>
  );
}
