/** How today stands in four numbers, and what goes out next. */
import { CheckCheck, CircleAlert, Clock, ThumbsUp } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { OutputOf } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Reminders.module.css';

export interface FiguresProps {
  readonly summary: OutputOf<'reminders.getSummary'>;
  readonly now: number;
  /** Least time between two texts, in ms. */
  readonly paceMs: number | undefined;
}

export function Figures({ summary, now, paceMs }: FiguresProps) {
  const t = useT();
  const formats = useFormats();
  const { nextAt } = summary;
  const next =
    nextAt === null
      ? t('reminders.nextNone')
      : formats.dayOffset(nextAt, now) === 0
        ? t('reminders.nextAt', { time: formats.time(Math.max(nextAt, now)) })
        : t('reminders.next', { when: formats.when(nextAt, now) });
  return (
    <dl className={styles.figures}>
      <Figure icon={CheckCheck} label={t('reminders.figure.sent')} value={summary.sentToday} />
      <Figure icon={Clock} label={t('reminders.figure.still')} value={summary.stillToday} />
      <Figure icon={ThumbsUp} label={t('reminders.figure.confirmed')} value={summary.confirmedToday} />
      <Figure
        icon={CircleAlert}
        label={t('reminders.figure.needYou')}
        value={summary.needYou}
        alert={summary.needYou > 0}
      />
      <div className={styles.next}>
        <dt>{next}</dt>
        <dd>{paceMs === undefined ? '' : t('reminders.pace', { seconds: Math.max(1, Math.round(paceMs / 1000)) })}</dd>
      </div>
    </dl>
  );
}

interface FigureProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly value: number;
  readonly alert?: boolean;
}

function Figure({ icon: Icon, label, value, alert }: FigureProps) {
  const formats = useFormats();
  return (
    <div className={cx(styles.figure, alert && styles.alert)}>
      <dt>
        <Icon size={13} aria-hidden="true" />
        {label}
      </dt>
      <dd>{formats.count(value)}</dd>
    </div>
  );
}
