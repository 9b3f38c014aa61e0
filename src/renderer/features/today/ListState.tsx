/** What is said when the list is not simply there: no visits, a closed day, a list of another day. */
import { CalendarOff, CalendarPlus, History } from 'lucide-react';
import { weekdayOf } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import type { Day } from './useDay.ts';
import styles from './Today.module.css';

/** Today's visits, from a list of another day: they may have changed since. */
export function OldList({ day, now, isToday }: { readonly day: Day; readonly now: number; readonly isToday: boolean }) {
  const t = useT();
  const formats = useFormats();
  const { router } = useServices();
  const at = day.lastImportAt;
  if (!isToday || at === null || formats.dayOffset(at, now) === 0) return null;
  return (
    <div className={styles.notice}>
      <Banner
        tone="warn"
        icon={History}
        actions={
          <Button size="small" onClick={() => router.go({ screen: 'import' })}>
            {t('today.importAgain')}
          </Button>
        }
      >
        {t('today.old', { when: formats.when(at, now) })}
      </Banner>
    </div>
  );
}

export interface NoVisitsProps {
  /** "2026-11-19". */
  readonly date: string;
  /** "Thursday 19 November". */
  readonly title: string;
  readonly isToday: boolean;
  readonly onAdd: () => void;
}

export function NoVisits({ date, title, isToday, onAdd }: NoVisitsProps) {
  const t = useT();
  const { router } = useServices();
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] });
  const closed = isToday && settings.data?.sending.closedDays.includes(weekdayOf(date)) === true;
  return (
    <Empty
      icon={closed ? CalendarOff : CalendarPlus}
      title={closed ? t('today.closed') : t('today.empty', { day: title })}
      help={t('today.emptyHelp')}
      action={
        <>
          <Button onClick={() => router.go({ screen: 'import' })}>{t('today.import')}</Button>{' '}
          <Button onClick={onAdd}>{t('today.addVisit')}</Button>
        </>
      }
      fill
    />
  );
}
