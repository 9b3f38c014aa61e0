/** The plan as patients live through it: its steps in a line, the visit among them. Each is a button that leads to its fields. */
import { CalendarCheck } from 'lucide-react';
import type { StepTiming } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useTimingWords } from '../../../i18n/useTimingWords.ts';
import { cx } from '../../../ui/cx.ts';
import { timingOf } from './planDraft.ts';
import type { StepDraft } from './planDraft.ts';
import styles from './ReminderPlan.module.css';

export interface PlanLineProps {
  readonly drafts: readonly StepDraft[];
  readonly onChoose: (key: string) => void;
}

export function PlanLine({ drafts, onChoose }: PlanLineProps) {
  const t = useT();
  const words = useTimingWords();
  const timed = drafts
    .flatMap((draft) => {
      const timing = timingOf(draft);
      return timing === null ? [] : [{ draft, timing, order: orderOf(timing) }];
    })
    .sort((a, b) => a.order - b.order);
  const before = timed.filter(({ order }) => order < 0);
  const after = timed.filter(({ order }) => order >= 0);
  const step = ({ draft, timing }: (typeof timed)[number]) => (
    <li key={draft.key} className={cx(styles.stop, !draft.active && styles.off)}>
      <button type="button" className={styles.stopButton} onClick={() => onChoose(draft.key)}>
        {words.long(timing)}
      </button>
      <span className={styles.stopNote}>{draft.active ? t(`plan.purpose.${draft.purpose}`) : t('plan.off')}</span>
    </li>
  );
  return (
    <ol className={styles.line} aria-label={t('plan.line')}>
      {before.map(step)}
      <li className={styles.visit}>
        <CalendarCheck size={16} aria-hidden="true" />
        {t('plan.visit')}
      </li>
      {after.map(step)}
    </ol>
  );
}

const DAY_MINUTES = 1_440;
const MONTH_DAYS = 31;

/** Minutes from the visit, about: what is booked comes first, what is after it is positive. */
function orderOf(timing: StepTiming): number {
  switch (timing.kind) {
    case 'booked':
      return Number.NEGATIVE_INFINITY;
    case 'daysBefore':
      return -(timing.days + 1) * DAY_MINUTES + minutesOf(timing.at);
    case 'minutesBefore':
      // Within the visit's own day, whose steps at a wall-clock time count from its midnight.
      return timing.minutes < DAY_MINUTES ? -timing.minutes / DAY_MINUTES : -timing.minutes - DAY_MINUTES / 2;
    case 'daysAfter':
      return timing.days * DAY_MINUTES + minutesOf(timing.at);
    case 'monthsAfter':
      return timing.months * MONTH_DAYS * DAY_MINUTES;
  }
}

function minutesOf(at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return hours * 60 + minutes;
}
