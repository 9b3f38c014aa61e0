/** The reminders of one visit in time: what went out and what came back, what is next and how it will read. */
import { CalendarPlus } from 'lucide-react';
import type { OutputOf } from '../../contract.ts';
import { countSegments } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useTimingWords } from '../../i18n/useTimingWords.ts';
import { cx } from '../../ui/cx.ts';
import { Pii } from '../../ui/Pii.tsx';
import { reminderLook } from '../../ui/reminderLook.ts';
import { StepTimeline } from '../../ui/StepTimeline.tsx';
import { EditForm } from './EditForm.tsx';
import styles from './Details.module.css';

type Detail = OutputOf<'reminders.getReminder'>;
type Step = Detail['steps'][number];

export interface StepsOfVisitProps {
  readonly detail: Detail;
  readonly now: number;
  /** The text of the reminder is being changed, in its place. */
  readonly editing: boolean;
  readonly onEdited: () => void;
}

export function StepsOfVisit({ detail, now, editing, onEdited }: StepsOfVisitProps) {
  const t = useT();
  const formats = useFormats();
  const timing = useTimingWords();
  const whenWords = (at: number): string =>
    formats.dayOffset(at, now) === 0 ? t('reminders.todayAt', { time: formats.time(at) }) : formats.when(at, now);
  const next = detail.steps.find((step) => step.state === 'planned')?.reminderId;
  return (
    <StepTimeline
      large
      label={t('reminders.timeline')}
      steps={[
        {
          key: 'added',
          tone: 'ok' as const,
          icon: CalendarPlus,
          title: t('reminders.visitAdded'),
          when: formats.date(detail.added.at, now).split(' ').slice(1).join(' '),
          detail: t(detail.added.byList ? 'reminders.addedByList' : 'reminders.addedByHand'),
        },
        ...detail.steps.map((step) => ({
          key: step.reminderId,
          ...reminderLook[step.state],
          ...(step.reminderId === next ? { tone: 'accent' as const } : {}),
          title: timing.ofStep(step.step),
          when: whenWords(step.sentAt ?? step.dueAt),
          detail:
            editing && step.reminderId === detail.card.id ? (
              <EditForm key={step.reminderId} card={detail.card} body={step.body} onClose={onEdited} />
            ) : (
              <StepDetail step={step} now={now} shown={step.reminderId === detail.card.id} />
            ),
        })),
      ]}
    />
  );
}

interface StepDetailProps {
  readonly step: Step;
  readonly now: number;
  /** Its text is shown. */
  readonly shown: boolean;
}

function StepDetail({ step, now, shown }: StepDetailProps) {
  const t = useT();
  const formats = useFormats();
  const words = useStateWords()(step, now);
  const count = countSegments(step.body);
  return (
    <div data-reveal="">
      <span className={cx(step.state === 'failed' && styles.bad, step.state === 'planned' && styles.coming)}>
        <Pii>{words}</Pii>
      </span>
      {step.reply ? (
        <>
          {'. '}
          {t('reminders.repliedAfter', { span: formats.span(step.reply.at - (step.sentAt ?? step.reply.at)) })}
          <p className={styles.reply}>
            <Pii>{step.reply.body}</Pii>
          </p>
        </>
      ) : null}
      {shown && step.body !== '' ? (
        <>
          <p className={styles.text}>
            <Pii>{step.body}</Pii>
          </p>
          <span className={styles.parts}>
            {t('reminders.parts', { count: count.parts, used: count.units, room: count.unitsPerPart * count.parts })}
          </span>
        </>
      ) : null}
    </div>
  );
}

/** "Sends in 45 min", "Delivered in 4 seconds", "Not sent. Landline. Call instead". */
function useStateWords(): (step: Step, now: number) => string {
  const t = useT();
  const formats = useFormats();
  return (step, now) => {
    const { state, reason, sentAt, deliveredAt, dueAt } = step;
    if (state === 'planned') {
      return dueAt - now < 60_000
        ? t('reminders.sendsNow')
        : t('reminders.sendsIn', { span: formats.span(dueAt - now) });
    }
    const minute = 60_000;
    if (state === 'delivered' && sentAt !== null && deliveredAt !== null && deliveredAt - sentAt < 2 * minute) {
      return t('reminders.deliveredIn', { seconds: Math.max(1, Math.round((deliveredAt - sentAt) / 1000)) });
    }
    const words = t(`reminders.state.${state}`);
    if (!reason) return words;
    return sameWords(words, reason.text) ? reason.text : t('reminders.because', { state: words, reason: reason.text });
  };
}

/** Some reasons say the state themselves: "Too late, not sent." */
function sameWords(state: string, reason: string): boolean {
  return reason.toLowerCase().startsWith(state.toLowerCase());
}
