/** "Reminder plan" of the settings: the plan itself, and how reminders follow the schedule. */
import { useT } from '../../../i18n/useT.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { ErrorRegion } from '../../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { PageProps } from '../pageProps.ts';
import { PlanEditor } from './PlanEditor.tsx';
import { QueueRules } from './QueueRules.tsx';
import styles from './ReminderPlan.module.css';

export function ReminderPlanPage({ settings, locked }: PageProps) {
  const t = useT();
  const plan = useQuery('reminders.getCadence', {}, { invalidateOn: ['cadence.changed'] });
  const templates = useQuery('templates.listTemplates', {}, { invalidateOn: ['template.changed'] });
  const choices = useQuery('reminders.getPlanChoices', {}, { invalidateOn: ['import.changed', 'settings.changed'] });
  const error = plan.error ?? templates.error ?? choices.error;
  if (!plan.data || !templates.data || !choices.data) {
    const retry = (): void => {
      plan.refetch();
      templates.refetch();
      choices.refetch();
    };
    return error ? <ErrorRegion error={error} onRetry={retry} /> : <Skeleton rows={6} />;
  }
  return (
    <>
      <PlanEditor steps={plan.data.steps} templates={templates.data.items} known={choices.data} locked={locked} />
      <h2 className={styles.title}>{t('plan.rules')}</h2>
      <QueueRules rules={settings.reminders} holidays={choices.data.holidays} locked={locked} />
    </>
  );
}
