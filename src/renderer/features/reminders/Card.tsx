/** One reminder on the board: when, who, which step, how the steps of the visit stand, and why it does not go out. */
import { CalendarSync, Ban, Check, CircleAlert, ClockArrowUp, Pause, PencilLine, PhoneOff } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { memo } from 'react';
import type { ReminderCard } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useTimingWords } from '../../i18n/useTimingWords.ts';
import { cx } from '../../ui/cx.ts';
import { Pii } from '../../ui/Pii.tsx';
import { StepDots } from '../../ui/StepDots.tsx';
import { dotsOf, leavesAt } from './board.ts';
import styles from './Board.module.css';

export interface CardProps {
  readonly card: ReminderCard;
  readonly selected: boolean;
  /** One of several for an action on all of them. */
  readonly marked: boolean;
  /** The one card Tab stops at. */
  readonly tabStop: boolean;
  readonly onSelect: (id: string) => void;
  /** Ctrl and a click. */
  readonly onMark: (id: string) => void;
}

export const Card = memo(function Card({ card, selected, marked, tabStop, onSelect, onMark }: CardProps) {
  const t = useT();
  const formats = useFormats();
  const timing = useTimingWords();
  const tone = card.state === 'failed' ? 'bad' : card.state === 'held' ? 'warn' : null;
  const time = formats.time(leavesAt(card));
  const labels = dotsOf(card.steps.map((step) => step.state));
  return (
    <li>
      <button
        type="button"
        data-card={card.id}
        data-reveal=""
        aria-pressed={selected}
        tabIndex={tabStop ? 0 : -1}
        className={cx(styles.card, tone && styles[`${tone}Card`], selected && styles.selected, marked && styles.marked)}
        onClick={(event) => (event.ctrlKey || event.metaKey ? onMark(card.id) : onSelect(card.id))}
      >
        <span className={styles.line}>
          <span className={styles.time}>{card.state === 'held' ? t('reminders.state.held') : time}</span>
          {marked ? (
            <span className={styles.mark}>
              <Check size={12} strokeWidth={3} aria-hidden="true" />
              <span className="visuallyHidden">{t('reminders.isMarked')}</span>
            </span>
          ) : (
            <Sign card={card} />
          )}
        </span>
        <Pii className={styles.name}>{card.personName}</Pii>
        <span className={styles.line}>
          <span className={styles.step}>{timing.ofStep(card.step)}</span>
          <StepDots
            steps={card.steps.map((step, index) => ({
              label: String(index + 1),
              state: labels[index] ?? 'later',
            }))}
          />
        </span>
        {card.edited === null ? null : (
          <span className={styles.edited}>
            <PencilLine size={12} aria-hidden="true" />
            {t('reminders.editedBy', { name: card.edited.by })}
          </span>
        )}
        <Why card={card} tone={tone} />
      </button>
    </li>
  );
});

/** At the right of the time: what is special, never without words elsewhere on the card. */
function Sign({ card }: { readonly card: ReminderCard }) {
  if (card.state === 'failed') return <CircleAlert className={styles.badSign} size={15} aria-hidden="true" />;
  if (card.state === 'held')
    return <Pause className={styles.warnSign} size={14} fill="currentColor" aria-hidden="true" />;
  if (card.movedTo !== null) return <ClockArrowUp className={styles.sign} size={15} aria-hidden="true" />;
  return null;
}

function Why({ card, tone }: { readonly card: ReminderCard; readonly tone: 'bad' | 'warn' | null }) {
  const t = useT();
  const formats = useFormats();
  if (tone && card.reason) {
    const Icon = iconOf(card.reason.code);
    return (
      <span className={cx(styles.why, styles[tone])}>
        <Icon size={13} aria-hidden="true" />
        <Pii>{card.reason.text}</Pii>
      </span>
    );
  }
  if (card.state !== 'planned' && card.state !== 'queued') return null;
  if (card.sameTime) return <span className={styles.why}>{t('reminders.sameTime')}</span>;
  if (card.movedTo === null) return null;
  const sameDay = formats.dayOffset(card.movedTo, card.dueAt) === 0;
  const words = sameDay
    ? t('reminders.movedFrom', { from: formats.time(card.dueAt), to: formats.time(card.movedTo) })
    : t('reminders.movedFromDay', { day: formats.date(card.dueAt, card.movedTo) });
  return <span className={styles.why}>{words}</span>;
}

function iconOf(code: string): LucideIcon {
  if (code === 'landline' || code === 'noNumber' || code === 'NUMBER_INVALID') return PhoneOff;
  if (code === 'wantsNewTime' || code === 'wantsToCancel') return CalendarSync;
  return code.startsWith('OPTED_OUT') ? Ban : CircleAlert;
}
