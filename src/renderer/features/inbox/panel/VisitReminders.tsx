/** The reminders of the next visit, one under the other: what went out, what will, what is on hold. */
import type { ReminderCard } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { DeskFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { Translate } from '../../../i18n/useT.ts';
import { useTimingWords } from '../../../i18n/useTimingWords.ts';
import type { TimingWords } from '../../../i18n/useTimingWords.ts';
import { useNow } from '../../../state/useNow.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { reminderLook } from '../../../ui/reminderLook.ts';
import { StepTimeline } from '../../../ui/StepTimeline.tsx';
import type { TimelineStep } from '../../../ui/StepTimeline.tsx';
import { PanelSection } from './PanelSection.tsx';
import styles from './panel.module.css';

export function VisitReminders({ appointmentId }: { readonly appointmentId: string }) {
  const t = useT();
  const formats = useFormats();
  const timing = useTimingWords();
  const now = useNow(60_000);
  const reminders = useQuery(
    'reminders.listReminders',
    { appointmentId },
    {
      invalidateOn: ['appointment.changed', { topic: 'reminder.changed', parentId: appointmentId }],
    },
  );
  if (!reminders.data) return null;
  const steps = [...reminders.data.items]
    .sort((a, b) => a.dueAt - b.dueAt)
    .map((card) => stepOf(card, { t, formats, timing, now }));
  return (
    <PanelSection title={t('inbox.panel.reminders')}>
      {steps.length === 0 ? (
        <p className={styles.quiet}>{t('inbox.panel.noReminders')}</p>
      ) : (
        <StepTimeline label={t('inbox.panel.reminders')} steps={steps} />
      )}
    </PanelSection>
  );
}

interface StepDeps {
  readonly t: Translate;
  readonly formats: DeskFormats;
  readonly timing: TimingWords;
  readonly now: number;
}

function stepOf(card: ReminderCard, { t, formats, timing, now }: StepDeps): TimelineStep {
  const when = formats.timeOrDay(card.movedTo ?? card.dueAt, now);
  return {
    key: card.id,
    ...reminderLook[card.state],
    title: timing.ofStep(card.step),
    when: card.state === 'planned' ? when : t(`inbox.reminder.${card.state}`),
  };
}
