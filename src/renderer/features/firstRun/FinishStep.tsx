/** The end of the first run: three things to do next, none of them by itself. */
import { BellRing, FileUp, ListChecks } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import type { Route } from '../../app/router.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import type { StepProps } from './stepProps.ts';
import { StepHead } from './StepHead.tsx';
import styles from './Setup.module.css';

export function FinishStep(_props: StepProps) {
  const t = useT();
  const { router } = useServices();
  const save = useCommand('settings.saveSettings');
  const enable = useCommand('reminders.setEnabled');
  const summary = useQuery('reminders.getSummary', {}, { invalidateOn: ['reminder.changed', 'settings.changed'] });
  const on = summary.data?.enabled === true;
  const leave = async (route: Route): Promise<void> => {
    const outcome = await save.run({ setupDone: true });
    if (outcome.ok) router.go(route);
  };
  const turnOn = async (): Promise<void> => {
    const outcome = await enable.run({ enabled: true });
    if (outcome.ok) summary.refetch();
  };
  return (
    <>
      <StepHead title={t('setup.finish.title')} help={t('setup.finish.help')} />
      <div className={styles.cards}>
        <button type="button" className={styles.card} onClick={() => void leave({ screen: 'import' })}>
          <FileUp size={24} strokeWidth={1.75} aria-hidden="true" />
          <strong>{t('setup.finish.import')}</strong>
          <span>{t('setup.finish.importHelp')}</span>
        </button>
        <button
          type="button"
          className={styles.card}
          onClick={() => void leave({ screen: 'settings', section: 'plan' })}
        >
          <ListChecks size={24} strokeWidth={1.75} aria-hidden="true" />
          <strong>{t('setup.finish.plan')}</strong>
          <span>{t('setup.finish.planHelp')}</span>
        </button>
        <button type="button" className={styles.card} disabled={on || enable.pending} onClick={() => void turnOn()}>
          <BellRing size={24} strokeWidth={1.75} aria-hidden="true" />
          <strong>{t(on ? 'setup.finish.remindersOn' : 'setup.finish.reminders')}</strong>
          <span>{t('setup.finish.remindersHelp')}</span>
        </button>
      </div>
    </>
  );
}
