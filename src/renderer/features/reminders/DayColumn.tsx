/** One open day of the board: how much of it has gone out, and its cards in groups. Sent ones are folded away. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { cx } from '../../ui/cx.ts';
import type { BoardDay, BoardGroup } from './board.ts';
import { Card } from './Card.tsx';
import styles from './Board.module.css';

export interface DayColumnProps {
  readonly day: BoardDay;
  readonly now: number;
  readonly selected: string | null;
  readonly marked: ReadonlySet<string>;
  readonly tabStop: string | null;
  /** Sent ones stand open: that is what was asked for. */
  readonly sentOpen: boolean;
  readonly onSelect: (id: string) => void;
  readonly onMark: (id: string) => void;
  readonly onShowAll: () => void;
}

/** Cards of a column before the rest is left to the list (ux.md 5.5). */
const MOST_CARDS = 60;

export function DayColumn(props: DayColumnProps) {
  const { day, now, sentOpen, onShowAll } = props;
  const t = useT();
  const formats = useFormats();
  const at = instantAt(day.date, '12:00', formats.zone);
  const offset = formats.dayOffset(at, now);
  const near = offset === 0 || offset === 1;
  const [weekday = '', date = ''] = formats.date(at, now).split(' ');
  const open = day.groups.filter((group) => group.key !== 'sent' && group.key !== 'notSent');
  const shown = cut(sentOpen ? day.groups : open, MOST_CARDS);
  const hidden = count(sentOpen ? day.groups : open) - count(shown);
  return (
    <section aria-label={formats.longDate(at)} className={cx(styles.column, offset === 0 && styles.today)}>
      <header className={styles.columnHead}>
        <h2 className={styles.dayName}>
          <span className={styles.wide}>{near ? formats.day(at, now) : formats.weekday(at)}</span>
          <span className={styles.narrow}>{near ? formats.day(at, now) : weekday}</span>{' '}
          <span className={styles.dayDate}>
            {near ? <span className={styles.wide}>{weekday} </span> : null}
            {date}
          </span>
        </h2>
        <span className={styles.dayCount}>{t('reminders.dayCount', { sent: day.sent, total: day.total })}</span>
        <div
          role="progressbar"
          aria-label={t('reminders.progress', { sent: day.sent, total: day.total })}
          aria-valuemin={0}
          aria-valuemax={Math.max(1, day.total)}
          aria-valuenow={day.sent}
          className={styles.progress}
        >
          <span style={{ width: `${day.total === 0 ? 0 : Math.round((100 * day.sent) / day.total)}%` }} />
        </div>
      </header>
      <div className={styles.cards}>
        {day.groups.length === 0 ? <p className={styles.none}>{t('reminders.dayEmpty')}</p> : null}
        {shown.map((group) => (
          <Group key={group.key} group={group} {...props} />
        ))}
        {hidden > 0 ? (
          <button type="button" className={styles.more} onClick={onShowAll}>
            {t('reminders.more', { count: hidden })}
          </button>
        ) : null}
        {sentOpen
          ? null
          : day.groups
              .filter((group) => group.key === 'sent' || group.key === 'notSent')
              .map((group) => <FoldedGroup key={group.key} group={group} {...props} />)}
      </div>
    </section>
  );
}

type GroupProps = Pick<DayColumnProps, 'selected' | 'marked' | 'tabStop' | 'onSelect' | 'onMark'> & {
  readonly group: BoardGroup;
};

function Group({ group, ...rest }: GroupProps) {
  const t = useT();
  const id = useId();
  return (
    <>
      <h3 id={id} className={styles.groupHead}>
        {t(`reminders.group.${group.key}`)} <span>{group.cards.length}</span>
      </h3>
      <Cards label={id} group={group} {...rest} />
    </>
  );
}

function FoldedGroup({ group, ...rest }: GroupProps) {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(false);
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <>
      <h3 className={styles.groupHead}>
        <button id={id} type="button" aria-expanded={open} className={styles.fold} onClick={() => setOpen(!open)}>
          <Icon size={14} aria-hidden="true" />
          {t(`reminders.group.${group.key}`)} ({group.cards.length})
        </button>
      </h3>
      {open ? <Cards label={id} group={{ ...group, cards: group.cards.slice(0, MOST_CARDS) }} {...rest} /> : null}
    </>
  );
}

function Cards({ label, group, selected, marked, tabStop, onSelect, onMark }: GroupProps & { readonly label: string }) {
  return (
    <ul aria-labelledby={label} className={styles.list}>
      {group.cards.map((card) => (
        <Card
          key={card.id}
          card={card}
          selected={card.id === selected}
          marked={marked.has(card.id)}
          tabStop={card.id === tabStop}
          onSelect={onSelect}
          onMark={onMark}
        />
      ))}
    </ul>
  );
}

/** The first `most` cards over all groups, in their order. */
function cut(groups: readonly BoardGroup[], most: number): readonly BoardGroup[] {
  let left = most;
  return groups.flatMap((group) => {
    const cards = group.cards.slice(0, left);
    left -= cards.length;
    return cards.length > 0 ? [{ ...group, cards }] : [];
  });
}

function count(groups: readonly BoardGroup[]): number {
  return groups.reduce((sum, group) => sum + group.cards.length, 0);
}
